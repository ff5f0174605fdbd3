"""What a refresh corrects is logged by column and month, and the log is never shortened."""

from pathlib import Path

import duckdb
import pytest

from etl.metrics import HEADLINE, METRICS
from tests.etl.conftest import Warehouse
from tests.etl.exports import Row, many, row, write

COLUMNS = "SELECT column_name, rows FROM restatement WHERE load_id = (SELECT snapshot FROM snapshot) ORDER BY ALL"
REFRESHES = "SELECT rows_added, rows_restated, rows_withdrawn, previous FROM refresh ORDER BY load_id"


def dated(folder: Path, day: int, *rows: Row) -> Path:
    """Write an export whose name says it was made on a day of January 2026."""
    return write(folder / f"export_202601{day:02}T000000Z.csv", *rows)


def calls(count: int, month: int = 11, minutes: int = 5, first: int = 0) -> list[Row]:
    """Give so many CARE calls of a month of 2025, each reached after so many minutes."""
    return [
        row(
            "CARE12",
            event=f"2025{month:02}{number:07}",
            queued_at=f"2025-{month:02}-03 14:00:00",
            dispatched_at=f"2025-{month:02}-03 14:01:00",
            arrived_at=f"2025-{month:02}-03 14:{minutes:02}:00",
            cleared_at=f"2025-{month:02}-03 14:59:00",
        )
        for number in range(first, first + count)
    ]


# which columns


def test_the_columns_that_a_newer_export_corrects_are_counted_without_their_values(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    warehouse.refresh(dated(tmp_path, 1, row(), row("2M1"), row("2M2", clearance="SECRET OF BEFORE"), row("2M3")))
    assert warehouse.rows(COLUMNS) == [], "a first load corrects nothing"
    warehouse.refresh(
        dated(
            tmp_path,
            2,
            row(cleared_at="2025-11-03 14:41:00", officers="1"),
            row("2M1", officers="1"),
            row("2M2"),
            row("2M3"),
            row("2M4"),
        )
    )
    found = dict(warehouse.rows(COLUMNS))
    assert found == {
        **{"officers": 2, "clearance": 1, "cleared_at": 1, "service_seconds": 2},
        **{"care_service_seconds": 1, "last_care_cleared_at": 1, "spd_service_seconds": 1},
    }
    assert warehouse.rows(REFRESHES)[-1][:3] == (1, 3, 0)
    assert "SECRET OF BEFORE" not in str(
        [warehouse.rows(f"FROM {table}") for table in ("refresh", "restatement", "headline_move")]
    )


def test_a_value_that_appears_or_goes_is_a_correction_too(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, row(cleared_at=""), row("2M1")))
    warehouse.refresh(dated(tmp_path, 2, row(), row("2M1", cleared_at="")))
    assert dict(warehouse.rows(COLUMNS))["cleared_at"] == 2


def test_what_an_older_export_says_otherwise_corrects_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    older = dated(tmp_path, 1, row(officers="5"))
    warehouse.refresh(dated(tmp_path, 2, row()))
    warehouse.refresh(older, dated(tmp_path, 3, *many(2)))
    assert warehouse.rows(COLUMNS) == []
    assert warehouse.rows(REFRESHES)[-1][:3] == (2, 0, 0)


def test_a_row_that_a_newer_export_only_repeats_is_not_restated(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *many(3)))
    warehouse.refresh(dated(tmp_path, 2, *many(3)))
    assert warehouse.rows(COLUMNS) == []
    assert warehouse.rows(REFRESHES)[-1][:3] == (0, 0, 0)


def test_corrections_are_kept_from_snapshot_to_snapshot(warehouse: Warehouse, tmp_path: Path) -> None:
    ids = []
    for day in (1, 2, 3):
        warehouse.refresh(dated(tmp_path, day, row(priority=str(day))))
        ids.append(warehouse.current)
    assert warehouse.rows("SELECT load_id, column_name, rows FROM restatement ORDER BY ALL") == [
        (snapshot, "priority", 1) for snapshot in ids[1:]
    ]
    assert [previous for *_, previous in warehouse.rows(REFRESHES)] == [None, *ids[:2]]


# how the headline metrics moved


def moves(warehouse: Warehouse, metric: str, month: str | None) -> list[tuple[object, ...]]:
    """List what the newest snapshot's log says of a metric and month: value, n, and both before."""
    return warehouse.rows(
        "SELECT value, n, value_before, n_before FROM headline_move "
        "WHERE metric = ? AND month IS NOT DISTINCT FROM ? ORDER BY load_id",
        [metric, month],
    )


def test_the_months_that_moved_are_logged_with_what_they_were(warehouse: Warehouse, tmp_path: Path) -> None:
    median = "care_response_median_minutes"
    warehouse.refresh(dated(tmp_path, 1, *calls(12, 10), *calls(12, 11)))
    warehouse.refresh(dated(tmp_path, 2, *calls(12, 10, minutes=9), *calls(3, 11, first=12)))
    assert moves(warehouse, "care_calls", "2025-10") == [(12, 12, None, None)], "the same count is no move"
    assert moves(warehouse, median, "2025-10") == [(5, 12, None, None), (9, 12, 5, 12)]
    assert moves(warehouse, "care_calls", "2025-11") == [(12, 12, None, None), (15, 15, 12, 12)]
    assert moves(warehouse, median, "2025-11") == [(5, 12, None, None), (5, 15, 5, 12)]
    assert moves(warehouse, "care_calls", None) == [(24, 24, None, None), (27, 27, 24, 24)]
    assert moves(warehouse, median, None) == [(5, 24, None, None), (5, 27, 5, 24)]


