"""A command run in a process of its own, and what it used.

A process that a large one starts counts that one's memory as its own largest (the system notes it when the command takes
the process over), so a small one stands between.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_BETWEEN = """
import json, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024], file)
"""


@dataclass(frozen=True)
class Used:
    """A finished command: its exit code, wall seconds, seconds of all its cores, and its largest memory in MB (RSS)."""

    code: int
    seconds: float
    cpu_seconds: float
    peak_mb: float


def run_measured(
    command: Sequence[str],
    *,
    stdout: IO[bytes] | int | None = None,
    stderr: IO[bytes] | int | None = None,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Used:
    """Run a command to its end, in `folder`; what it says goes where this process's words go, unless told."""
    with tempfile.NamedTemporaryFile() as told:
        started = time.monotonic()
        subprocess.run(
            [sys.executable, "-c", _BETWEEN, told.name, *command],
            stdout=stdout, stderr=stderr, cwd=folder, env=env, check=True,
        )  # fmt: skip
        seconds = time.monotonic() - started
        code, cpu_seconds, peak_mb = json.loads(Path(told.name).read_text())
    return Used(code, seconds, cpu_seconds, peak_mb)
