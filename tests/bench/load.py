"""A full load beside counting the same file's rows: how far the pipeline is from the floor of reading the file."""

import shutil
import sys
from pathlib import Path

from tests.bench.processes import Run, ratio, refreshed, timed, told

COUNT = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")  # else a long count prints its progress among the number
print(duckdb.execute("SELECT count(*) FROM read_csv(?)", [sys.argv[1]]).fetchone()[0])
"""


def measure(export: Path, scratch: Path, runs: int) -> None:
    """Time both on the export in turn, and print the medians and the ratio."""
    counts, loads = [], []
    for _ in range(runs):
        counts.append(timed([sys.executable, "-c", COUNT, str(export)]))
        loads.append(first_load(export, scratch / "warehouse"))
    print(told("select count(*) from read_csv", counts))
    print(told("full load, published", loads))
    print(ratio("full load ÷ count", loads, counts))


def first_load(export: Path, warehouse: Path) -> Run:
    """Time the refresh of a warehouse that is emptied before."""
    shutil.rmtree(warehouse, ignore_errors=True)
    return refreshed(export, warehouse)
