"""Lighthouse's reports are read into marks that must be reached; what cannot be fetched says what to do."""

from pathlib import Path
from typing import Any

import pytest

from tests.bench import lighthouse
from tests.bench.bench import Bench
from tests.bench.lighthouse import LEAST, NoNode, told


def report(performance: float, paint: float = 1_100.0) -> dict[str, Any]:
    """Write what is read of a report."""
    audits = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
    return {
        "categories": {category: {"score": 1.0} for category in LEAST} | {"performance": {"score": performance}},
        "audits": {audit: {"numericValue": paint} for audit in audits},
    }


@pytest.mark.parametrize(("marks", "held"), [([0.89, 0.9, 0.95], True), ([0.89, 0.89, 1.0], False)])
def test_the_median_mark_must_reach_what_is_asked(marks: list[float], held: bool) -> None:
    found = {result.what: result for result in told("/calls", [report(mark) for mark in marks])}
    assert found["/calls, performance"].held is held
    assert found["/calls, performance"].goal.asked == "≥ 90"
    assert found["/calls, seo"].held is True
    assert found["/calls, seo"].ours == [100.0, 100.0, 100.0]


def test_what_performance_is_made_of_is_told_in_its_unit() -> None:
    found = {result.what: result for result in told("/", [report(1.0)])}
    paint, blocked = found["/, first contentful paint"], found["/, total blocking time"]
    assert (paint.ours, paint.unit, paint.held) == ([1.1], "s", None)
    assert (blocked.ours, blocked.unit) == ([1100.0], "ms")


def test_without_npm_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lighthouse.shutil, "which", lambda _: None)
    with pytest.raises(NoNode, match="sudo apt-get install npm"):
        lighthouse.run(Bench("1k", tmp_path, tmp_path, tmp_path, 1))


def test_a_version_that_is_there_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lighthouse, "run_command", lambda _: pytest.fail("it is there"))
    package = tmp_path / "node_modules/lighthouse/package.json"
    package.parent.mkdir(parents=True)
    package.write_text(f'{{"version": "{lighthouse.VERSION}"}}')
    assert lighthouse._installed(tmp_path) == tmp_path / "node_modules/.bin/lighthouse"
    package.write_text('{"version": "1.0.0"}')
    fetched: list[list[str]] = []
    monkeypatch.setattr(lighthouse, "run_command", fetched.append)
    lighthouse._installed(tmp_path)
    assert fetched[0][-1] == f"lighthouse@{lighthouse.VERSION}"
