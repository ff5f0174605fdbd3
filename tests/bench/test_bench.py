"""The benchmark runs on few rows and says what it measured."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl.demo import write_demo
from etl.export import COLUMNS
from tests.bench import load
from tests.bench.__main__ import main
from tests.bench.processes import Run, ratio, told


def test_a_day_is_measured_beside_the_full_load(capfd: pytest.CaptureFixture[str]) -> None:
    main(["--rows", "6000", "--runs", "1", "--part", "day"])
    said = capfd.readouterr().out
    assert re.search(r"^[56],\d{3} rows, \d MB, duckdb 2", said, re.MULTILINE)
    for name in ("full load, published", "one day, published"):
        assert re.search(rf"^{name} +\d+\.\d \(.*\) s, cores .* peak \d+ MB$", said, re.MULTILINE)
    assert re.search(r"^one day ÷ full load +\d\.\d{3} \(", said, re.MULTILINE)


def test_a_full_load_is_measured_beside_parsing_the_same_file(capfd: pytest.CaptureFixture[str]) -> None:
    main(["--rows", "6000", "--runs", "1", "--part", "load"])
    said = capfd.readouterr().out
    for name in (r"all columns parsed \(the floor\)", "full load, published"):
        assert re.search(rf"^{name} +\d+\.\d \(.*\) s, cores .* peak \d+ MB$", said, re.MULTILINE)
    assert re.search(r"^full load ÷ floor +\d+\.\d{3} \(", said, re.MULTILINE)


def test_the_floor_parses_every_column(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", load.PARSE, str(write_demo(tmp_path, events=50))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(len(COLUMNS))]


def test_runs_are_told_by_their_median_and_spread() -> None:
    runs = [Run(4, 6, 100), Run(2, 3, 300), Run(3, 5, 200)]
    line = f"{'name':<32}3.0 (2.0–4.0) s, cores 5.0 (3.0–6.0) s, peak 300 MB"
    assert told("name", runs) == line
    assert "0.200 (0.100–0.400) of the time" in ratio("name", runs, [Run(10, 10, 1), Run(20, 10, 1), Run(15, 10, 1)])
