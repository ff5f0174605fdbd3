"""The refresh command, run on spoiled exports and good ones, and the warehouse that it is run on."""

import contextlib
import io
import subprocess
import sys
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl.__main__ import main
from etl.config import PROJECT
from tests.etl.exports import Row, row, write
from tests.faults.spoiled_case import FINAL_TYPES

BASE, GOOD = "base_20251101T000000Z.csv", "good_20260101T000000Z.csv"
GOOD_VINTAGE = datetime(2026, 1, 1)


@dataclass(frozen=True)
class Ran:
    """What a refresh said."""

    code: int
    out: str
    err: str


def base_rows() -> list[Row]:
    """Give the rows that the warehouse holds before: some of their keys come again in what is spoiled."""
    keys = (("CARE12", "2025000500000"), ("2M1", "2025000500001"), ("2M9", "2025000499999"), ("CARE9", "2025000499999"))
    return [row(*key, final_call_type=kind) for key, kind in zip(keys, FINAL_TYPES * 2, strict=True)]


def hold(folder: Path) -> Path:
    """Make a warehouse that holds the base rows, to be copied for each case."""
    ran = refresh(write(folder / BASE, *base_rows()), folder / "held")
    assert ran.code == 0, ran.err
    return folder / "held"


def refresh(path: Path, warehouse: Path, *options: str, own_process: bool = False) -> Ran:
    """Run the refresh command, here or in a process of its own."""
    arguments = ["refresh", str(path), "--warehouse", str(warehouse), "--json", *options]
    if own_process:
        ran = subprocess.run(
            [sys.executable, "-m", "etl", *arguments], cwd=PROJECT, capture_output=True, check=False, timeout=200
        )
        return Ran(ran.returncode, *(text.decode("utf-8", "backslashreplace") for text in (ran.stdout, ran.stderr)))
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except BaseException:  # whatever is raised is what a user would see
            code = 70
            err.write(traceback.format_exc())
    return Ran(code, out.getvalue(), err.getvalue())
