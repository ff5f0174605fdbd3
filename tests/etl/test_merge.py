"""The newest version of each key wins, in whatever order files arrive, and every row read ends as one thing."""

import os
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import build, config, merge
from tests.effort import FULL
from tests.etl.conftest import Warehouse
from tests.etl.exports import EVENT, Row, many, portal_lines, row, write, write_lines

FATES = (
    "SELECT rows_read, rows_accepted, rows_unchanged, rows_superseded, rows_rejected FROM source_file "
    "WHERE load_id = (SELECT max(load_id) FROM source_file) ORDER BY file_name"
)
OFFICERS = "SELECT officers FROM export_row"


def dated(folder: Path, month: int, *rows: Row) -> Path:
    """Write an export whose name says it was made on the first of a month."""
    return write(folder / f"export_2026{month:02}01T000000Z.csv", *rows)


def test_every_row_read_ends_as_exactly_one_thing(warehouse: Warehouse, tmp_path: Path) -> None:
    header, *lines = portal_lines([row(), row(), row(officers="3"), row("2M1"), row("2M2", officers="")])
    ran = warehouse.refresh(write_lines(tmp_path / "export.csv", [header, *lines, "short\n"]), "--max-rejects", 1)
    assert warehouse.rows(FATES) == [(6, 2, 1, 1, 2)]
    assert "6 rows read = 2 accepted + 1 unchanged + 1 superseded + 2 rejected; 1 restated" in ran.out


@pytest.mark.parametrize(
    ("officers", "fates", "stands"),
    [
        ("222", (3, 1, 2, 0, 0), 2),
        ("23", (2, 1, 0, 1, 0), 3),
        ("234", (3, 1, 0, 2, 0), 4),
        ("232", (3, 1, 1, 1, 0), 2),
        ("2233", (4, 1, 2, 1, 0), 3),
    ],
    ids=["identical rows are one", "the later line wins", "the last of three", "a value that returns", "each twice"],
)
def test_within_a_file_the_later_line_wins(
    warehouse: Warehouse, tmp_path: Path, officers: str, fates: tuple[int, ...], stands: int
) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", *(row(officers=each) for each in officers)))
    assert warehouse.rows(FATES) == [fates]
    assert warehouse.rows(OFFICERS) == [(stands,)]


@pytest.mark.parametrize("arrival", ["newer first", "older first", "together"])
def test_across_files_the_newer_vintage_wins_whatever_the_arrival(
    warehouse: Warehouse, tmp_path: Path, arrival: str
) -> None:
    older, newer = dated(tmp_path, 1, row(officers="3")), dated(tmp_path, 2, row(officers="4"), row("2M1"))
    loads = {"newer first": [[newer], [older]], "older first": [[older], [newer]], "together": [[newer, older]]}
    for files in loads[arrival]:
        warehouse.refresh(*files)
    assert warehouse.rows("SELECT officers, vintage::VARCHAR FROM export_row ORDER BY 1 DESC") == [
        (4, "2026-02-01 00:00:00"),
        (2, "2026-02-01 00:00:00"),
    ]
    assert warehouse.one("SELECT vintage::VARCHAR FROM snapshot") == "2026-02-01 00:00:00"


def test_an_older_vintage_that_comes_later_is_superseded_and_publishes_nothing(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    warehouse.refresh(dated(tmp_path, 2, row(officers="4")))
    before = warehouse.files()
    ran = warehouse.refresh(dated(tmp_path, 1, row(officers="3")))
    assert "1 rows read = 0 accepted + 0 unchanged + 1 superseded + 0 rejected" in ran.out
    assert f"Nothing new in these files: snapshot {warehouse.current} stands." in ran.out
    assert warehouse.files() == before


def test_the_same_file_again_publishes_nothing_and_says_so(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", *many(3))
    warehouse.refresh(path)
    before, served = warehouse.files(), warehouse.current
    ran = warehouse.refresh(path)
    assert ran.code == 0
    assert f"Nothing new in these files: snapshot {served} stands." in ran.out
    assert "3 rows read = 0 accepted + 3 unchanged + 0 superseded + 0 rejected; 0 restated; 3 events" in ran.out
    assert (warehouse.files(), warehouse.current) == (before, served)


def test_unchanged_rows_of_a_newer_file_move_the_vintage(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *many(3)))
    warehouse.refresh(dated(tmp_path, 2, *many(3)))
    assert warehouse.rows(FATES) == [(3, 0, 3, 0, 0)]
    assert warehouse.one("SELECT vintage::VARCHAR FROM snapshot") == "2026-02-01 00:00:00"


def test_what_a_newer_file_restates_is_counted(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, row(), row("2M1"), row("2M2")))
    ran = warehouse.refresh(dated(tmp_path, 2, row(officers="3"), row("2M1", officers="1"), row("2M2"), row("2M3")))
    assert warehouse.rows(FATES) == [(4, 3, 1, 0, 0)]
    assert warehouse.one("SELECT restated FROM snapshot") == 2
    assert "2 restated" in ran.out
    assert warehouse.one("SELECT count(*) FROM export_row") == 4


def test_rows_that_a_newer_file_lacks_are_kept(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, *many(3)))
    warehouse.refresh(dated(tmp_path, 2, row()))
    assert warehouse.one("SELECT count(*) FROM export_row") == 4


