"""Refreshes that are processes of their own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.config import PROJECT
from tests.faults.nights import environment

WAIT_SECONDS = 120


@dataclass(frozen=True)
class Ended:
    """How a refresh ended: its exit code (minus the signal when one ended it) and what it said."""

    code: int
    err: str

    @property
    def step(self) -> str:
        """The last step that it said it began; blank before the first."""
        steps = self.err.partition("error: ")[0].splitlines()
        return steps[-1] if steps else ""


def start(exports: Sequence[Path], warehouse: Path, *how: str) -> subprocess.Popen[str]:
    """Start a refresh, as `python -m etl` or as `how` says."""
    command = [sys.executable, "-m", *(how or ("etl",)), "refresh", *map(str, exports)]
    return subprocess.Popen(
        command,
        cwd=PROJECT,
        env=os.environ | environment(warehouse),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], step: str) -> str:
    """Read what a refresh says until it begins a step; return what it said, that included."""
    said = ""
    for line in process.stderr or ():
        said += line
        if line.strip() == step:
            return said
    raise AssertionError(f"It ended before {step!r}: {said}")


def end(process: subprocess.Popen[str], said: str = "") -> Ended:
    """Wait for a refresh to end; `said` is what was read of it before."""
    _, rest = process.communicate(timeout=WAIT_SECONDS)
    return Ended(process.returncode, said + rest)


def run(exports: Sequence[Path], warehouse: Path, *how: str) -> Ended:
    """Run a refresh to its end."""
    return end(start(exports, warehouse, *how))
