"""Commands timed as processes of their own, and what their runs say beside those of another."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.result import Goal, Result
from tests.measured import run_measured

REFRESH = [sys.executable, "-m", "etl", "refresh"]


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds, seconds of all its cores, and the largest memory it held, in MB (RSS)."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def timed(command: Sequence[str]) -> Run:
    """Run a command to its end; one that fails ends the benchmark with its own words."""
    used = run_measured(command, stdout=subprocess.DEVNULL)
    if used.code:
        raise SystemExit(f"{' '.join(command)} ended with status {used.code}")
    return Run(used.seconds, used.cpu_seconds, used.peak_mb)


def refreshed(export: Path, warehouse: Path) -> Run:
    """Time a refresh of a warehouse, published."""
    return timed([*REFRESH, str(export), "--warehouse", str(warehouse), "--json"])


def beside(goal: Goal, what: str, runs: Sequence[Run], against: str, others: Sequence[Run]) -> list[Result]:
    """Set the runs of a command beside those they alternated with: by the clock, and by the time of all cores.

    The goal is held to the clock.
    """
    cores = Goal(goal.name)
    return [
        Result(goal, what, "s", [run.seconds for run in runs], against, [run.seconds for run in others]),
        Result(
            *(cores, f"{what}, time of all cores", "s"),
            *([run.cpu_seconds for run in runs], against, [run.cpu_seconds for run in others]),
        ),
    ]