def test_every_load_keeps_its_account(warehouse: Warehouse, tmp_path: Path) -> None:
    for month in (1, 2, 3):
        warehouse.refresh(dated(tmp_path, month, row(officers=str(month))))
    assert warehouse.rows("SELECT file_name[12:13], rows_accepted FROM source_file ORDER BY load_id") == [
        ("01", 1),
        ("02", 1),
        ("03", 1),
    ]


# vintages


@pytest.mark.parametrize(
    ("name", "as_of", "vintage"),
    [
        ("export_20260104T120000Z.csv", ["--as-of", "2026-03-01T00:00:00Z"], "2026-01-04 12:00:00"),
        ("export.csv", ["--as-of", "2026-03-01T00:00:00Z"], "2026-03-01 00:00:00"),
        ("export.csv", ["--as-of", "2026-03-01T00:00:00-08:00"], "2026-03-01 08:00:00"),
        ("export.csv", ["--as-of", "2026-03-01"], "2026-03-01 00:00:00"),
        ("export.csv", [], "2025-11-03 14:31:00"),
    ],
    ids=["the stamp in the name", "as given", "as given elsewhere", "as given by day", "the latest time in it"],
)
def test_a_file_is_dated(warehouse: Warehouse, tmp_path: Path, name: str, as_of: list[str], vintage: str) -> None:
    warehouse.refresh(write(tmp_path / name, row(), row("2M1", cleared_at="")), *as_of)
    assert warehouse.one("SELECT vintage::VARCHAR FROM source_file") == vintage


def test_a_files_modification_time_dates_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", row())
    os.utime(path, (2_000_000_000, 2_000_000_000))
    warehouse.refresh(path)
    assert warehouse.one("SELECT year(vintage) FROM source_file") == 2025


# which row speaks for an event


def test_where_rows_disagree_the_first_of_the_newest_vintage_speaks(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(dated(tmp_path, 1, row(priority="1"), row("2M1", priority="2")))
    assert warehouse.rows("SELECT priority, has_differing_rows FROM event") == [("1", True)]
    warehouse.refresh(dated(tmp_path, 2, row("2M1", priority="5"), row("2M2", priority="4")))
    assert warehouse.rows("SELECT priority, has_differing_rows FROM event") == [("5", True)]


def test_rows_that_agree_are_not_said_to_differ(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(), row("2M1", response_category="CARE")))
    assert warehouse.rows("SELECT has_differing_rows, care_units, spd_units FROM event") == [(False, 1, 1)]


def test_a_row_that_a_newer_file_repeats_is_of_that_file(warehouse: Warehouse, tmp_path: Path) -> None:
    """Also when that file comes last and says nothing else: the order of arrival must not show."""
    first = dated(tmp_path, 1, row("2M1", priority="2"), row(priority="1"))
    again = dated(tmp_path, 2, row(priority="1"))
    warehouse.refresh(first, dated(tmp_path, 3, *many(1)))
    assert warehouse.rows("SELECT priority FROM event WHERE event_number = ?", [EVENT]) == [("2",)]
    warehouse.refresh(again)
    assert warehouse.rows("SELECT priority FROM event WHERE event_number = ?", [EVENT]) == [("1",)]


# any order

ROWS = st.builds(
    lambda unit, event, officers, priority, arrived: row(
        unit,
        event=f"202500050000{event}",
        officers=str(officers),
        priority=str(priority),
        arrived_at="2025-11-03 14:05:00" if arrived else "",
    ),
    st.sampled_from(["CARE12", "2M1"]),
    st.integers(1, 2),
    st.integers(1, 2),
    st.integers(1, 3),
    st.booleans(),
)
FILES = st.lists(st.lists(ROWS, min_size=1, max_size=4), min_size=2, max_size=4)
State = tuple[list[object], list[object]]


@settings(
    max_examples=60 if FULL else 5,
    derandomize=not FULL,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(files=FILES, order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_show(files: list[list[Row]], order: random.Random) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [dated(folder, month, *rows) for month, rows in enumerate(files, start=1)]
        shuffled = order.sample(paths, len(paths))
        cut = order.randrange(1, len(paths))
        together = _load(folder / "together", [paths])
        assert _load(folder / "one by one", [[path] for path in shuffled]) == together
        assert _load(folder / "batches", [shuffled[:cut], shuffled[cut:]]) == together


def _load(warehouse: Path, batches: Sequence[Sequence[Path]]) -> State:
    """Load batch after batch; give the rows and the events that stand."""
    settings_ = config.settings_from({"CARE_WAREHOUSE": str(warehouse), "CARE_ETL_THREADS": "1"})
    for batch in batches:
        summary = build.refresh(settings_, batch)
        for file in summary.files:
            assert file.read == file.accepted + file.unchanged + file.superseded + sum(file.rejected.values())
    with build.duckdb.connect(str(warehouse / f"care-{summary.snapshot}.duckdb"), read_only=True) as con:
        rows = con.execute(f"SELECT {', '.join(merge.VALUES)} FROM export_row ORDER BY ALL").fetchall()
        return rows, con.execute("FROM event ORDER BY ALL").fetchall()
