"""Fire units in the snapshot: held by key, counted where they are left out, and beside the dispatch export's own rows."""

import json
import shutil
import stat
from pathlib import Path

import duckdb
import pytest

from etl.metrics.capacity import FEWEST_COMPARABLES
from tests.etl.conftest import Warehouse
from tests.etl.exports import EVENT, many, row, write
from tests.golden.fire import write_fire

Unit = tuple[str, ...]
DISPATCH = (row(), row("2M1"), *many(FEWEST_COMPARABLES))
"""A call that CARE and police were sent to, and police-only calls of its kind, all of 3 November 2025."""


def fire(
    unit: str = "E25", event: str = EVENT, crew: str = "4", arrived: str = "14:06:00", cleared: str = "14:20:00"
) -> Unit:
    """Give a unit sent at 14:02: 18 minutes times its crew of four, unless it is told otherwise."""
    day = "2025-11-03"
    arrived, cleared = (f"{day} {time}" if len(time) == 8 else time for time in (arrived, cleared))
    return (event, unit, crew, f"{day} 14:02:00", arrived, cleared, "Aid Response")


def exports(folder: Path, *units: Unit, stamp: str = "20260101T000000Z") -> tuple[Path, Path]:
    """Write the dispatch export and one of fire units."""
    dispatch = write(folder / "dispatch_20260101T000000Z.csv", *DISPATCH)
    return dispatch, write_fire(folder / f"units_{stamp}.csv", units)


