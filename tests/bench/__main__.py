"""`make bench`: time the pipeline, alternated, each run as a process of its own.

python -m tests.bench [--part load|day] [--rows 1000000 | --export PATH] [--runs 3]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from etl.demo import write_demo
from tests.bench import day, load

_ROWS_PER_EVENT = 1.8355
PARTS: dict[str, Callable[[Path, Path, int], None]] = {"load": load.measure, "day": day.measure}
"""What can be measured: each takes an invented export, a folder for what it writes, and a number of runs."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Take an invented export, or write one, and measure the parts asked for on it."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.scratch) as name:
        scratch = Path(name)
        export = options.export or write_demo(scratch, events=round(options.rows / _ROWS_PER_EVENT))
        print(_about(export))
        for part in options.part or PARTS:
            print(f"\n{part}")
            PARTS[part](export, scratch, options.runs)


def _about(export: Path) -> str:
    counted = subprocess.run(
        [sys.executable, "-c", load.COUNT, str(export)], check=True, capture_output=True, text=True
    )
    size = f"{int(counted.stdout):,} rows, {export.stat().st_size / 1e6:,.0f} MB"
    return f"{size}, duckdb {duckdb.__version__}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--part", action="append", choices=PARTS, help="what to measure; may be repeated (all)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the export to invent, default 1000000")
    parser.add_argument("--export", type=Path, metavar="PATH", help="an invented export written before, instead")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, default 3")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where to write, about twice the export's size")
    return parser


if __name__ == "__main__":
    main()
