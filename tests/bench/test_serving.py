"""The parts that ask a dashboard say what they measured, on few rows."""

from functools import partial
from pathlib import Path

import pytest

from tests.bench import answers, serving
from tests.bench.bench import Bench, invented
from tests.next_day import DaySize, write_next_day


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "scratch").mkdir()
    return Bench("2k", invented(tmp_path, "2k"), tmp_path, tmp_path / "scratch", runs=1)


def test_questions_are_held_to_ten_milliseconds_and_a_page_to_pandas(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "FILTERS", {"none": {}})
    every, slowest, wide = answers.run(bench)
    assert len(every.ours) == 2 * int(every.what.split()[1])
    assert {*every.theirs, *slowest.theirs} == {10}
    assert slowest.ours[0] <= max(every.ours)
    assert (len(wide.ours), len(wide.theirs)) == (1, 1)
    assert wide.goal.most == 1 / 8


def test_readers_are_answered_without_an_error_also_while_a_day_is_loaded(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        serving, "write_next_day", partial(write_next_day, size=DaySize(new=20, restated=5, repeated=5))
    )
    for name, value in {"_ROUND_SECONDS": 0.5, "_CROWD_SECONDS": 1.0, "_CROWD": 8}.items():
        monkeypatch.setattr(serving, name, value)
    page, answer, calm, busy, memory = serving.run(bench)
    assert min(*page.ours, *answer.ours, *page.theirs) > 0
    assert calm.what.startswith("no refresh: 0 of ")
    assert busy.what.startswith("while a day is loaded: 0 of ")
    assert len(memory.ours) == 2
    published = {path.name for path in (bench.scratch / "served").glob("care-*.duckdb")}
    assert len(published) == 2
