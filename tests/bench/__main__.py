"""`make bench`: time a refresh beside counting the same file's rows, alternated, each as a process of its own.

python -m tests.bench [--rows 1000000] [--runs 3]
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.demo import write_demo

_ROWS_PER_EVENT = 1.8355
_COUNT = "import duckdb, sys; print(duckdb.execute('SELECT count(*) FROM read_csv(?)', [sys.argv[1]]).fetchone()[0])"


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds and the largest memory it held, in MB."""

    seconds: float
    peak_mb: float


def main() -> None:
    """Write an invented export, time both on it in turn, and print the medians and the ratio."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        export = write_demo(folder, events=round(options.rows / _ROWS_PER_EVENT))
        rows = subprocess.run([sys.executable, "-c", _COUNT, str(export)], check=True, capture_output=True, text=True)
        print(
            f"{int(rows.stdout):,} rows, {export.stat().st_size / 1e6:,.0f} MB, duckdb {duckdb.__version__}, {os.cpu_count()} cores"
        )
        counts, refreshes = [], []
        for _ in range(options.runs):
            counts.append(_time([sys.executable, "-c", _COUNT, str(export)]))
            refreshes.append(_refresh(export, folder / "warehouse"))
        _print("select count(*) from read_csv", counts)
        _print("refresh, published", refreshes)
        ratios = [refresh.seconds / count.seconds for refresh, count in zip(refreshes, counts, strict=True)]
        print(
            f"refresh ÷ count, pair by pair: median {statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})"
        )


def _refresh(export: Path, warehouse: Path) -> Run:
    """Time a first load: the warehouse is emptied before."""
    shutil.rmtree(warehouse, ignore_errors=True)
    return _time([sys.executable, "-m", "etl", "refresh", str(export), "--warehouse", str(warehouse), "--json"])


def _time(command: list[str]) -> Run:
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return Run(time.monotonic() - started, usage.ru_maxrss / 1024)


def _print(name: str, runs: list[Run]) -> None:
    seconds = [run.seconds for run in runs]
    peak = max(run.peak_mb for run in runs)
    print(
        f"{name:<32}{statistics.median(seconds):>8.1f} s ({min(seconds):.1f}–{max(seconds):.1f}), peak {peak:,.0f} MB"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
