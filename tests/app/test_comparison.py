"""Change: which period stands beside which, and which row beside which row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.comparison import COMPARE, PREVIOUS, YEAR, changes, other_period, percent_of, with_groups_of
from app.db import Snapshot
from app.filters import Filters
from app.queries import Row, ask, row_without_events
from etl.metrics import EVENT_METRICS, Unit
from etl.metrics.definition import NO_VALUE
from tests.app.questions import effort

days = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("asked", "to", "other"),
    [
        ("2025-03-01 2025-03-31", PREVIOUS, "2025-02-01 2025-02-28"),
        ("2024-03-01 2024-05-31", PREVIOUS, "2023-12-01 2024-02-29"),
        ("2025-01-01 2025-12-31", PREVIOUS, "2024-01-01 2024-12-31"),
        ("2024-02-01 2024-02-28", PREVIOUS, "2024-01-04 2024-01-31"),  # not the whole of a leap February
        ("2025-03-02 2025-03-31", PREVIOUS, "2025-01-31 2025-03-01"),
        ("2025-03-01 2025-03-01", PREVIOUS, "2025-02-28 2025-02-28"),
        ("2025-03-01 2025-03-31", YEAR, "2024-03-01 2024-03-31"),
        ("2024-02-29 2024-02-29", YEAR, "2023-02-28 2023-02-28"),
        ("2024-02-01 2024-02-29", YEAR, "2023-02-01 2023-02-28"),
        ("2025-02-01 2025-02-28", YEAR, "2024-02-01 2024-02-28"),
    ],
)
def test_the_period_compared_with(asked: str, to: str, other: str) -> None:
    start, end = map(date.fromisoformat, asked.split())
    assert " ".join(map(str, other_period(start, end, to))) == other


@effort
@given(st.tuples(days, days).map(sorted))
def test_the_previous_period_ends_the_day_before_and_is_as_long(asked: list[date]) -> None:
    start, end = asked
    first, last = other_period(start, end, PREVIOUS)
    assert last == start - timedelta(days=1)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        assert first.day == 1
        assert (start.year - first.year) * 12 + start.month - first.month == (
            (end.year - start.year) * 12 + end.month - start.month + 1
        )
    else:
        assert last - first == end - start


YEAR_2025 = Filters(start=date(2025, 1, 1), end=date(2025, 12, 31))


@pytest.mark.parametrize("metric", EVENT_METRICS)
@pytest.mark.parametrize("to", COMPARE)
def test_each_row_stands_beside_its_like(demo: Snapshot, metric: str, to: str) -> None:
    asked = Filters(start=date(2025, 5, 1), end=date(2025, 8, 31), police_share=60)
    start, end = other_period(date(2025, 5, 1), date(2025, 8, 31), to)
    before = asked.model_copy(update={"start": start, "end": end})
    for by in ((), ("month",), ("precinct",), ("month", "precinct")):
        ours, theirs = ask(demo, metric, asked, by), ask(demo, metric, before, by)
        named = {
            tuple(_moved(key, 4 if to == PREVIOUS else 12) if name == "month" else key
                  for name, key in zip(by, row.keys, strict=True)): row
            for row in theirs.rows
        }  # fmt: skip
        found = changes(demo, ours, to)
        assert len(found) == len(ours.rows)
        for row, change in zip(ours.rows, found, strict=True):
            assert (change.start, change.end) == (start, end)
            if row.keys not in named:
                assert change.n == 0
                continue
            like = named[row.keys]
            assert (change.value, change.text, change.n) == (like.value, like.text, like.n)
            assert change.complete == (row.complete and like.complete)
            if row.value is None or like.value is None:
                assert (change.difference, change.percent) == (None, None)
            else:
                assert change.difference == row.value - like.value
                told = EVENT_METRICS[metric].unit != Unit.SHARE and min(row.n, like.n) >= 10 and like.value >= 0.05
                assert change.percent == (100 * change.difference / like.value if told else None)


def _moved(month: str, months: int) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + months, 12)
    return f"{year}-{number + 1:02}"


def test_months_keep_their_place_where_the_other_period_is_not_all_loaded(demo: Snapshot) -> None:
    asked = Filters(start=date(2022, 3, 1), end=date(2022, 6, 30))  # before it: November 2021 to February 2022
    ours = ask(demo, "spd_officer_hours", asked, ("month",))
    loaded = ask(demo, "spd_officer_hours", Filters(start=date(2022, 1, 1), end=date(2022, 2, 28)), ("month",)).rows
    found = changes(demo, ours, PREVIOUS)
    assert [(change.n, change.complete) for change in found] == [
        (0, False),
        (0, False),
        *((row.n, True) for row in loaded),
    ]
    assert [change.value for change in found[2:]] == [row.value for row in loaded]


def test_months_keep_their_place_beside_their_years(demo: Snapshot) -> None:
    asked = Filters(start=date(2024, 10, 1), end=date(2025, 3, 31))
    ours = ask(demo, "spd_officer_hours", asked, ("month", "year"))
    before = ask(demo, "spd_officer_hours", Filters(start=date(2024, 4, 1), end=date(2024, 9, 30)), ("month",)).rows
    assert [change.n for change in changes(demo, ours, PREVIOUS)] == [row.n for row in before]


@pytest.mark.parametrize("to", COMPARE)
@pytest.mark.parametrize("by", [(), ("month",), ("precinct",)])
def test_days_that_are_not_loaded_make_the_other_period_no_longer(demo: Snapshot, by: tuple[str, ...], to: str) -> None:
    loaded = Filters(start=demo.info.first_day, end=demo.info.last_day)
    beyond = Filters(start=date(2000, 1, 1), end=date(2098, 12, 31))
    ours, theirs = (changes(demo, ask(demo, "spd_officer_hours", asked, by), to) for asked in (loaded, beyond))
    assert [(one.start, one.end, one.value) for one in theirs] == [(one.start, one.end, one.value) for one in ours]
    assert theirs[0].start >= date(2017, 12, 31)


def test_before_the_data_there_is_nothing_to_compare_with(demo: Snapshot) -> None:
    first = demo.info.first_day
    (change,) = changes(demo, ask(demo, "care_calls", Filters(start=first, end=first)), PREVIOUS)
    assert (change.value, change.text, change.difference, change.percent) == (None, NO_VALUE, None, None)


def test_a_group_without_events_in_a_month_that_is_loaded_had_none(demo: Snapshot) -> None:
    ours = ask(demo, "care_calls", Filters(start=date(2023, 11, 1), end=date(2023, 11, 30)), ("month", "precinct"))
    found = changes(demo, ours, PREVIOUS)
    before = Filters(start=date(2023, 10, 1), end=date(2023, 10, 31))
    there = {row.keys[1] for row in ask(demo, "care_calls", before, ("month", "precinct")).rows}
    absent = [change for row, change in zip(ours.rows, found, strict=True) if row.keys[1] not in there]
    assert absent
    assert {(change.value, change.text, change.complete) for change in absent} == {(0, "0", True)}


def test_without_days_all_that_is_loaded_is_compared(demo: Snapshot) -> None:
    (change,) = changes(demo, ask(demo, "care_calls", Filters()), YEAR)
    assert (change.start, change.end) == (
        demo.info.first_day.replace(year=demo.info.first_day.year - 1),
        demo.info.last_day.replace(year=demo.info.last_day.year - 1),
    )
    assert change.complete is False


def test_the_other_periods_question_keeps_the_rest_of_ours(demo: Snapshot) -> None:
    asked = YEAR_2025.model_copy(update={"precinct": ("WEST",), "count": "arrived"})
    (change,) = changes(demo, ask(demo, "care_calls", asked), YEAR)
    before = asked.model_copy(update={"start": date(2024, 1, 1), "end": date(2024, 12, 31)})
    assert change.value == ask(demo, "care_calls", before).only.value


def a_row(value: float | None, n: int, metric: str) -> Row:
    text = EVENT_METRICS[metric].text(value)
    return Row((), value, text, None, None, n, None, {}, {}, complete=True)


@pytest.mark.parametrize(
    ("metric", "now", "before", "percent"),
    [
        ("care_calls", (15, 15), (12, 12), 25.0),
        ("care_calls", (10, 10), (20, 20), -50.0),
        ("care_calls", (9, 9), (20, 20), None),
        ("care_calls", (20, 20), (9, 9), None),
        ("care_only_hours", (6.0, 10), (4.0, 10), 50.0),
        ("care_only_hours", (0.6, 10), (0.05, 10), 1100.0),
        ("care_only_hours", (0.6, 10), (0.04, 10), None),  # reads as 0.0
        ("spd_officer_hours_avoided", (4.0, 20), (-2.0, 20), None),
        ("coverage_share", (0.5, 50), (0.4, 50), None),  # in percentage points only
        ("care_wait_mean_minutes", (None, 3), (4.0, 20), None),
        ("care_wait_mean_minutes", (4.0, 20), (None, 3), None),
    ],
)
def test_a_percent_is_given_by_one_rule(
    metric: str, now: tuple[float | None, int], before: tuple[float | None, int], percent: float | None
) -> None:
    found = percent_of(EVENT_METRICS[metric], a_row(*now, metric), a_row(*before, metric))
    assert found == (None if percent is None else pytest.approx(percent))


@pytest.mark.parametrize("metric", ["care_calls", "care_only_hours", "care_response_median_minutes", "coverage_share"])
@pytest.mark.parametrize(
    "by", [("precinct",), ("neighborhood",), ("hour", "weekday"), ("month", "beat"), ("month",), ()]
)
def test_a_group_that_only_the_other_period_has_is_there_without_events(
    demo: Snapshot, metric: str, by: tuple[str, ...]
) -> None:
    asked = Filters(start=date(2025, 7, 1), end=date(2025, 7, 31))
    alone = ask(demo, metric, asked, by)
    for compared in ((PREVIOUS,), (YEAR,), COMPARE):
        both = with_groups_of(demo, alone, *compared)
        rows = {row.keys: row for row in both.rows}
        assert [row for row in both.rows if row in alone.rows] == list(alone.rows), "ours, in their order"
        added = rows.keys() - {row.keys for row in alone.rows}
        assert all(rows[keys] == row_without_events(alone, keys) for keys in added)
        there = set()
        for to in compared:
            start, end = other_period(date(2025, 7, 1), date(2025, 7, 31), to)
            others = ask(demo, metric, asked.model_copy(update={"start": start, "end": end}), by)
            there |= {tuple("2025-07" if cut == "month" else key for cut, key in zip(by, row.keys, strict=True))
                      for row in others.rows}  # fmt: skip
        assert rows.keys() == there | {row.keys for row in alone.rows}
        assert added or len(compared) == 1 or by in ((), ("month",), ("precinct",)) or metric == "coverage_share"


def test_groups_of_both_periods_stand_in_one_order(demo: Snapshot) -> None:
    alone = ask(demo, "care_calls", Filters(start=date(2025, 6, 7), end=date(2025, 6, 8)), ("hour",))
    both = with_groups_of(demo, alone, *COMPARE)
    hours = [int(key) for row in both.rows for key in row.keys]
    assert hours == sorted(hours)
    assert len(hours) > len(alone.rows)
    for to in COMPARE:
        found = dict(zip(hours, changes(demo, both, to), strict=True))
        start, end = other_period(date(2025, 6, 7), date(2025, 6, 8), to)
        before = ask(demo, "care_calls", Filters(start=start, end=end), ("hour",))
        assert {hour: change.n for hour, change in found.items() if change.n} == {
            int(row.keys[0]): row.n for row in before.rows
        }
