"""A full load beside parsing the same file: how far the pipeline is from the floor.

The floor reads every cell of every row and keeps nothing: DuckDB's own reader, as it reads without being told anything.
"""

import shutil
import sys
from pathlib import Path

from tests.bench.processes import Run, ratio, refreshed, timed, told

COUNT = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")  # else a long count prints its progress among the number
print(duckdb.execute("SELECT count(*) FROM read_csv(?)", [sys.argv[1]]).fetchone()[0])
"""

PARSE = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")
print(len(duckdb.execute("SELECT max(COLUMNS(*)) FROM read_csv(?)", [sys.argv[1]]).fetchone()))
"""
"""The greatest of each column: a count could be had without the cells."""


def measure(export: Path, scratch: Path, runs: int) -> None:
    """Time both on the export in turn, and print the medians and the ratio."""
    floors, loads = [], []
    for _ in range(runs):
        floors.append(timed([sys.executable, "-c", PARSE, str(export)]))
        loads.append(first_load(export, scratch / "warehouse"))
    print(told("all columns parsed (the floor)", floors))
    print(told("full load, published", loads))
    print(ratio("full load ÷ floor", loads, floors))


def first_load(export: Path, warehouse: Path) -> Run:
    """Time the refresh of a warehouse that is emptied before."""
    shutil.rmtree(warehouse, ignore_errors=True)
    return refreshed(export, warehouse)
