"""Periods: their labels and bounds, the one asked for when none is given, and those offered."""

from datetime import date, datetime, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import Info, Rows, Snapshot
from app.filters import Filters
from app.periods import days_shown, default_period, last_whole_day, period_bounds, period_labels, within_data
from app.queries import presets
from etl.metrics import DIMENSIONS, PERIODS
from tests.app.questions import days, effort

LAUNCH = date(2023, 10, 26)


def loaded(first_day: date, data_through: date) -> Info:
    return Info("20260101T000000Z", datetime(2026, 1, 1), first_day, data_through, is_invented=True)


@st.composite
def infos(draw: st.DrawFn) -> Info:
    """Draw what a snapshot says of itself; a single day's data has its last complete day before its first."""
    first, last = sorted(draw(st.dates(date(2020, 1, 1), date(2027, 12, 31))) for _ in range(2))
    return loaded(first, last - timedelta(days=1))


BOUNDS = [
    ("day", date(2024, 2, 29), "2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ("week", date(2025, 1, 1), "2024-12-30", date(2024, 12, 30), date(2025, 1, 5)),
    ("week", date(2021, 1, 3), "2020-12-28", date(2020, 12, 28), date(2021, 1, 3)),
    ("week", date(2024, 2, 29), "2024-02-26", date(2024, 2, 26), date(2024, 3, 3)),
    ("month", date(2024, 2, 10), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("month", date(2023, 2, 28), "2023-02", date(2023, 2, 1), date(2023, 2, 28)),
    ("month", date(2025, 12, 31), "2025-12", date(2025, 12, 1), date(2025, 12, 31)),
    ("quarter", date(2024, 2, 29), "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ("quarter", date(2025, 6, 30), "2025-Q2", date(2025, 4, 1), date(2025, 6, 30)),
    ("quarter", date(2025, 12, 31), "2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
    ("year", date(2024, 2, 29), "2024", date(2024, 1, 1), date(2024, 12, 31)),
]


@pytest.mark.parametrize(("by", "day", "label", "first", "last"), BOUNDS)
def test_a_day_falls_in_its_period(by: str, day: date, label: str, first: date, last: date) -> None:
    assert period_bounds(by, day) == (label, first, last)


@effort
@given(st.sampled_from(PERIODS), days)
def test_periods_meet_without_gap_or_overlap(by: str, day: date) -> None:
    label, first, last = period_bounds(by, day)
    assert first <= day <= last
    assert period_bounds(by, first) == period_bounds(by, last) == (label, first, last)
    assert period_bounds(by, last + timedelta(days=1))[1] == last + timedelta(days=1)


@effort
@given(st.sampled_from(PERIODS), days, st.integers(0, 800))
def test_the_periods_of_a_span_are_those_of_its_days(by: str, start: date, length: int) -> None:
    span = [start + timedelta(days=ahead) for ahead in range(length + 1)]
    assert period_labels(by, start, span[-1]) == list(dict.fromkeys(period_bounds(by, day)[0] for day in span))


@pytest.mark.parametrize("by", PERIODS)
def test_sql_and_python_label_every_day_alike(demo: Snapshot, by: str) -> None:
    each_day = "generate_series(TIMESTAMP '2019-12-31 23:59:59', TIMESTAMP '2029-01-01 23:59:59', INTERVAL 1 DAY)"
    rows = demo.rows(
        f"SELECT CAST(queued_at AS DATE), {DIMENSIONS[by].sql} FROM (SELECT unnest({each_day}) AS queued_at)"
    )
    assert rows == [(day, period_bounds(by, day)[0]) for day, _ in rows]
    assert len(rows) > 3_000


def test_what_is_not_a_period_is_refused() -> None:
    with pytest.raises(ValueError, match="precinct"):
        period_bounds("precinct", LAUNCH)


DEFAULTS = [
    (date(2022, 1, 1), date(2025, 12, 30), date(2024, 12, 1), date(2025, 11, 30)),
    (date(2022, 1, 1), date(2025, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
    (date(2022, 1, 1), date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
    (date(2022, 1, 1), date(2024, 2, 29), date(2023, 3, 1), date(2024, 2, 29)),
    (date(2022, 1, 1), date(2024, 2, 28), date(2023, 2, 1), date(2024, 1, 31)),
    # Eleven months and a half: the half is left out.
    (date(2025, 1, 15), date(2025, 12, 31), date(2025, 2, 1), date(2025, 12, 31)),
    (date(2025, 11, 1), date(2025, 11, 30), date(2025, 11, 1), date(2025, 11, 30)),
    # Not one complete month: every complete day, or the only day there is.
    (date(2025, 10, 31), date(2025, 11, 29), date(2025, 10, 31), date(2025, 11, 29)),
    (date(2025, 11, 2), date(2025, 11, 30), date(2025, 11, 2), date(2025, 11, 30)),
    (date(2025, 11, 5), date(2025, 11, 4), date(2025, 11, 5), date(2025, 11, 5)),
]


@pytest.mark.parametrize(("first_day", "data_through", "start", "end"), DEFAULTS)
def test_the_default_is_the_last_twelve_complete_months(
    first_day: date, data_through: date, start: date, end: date
) -> None:
    assert default_period(loaded(first_day, data_through)) == (start, end)


@effort
@given(infos())
def test_the_default_lies_in_the_data_and_is_at_most_a_year(info: Info) -> None:
    start, end = default_period(info)
    assert info.first_day <= start <= end <= last_whole_day(info)
    months = period_labels("month", start, end)
    assert len(months) <= 12
    if (start, end) != (info.first_day, last_whole_day(info)):
        assert period_bounds("month", start)[1] == start
        assert period_bounds("month", end)[2] == end


class Told:
    """A snapshot that knows its days and when CARE was launched."""

    def __init__(self, info: Info) -> None:
        self.info = info

    def rows(self, sql: str) -> Rows:
        assert "programme_phase" in sql
        return [(LAUNCH, "Launch", "Six responders."), (date(2024, 7, 2), "East", "Also East.")]


@effort
@given(infos())
def test_every_period_offered_is_of_complete_days(info: Info) -> None:
    offered = presets(cast(Snapshot, Told(info)))
    for name, (start, end) in offered.items():
        assert info.first_day <= start <= end, name
        assert end <= info.data_through or (start, end) == (info.first_day, info.last_day), name
    assert {"last-12-months", "last-30-days", "since-launch"} < set(offered)


def test_the_periods_offered_of_four_years() -> None:
    assert presets(cast(Snapshot, Told(loaded(date(2022, 3, 5), date(2025, 12, 30))))) == {
        "last-12-months": (date(2024, 12, 1), date(2025, 11, 30)),
        "last-30-days": (date(2025, 12, 1), date(2025, 12, 30)),
        "since-launch": (LAUNCH, date(2025, 12, 30)),
        "2025": (date(2025, 1, 1), date(2025, 12, 30)),
        "2024": (date(2024, 1, 1), date(2024, 12, 31)),
        "2023": (date(2023, 1, 1), date(2023, 12, 31)),
        "2022": (date(2022, 3, 5), date(2022, 12, 31)),
    }


def test_a_year_without_a_complete_day_is_not_offered_yet() -> None:
    offered = presets(cast(Snapshot, Told(loaded(date(2025, 3, 5), date(2025, 12, 31)))))
    assert [name for name in offered if name.isdigit()] == ["2025"]
    assert offered["2025"] == (date(2025, 3, 5), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2020, 12, 1), date(2025, 12, 30), (date(2022, 1, 1), date(2025, 12, 30))),
        (date(2025, 12, 1), date(2026, 5, 1), (date(2025, 12, 1), date(2025, 12, 31))),
        (date(2025, 3, 1), date(2025, 3, 1), (date(2025, 3, 1), date(2025, 3, 1))),
        (date(2010, 1, 1), date(2010, 2, 1), (date(2010, 1, 1), date(2010, 2, 1))),
        (None, None, (date(2022, 1, 1), date(2025, 12, 31))),
    ],
)
def test_the_days_shown_are_those_loaded_unless_none_is(
    start: date | None, end: date | None, shown: tuple[date, date]
) -> None:
    assert days_shown(loaded(date(2022, 1, 1), date(2025, 12, 30)), Filters(start=start, end=end)) == shown


@effort
@given(infos(), st.none() | days, st.none() | days)
def test_days_left_out_are_filled_in_without_moving_those_given(
    info: Info, one: date | None, other: date | None
) -> None:
    start, end = sorted((one, other)) if one and other else (one, other)
    filled = within_data(info, Filters(start=start, end=end))
    assert Filters(**filled.model_dump()) == filled, "a period the wrong way round would be refused when asked again"
    assert filled.start == (start or filled.start)
    assert filled.end == (end or filled.end)
    if not start and not end:
        assert (filled.start, filled.end) == default_period(info)
