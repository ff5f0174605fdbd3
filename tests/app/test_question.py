"""The question of a page: filters and view survive their way through an address, whatever else it holds."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import Snapshot
from app.filters import MOST_VALUES, NO_BREAKDOWN, Filters, View
from app.periods import default_period, within_data
from app.queries import choices
from app.question import Asked, question_of, read_question, view_choices
from etl.metrics import FILTERS
from tests.app.questions import AWKWARD, asked, effort

default_view = View()


@st.composite
def any_question(draw: st.DrawFn, snapshot: Snapshot) -> Asked:
    """Draw a question that a page can be asked."""
    filters = within_data(snapshot.info, draw(asked(choices(snapshot))))
    view = {name: draw(st.sampled_from(values)) for name, values in view_choices(snapshot).items()}
    return Asked(snapshot, filters, View(**view))


@effort
@given(data=st.data())
def test_a_question_comes_back_from_its_addresses_as_it_went(demo: Snapshot, data: st.DataObject) -> None:
    question = data.draw(any_question(demo))
    assert read_question(question.address, demo) == question
    assert read_question(question.link(), demo) == question
    assert read_question(question.link().removeprefix("?"), demo) == question
    assert question_of(parse_qs(question.link().removeprefix("?")), demo) == question


@effort
@given(data=st.data())
def test_a_link_changes_what_it_names_and_nothing_else(demo: Snapshot, data: st.DataObject) -> None:
    question = data.draw(any_question(demo))
    name = data.draw(st.sampled_from(FILTERS))
    values = tuple(data.draw(st.lists(st.sampled_from(list(choices(demo)[name])), max_size=3, unique=True)))
    linked = read_question(question.link(**{name: values}), demo)
    assert linked.filters == question.filters.model_copy(update={name: values})
    assert (linked.view, linked.problems) == (question.view, ())


@effort
@given(data=st.data())
def test_taking_a_value_away_leaves_all_the_others(demo: Snapshot, data: st.DataObject) -> None:
    question = data.draw(any_question(demo))
    for name in FILTERS:
        held = getattr(question.filters, name)
        for value in held:
            left = read_question(question.without(name, value), demo)
            expected = tuple(other for other in held if other != value)
            assert left.filters == question.filters.model_copy(update={name: expected})
            assert left.view == question.view


@pytest.mark.parametrize("search", ["", "?", None])
def test_an_address_without_a_question_asks_the_default_and_stays_bare(demo: Snapshot, search: str | None) -> None:
    question = read_question(search, demo)
    start, end = default_period(demo.info)
    assert (question.filters, question.view) == (Filters(start=start, end=end), default_view)
    assert question.address == ""
    assert question.link() == f"?start={start}&end={end}", "a link says its days, so that it means the same later"


def test_the_default_days_written_out_are_the_default_too(demo: Snapshot) -> None:
    start, end = default_period(demo.info)
    assert read_question(f"?start={start}&end={end}", demo).address == ""


def test_the_view_alone_stays_in_a_short_address(demo: Snapshot) -> None:
    question = read_question("?areas=precinct", demo)
    assert question.view == View(areas="precinct")
    assert question.address == "?areas=precinct"
    assert read_question("?areas=beat&metric=care_calls", demo).address == ""
    changes = "?change=coverage_share&by=none"
    assert read_question(changes, demo).view == View(change="coverage_share", by=NO_BREAKDOWN)
    assert read_question(changes, demo).address == changes
    assert read_question("?change=care_calls&by=precinct", demo).address == ""


def test_an_address_with_any_filter_says_its_days(demo: Snapshot) -> None:
    assert read_question("?precinct=east", demo).address == "?start=2024-12-01&end=2025-11-30&precinct=EAST"
    assert read_question("?count=all", demo).address == "?start=2024-12-01&end=2025-11-30&count=all"


@pytest.mark.parametrize(
    ("search", "parameter"),
    [
        ("?precinct=MARS", "precinct"),
        ("?metric=care_cats", "metric"),
        ("?areas=planet", "areas"),
        ("?areas=district", "areas"),  # of which the data has none
        ("?change=care_cats", "change"),
        ("?by=month", "by"),
        ("?by=minutes_bin", "by"),
        ("?by=district", "by"),
        ("?colour=red", "colour"),
        ("?start=2025-12-24&end=2025-01-01", "start"),
        ("?hour=25", "hour"),
        ("?police_share=-1", "police_share"),
        ("?count=none", "count"),
    ],
)
def test_what_cannot_be_understood_is_named_and_the_rest_is_asked(demo: Snapshot, search: str, parameter: str) -> None:
    question = read_question(f"{search}&priority=2", demo)
    assert [problem.parameter for problem in question.problems] == [parameter]
    assert question.filters == read_question("?priority=2", demo).filters
    assert question.view == default_view


@pytest.mark.parametrize("said", AWKWARD)
@pytest.mark.parametrize("name", ["precinct", "call_type", "metric", "areas", "change", "by", "start", "nothing"])
def test_hostile_values_are_named_and_never_asked(demo: Snapshot, name: str, said: str) -> None:
    question = question_of({name: [said]}, demo)
    assert question.filters == read_question("", demo).filters
    assert question.view == default_view
    assert [problem.parameter for problem in question.problems] == [name]
    assert all(len(problem.given) <= 60 for problem in question.problems)


def test_more_values_than_allowed_are_left_out(demo: Snapshot) -> None:
    search = "&".join(f"call_type={number}" for number in range(MOST_VALUES + 1))
    question = read_question(search, demo)
    assert question.filters == read_question("", demo).filters
    assert question.problems[0].parameter == "call_type"


def test_the_same_question_is_equal_and_another_is_not(demo: Snapshot) -> None:
    assert read_question("?precinct=east", demo) == read_question("?precinct=EAST&precinct=east", demo)
    assert read_question("?precinct=EAST", demo) != read_question("?precinct=WEST", demo)
    assert read_question("?areas=precinct", demo) != read_question("", demo)


def test_a_day_left_out_is_the_last_complete_one(demo: Snapshot) -> None:
    filters = read_question("?start=2025-03-01", demo).filters
    assert (filters.start, filters.end) == (date(2025, 3, 1), demo.info.data_through)
