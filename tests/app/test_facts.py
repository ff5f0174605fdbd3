"""Metrics that share their events are read in one scan, and say together what each says alone."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import facts
from app.db import Snapshot
from app.filters import Filters
from app.queries import ask, choices
from etl.metrics import EVENT_METRICS, Metric
from tests.app.questions import asked, effort

RESPONSE = [f"spd_response_{statistic}_minutes" for statistic in ("median", "p90", "mean")]
MODELED = ["spd_officer_hours_avoided", "officers_equivalent"]
CUTS = ((), ("month",), ("hour", "weekday"), ("precinct",))


class Counted:
    """A snapshot with nothing remembered, and the queries that it was asked."""

    def __init__(self, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.snapshot = snapshot
        self.queries: list[str] = []
        run = snapshot.rows
        monkeypatch.setattr(snapshot, "rows", lambda sql, values=(): self.queries.append(sql) or run(sql, values))


@pytest.fixture
def counted(fresh: Callable[[], Snapshot], monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(fresh(), monkeypatch)


def alone(metric: Metric, other: Metric) -> bool:
    return metric.name == other.name


@pytest.mark.parametrize("by", CUTS)
def test_statistics_of_one_duration_are_one_query(counted: Counted, by: tuple[str, ...]) -> None:
    answers = [ask(counted.snapshot, name, Filters(), by) for name in RESPONSE]
    assert len(counted.queries) == 1
    assert len({answer.rows[0].text for answer in answers}) == 3
    assert len({tuple(row.n for row in answer.rows) for answer in answers}) == 1


def test_an_answer_that_rests_on_the_modeled_hours_asks_them_once(counted: Counted) -> None:
    for name in (*MODELED, "spd_officer_hours_avoided_share", "spd_officer_hours"):
        ask(counted.snapshot, name, Filters())
    assert len(counted.queries) == 2


def test_other_durations_events_and_cuts_are_queries_of_their_own(counted: Counted) -> None:
    for name in ("spd_response_median_minutes", "spd_wait_median_minutes", "care_response_median_minutes"):
        ask(counted.snapshot, name, Filters())
    ask(counted.snapshot, "spd_response_median_minutes", Filters(), ("month",))
    ask(counted.snapshot, "spd_response_median_minutes", Filters(precinct=("EAST",)))
    assert len(counted.queries) == len(set(counted.queries)) == 5


def test_what_a_number_does_not_depend_on_does_not_ask_it_anew(counted: Counted) -> None:
    for name, share, count in product(
        ("care_response_median_minutes", "care_only_hours"), (100, 50), ("dispatched", "all")
    ):
        answer = ask(counted.snapshot, name, Filters(police_share=share, count=count))
        assert answer.filters.police_share == share
    assert len(counted.queries) == 2


def test_what_it_depends_on_does(counted: Counted) -> None:
    hours = [ask(counted.snapshot, MODELED[0], Filters(police_share=share)).only.value for share in (100, 50, 100)]
    assert len(counted.queries) == 2
    assert hours[0] == hours[2] != hours[1]
    calls = [ask(counted.snapshot, "care_calls", Filters(count=count)).only.n for count in ("dispatched", "all")]
    assert len(counted.queries) == 4
    assert calls[0] < calls[1]


@effort
@given(data=st.data(), by=st.sampled_from(CUTS), name=st.sampled_from(sorted(EVENT_METRICS)))
def test_a_metric_says_among_others_what_it_says_alone(
    demo: Snapshot, data: st.DataObject, by: tuple[str, ...], name: str
) -> None:
    days = {"start": None, "end": None}
    filters = data.draw(asked(choices(demo))).model_copy(update=days)
    metric = EVENT_METRICS[name].counted(filters.count)
    together = facts.facts_of(demo, metric, filters, by)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "_shares", alone)
        assert facts.facts_of(demo, metric, filters, by) == together
