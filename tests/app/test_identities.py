"""What has to add up, on the invented snapshot, whatever is filtered."""

from datetime import timedelta
from random import Random
from typing import Literal

import pytest

from app.db import Snapshot
from app.filters import Filters
from app.periods import days_of, span
from app.queries import ask, choices
from etl.metrics import COUNTS, EVENT_METRICS, PERIODS, Unit

STEPS = [name for name in EVENT_METRICS if name.startswith("coverage_") and name.endswith("_calls")]
ADDITIVE = [
    *(name for name, metric in EVENT_METRICS.items() if metric.unit in (Unit.CALLS, Unit.EVENTS)),
    *("care_alone_after_spd_hours", "spd_officer_hours", "spd_officer_hours_on_care_calls"),
]
DURATIONS = [name for name, metric in EVENT_METRICS.items() if metric.seconds]
RATIO = "spd_officer_hours_avoided_share"
WIDENING: tuple[Literal["arrived", "dispatched", "all"], ...] = ("arrived", "dispatched", "all")
OFFICER_YEAR_HOURS, DAYS_IN_A_YEAR = 1_750, 365.25


@pytest.fixture(scope="module", params=range(6))
def filters(request: pytest.FixtureRequest, demo: Snapshot) -> Filters:
    """Draw filters that leave something to add up; the first asks for everything."""
    chance = Random(request.param)
    if request.param == 0:
        return Filters()
    first = demo.info.first_day + timedelta(days=chance.randrange(400))
    chosen = {"start": first, "end": first + timedelta(days=chance.randrange(500, 1_100))}
    of = choices(demo)
    several = {
        name: tuple(chance.sample(list(of[name]), max(1, len(of[name]) * 2 // 3)))
        for name in chance.sample(["precinct", "hour", "weekday", "priority", "responders", "call_source"], 2)
    }
    return Filters.model_validate(
        {**chosen, **several, "count": chance.choice(COUNTS), "police_share": chance.choice([0, 33.3, 80, 100])}
    )


def value(snapshot: Snapshot, metric: str, filters: Filters) -> float:
    return ask(snapshot, metric, filters).only.value or 0


@pytest.mark.parametrize("by", [(), ("month",), ("precinct",), ("hour", "weekday")], ids=str)
def test_coverage_steps_add_up_to_the_eligible_calls(demo: Snapshot, filters: Filters, by: tuple[str, ...]) -> None:
    steps: dict[tuple[str, ...], float] = {}
    for step in STEPS:
        for row in ask(demo, step, filters, by).rows:
            steps[row.keys] = steps.get(row.keys, 0) + (row.value or 0)
    assert len(STEPS) == 5
    assert steps == {row.keys: row.value for row in ask(demo, "eligible_calls", filters, by).rows}


def test_the_covered_share_is_what_arrived_of_the_eligible(demo: Snapshot, filters: Filters) -> None:
    arrived, eligible = (value(demo, name, filters) for name in ("coverage_arrived_calls", "eligible_calls"))
    share = ask(demo, "coverage_share", filters).only
    assert share.n == eligible
    assert share.value == (pytest.approx(arrived / eligible) if eligible >= 10 else None)


@pytest.mark.parametrize("count", COUNTS)
def test_care_alone_and_with_police_are_all_its_calls(demo: Snapshot, filters: Filters, count: str) -> None:
    asked = filters.model_copy(update={"count": count})
    for by in ((), ("month",), ("hour",)):
        parts: dict[tuple[str, ...], float] = {}
        for name in ("care_only_calls", "care_and_spd_calls"):
            for row in ask(demo, name, asked, by).rows:
                parts[row.keys] = parts.get(row.keys, 0) + (row.value or 0)
        assert parts == {row.keys: row.value for row in ask(demo, "care_calls", asked, by).rows}


def test_the_counts_widen_from_arrived_to_all(demo: Snapshot, filters: Filters) -> None:
    arrived, sent, everything = (
        value(demo, "care_calls", filters.model_copy(update={"count": count})) for count in WIDENING
    )
    logged = sum(value(demo, name, filters) for name in ("care_officer_requests", "care_outreach_events"))
    assert 0 <= arrived <= sent <= everything == sent + logged


def test_the_counts_differ_where_they_apply_and_nowhere_else(demo: Snapshot) -> None:
    arrived, sent, everything = (value(demo, "care_calls", Filters(count=count)) for count in WIDENING)
    assert 0 < arrived < sent < everything
    assert {name for name, metric in EVENT_METRICS.items() if metric.counted_as} == {
        "care_calls",
        "care_only_calls",
        "care_and_spd_calls",
    }
    for name in EVENT_METRICS.keys() - {"care_calls", "care_only_calls", "care_and_spd_calls"}:
        one, *others = (ask(demo, name, Filters(count=count), ("year",)).rows for count in WIDENING)
        for other in others:
            assert [(row.n, row.value) for row in other] == [(row.n, pytest.approx(row.value)) for row in one]


@pytest.mark.parametrize("period", PERIODS)
def test_periods_add_up_to_the_whole(demo: Snapshot, filters: Filters, period: str) -> None:
    for name in ADDITIVE:
        rows = ask(demo, name, filters, (period,)).rows
        whole = ask(demo, name, filters).only
        assert sum(row.n for row in rows) == whole.n, name
        assert sum(row.value or 0 for row in rows) == pytest.approx(whole.value or 0), name
        for reason, count in whole.excluded.items():
            assert sum(row.excluded[reason] for row in rows) == count, (name, reason)


def test_months_add_up_to_the_year_in_modeled_hours(demo: Snapshot, filters: Filters) -> None:
    for name in ("spd_officer_hours_avoided", "spd_officer_hours_on_care_calls"):
        years = ask(demo, name, filters, ("year",)).rows
        months = ask(demo, name, filters, ("month",)).rows
        for year in years:
            parts = [row.value for row in months if row.keys[0][:4] == year.keys[0] and row.value is not None]
            assert (sum(parts) if parts else None) == (None if year.value is None else pytest.approx(year.value))


@pytest.mark.parametrize("by", [(), ("month",), ("precinct",), ("responders",)], ids=str)
def test_a_share_is_its_part_over_its_whole(demo: Snapshot, filters: Filters, by: tuple[str, ...]) -> None:
    parts = {row.keys: row for row in ask(demo, "spd_officer_hours_avoided", filters, by).rows}
    wholes = {row.keys: row for row in ask(demo, "spd_officer_hours", filters, by).rows}
    shares = ask(demo, RATIO, filters, by).rows
    assert {row.keys for row in shares} == set(wholes)
    for share in shares:
        part, whole = parts.get(share.keys), wholes[share.keys]
        assert share.n == whole.n
        assert (share.withheld is None) == (whole.n >= 10)
        assert share.excluded["no_valid_service_time"] == whole.excluded["no_valid_service_time"]
        for end in ("value", "low", "high"):
            above = getattr(part, end) if part else None
            has_value = whole.n >= 10 and whole.value and above is not None
            assert getattr(share, end) == (pytest.approx(above / whole.value) if has_value else None)


@pytest.mark.parametrize("by", [(), ("month",), ("week",), ("year",), ("precinct", "month")], ids=str)
def test_officers_are_hours_over_what_one_works_in_the_days_of_the_row(
    demo: Snapshot, filters: Filters, by: tuple[str, ...]
) -> None:
    hours = {row.keys: row for row in ask(demo, "spd_officer_hours_avoided", filters, by).rows}
    first, last = span(demo.info, filters)
    rows = ask(demo, "officers_equivalent", filters, by).rows
    assert {row.keys for row in rows} == set(hours)
    for row in rows:
        bounds = [days_of(name, key) for name, key in zip(by, row.keys, strict=True) if name in PERIODS]
        start, end = max([first, *(a for a, _ in bounds)]), min([last, *(b for _, b in bounds)])
        works = OFFICER_YEAR_HOURS * ((end - start).days + 1) / DAYS_IN_A_YEAR
        for side in ("value", "low", "high"):
            spent = getattr(hours[row.keys], side)
            assert getattr(row, side) == (None if spent is None else pytest.approx(spent / works))
        assert (row.n, row.excluded, row.details) == (
            hours[row.keys].n,
            hours[row.keys].excluded,
            hours[row.keys].details,
        )


def test_what_was_avoided_is_what_was_expected_less_what_was_spent(demo: Snapshot, filters: Filters) -> None:
    for row in ask(demo, "spd_officer_hours_avoided", filters, ("precinct",)).rows:
        if row.value is None or row.low is None or row.high is None:
            assert (row.value, row.low, row.high, row.n) == (None, None, None, 0)
            continue
        assert row.value == pytest.approx(row.details["expected_hours"] - row.details["actual_hours"])
        assert row.value - row.low == pytest.approx(row.high - row.value)
        assert row.details["police_share_percent"] == filters.police_share
        assert row.n == sum(count for part, count in row.details.items() if part.startswith("matched_by"))
        assert row.excluded == {"no_match": row.details["unmatched"]}


def test_the_police_share_scales_what_was_expected_and_its_margin(demo: Snapshot) -> None:
    none, half, all_of_it = (
        ask(demo, "spd_officer_hours_avoided", Filters(police_share=share)).only for share in (0, 50, 100)
    )
    assert none.value == pytest.approx(-none.details["actual_hours"])
    assert none.low == none.high == none.value
    assert half.details["expected_hours"] == pytest.approx(all_of_it.details["expected_hours"] / 2)
    assert (half.high or 0) - (half.low or 0) == pytest.approx(((all_of_it.high or 0) - (all_of_it.low or 0)) / 2)


@pytest.mark.parametrize("metric", DURATIONS)
def test_every_timed_event_is_in_one_bin_of_five_minutes(demo: Snapshot, metric: str) -> None:
    rows = ask(demo, metric, Filters(), ("minutes_bin",)).rows
    assert sum(row.n for row in rows) == ask(demo, metric, Filters()).only.n
    labels = [int(row.keys[0]) for row in rows]
    assert labels == sorted(set(labels))
    assert set(labels) <= set(range(0, 125, 5))
    for row, label in zip(rows, labels, strict=True):
        assert not any(row.excluded.values()), "what is left out has no bin"
        if row.value is not None:
            assert label <= row.value < label + 5 or label == 120
