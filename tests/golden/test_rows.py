"""The row rules, one at a time, and the real rows read without a loss."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.golden.headers import HEADERS
from tests.golden.oracle import World, read_exports
from tests.golden.rows import UnitResponse, UnreadableFileError, seconds_between

REAL = Path(__file__).parents[3] / "shared" / "data" / "real" / "spd_call_data_new_schema_west_2023-2025_22rows.csv"

GOOD = {
    "CAD Event Number": "2025000500001",
    "Call Sign Dispatch ID": "2025000500001CARE12",
    "Priority": "3",
    "Call Type Indicator": "DISPATCH",
    "Dispatch Precinct": "WEST",
    "CAD Event Original Time Queued": "11/03/2025 02:00:00 PM",
    "Call Sign Dispatch Time": "2025 Nov 03 02:01:00 PM",
    "Call Sign at Scene Time": "2025 Nov 03 02:05:00 PM",
    "Call Sign In-Service Time": "2025 Nov 03 02:30:00 PM",
    "Count Of Officers": "2",
}


def a_row(**changes: str) -> list[str]:
    """Give a good row, with cells changed by short names of their columns."""
    names = {
        "event": "CAD Event Number",
        "key": "Call Sign Dispatch ID",
        "priority": "Priority",
        "precinct": "Dispatch Precinct",
        "queued": "CAD Event Original Time Queued",
        "dispatched": "Call Sign Dispatch Time",
        "arrived": "Call Sign at Scene Time",
        "cleared": "Call Sign In-Service Time",
        "officers": "Count Of Officers",
    }
    cells = GOOD | {names[name]: text for name, text in changes.items()}
    return [cells.get(header, "") for header in HEADERS]


def write(path: Path, *rows: Sequence[str], header: Sequence[str] = HEADERS) -> Path:
    """Write rows as a portal export."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def the_unit(world: World) -> UnitResponse:
    """Give the only row that stands."""
    (held,) = world.rows.held
    return held.unit


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (a_row()[:-1], "wrong_number_of_fields"),
        ([*a_row(), "one more"], "wrong_number_of_fields"),
        (a_row(key="2025000500002CARE12"), "key_does_not_start_with_event_number"),
        (a_row(event=""), "key_does_not_start_with_event_number"),
        (a_row(queued=""), "queued_at_blank"),
        (a_row(queued="yesterday"), "queued_at_unreadable"),
        (a_row(dispatched=""), "dispatched_at_blank"),
        (a_row(dispatched="2025 Nov 31 02:01:00 PM"), "dispatched_at_unreadable"),
        (a_row(arrived="14 o'clock"), "arrived_at_unreadable"),
        (a_row(cleared="2025 Nov 03 14:30:00 PM"), "cleared_at_unreadable"),
        (a_row(officers=""), "officers_blank"),
        (a_row(officers="two"), "officers_not_a_number"),
        (a_row(officers="1,2"), "officers_not_a_number"),
        (a_row(officers="1000,000"), "officers_not_a_number"),
        (a_row(officers="2147483648"), "officers_not_a_number"),
        (a_row(officers="9" * 5_000), "officers_not_a_number"),
        (a_row(officers="-1"), "officers_not_a_number"),
        (a_row(key="2025000500001"), "key_does_not_start_with_event_number"),
        (a_row(queued="9999-12-31 23:59:59"), "queued_at_unreadable"),
        (a_row(queued="２０２５-11-03 14:00:00"), "queued_at_unreadable"),
    ],
)
def test_a_row_is_refused_for_its_reason(tmp_path: Path, row: list[str], reason: str) -> None:
    rows = read_exports([write(tmp_path / "export.csv", row, a_row(key="2025000500001CARE14"))]).rows
    assert (rows.read, rows.accepted, rows.rejected_by_reason) == (2, 1, {reason: 1})
    assert rows.rejected[0].record == 2


def test_a_row_that_is_not_utf8_is_refused_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", a_row(precinct="WEST"), a_row(key="2025000500001CARE14", precinct="EAST"))
    path.write_bytes(path.read_bytes().replace(b"WEST", b"W\xc9ST"))
    rows = read_exports([path]).rows
    assert (rows.accepted, rows.rejected_by_reason) == (1, {"not_utf8": 1})


