"""A clock that jumps: snapshots keep their order, the newest export wins, and nothing is called old that is not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import app.age
from etl import build, publish, status
from tests.effort import FULL
from tests.faults.nights import Night, leftovers, reader, settings, whose_answers

NIGHT = datetime(2026, 1, 6, 4, 30, tzinfo=UTC)
JUMPS = {
    "an hour back": timedelta(hours=-1),
    "to the year before": timedelta(days=-300),
    "to 1970": datetime(1970, 1, 1, 0, 1, tzinfo=UTC) - NIGHT,
    "far ahead": timedelta(days=9_000),
}


def set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let everything that asks the time be told this one."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is UTC
            return now

    for module in (build, status, app.age):
        monkeypatch.setattr(module, "datetime", Clock)


@pytest.mark.parametrize("jump", JUMPS if FULL else ["an hour back", "far ahead"])
def test_a_clock_that_jumps_between_two_nights_changes_nothing_but_the_id(
    nights: dict[str, Night],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    survived: Callable[[str], None],
    jump: str,
) -> None:
    first, day = nights["first load"], nights["small day"]
    warehouse = first.begin(tmp_path / "warehouse")
    set_clock(monkeypatch, NIGHT)
    one = build.refresh(settings(warehouse), first.exports).snapshot
    set_clock(monkeypatch, NIGHT + JUMPS[jump])
    two = build.refresh(settings(warehouse), day.exports).snapshot
    set_clock(monkeypatch, NIGHT + timedelta(days=1))
    late = build.refresh(settings(warehouse), first.exports)
    assert one == "20260106T043000Z"
    assert two == ("20260106T043001Z" if JUMPS[jump] < timedelta(0) else f"{NIGHT + JUMPS[jump]:%Y%m%dT%H%M%SZ}")
    assert not late.published, "an older export says nothing new"
    assert publish.snapshots(warehouse) == [one, two]
    assert publish.current_snapshot(warehouse) == two
    assert whose_answers(reader(warehouse), day) == "new"
    assert leftovers(warehouse) == set()
    survived("clock jumps")


@pytest.mark.parametrize("now", [datetime(2025, 6, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_a_clock_before_the_data_calls_nothing_old_and_tells_that_it_is_behind(
    day: Night, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    assert day.before
    set_clock(monkeypatch, now)
    info = reader(day.before).current().info
    behind = (now.date() - info.data_through).days
    age = app.age.age_of(info, stale_days=7)
    assert behind < 0
    assert (age.days, age.is_old, age.notice) == (behind, False, "")
    assert status.warehouse_report(day.before)["age_days"] == behind
