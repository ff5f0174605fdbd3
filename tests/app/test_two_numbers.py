"""What explains two numbers that stand near each other is made from both, and is said only where they differ."""

import re

import pytest

from app import words
from app.components.basis import basis
from app.components.not_applied import not_applied, with_not_applied
from app.components.static_html import as_text
from app.components.tile import tile
from app.components.two_numbers import first_and_care, joint_events, other_kinds
from app.db import Snapshot
from app.filters import Filters
from app.queries import Row, ask
from app.question import Asked, read_question

SEARCHES = (
    *(
        "",
        "?count=all",
        "?count=arrived",
        "?precinct=EAST",
        "?hour=13",
        "?responders=CARE+only",
        "?responders=SPD+only",
    ),
    *("?start=2025-03-01&end=2025-03-01", "?start=2022-03-01&end=2022-03-31", "?call_type=DISTURBANCE"),
    *("?start=2025-03-01&end=2025-03-20&precinct=EAST", "?call_type=SERVICE+-+WELFARE+CHECK"),
)
each_search = pytest.mark.parametrize("search", SEARCHES)


def only(asked: Asked, name: str, **changed: object) -> Row:
    return ask(asked.snapshot, name, asked.filters.model_copy(update=changed)).only


def numbers(sentence: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)]


@each_search
def test_calls_of_other_kinds_and_those_of_coverage_are_all_calls(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    sent = only(asked, "care_calls", responders=(), count="dispatched").n
    (others,) = numbers(other_kinds(asked)) or [0]
    assert others + sum(only(asked, f"coverage_{step}_calls").n for step in ("arrived", "sent_not_arrived")) == sent
    assert ("call of" in other_kinds(asked)) == (others == 1)


@each_search
def test_joint_events_are_calls_and_requests_by_officers(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    calls = only(asked, "care_and_spd_calls", count="dispatched").n
    timed = only(asked, "care_alone_after_spd_hours").n
    requests = only(asked, "care_officer_requests").n
    told = joint_events(asked)
    if told:
        assert numbers(told) == [calls + requests, calls, requests, timed]
    else:
        assert (requests, timed) == (0, calls)


@each_search
def test_care_may_be_faster_than_the_first_only_of_other_calls(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    care, first = (only(asked, f"{who}_response_median_minutes") for who in ("care", "first"))
    told = first_and_care(asked)
    is_faster = care.value is not None and first.value is not None and care.value < first.value
    assert bool(told) == is_faster
    if told:
        assert numbers(told) == [care.n, first.n]
        assert care.n < first.n, "of the same calls the first is never later"


def test_each_is_said_of_some_question(demo: Snapshot) -> None:
    asked = [read_question(search, demo) for search in SEARCHES]
    for explain in (other_kinds, joint_events, first_and_care):
        assert {bool(explain(question)) for question in asked} == {True, False}


def test_filters_that_do_not_apply_are_named_once_for_each_kind_of_number(demo: Snapshot) -> None:
    asked = read_question("?responders=CARE+only", demo)
    share, eligible, calls, of_hours = (
        ask(demo, name, asked.filters)
        for name in ("coverage_share", "eligible_calls", "care_calls", "spd_officer_hours_avoided_share")
    )
    told = "The filter “Who came” does not apply to this: all such calls are counted, whoever came."
    assert not_applied(share, eligible, calls) == told
    assert not_applied(of_hours) == "The filter “Who came” does not apply to the whole that this is a share of."
    assert not_applied(calls) == ""
    assert with_not_applied("A note.", [eligible]) == f"A note. {told}"
    assert with_not_applied("", [calls]) == ""


def test_the_rule_of_counting_is_said_once_at_the_numbers_that_follow_it(demo: Snapshot) -> None:
    filters = Filters(count="all", responders=("CARE only",))
    calls, alone, eligible = (ask(demo, name, filters) for name in ("care_calls", "care_only_calls", "eligible_calls"))
    rule = words.COUNTED_BY["all"]
    assert not_applied(calls, alone) == rule
    assert rule not in not_applied(eligible)
    asked = read_question("?count=all", demo)
    said = as_text(tile(asked, "care_calls"))
    assert (rule in said, " calls" in basis((calls,)), " events" in basis((calls,))) == (True, False, True)
    assert rule not in as_text(tile(asked, "eligible_calls"))
