"""Exports spoiled at random, in every form, never hurt: each is loaded as it says, or refused in one message.

A full run tries 10,000 corruptions. One case again: see `spoiled_worker`; or give its seed as `CARE_TEST_SEED`.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from select import select
from typing import Any

import pytest

from etl.config import PROJECT
from tests.effort import FULL

CORRUPTIONS = 10_000 if FULL else 150
SEED = os.environ.get("CARE_TEST_SEED", "full" if FULL else "ci")
PATIENCE_SECONDS = 240


class Worker:
    """A process that tries spoiled exports, begun again when it crashes or hangs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = self._begin()

    def _begin(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.faults.spoiled_worker", SEED, tempfile.mkdtemp(dir=self._folder)]
        return subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, number: int) -> dict[str, Any]:
        """Have one case tried; say what became of it, also when the process did not live to tell."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        answered, _, _ = select([self._process.stdout], [], [], PATIENCE_SECONDS)
        line = self._process.stdout.readline() if answered else ""
        if line:
            return dict(json.loads(line))
        self.end()
        how = f"ended with {self._process.returncode}" if answered else "did not end"
        self._process = self._begin()
        return {"number": number, "corruptions": [], "code": None, "wrong": [f"the process {how}"], "seen": []}

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(tmp_path)
    yield worker
    worker.end()


def test_no_spoiled_export_hurts(worker: Worker) -> None:
    tried: list[dict[str, Any]] = []
    while sum(len(told["corruptions"]) for told in tried) < CORRUPTIONS:
        tried.append(worker.ask(len(tried)))
    _tell(tried)
    wrong = [told for told in tried if told["wrong"]]
    assert not wrong, f"seed {SEED}, first of {len(wrong)}: {json.dumps(wrong[0], indent=2, ensure_ascii=False)}"
    _hold_to_have_reached_everything(tried)


def _tell(tried: list[dict[str, Any]]) -> None:
    """Print the counts, so that they can be quoted."""
    corruptions = [name for told in tried for name in told["corruptions"]]
    codes = Counter(told["code"] for told in tried)
    seen = Counter(what.partition(":")[0] for told in tried for what in told["seen"])
    survived = sum(not told["wrong"] for told in tried)
    print(
        f"\nseed {SEED}: {len(tried):,} exports with {len(corruptions):,} corruptions of {len(set(corruptions))} kinds; "
        f"{survived:,} survived. Exit codes {dict(sorted(codes.items(), key=str))}; {dict(seen)}."
    )


def _hold_to_have_reached_everything(tried: list[dict[str, Any]]) -> None:
    """Hold that the cases were not all of one kind: each exit code, each form, some held to the plain reader."""
    assert {told["code"] for told in tried} == {0, 2, 3}
    assert any("held to the plain reader" in told["seen"] for told in tried)
    endings = {".csv", ".csv.gz", ".api.csv", ".json", ".jsonl", ".parquet"}
    assert all(any(told["file"].endswith(ending) for told in tried) for ending in endings)