def test_a_median_of_few_events_is_withheld_in_the_log_too(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *calls(9)))
    warehouse.refresh(dated(tmp_path, 2, *calls(1, first=9)))
    assert moves(warehouse, "care_response_median_minutes", "2025-11") == [(None, 9, None, None), (5, 10, None, 9)]
    assert moves(warehouse, "care_calls", "2025-11") == [(9, 9, None, None), (10, 10, 9, 9)]


def test_a_month_that_loses_all_its_rows_is_logged(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *calls(1, 10), *calls(11, 11, first=1)))
    moved = calls(1, 10)[0] | {name: calls(1, 11)[0][name] for name in ("queued_at", "dispatched_at", "arrived_at")}
    warehouse.refresh(dated(tmp_path, 2, moved), "--accept", "lost-rows")
    assert moves(warehouse, "care_calls", "2025-10") == [(1, 1, None, None), (None, 0, 1, 1)]
    assert moves(warehouse, "care_calls", "2025-11")[-1] == (12, 12, 11, 11)


def test_the_log_holds_what_each_snapshot_says_of_every_headline_metric(warehouse: Warehouse, tmp_path: Path) -> None:
    says = {}
    for day, count in enumerate((9, 12, 30), start=1):
        warehouse.refresh(dated(tmp_path, day, *calls(count)))
        says[warehouse.current] = sorted(
            (name, *warehouse.rows(f"SELECT {m.value} FROM {m.relation} WHERE {m.population}")[0])
            for name, m in METRICS.items()
            if name in HEADLINE
        )
    for snapshot, expected in says.items():
        found = warehouse.rows(
            "SELECT metric, value, n FROM headline_move WHERE load_id = ? AND month IS NULL ORDER BY 1", [snapshot]
        )
        smallest = {name: METRICS[name].smallest_n for name in HEADLINE}
        assert [
            (name, value if n >= smallest[name] else None)
            for (name, value), (_, _, n) in zip(expected, found, strict=True)
        ] == [(name, value) for name, value, _ in found]


def test_the_headline_is_the_home_pages_and_every_median() -> None:
    assert {"care_calls", "coverage_share", "care_alone_after_spd_hours", "first_response_median_minutes"} < set(
        HEADLINE
    )
    assert {name for name in METRICS if "median" in name} < set(HEADLINE)


# the chain of snapshots


def test_going_back_to_an_older_snapshot_keeps_what_the_newer_one_logged(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *calls(10)))
    first = warehouse.current
    warehouse.refresh(dated(tmp_path, 2, *calls(11)))
    wrong = warehouse.current
    assert warehouse.run("publish", first).code == 0
    warehouse.refresh(dated(tmp_path, 3, *calls(12)))
    assert warehouse.rows("SELECT load_id, previous FROM refresh ORDER BY load_id") == [
        (first, None),
        (wrong, first),
        (warehouse.current, first),
    ]
    assert moves(warehouse, "care_calls", None) == [(10, 10, None, None), (11, 11, 10, 10), (12, 12, 10, 10)]
    assert warehouse.rows("SELECT count(DISTINCT file_name) FROM source_file") == [(2,)], "only files it holds"


def test_what_every_snapshot_said_is_kept_when_its_file_is_not(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.publish._KEEP_NEWEST", 1)
    said = {}
    for day, count in enumerate((10, 12, 15), start=1):
        warehouse.refresh(dated(tmp_path, day, *calls(count)))
        said[warehouse.current] = warehouse.rows("SELECT metric, value, n FROM headline WHERE month IS NULL ORDER BY 1")
    with monkeypatch.context() as patch:  # as after a release of the code: everything is built afresh
        patch.setattr("etl.build.definitions_digest", lambda *_: "of newer code")
        warehouse.refresh(dated(tmp_path, 4, *calls(16)))
    assert [path.name for path in warehouse.path.glob("care-*.duckdb")] == [warehouse.snapshot.name]
    assert warehouse.one("SELECT definitions_changed FROM refresh ORDER BY load_id DESC LIMIT 1")
    for snapshot, expected in said.items():
        logged = "SELECT metric, value, n FROM headline_move WHERE load_id = ? AND month IS NULL ORDER BY 1"
        assert warehouse.rows(logged, [snapshot]) == expected
        assert {name for name, *_ in expected} == set(HEADLINE)


def test_the_log_does_not_cross_from_invented_to_real_data(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, row(event="9999000000001")))
    warehouse.refresh(dated(tmp_path, 2, row()))
    assert warehouse.rows(REFRESHES) == [(1, 0, 0, None)]


@pytest.mark.parametrize("lost", ["headline", "headline_move", "refresh", "restatement"])
def test_a_snapshot_of_before_there_was_a_log_begins_one(warehouse: Warehouse, tmp_path: Path, lost: str) -> None:
    warehouse.refresh(dated(tmp_path, 1, *calls(10)))
    with duckdb.connect(str(warehouse.snapshot)) as con:
        con.execute(f"DROP TABLE {lost}")
        con.execute("ALTER TABLE export_row DROP COLUMN location_status")
        con.execute("ALTER TABLE source_file DROP COLUMN complete_from")
        con.execute("UPDATE snapshot SET definitions = 'of older code'")
    before = warehouse.current
    warehouse.refresh(dated(tmp_path, 2, *calls(1, first=10)))
    assert warehouse.one("SELECT count(*) FROM export_row") == 11
    assert warehouse.rows("SELECT previous, rows_added, definitions_changed FROM refresh ORDER BY load_id")[-1] == (
        before,
        1,
        True,
    )
    assert moves(warehouse, "care_calls", None)[-1][:2] == (11, 11)
