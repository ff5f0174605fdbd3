"""A snapshot with a damaged block is not copied into the next: the refresh merges with the newest that is whole."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import build, publish
from etl.errors import PipelineError
from tests.etl.states import state
from tests.faults.nights import Night, leftovers, reader, settings, whose_answers
from tests.faults.processes import run

HEADERS, BLOCK = 3 * 4096, 256 * 1024
"""How a DuckDB file is laid out, in bytes."""

TABLES_READ = ("event", "unit_response", "care_event", "quality", "headline", "metric")


def damage(snapshot: Path) -> None:
    """Change a byte of a block that holds rows, and is not read to see whether the snapshot opens."""
    whole = snapshot.read_bytes()
    for place in range(HEADERS + BLOCK // 2, len(whole), BLOCK):
        snapshot.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        if _opens(snapshot) and not _can_be_read(snapshot):
            return
    raise AssertionError("no such block")


def _opens(snapshot: Path) -> bool:
    return _answers(snapshot, "SELECT snapshot, (SELECT max(call_sign_dispatch_id) FROM export_row) FROM snapshot")


def _can_be_read(snapshot: Path) -> bool:
    return _answers(snapshot, *(f'FROM "{table}"' for table in TABLES_READ))


def _answers(snapshot: Path, *queries: str) -> bool:
    try:
        with duckdb.connect(str(snapshot), read_only=True) as con:
            for query in queries:
                con.execute(query).fetchall()
    except duckdb.Error:
        return False
    return True


def test_the_newest_whole_snapshot_is_merged_with_in_place_of_a_damaged_one(
    day: Night, tmp_path: Path, survived: Callable[[str], None]
) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    whole = publish.current_snapshot(warehouse)
    hurt = build.refresh(settings(warehouse), day.exports).snapshot
    damage(publish.snapshot_path(warehouse, hurt))
    ended = run(day.exports, warehouse)
    assert ended.code == 0, ended.err
    assert f"warning: Snapshot {hurt} is damaged, and {whole} takes its place: " in ended.err
    healed = str(publish.current_snapshot(warehouse))
    assert healed > hurt
    assert whose_answers(reader(warehouse), day) == "new"
    assert state(publish.snapshot_path(warehouse, healed)) == day.new.tables
    assert leftovers(warehouse) == set()
    survived("a damaged snapshot served")


def test_where_all_are_damaged_the_refresh_says_what_to_do(day: Night, tmp_path: Path) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    damage(publish.snapshot_path(warehouse, str(day.served_before)))
    with pytest.raises(PipelineError, match="Put one back from a backup, or move all of them away"):
        build.refresh(settings(warehouse), day.exports)
    assert publish.current_snapshot(warehouse) == day.served_before
    assert leftovers(warehouse) == set()
