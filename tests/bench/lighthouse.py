"""Lighthouse's marks for pages on a phone: its own defaults, in the system's Chromium, three times each.

It is fetched from npm once, in the version below, into the benchmark's own folder.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.bench import Bench, run_command
from tests.bench.result import Goal, Result, at_least
from tests.browser.launch import NoChromium
from tests.served import serve

VERSION = "12.8.2"
PAGES = ("/", "/calls", "/map", "/methods")
RUNS = 3
_TRIES = 3
GOAL = "Lighthouse on a phone, real Chromium"
LEAST = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The marks to reach, of 100."""
_MEASURED = {"first-contentful-paint": "s", "largest-contentful-paint": "s", "total-blocking-time": "ms"}
_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


class NoNode(Exception):
    """There is no npm to install Lighthouse with; the message says what to do."""


def run(bench: Bench) -> list[Result]:
    """Rate each page three times; raises `NoNode` or `NoChromium` where one is missing."""
    program = _installed(bench.cache / "lighthouse")
    with serve(bench.warehouse) as site:
        ratings = {path: [_rated(program, f"{site.url}{path}", bench.scratch) for _ in range(RUNS)] for path in PAGES}
    return [result for path, of_page in ratings.items() for result in told(path, of_page)]


def told(path: str, reports: Sequence[Mapping[str, Any]]) -> Iterable[Result]:
    """Say the marks of a page, and what its performance is made of, by Lighthouse's reports."""
    for category, least in LEAST.items():
        marks = [report["categories"][category]["score"] * 100 for report in reports]
        yield at_least(GOAL, f"{path}, {category}", marks, least)
    for audit, unit in _MEASURED.items():
        values = [report["audits"][audit]["numericValue"] for report in reports]
        yield measured(f"{path}, {audit.replace('-', ' ')}", unit, values)


def measured(what: str, unit: str, milliseconds: Sequence[float]) -> Result:
    """Tell milliseconds in a unit, to be read."""
    per_unit = {"ms": 1, "s": 1000}[unit]
    return Result(Goal(GOAL), what, unit, [value / per_unit for value in milliseconds])


def _rated(program: Path, address: str, scratch: Path) -> dict[str, Any]:
    """Have Lighthouse rate a page, and read its report."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise NoChromium("This needs chromium: run 'make browser-ready', or 'sudo apt-get install chromium'.")
    report = scratch / "lighthouse.json"
    command = [str(program), address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={_FLAGS}"]
    for is_last in [False] * (_TRIES - 1) + [True]:  # it asks to be run again when it lost the beginning of a load
        done = subprocess.run(
            command, check=is_last, env=os.environ | {"CHROME_PATH": chromium}, stdout=subprocess.DEVNULL
        )
        if done.returncode == 0:
            break
    return dict(json.loads(report.read_text(encoding="utf-8")))


def _installed(folder: Path) -> Path:
    """Return the program in the pinned version, installed when it is not there."""
    program, package = folder / "node_modules/.bin/lighthouse", folder / "node_modules/lighthouse/package.json"
    if not package.exists() or json.loads(package.read_text(encoding="utf-8"))["version"] != VERSION:
        npm = shutil.which("npm")
        if npm is None:
            raise NoNode("This needs npm: 'sudo apt-get install npm'.")
        print("Installing Lighthouse …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        run_command([npm, "install", "--silent", "--no-save", "--prefix", str(folder), f"lighthouse@{VERSION}"])
    return program
