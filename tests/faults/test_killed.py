"""A refresh killed at any moment leaves the old snapshot served or the new one, and the next refresh does its work."""

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import build, publish
from tests.effort import FULL
from tests.faults.nights import Night, assert_survived, leftovers, reader, whose_answers
from tests.faults.processes import Ended, end, run, start, wait_for
from tests.faults.stop_at import PLACES

NIGHTS = ("first load", "small day")
KILLED = -9
MOMENTS = 50 if FULL else 2
"""Random moments for each night."""

SOME_STEPS = ("merging", "building care_event", "checking")
"""The steps of a short run; `reading` and `publishing` begin and end every random moment."""


def kill(night: Night, warehouse: Path, step: str, after: float = 0.0) -> Ended:
    """Kill a refresh so many seconds after it has begun a step."""
    process = start(night.exports, warehouse)
    said = wait_for(process, step)
    time.sleep(after)
    process.kill()
    return end(process, said)


@pytest.mark.parametrize("step", build.STEPS if FULL else SOME_STEPS)
@pytest.mark.parametrize("name", NIGHTS if FULL else ["small day"])
def test_a_refresh_killed_at_a_step_is_as_if_it_had_not_been(
    nights: dict[str, Night], tmp_path: Path, survived: Callable[[str], None], name: str, step: str
) -> None:
    night = nights[name]
    warehouse = night.begin(tmp_path / "warehouse")
    held = reader(warehouse)
    before = whose_answers(held, night)
    ended = kill(night, warehouse, step)
    assert (ended.code, before) == (KILLED, "old" if night.old else None)
    assert whose_answers(held, night) in {"old", "new"} if night.old else {None, "new"}
    assert_survived(night, warehouse)
    survived(f"killed as a step begins, {name}")


@pytest.mark.parametrize("name", NIGHTS)
def test_a_refresh_killed_at_a_random_moment_is_as_if_it_had_not_been(
    nights: dict[str, Night], tmp_path: Path, survived: Callable[[str], None], name: str
) -> None:
    night, chance = nights[name], random.Random(name)
    seconds = _seconds_of(night, tmp_path / "timed")
    steps: Counter[str] = Counter()
    for moment in range(MOMENTS):
        warehouse = night.begin(tmp_path / f"warehouse {moment}")
        ended = kill(night, warehouse, "reading", after=chance.uniform(0, seconds))
        assert ended.code in {KILLED, 0}, ended.err
        steps[ended.step if ended.code == KILLED else "(it had ended)"] += 1
        assert_survived(night, warehouse)
        survived(f"killed at a random moment, {name}")
    print(name, dict(steps))
    if FULL:
        assert len(steps) > len(build.STEPS) / 2


def _seconds_of(night: Night, warehouse: Path) -> float:
    """Time the night's refresh from its first step on."""
    process = start(night.exports, night.begin(warehouse))
    said = wait_for(process, "reading")
    began = time.monotonic()
    assert end(process, said).code == 0
    return time.monotonic() - began


OLD = tuple(f"2020010{day}T000000Z" for day in range(1, 10))
"""Snapshots to retire: nine of one month."""

SERVED_AFTER = {place: "new" if place in PLACES[5:] else "old" for place in PLACES}
"""What is served once a publishing has been killed at a place: the new one as soon as the pointer has moved."""


@pytest.mark.parametrize("place", PLACES if FULL else PLACES[3::2])
def test_a_publishing_killed_between_its_parts_is_as_if_it_had_not_been(
    day: Night, tmp_path: Path, survived: Callable[[str], None], place: str
) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    for snapshot in OLD:
        publish.snapshot_path(warehouse, snapshot).touch()
    ended = run(day.exports, warehouse, "tests.faults.stop_at", place, "kill")
    assert ended.code == KILLED, ended.err
    assert whose_answers(reader(warehouse), day) == SERVED_AFTER[place]
    assert_survived(day, warehouse)
    if SERVED_AFTER[place] == "old":  # else nothing is left to publish, and the next that does retires the others
        assert len({*publish.snapshots(warehouse)} & {*OLD}) < len(OLD)
    survived("killed inside publishing")


def test_three_nights_killed_in_a_row_leave_no_more_behind_than_one(
    day: Night, tmp_path: Path, survived: Callable[[str], None]
) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    for step in ("building event", "reading", "checking"):
        assert kill(day, warehouse, step, after=0.05).code == KILLED
        assert len([name for name in leftovers(warehouse) if name.startswith(".work-")]) == 1
        survived("killed night after night")
    assert_survived(day, warehouse)
