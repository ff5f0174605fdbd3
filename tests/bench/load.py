"""A full load beside parsing the same file: how far the pipeline is from the floor.

The floor reads every cell of every row and keeps nothing: DuckDB's own reader, as it reads without being told anything.
"""

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

PARSE = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")
print(len(duckdb.execute("SELECT max(COLUMNS(*)) FROM read_csv(?)", [sys.argv[1]]).fetchone()))
"""
"""The greatest of each column: a count could be had without the cells."""


def run(bench: Bench) -> list[Result]:
    """Time a full load and the parsing of every column of the export in turn."""
    floors, loads = [], []
    for _ in range(bench.runs):
        floors.append(timed([sys.executable, "-c", PARSE, str(bench.export)]))
        loads.append(first_load(bench.export, bench.scratch / "warehouse"))
    goal = Goal("A full load, validated, with all tables and checks", "≤ 5× the parse floor", most=5)
    return [
        *beside(goal, "full load, published", loads, "all columns parsed (the floor)", floors),
        within(goal.name, "≤ 2 GB", "memory at its largest", "MB", [each.peak_mb for each in loads], _MEMORY_MB),
    ]


def first_load(export: Path, warehouse: Path) -> Run:
    """Time the refresh of a warehouse that is emptied before."""
    shutil.rmtree(warehouse, ignore_errors=True)
    return refreshed(export, warehouse)
