"""The benchmark runs on few rows, says what it measured, and keeps what it made."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.demo import write_demo
from etl.export import COLUMNS
from tests.bench import __main__ as program
from tests.bench import load
from tests.bench.bench import Bench, invented, paired, rows_of, size_of
from tests.bench.peers.numbers import NotTheSame
from tests.bench.result import Goal, Result

Run = Callable[..., str]
_FOUND = [Result(Goal("A goal"), "it", "s", [1.0], "other", [2.0])]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the program in a folder of its own, and give what it wrote as results."""

    def run(*arguments: str) -> str:
        results = tmp_path / "RESULTS.md"
        program.main([*arguments, "--cache", str(tmp_path / "kept"), "--results", str(results)])
        return results.read_text(encoding="utf-8")

    return run


def test_a_day_is_measured_beside_the_full_load(run: Run, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    written = run("--size", "6k", "--runs", "1", "--part", "day")
    said = capfd.readouterr().out
    assert "6k rows, 3 MB" in said
    assert "  one day, published: " in said
    assert "| one day, published | 6k | " in written
    assert "| memory at its largest | 6k | " in written
    assert json.loads((tmp_path / "kept/found/6k/day.json").read_text())["part"] == "day"


def test_an_export_written_before_can_be_given(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = invented(tmp_path, "2k")
    given: list[Bench] = []
    monkeypatch.setitem(program.PARTS, "day", lambda bench: given.append(bench) or _FOUND)
    assert "| it | 2k | 1.00 s | other | 2.00 s | 0.500 | 1 |" in run("--export", str(export), "--part", "day")
    assert given[0].export == export


def test_a_part_that_stops_is_told_and_the_others_go_on(
    run: Run, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stops(_: Bench) -> list[Result]:
        raise NotTheSame("Panel draws 1, not 2.")

    monkeypatch.setitem(program.PARTS, "load", stops)
    monkeypatch.setitem(program.PARTS, "day", lambda _: _FOUND)
    with pytest.raises(SystemExit, match=r"left as it was in the results: load\."):
        run("--size", "1k", "--part", "load", "--part", "day")
    assert "load stopped: Panel draws 1, not 2." in capfd.readouterr().err
    assert "| it | 1k | 1.00 s |" in (tmp_path / "RESULTS.md").read_text()


def test_the_largest_size_is_measured_only_when_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "invented", lambda _cache, _size: Path(__file__))
    monkeypatch.setitem(program.PARTS, "day", lambda _: _FOUND)
    assert "11M" not in run("--part", "day").partition("## A goal")[2]


def test_an_export_is_invented_once(tmp_path: Path) -> None:
    first = invented(tmp_path, "1k")
    written = first.stat().st_mtime_ns
    assert invented(tmp_path, "1k") == first
    assert first.stat().st_mtime_ns == written


def test_a_warehouse_is_loaded_once_and_anew_for_another_export(tmp_path: Path) -> None:
    def bench(export: Path) -> Bench:
        return Bench("1k", export, tmp_path, tmp_path, 1)

    export = invented(tmp_path, "1k")
    warehouse = bench(export).warehouse
    pointer = (warehouse / "current").read_text()
    assert bench(export).warehouse == warehouse
    assert (warehouse / "current").read_text() == pointer
    other = bench(invented(tmp_path, "2k")).warehouse
    assert other != warehouse
    assert not warehouse.exists(), "what was made of another export is not kept"


@pytest.mark.parametrize(("size", "rows"), [("100k", 100_000), ("1M", 1_000_000), ("11M", 11_000_000), ("6000", 6_000)])
def test_a_size_is_read(size: str, rows: int) -> None:
    assert rows_of(size) == rows
    assert size == "6000" or size_of(rows) == size


@pytest.mark.parametrize("size", ["", "0", "k", "1G", "-1k", "1.5M"])
def test_what_is_no_size_is_refused(run: Run, size: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(f"--size={size}")
    assert "is no size: give rows such as 100k, 1M or 11M." in capfd.readouterr().err


def test_a_function_that_measures_in_pairs_is_a_part(tmp_path: Path) -> None:
    part = paired(Goal("A goal"), "it", "other", "s", lambda bench: ([float(bench.runs)], [2.0]))
    assert part(Bench("1k", tmp_path, tmp_path, tmp_path, 3)) == [
        Result(Goal("A goal"), "it", "s", [3.0], "other", [2.0])
    ]


def test_a_full_load_is_measured_beside_parsing_the_same_file(run: Run) -> None:
    written = run("--size", "6k", "--runs", "1", "--part", "load")
    assert "| full load, published | 6k | " in written
    assert " | all columns parsed (the floor) | " in written


def test_the_floor_parses_every_column(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", load.PARSE, str(write_demo(tmp_path, events=50))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(len(COLUMNS))]
