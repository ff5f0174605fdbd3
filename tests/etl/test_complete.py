"""`--full` declares files complete for the days they span: what they lack there is withdrawn, counted and logged."""

import json
from pathlib import Path

from tests.etl.conftest import Warehouse
from tests.etl.exports import Row, row, write

LOGGED = "SELECT rows_added, rows_restated, rows_withdrawn FROM refresh ORDER BY load_id DESC LIMIT 1"
SIGNS = "SELECT call_sign_dispatch_id[14:] FROM export_row ORDER BY 1"
ANYHOW = ("--accept", "lost-rows", "--accept", "newest-row")


def on(day: int, sign: str, **changes: str) -> Row:
    """Give a unit's row on a day of November 2025."""
    times = {
        "queued_at": f"2025-11-{day:02} 14:00:00",
        "dispatched_at": f"2025-11-{day:02} 14:01:00",
        "arrived_at": f"2025-11-{day:02} 14:05:00",
        "cleared_at": f"2025-11-{day:02} 14:31:00",
    }
    return row(sign, event=f"20250005{day:05}", **times | changes)


def dated(folder: Path, day: int, *rows: Row) -> Path:
    return write(folder / f"export_202601{day:02}T000000Z.csv", *rows)


def signs(warehouse: Warehouse) -> list[str]:
    return [sign for (sign,) in warehouse.rows(SIGNS)]


def test_rows_that_a_complete_export_lacks_are_withdrawn_counted_and_logged(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    warehouse.refresh(dated(tmp_path, 1, on(3, "CARE1"), on(3, "2M1"), on(4, "2M2"), on(9, "2M3")))
    ran = warehouse.refresh(dated(tmp_path, 2, on(3, "CARE1"), on(5, "2M4")), "--full", *ANYHOW)
    assert signs(warehouse) == ["2M3", "2M4", "CARE1"], "the ninth is not one of the days from the third to the fifth"
    assert "withdrawn: 2 rows held that a complete export lacks" in ran.out
    assert warehouse.rows(LOGGED) == [(1, 0, 2)]
    assert warehouse.rows("SELECT event_number FROM event ORDER BY 1") == [
        (f"20250005{day:05}",) for day in (3, 5, 9)
    ], "an event without a row is gone"
    assert warehouse.rows("SELECT complete_from::VARCHAR, complete_to::VARCHAR FROM source_file ORDER BY load_id") == [
        (None, None),
        ("2025-11-03", "2025-11-05"),
    ]


def test_the_summary_for_machines_counts_them(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, on(3, "CARE1"), on(3, "2M1")))
    told = json.loads(warehouse.refresh(dated(tmp_path, 2, on(3, "CARE1")), "--full", "--json", *ANYHOW).out)
    assert (told["withdrawn"], told["unchanged"], told["overruled"]) == (1, 1, ["lost-rows"])


def test_without_full_nothing_is_withdrawn(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, on(3, "CARE1"), on(3, "2M1")))
    warehouse.refresh(dated(tmp_path, 2, on(3, "CARE1")))
    assert signs(warehouse) == ["2M1", "CARE1"]


def test_what_is_held_from_a_newer_export_stays(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 5, on(3, "2M1")))
    warehouse.refresh(dated(tmp_path, 2, on(3, "CARE1")), "--full")
    assert signs(warehouse) == ["2M1", "CARE1"]


def test_files_without_a_date_of_their_own_withdraw_too(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "a.csv", on(3, "CARE1"), on(3, "2M1")))
    warehouse.refresh(write(tmp_path / "b.csv", on(3, "CARE1")), "--full", *ANYHOW)
    assert signs(warehouse) == ["CARE1"]


def test_an_older_export_does_not_bring_back_what_was_withdrawn(warehouse: Warehouse, tmp_path: Path) -> None:
    older = dated(tmp_path, 1, on(3, "CARE1"), on(3, "2M1"), on(9, "2M3"))
    warehouse.refresh(older)
    warehouse.refresh(dated(tmp_path, 2, on(3, "CARE1")), "--full", *ANYHOW)
    before = warehouse.current
    assert "0 accepted + 2 unchanged + 1 superseded" in warehouse.refresh(older).out
    assert warehouse.current == before
    warehouse.refresh(older, dated(tmp_path, 3, on(4, "2M4")))
    assert signs(warehouse) == ["2M3", "2M4", "CARE1"], "nor in a later refresh of all files"


def test_a_newer_export_brings_it_back(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, on(3, "CARE1"), on(3, "2M1")))
    warehouse.refresh(dated(tmp_path, 2, on(3, "CARE1")), "--full", *ANYHOW)
    warehouse.refresh(dated(tmp_path, 3, on(3, "2M1")))
    assert signs(warehouse) == ["2M1", "CARE1"]


def test_each_file_is_complete_for_its_own_days_only(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *(on(day, "2M1") for day in (3, 6, 9))))
    files = [dated(tmp_path, 2, on(3, "CARE1")), dated(tmp_path, 3, on(9, "CARE1"))]
    warehouse.refresh(*files, "--full", *ANYHOW)
    assert warehouse.rows(
        "SELECT queued_at::DATE::VARCHAR FROM export_row WHERE call_sign_dispatch_id LIKE '%2M1'"
    ) == [("2025-11-06",)]


def test_the_same_complete_export_again_changes_nothing_and_says_so(warehouse: Warehouse, tmp_path: Path) -> None:
    export = dated(tmp_path, 1, on(3, "CARE1"), on(5, "2M1"))
    warehouse.refresh(export, "--full")
    before = warehouse.current
    assert f"Nothing new in these files: snapshot {before} stands." in warehouse.refresh(export, "--full").out
    assert f"Nothing new in these files: snapshot {before} stands." in warehouse.refresh(export).out


def test_invented_rows_that_are_all_left_out_stay_invented(warehouse: Warehouse, tmp_path: Path) -> None:
    invented = {"event": "9999000000001"}
    older = dated(tmp_path, 1, row("CARE1", **invented))
    warehouse.refresh(older)
    warehouse.refresh(dated(tmp_path, 2, row("2M1", **invented)), "--full", *ANYHOW)
    before = warehouse.current
    warehouse.refresh(older)
    assert (warehouse.current, warehouse.one("SELECT count(*) FROM export_row")) == (before, 1)
