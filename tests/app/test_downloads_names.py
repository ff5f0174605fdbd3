"""File names say what is in a file, in words that every file system takes, and never too long."""

from dataclasses import replace
from datetime import date, datetime
from string import ascii_letters, digits

import pytest
from hypothesis import given

from app.db import Info
from app.downloads.names import answer_file_name, row_file_name
from app.downloads.row_files import EVENTS, UNIT_RESPONSES
from app.filters import Filters
from app.queries import Answer
from etl.metrics import METRICS
from tests.app.questions import asked, effort

INFO = Info("20260104T120000Z", datetime(2026, 1, 4), date(2022, 1, 1), date(2026, 1, 3), is_invented=False)
ENDS = "data-through-2026-01-03-snapshot-20260104T120000Z"


def answer(metric: str, *by: str, **filters: object) -> Answer:
    return Answer(METRICS[metric], Filters(**filters), by, INFO, ())


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({}, ""),
        (
            {"precinct": ("EAST",), "start": "2025-01-01", "end": "2025-12-31"},
            "precinct-EAST-2025-01-01-to-2025-12-31-",
        ),
        ({"start": "2025-01-01"}, "from-2025-01-01-"),
        ({"end": "2025-01-01"}, "to-2025-01-01-"),
        ({"call_type": ("DOWN - CHECK FOR DOWN PERSON",)}, "call_type-DOWN_CHECK_FOR_DOWN_PERSON-"),
        ({"beat": ("K1", "K2"), "hour": ("9",)}, "hour-9-beat-K1-K2-"),
        ({"neighborhood": ("Ñandú/../etc",)}, "neighborhood-Nandu_etc-"),
        ({"count": "all", "police_share": 40}, ""),
    ],
)
def test_a_file_of_rows_is_named_after_its_filters(filters: dict[str, object], told: str) -> None:
    assert row_file_name(EVENTS, Filters(**filters), INFO, ".csv") == f"events-{told}{ENDS}.csv"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (answer("care_calls"), "care_calls-"),
        (answer("care_calls", "month", "hour", precinct=("EAST",)), "care_calls-by_month-by_hour-precinct-EAST-"),
        (answer("care_calls", count="all"), "care_calls-count-all-"),
        (answer("coverage_share", count="all"), "coverage_share-"),
        (answer("spd_officer_hours_avoided", police_share=40.0), "spd_officer_hours_avoided-police_share-40-"),
    ],
)
def test_an_answers_file_is_named_after_its_metric_breakdown_rules_and_filters(asked: Answer, told: str) -> None:
    assert answer_file_name(asked, ".parquet") == f"{told}{ENDS}.parquet"
    compared = answer_file_name(asked, ".csv", ("previous", "year"))
    assert "-with_previous-with_year-" in compared


def test_invented_data_is_marked_first() -> None:
    invented = replace(INFO, is_invented=True)
    assert row_file_name(UNIT_RESPONSES, Filters(), invented, ".csv") == f"INVENTED-unit_responses-{ENDS}.csv"
    assert answer_file_name(replace(answer("care_calls"), info=invented), ".csv").startswith("INVENTED-care_calls-")


def test_too_many_values_are_cut_and_told_apart_by_a_digest() -> None:
    beats = tuple(f"B{number}" for number in range(100))
    names = {row_file_name(EVENTS, Filters(beat=chosen), INFO, ".csv") for chosen in (beats, beats[:99])}
    assert {len(name) for name in names} == {200}
    assert len(names) == 2
    assert all(name.startswith("events-beat-B0-B1-") and name.endswith(f"{ENDS}.csv") for name in names)


@effort
@given(filters=asked())
def test_any_filters_make_a_name_that_every_file_system_takes(filters: Filters) -> None:
    for metric in ("spd_priority1_within_7_minutes_share", "spd_officer_hours_avoided_share"):
        shown = Answer(METRICS[metric], filters, ("neighborhood", "call_source"), replace(INFO, is_invented=True), ())
        for name in (
            answer_file_name(shown, ".parquet", ("previous",)),
            row_file_name(EVENTS, filters, INFO, ".parquet"),
        ):
            assert len(name) <= 200
            assert set(name) <= {*ascii_letters, *digits, "-", "_", "."}
            assert f"-{ENDS}." in name
