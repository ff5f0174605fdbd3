"""How a group's key reads: in words where it is a code, as the export has it where it is words already."""

import pytest

from app.db import Snapshot
from app.filters import Filters
from app.labels import label, short_label
from app.queries import ask, choices
from etl.invented.words import CLEARANCES
from etl.metrics import DIMENSIONS, EVENT_BY
from tests.etl.exports import REAL
from tests.golden.rows import HEADERS, merge_exports


@pytest.mark.parametrize(
    ("dimension", "key", "words"),
    [
        ("day", "2025-03-03", "Mar 3, 2025"),
        ("week", "2025-03-03", "Week of Mar 3, 2025"),
        ("month", "2025-03", "March 2025"),
        ("quarter", "2025-Q1", "January to March 2025"),
        ("quarter", "2024-Q4", "October to December 2024"),
        ("year", "2025", "2025"),
        ("hour", "0", "midnight to 1 am"),
        ("hour", "1", "1 am to 2 am"),
        ("hour", "11", "11 am to noon"),
        ("hour", "12", "noon to 1 pm"),
        ("hour", "13", "1 pm to 2 pm"),
        ("hour", "23", "11 pm to midnight"),
        ("weekday", "1", "Monday"),
        ("weekday", "7", "Sunday"),
        ("priority", "1", "1 (most urgent)"),
        ("priority", "2", "2"),
        ("minutes_bin", "0", "0 to 5 minutes"),
        ("minutes_bin", "5", "5 to 10 minutes"),
        ("minutes_bin", "115", "115 to 120 minutes"),
        ("minutes_bin", "120", "120 minutes or more"),
        ("clearance", "CCR only - INTERPERSONAL SUPPORT ONLY", "Support given"),
        ("clearance", "CCR ONLY - INTERPERSONAL SUPPORT ONLY", "Support given"),
        ("clearance", "NEVER SEEN BEFORE", "NEVER SEEN BEFORE"),
        ("clearance", "UNKNOWN", "Not recorded"),
        ("district", "3", "District 3"),
        ("district", "UNKNOWN", "Unknown"),
        ("priority", "UNKNOWN", "Unknown"),
        ("neighborhood", "UNKNOWN", "Unknown"),
        ("neighborhood", "CHINATOWN/INTERNATIONAL DISTRICT", "CHINATOWN/INTERNATIONAL DISTRICT"),
        ("precinct", "EAST", "EAST"),
        ("call_type", "DOWN - CHECK FOR DOWN PERSON", "DOWN - CHECK FOR DOWN PERSON"),
    ],
)
def test_a_key_reads_in_words(month: Snapshot, dimension: str, key: str, words: str) -> None:
    assert label(month, dimension, key) == words


@pytest.mark.parametrize(
    ("dimension", "key", "words"),
    [
        ("month", "2025-03", "Mar 2025"),
        ("weekday", "1", "Mon"),
        ("hour", "13", "1 pm"),
        ("hour", "0", "midnight"),
        ("hour", "12", "noon"),
        ("minutes_bin", "5", "5–10"),
        ("minutes_bin", "120", "120+"),
        ("quarter", "2025-Q1", "January to March 2025"),
        ("precinct", "UNKNOWN", "Unknown"),
        ("hour", "UNKNOWN", "Unknown"),
    ],
)
def test_an_axis_has_less_room(month: Snapshot, dimension: str, key: str, words: str) -> None:
    assert short_label(month, dimension, key) == words


def test_every_key_of_the_invented_data_has_a_label(demo: Snapshot) -> None:
    for name in EVENT_BY:
        metric = "spd_response_median_minutes" if DIMENSIONS[name].needs_duration else "care_calls"
        keys = {row.keys[0] for row in ask(demo, metric, Filters(count="all"), (name,)).rows}
        for key in keys | set(choices(demo).get(name, ())):
            assert label(demo, name, key)
            assert short_label(demo, name, key)


def test_every_clearance_that_can_be_invented_has_plain_words(demo: Snapshot) -> None:
    assert not [clearance for clearance in filter(None, CLEARANCES) if label(demo, "clearance", clearance) == clearance]


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real rows are not here: {REAL.name}")
def test_every_clearance_of_the_real_rows_has_plain_words(demo: Snapshot) -> None:
    held = merge_exports([REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv"]).held
    found = {row.unit.event_texts[list(HEADERS).index("clearance") - 1] for row in held}
    assert found
    assert not [clearance for clearance in found if label(demo, "clearance", clearance) == clearance]
