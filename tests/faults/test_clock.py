"""A clock that jumps: snapshots keep their order, the newest export wins, and no age is below nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import app.age
from app.db import Info
from etl import build, publish, status
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


@pytest.mark.parametrize("jump", JUMPS)
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


@pytest.mark.parametrize("now", [datetime(2025, 12, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_data_from_after_the_clocks_day_is_no_days_old(
    day: Night, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    assert day.before
    set_clock(monkeypatch, now)
    info = reader(day.before).current().info
    assert info.data_through > now.date() or now.year == 2025
    age = app.age.age_of(_through(info, now.date() + timedelta(days=3)), stale_days=7)
    assert (age.days, age.is_old, age.notice) == (0, False, "")
    assert status.warehouse_report(day.before)["age_days"] >= 0


def _through(info: Info, day: date) -> Info:
    return Info(info.snapshot, info.vintage, info.first_day, day, info.is_invented)
