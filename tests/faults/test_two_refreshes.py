"""Two refreshes at once: one does its work, and the other says that it must wait."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import publish
from tests.effort import FULL
from tests.faults.nights import Night, assert_healed, reader, whose_answers
from tests.faults.processes import end, run, start, wait_for

BUSY = 4
AT_ONCE = 4
TIMES = 5 if FULL else 1


@pytest.mark.parametrize("step", ["reading", "checking", "publishing"] if FULL else ["merging"])
def test_a_second_refresh_is_told_to_wait_while_the_first_goes_on(
    day: Night, tmp_path: Path, survived: Callable[[str], None], step: str
) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    first = start(day.exports, warehouse)
    said = wait_for(first, step)
    first.send_signal(signal.SIGSTOP)
    second = run(day.exports, warehouse)
    first.send_signal(signal.SIGCONT)
    assert second.code == BUSY
    assert second.err == f"error: Another refresh of {warehouse} is running. Try again when it has ended.\n"
    assert end(first, said).code == 0
    assert_healed(day, warehouse, str(publish.current_snapshot(warehouse)))
    survived("two refreshes at once")


@pytest.mark.parametrize("time", range(TIMES))
def test_of_many_that_begin_together_one_at_a_time_works(
    nights: dict[str, Night], tmp_path: Path, survived: Callable[[str], None], time: int
) -> None:
    night = nights["first load" if time % 2 else "small day"]
    warehouse = night.begin(tmp_path / "warehouse")
    ended = [end(process) for process in [start(night.exports, warehouse) for _ in range(AT_ONCE)]]
    codes = [each.code for each in ended]
    assert set(codes) <= {0, BUSY}, [each.err for each in ended]
    assert 0 in codes
    assert whose_answers(reader(warehouse), night) == "new"
    assert_healed(night, warehouse, str(publish.current_snapshot(warehouse)))
    survived(f"{AT_ONCE} refreshes begun together")
