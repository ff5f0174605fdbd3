"""A full load beside counting the same file's rows: how far the pipeline is from the floor of reading the file."""

import shutil
import sys
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.processes import Run, beside, refreshed, timed
from tests.bench.result import Goal, Result, within

COUNT = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")  # else a long count prints its progress among the number
print(duckdb.execute("SELECT count(*) FROM read_csv(?)", [sys.argv[1]]).fetchone()[0])
"""
_MEMORY_MB = 2_000


def run(bench: Bench) -> list[Result]:
    """Time a full load and a count on the export in turn."""
    counts, loads = [], []
    for _ in range(bench.runs):
        counts.append(timed([sys.executable, "-c", COUNT, str(bench.export)]))
        loads.append(first_load(bench.export, bench.scratch / "warehouse"))
    goal = Goal("A full load, validated, with all tables and checks")
    return [
        *beside(goal, "full load, published", loads, "select count(*) from read_csv", counts),
        within(goal.name, "≤ 2 GB", "memory at its largest", "MB", [each.peak_mb for each in loads], _MEMORY_MB),
    ]


def first_load(export: Path, warehouse: Path) -> Run:
    """Time the refresh of a warehouse that is emptied before."""
    shutil.rmtree(warehouse, ignore_errors=True)
    return refreshed(export, warehouse)
