"""Commands timed as processes of their own, and what several runs of them say together."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REFRESH = [sys.executable, "-m", "etl", "refresh"]


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds, seconds of all its cores, and the largest memory it held, in MB (RSS)."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def timed(command: Sequence[str]) -> Run:
    """Run a command to its end; one that fails ends the benchmark with its own words."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return Run(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def refreshed(export: Path, warehouse: Path) -> Run:
    """Time a refresh of a warehouse, published."""
    return timed([*REFRESH, str(export), "--warehouse", str(warehouse), "--json"])


def told(name: str, runs: Sequence[Run]) -> str:
    """Write what the runs of one command took, the median first."""
    return (
        f"{name:<32}{_spread([run.seconds for run in runs])} s, cores {_spread([run.cpu_seconds for run in runs])} s, "
        f"peak {max(run.peak_mb for run in runs):,.0f} MB"
    )


def ratio(name: str, runs: Sequence[Run], of: Sequence[Run]) -> str:
    """Write how the runs stand to those they alternated with, pair by pair."""
    seconds = [run.seconds / other.seconds for run, other in zip(runs, of, strict=True)]
    cores = [run.cpu_seconds / other.cpu_seconds for run, other in zip(runs, of, strict=True)]
    return f"{name:<32}{_spread(seconds, 3)} of the time, {_spread(cores, 3)} of the cores' time, pair by pair"


def _spread(values: Sequence[float], digits: int = 1) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"