def test_fire_units_are_held_and_stand_beside_the_others(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(*exports(tmp_path, fire(), fire("A5", crew="2", arrived=""), fire("E1", event="2025999999999")))
    told = "SELECT cad_event_number, unit, crew, arrived_at::VARCHAR, type, line FROM fire_row ORDER BY line"
    assert warehouse.rows(told) == [
        (EVENT, "E25", 4, "2025-11-03 14:06:00", "Aid Response", 2),
        (EVENT, "A5", 2, None, "Aid Response", 3),
        ("2025999999999", "E1", 4, "2025-11-03 14:06:00", "Aid Response", 4),
    ]
    units = "SELECT call_sign_dispatch_id, call_sign, officers, service_seconds FROM unit_response WHERE agency = 'SFD'"
    assert sorted(warehouse.rows(units)) == [
        (f"SFD:{EVENT}:A5", "A5", 2, 18 * 60),
        (f"SFD:{EVENT}:E25", "E25", 4, 18 * 60),
    ]
    assert warehouse.rows("SELECT found, of_all FROM quality WHERE name = 'fire_unit_without_event'") == [(1, 3)]
    assert warehouse.rows("SELECT file_name[:5], export, rows_accepted FROM source_file ORDER BY 1") == [
        ("dispa", "dispatch", len(DISPATCH)),
        ("units", "sfd_units", 3),
    ]
    assert warehouse.run("check").code == 0


def test_an_event_with_fire_units_says_what_they_did(warehouse: Warehouse, tmp_path: Path) -> None:
    blank, too_long = fire("M1", cleared=""), fire("L4", cleared="2025-11-04 14:02:01")
    warehouse.refresh(*exports(tmp_path, fire(), fire("A5", crew="2", arrived="14:05:00"), blank, too_long))
    told = warehouse.rows("""
        SELECT sfd_units, (sfd_first_arrived_at::VARCHAR)[12:], sfd_last_cleared_at::VARCHAR, sfd_officer_seconds,
               sfd_units_not_counted, sfd_is_known FROM fire_event
    """)
    assert told == [(4, "14:05:00", "2025-11-04 14:02:01", 18 * 60 * 6, 2, True)]
    assert warehouse.rows("SELECT found, of_all FROM quality WHERE name = 'fire_unit_not_counted'") == [(2, 4)]


def test_comparable_calls_without_a_fire_unit_count_with_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    on_one = fire(event=many(1)[0]["event_number"])
    warehouse.refresh(*exports(tmp_path, fire(), on_one))
    cells = "SELECT agency, events, mean_officer_seconds FROM comparable_cell WHERE level = 1 AND call_year = 2025"
    assert warehouse.rows(f"{cells} ORDER BY cell") == [
        ("SPD", FEWEST_COMPARABLES, 30 * 60 * 2.0),
        ("SFD", FEWEST_COMPARABLES, 18 * 60 * 4 / FEWEST_COMPARABLES),
    ]
    told = "SELECT sfd_units, sfd_comparable_events, sfd_officer_seconds, care_alone_after_sfd_seconds FROM care_event"
    assert warehouse.rows(told) == [(1, FEWEST_COMPARABLES, 18 * 60 * 4, 11 * 60)]


def test_one_whose_units_have_no_valid_time_is_no_comparable(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(*exports(tmp_path, fire(event=many(1)[0]["event_number"], cleared="")))
    assert warehouse.rows("SELECT DISTINCT agency FROM comparable_cell") == [("SPD",)]
    assert warehouse.rows("SELECT sfd_units, sfd_comparable_cell FROM care_event") == [(0, None)]


def test_what_the_dispatch_export_says_does_not_change(warehouse: Warehouse, tmp_path: Path) -> None:
    """Its own rows are those it has: fire units without an arrival, or out of order, are no weakness of it."""
    odd = (fire(arrived="", cleared=""), fire("A5", arrived="13:00:00", cleared="12:00:00"))
    asked = (
        "SELECT * FROM quality WHERE NOT starts_with(name, 'fire') AND name <> 'rejected'",
        "FROM impossible_order",
    )
    tables = ("event", "cross_check", "category_disagreement", "headline", "unknown_value")
    dispatch, units = exports(tmp_path, *odd)
    warehouse.refresh(dispatch)
    queries = (*asked, *(f"FROM {table}" for table in tables))
    before = [sorted(warehouse.rows(query), key=repr) for query in queries]
    warehouse.refresh(units)
    assert [sorted(warehouse.rows(query), key=repr) for query in queries] == before
    assert warehouse.one("SELECT count(*) FROM unit_response") == len(DISPATCH) + 2


def test_the_newest_version_of_a_unit_stands_whichever_comes_first(warehouse: Warehouse, tmp_path: Path) -> None:
    newer = exports(tmp_path, fire(crew="3"), stamp="20260103T000000Z")
    warehouse.refresh(*newer)
    older = write_fire(tmp_path / "units_20260102T000000Z.csv", [fire(crew="5"), fire("A5", crew="2")])
    warehouse.refresh(older)
    assert sorted(warehouse.rows("SELECT unit, crew FROM fire_row")) == [("A5", 2), ("E25", 3)]
    last = "SELECT rows_read, rows_accepted, rows_unchanged, rows_superseded FROM source_file ORDER BY load_id DESC LIMIT 1"
    assert warehouse.rows(last) == [(2, 1, 0, 1)]


def test_the_same_export_again_publishes_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    both = exports(tmp_path, fire())
    warehouse.refresh(*both)
    before = warehouse.current
    assert "Nothing new" in warehouse.refresh(both[1]).out
    assert warehouse.current == before


def test_the_same_rows_in_a_newer_export_only_make_them_newer(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(*exports(tmp_path, fire()))
    warehouse.refresh(write_fire(tmp_path / "units_20260105T000000Z.csv", [fire()]))
    assert warehouse.rows("SELECT (vintage::VARCHAR)[:10], crew FROM fire_row") == [("2026-01-05", 4)]
    assert warehouse.one("SELECT (vintage::VARCHAR)[:10] FROM snapshot") == "2026-01-01", "that of the dispatch export"


def test_the_days_known_are_those_of_the_units(warehouse: Warehouse, tmp_path: Path) -> None:
    assert warehouse.refresh(write(tmp_path / "dispatch_20260101T000000Z.csv", *DISPATCH))
    assert warehouse.rows("SELECT sfd_first_day, sfd_last_day FROM snapshot") == [(None, None)]
    assert warehouse.rows("SELECT DISTINCT sfd_units FROM care_event") == [(None,)]
    of_next_day = (EVENT, "E2", "4", "2025-11-04 00:00:00", "", "", "")
    warehouse.refresh(write_fire(tmp_path / "units_20260105T000000Z.csv", [of_next_day]))
    days = warehouse.rows("SELECT sfd_first_day::VARCHAR, sfd_last_day::VARCHAR FROM snapshot")
    assert days == [("2025-11-04", "2025-11-04")]
    assert warehouse.rows("SELECT sfd_units, sfd_is_known FROM fire_event") == [(1, False)]
    assert warehouse.rows("SELECT DISTINCT sfd_units FROM care_event") == [(None,)], "of that day nothing is known"


# what is refused


def test_rejected_units_are_counted_and_kept_for_the_owner(warehouse: Warehouse, tmp_path: Path) -> None:
    good = [fire(f"E{number}") for number in range(200)]
    ran = warehouse.refresh(*exports(tmp_path, *good, fire("A5", crew="four")), "--json")
    reason = "crew is not a whole number from 0"
    assert json.loads(ran.out)["rejected"] == {reason: 1}
    assert warehouse.rows("SELECT reason, rows FROM rejection") == [(reason, 1)]
    (kept,) = warehouse.path.glob("rejected-*.jsonl")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    told = json.loads(kept.read_text())
    assert (told["file"], told["record"], told["reason"]) == ("units_20260101T000000Z.csv", 202, reason)
    assert "four" in told["text"]
    assert not warehouse.rows("FROM fire_row WHERE unit = 'A5'")


def test_a_large_dispatch_export_does_not_hide_what_is_wrong_with_a_small_one(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    dispatch = write(tmp_path / "dispatch.csv", *many(300))
    units = write_fire(tmp_path / "units.csv", [fire(), *(fire(f"A{n}", crew="") for n in range(11))])
    ran = warehouse.run("refresh", dispatch, units)
    assert ran.code == 3
    assert "Of sfd_units, more rows were rejected than may be: 10, or 1.0%" in ran.err
    assert "units.csv: crew is blank" in ran.err
    assert "correct a file that was made by hand" in ran.err
    assert warehouse.refresh(dispatch, units, "--accept", "rejects")


def test_invented_and_real_never_share(warehouse: Warehouse, tmp_path: Path) -> None:
    invented = write_fire(tmp_path / "invented.csv", [fire(event="9999000000001")])
    dispatch, units = exports(tmp_path, fire())
    ran = warehouse.run("refresh", dispatch, invented)
    assert ran.code == 2
    assert "The dispatch export is real, and the SFD units of invented.csv are invented" in ran.err
    warehouse.refresh(dispatch, units)
    ran = warehouse.run("refresh", invented)
    assert ran.code == 2
    assert "invented" in ran.err
    mixed = write_fire(tmp_path / "mixed.csv", [fire("A5"), fire(event="9999000000001")])
    assert warehouse.run("refresh", mixed).code == 2
    assert warehouse.rows("SELECT unit FROM fire_row") == [("E25",)]


def test_units_alone_are_no_first_load(warehouse: Warehouse, tmp_path: Path) -> None:
    ran = warehouse.run("refresh", exports(tmp_path, fire())[1])
    assert ran.code == 2
    assert "No dispatch export in" in ran.err
    assert not list(warehouse.path.glob("care-*"))


def test_files_of_one_name_are_refused_whatever_they_are(warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    dispatch = write(tmp_path / "export.csv", *DISPATCH)
    ran = warehouse.run("refresh", dispatch, write_fire(tmp_path / "other" / "export.csv", [fire()]))
    assert ran.code == 2
    assert "Two files are named export.csv" in ran.err


# what older code left


@pytest.fixture
def of_before(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Give a warehouse whose snapshot knows nothing of fire units."""
    warehouse.refresh(write(tmp_path / "dispatch_20260101T000000Z.csv", *DISPATCH))
    with duckdb.connect(str(warehouse.snapshot)) as con:
        for table in ("fire_row", "fire_event"):
            con.execute(f"DROP TABLE {table}")
        for column in ("sfd_first_day", "sfd_last_day"):
            con.execute(f"ALTER TABLE snapshot DROP COLUMN {column}")
        con.execute("ALTER TABLE source_file DROP COLUMN export")
        con.execute("ALTER TABLE comparable_cell DROP COLUMN agency")
        con.execute("UPDATE snapshot SET definitions = 'of before'")
    return warehouse


def test_units_are_added_to_a_snapshot_of_before_there_were_any(of_before: Warehouse, tmp_path: Path) -> None:
    of_before.refresh(exports(tmp_path, fire())[1])
    assert of_before.rows("SELECT unit FROM fire_row") == [("E25",)]
    assert of_before.rows("SELECT DISTINCT export FROM source_file ORDER BY 1") == [("dispatch",), ("sfd_units",)]
    assert of_before.run("check").code == 0


def test_held_units_stay_when_only_dispatch_rows_come(warehouse: Warehouse, tmp_path: Path) -> None:
    """The event comes after its fire units: they are on it from then on."""
    late = "2025000700001"
    warehouse.refresh(*exports(tmp_path, fire(), fire(event=late)))
    assert warehouse.one("SELECT count(*) FROM unit_response WHERE agency = 'SFD'") == 1
    copy = shutil.copy(warehouse.snapshot, tmp_path / "before.duckdb")
    warehouse.refresh(write(tmp_path / "later_20260106T000000Z.csv", row("CARE14", event=late)))
    assert warehouse.rows("SELECT sfd_units FROM care_event WHERE event_number = ?", [late]) == [(1,)]
    with duckdb.connect(copy, read_only=True) as con:
        assert con.execute("FROM fire_row").fetchall() == warehouse.rows("FROM fire_row")