@pytest.mark.parametrize(
    "row",
    [
        a_row(arrived="", cleared=""),
        a_row(arrived="2025 Nov 03 01:00:00 PM", cleared="2025 Nov 03 01:30:00 PM"),
        a_row(queued="2025-11-03T14:00:00.000"),
        a_row(officers="0"),
        a_row(officers="-0"),
        a_row(priority="eleven"),
    ],
    ids=["never arrived or cleared", "impossible order", "ISO time", "no officers", "minus none", "unknown category"],
)
def test_an_odd_row_stands(tmp_path: Path, row: list[str]) -> None:
    rows = read_exports([write(tmp_path / "export.csv", row)]).rows
    assert (rows.accepted, rows.rejected) == (1, ())


def test_an_empty_line_is_no_row(tmp_path: Path) -> None:
    rows = read_exports([write(tmp_path / "export.csv", a_row(), [], a_row(officers="3"))]).rows
    assert (rows.read, rows.accepted, rows.superseded, rows.rejected) == (2, 1, 1, ())


def test_identical_rows_are_one(tmp_path: Path) -> None:
    rows = read_exports([write(tmp_path / "export.csv", a_row(), a_row(), a_row())]).rows
    assert (rows.read, rows.accepted, rows.unchanged, rows.superseded) == (3, 1, 2, 0)


def test_within_a_file_the_later_line_wins_even_when_it_goes_back(tmp_path: Path) -> None:
    world = read_exports([write(tmp_path / "export.csv", a_row(), a_row(officers="3"), a_row())])
    assert the_unit(world).officers == 2
    assert (world.rows.accepted, world.rows.superseded, world.rows.unchanged) == (1, 2, 0)


def test_across_files_the_newer_vintage_wins_whatever_the_order(tmp_path: Path) -> None:
    newer = write(tmp_path / "newer.csv", a_row(officers="3"))
    older = write(tmp_path / "older.csv", a_row(officers="4"))
    vintages = [datetime(2026, 2, 1), datetime(2026, 1, 1)]
    assert the_unit(read_exports([newer, older], vintages)).officers == 3
    assert the_unit(read_exports([newer, older])).officers == 4, "without vintages the later path is newer"


def test_the_first_accepted_row_of_the_newest_vintage_speaks_for_the_event(tmp_path: Path) -> None:
    first, second, third = "2025000500001CARE12", "2025000500001CARE14", "2025000500001CARE15"
    older = write(tmp_path / "1.csv", a_row(key=first, priority="1"), a_row(key=second, priority="2"))
    newer = write(
        tmp_path / "2.csv",
        a_row(key=first, priority="1"),  # unchanged: not accepted anew
        a_row(key=second, priority="5"),
        a_row(key=third, priority="4"),
    )
    (before,) = read_exports([older]).events
    (after,) = read_exports([older, newer]).events
    assert (before.texts["priority"], after.texts["priority"]) == ("1", "5")


@pytest.mark.parametrize("text", ["", "-", "unknown", "Redacted", " "])
def test_a_place_not_given_is_unknown(tmp_path: Path, text: str) -> None:
    (event,) = read_exports([write(tmp_path / "export.csv", a_row(precinct=text))]).events
    assert event.texts["precinct"] == "UNKNOWN"


def test_a_missing_column_is_named_and_an_extra_one_does_no_harm(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="Count Of Officers"):
        read_exports([write(tmp_path / "short.csv", a_row()[:-1], header=HEADERS[:-1])])
    world = read_exports([write(tmp_path / "wide.csv", [*a_row(), "7"], header=[*HEADERS, "Event Group"])])
    assert the_unit(world).officers == 2


@pytest.fixture(scope="module")
def real_rows() -> list[dict[str, str]]:
    """Read the real rows as text."""
    if not REAL.exists():
        pytest.skip(f"the real rows are not here: {REAL.name}")
    with REAL.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_real_rows_are_all_accepted(real_rows: list[dict[str, str]]) -> None:
    rows = read_exports([REAL]).rows
    assert (len(real_rows), rows.accepted, rows.rejected) == (22, 22, ())


def test_published_durations_equal_those_computed(real_rows: list[dict[str, str]]) -> None:
    units = {held.unit.key: held.unit for held in read_exports([REAL]).rows.held}
    for row in real_rows:
        unit = units[row["Call Sign Dispatch ID"]]
        assert published(row, "Call Sign Dispatch Delay Time (s)") == seconds_between(
            unit.queued_at, unit.dispatched_at
        )
        response = seconds_between(unit.queued_at, unit.arrived_at) if unit.arrived_at else None
        assert published(row, "Call Sign Response Time (s)") == response
        assert unit.service_seconds is not None
        assert published(row, "Call Sign Total Service Time (s)") == unit.service_seconds * unit.officers


def published(row: dict[str, str], header: str) -> int | None:
    """Read a published duration, written with thousands separators; None where blank."""
    return int(row[header].replace(",", "")) if row[header] else None
