"""A reader's question survives its way through the address and into SQL, whatever it holds."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.db import Snapshot
from app.filters import MOST_VALUES, Choices, Filters, read, settle
from app.queries import ask, choices
from app.question import read_question
from etl.metrics import COUNTS, FILTERS
from tests.app.questions import AWKWARD, INJECTIONS, asked, effort

CHOICES: Choices = {
    "precinct": ["EAST", "WEST"],
    "priority": ["1", "2"],
    "call_type": ["SERVICE - WELFARE CHECK", "FIGHT, JO & Co + more", "Ñandú – ‘loose’"],
    "hour": [str(hour) for hour in range(24)],
}


def itself(filters: Filters) -> Choices:
    """Know exactly the values that were asked for."""
    return {name: getattr(filters, name) for name in FILTERS}


def test_the_filters_are_the_public_ones_the_two_days_and_the_two_switches() -> None:
    assert set(Filters.model_fields) == {"start", "end", "count", "police_share", *FILTERS}


@effort
@given(asked())
def test_filters_come_back_from_the_address_as_they_went(filters: Filters) -> None:
    assert read(parse_qs(filters.query()), itself(filters)) == (filters, [])


@effort
@given(st.sampled_from(COUNTS), st.floats(0, 100))
def test_the_switches_come_back_from_the_address_exactly(count: str, police_share: float) -> None:
    filters = Filters.model_validate({"count": count, "police_share": police_share})
    assert read(parse_qs(filters.query()), CHOICES) == (filters, [])


@pytest.mark.parametrize(
    ("given_value", "share", "address"),
    [
        ("0", 0, "police_share=0"),
        ("50.0", 50, "police_share=50"),
        ("33.3333333", 33.3333333, "police_share=33.3333333"),
        ("100", 100, ""),
    ],
)
def test_the_police_share_is_from_0_to_100_and_written_in_full(given_value: str, share: float, address: str) -> None:
    filters, problems = read({"police_share": [given_value]}, CHOICES)
    assert (filters.police_share, filters.query(), problems) == (share, address, [])


@pytest.mark.parametrize("value", AWKWARD)
def test_an_awkward_value_comes_back_from_the_address(value: str) -> None:
    filters = Filters(call_type=(value,))
    assert read(parse_qs(filters.query()), itself(filters)) == (filters, [])


@effort
@given(asked())
def test_equal_questions_have_one_address_and_one_hash(filters: Filters) -> None:
    same = Filters(**filters.model_dump())
    assert (same, hash(same), same.query()) == (filters, hash(filters), filters.query())


@effort
@given(data=st.data())
def test_the_api_and_the_pages_read_one_address_alike(client: FlaskClient, demo: Snapshot, data: st.DataObject) -> None:
    filters = data.draw(asked(choices(demo)))
    told = client.get(f"/api/v1/metrics/care_calls?{filters.query()}").json
    assert told is not None
    assert told["filters"] == filters.model_dump(mode="json", exclude_defaults=True)
    question = read_question(f"?{filters.query()}", demo)
    on_page = question.filters
    assert question.problems == ()
    given_days = {day: getattr(filters, day) or getattr(on_page, day) for day in ("start", "end")}
    assert on_page == filters.model_copy(update=given_days)


@pytest.mark.parametrize("spelling", ["west", "West", "WEST", "wEsT"])
def test_values_are_read_in_any_case(spelling: str) -> None:
    assert read({"precinct": [spelling]}, CHOICES) == (Filters(precinct=("WEST",)), [])


@effort
@given(
    st.lists(st.sampled_from(CHOICES["call_type"]), max_size=3, unique=True), st.sampled_from([str.lower, str.upper])
)
def test_values_are_spelled_as_the_data_spells_them(given_types: list[str], spell: Callable[[str], str]) -> None:
    settled, problems = settle(Filters(call_type=tuple(map(spell, given_types))), CHOICES)
    assert (settled.call_type, problems) == (tuple(given_types), [])


def test_a_value_given_twice_counts_once() -> None:
    assert read({"precinct": ["WEST", "west", "EAST"]}, CHOICES) == (Filters(precinct=("WEST", "EAST")), [])


LONG = "a" * 121
WEST = Filters(precinct=("WEST",))
BAD: tuple[tuple[str, str, str, Filters], ...] = (
    ("precinct=WEST&precinct=MARS", "precinct", "MARS", WEST),
    (f"precinct=WEST&precinct={LONG}", "precinct", "a" * 57 + "…", WEST),
    ("precinct=WEST&priority=%00", "priority", "\x00", WEST),
    ("precinct=WEST&hour=07", "hour", "07", WEST),
    ("precinct=WEST&hour=24", "hour", "24", WEST),
    ("precinct=WEST&priority=%EF%BC%91", "priority", "１", WEST),  # a digit of another script
    ("precinct=WEST&start=yesterday", "start", "yesterday", WEST),
    ("precinct=WEST&start=2025-02-29", "start", "2025-02-29", WEST),
    ("precinct=WEST&end=1735689600", "end", "1735689600", WEST),
    ("precinct=WEST&end=2025-01-01T00:00:00", "end", "2025-01-01T00:00:00", WEST),
    ("precinct=WEST&end=1999-12-31", "end", "1999-12-31", WEST),
    ("precinct=WEST&end=2100-01-01", "end", "2100-01-01", WEST),
    ("precinct=WEST&start=2025-03-02&end=2025-03-01", "start", "2025-03-02", WEST),
    ("precinct=WEST&colour=red", "colour", "red", WEST),
    *(
        (f"precinct=WEST&police_share={share}", "police_share", share, WEST)
        for share in ("-0.1", "100.1", "NaN", "inf", "-inf", "half", "1e400", "50%")
    ),
    ("precinct=WEST&count=none", "count", "none", WEST),
    ("precinct=WEST&start=2025-03-01&end=soon", "end", "soon", Filters(precinct=("WEST",), start=date(2025, 3, 1))),
)


@pytest.mark.parametrize(("query", "parameter", "given_value", "kept"), BAD, ids=[query[:50] for query, *_ in BAD])
def test_what_cannot_be_understood_is_named_and_the_rest_applies(
    query: str, parameter: str, given_value: str, kept: Filters
) -> None:
    filters, (problem,) = read(parse_qs(query), CHOICES)
    assert filters == kept
    assert (problem.parameter, problem.given) == (parameter, given_value)
    assert problem.allowed
    assert parameter in str(problem)


def test_two_bad_parts_are_both_named() -> None:
    filters, problems = read(parse_qs(f"start=2025-03-01&end=2025-01-01&priority=2&precinct={LONG}"), CHOICES)
    assert filters == Filters(priority=("2",))
    assert [problem.parameter for problem in problems] == ["precinct", "start"]


def test_too_many_values_leave_that_filter_out() -> None:
    pairs = {"call_type": [f"type {number}" for number in range(MOST_VALUES + 1)], "precinct": ["WEST"]}
    filters, (problem,) = read(pairs, CHOICES)
    assert (filters, problem.parameter) == (WEST, "call_type")
    assert len(problem.given) <= 60


def test_as_many_values_as_allowed_are_applied() -> None:
    many = [f"type {number}" for number in range(MOST_VALUES)]
    assert read({"call_type": many}, {"call_type": many}) == (Filters(call_type=tuple(many)), [])


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("start", "2025-01-05", "2025-02-01"),
        ("end", "2025-02-01", "2025-02-01"),
        ("count", "all", "arrived"),
        ("police_share", "40", "50"),
        ("metric", "coverage_share", "care_calls"),
        ("areas", "precinct", "beat"),
        ("change", "coverage_share", "care_calls"),
        ("by", "hour", "beat"),
    ],
)
def test_what_holds_one_value_and_is_given_twice_is_named_and_the_first_is_read(
    demo: Snapshot, name: str, first: str, second: str
) -> None:
    asked_twice = read_question(f"{name}={first}&{name}={second}", demo)
    asked_once = read_question(f"{name}={first}", demo)
    assert (asked_twice.filters, asked_twice.view, asked_once.problems) == (asked_once.filters, asked_once.view, ())
    (problem,) = asked_twice.problems
    assert str(problem) == f"{name} is given more than once. Only the first, {first!r}, is read."


def test_what_is_allowed_is_said_in_a_line() -> None:
    _, (problem,) = read({"hour": ["99"]}, CHOICES)
    assert problem.allowed == "It is one of: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …."


PIECES = ["", "WEST", "east", "1", "2025-03-01", "2024-02-29", "2024-02-30", LONG, *AWKWARD]
GIVEN = st.lists(st.sampled_from(PIECES) | st.text(), min_size=1, max_size=3)


@effort
@given(st.dictionaries(st.sampled_from(list(Filters.model_fields)) | st.text(), GIVEN, max_size=6))
def test_whatever_is_given_what_is_kept_can_be_asked_again(pairs: dict[str, list[str]]) -> None:
    filters, problems = read(pairs, CHOICES)
    assert read(parse_qs(filters.query()), CHOICES) == (filters, [])
    assert {problem.parameter for problem in problems} <= set(pairs)


@effort
@given(asked())
def test_values_are_bound_and_never_part_of_the_sql(filters: Filters) -> None:
    sql, bound = filters.where()
    shape = {name: tuple(f"x{i}" for i in range(len(getattr(filters, name)))) for name in FILTERS}
    assert sql == Filters(start=filters.start, end=filters.end, **shape).where()[0]
    assert sorted(re.findall(r"\$(\w+)", sql)) == sorted(bound), "each parameter stands in the SQL once"
    assert [value for value in bound.values() if isinstance(value, str)] == [
        v for name in FILTERS for v in getattr(filters, name)
    ]


@effort
@given(asked(), st.sets(st.sampled_from(FILTERS)))
def test_filters_that_are_ignored_leave_no_trace(filters: Filters, ignored: set[str]) -> None:
    without = filters.model_copy(update=dict.fromkeys(ignored, ()))
    assert filters.where(ignoring=ignored) == without.where()


@effort
@given(asked(), st.sampled_from(COUNTS), st.floats(0, 100))
def test_the_switches_do_not_choose_events(filters: Filters, count: str, police_share: float) -> None:
    switched = filters.model_copy(update={"count": count, "police_share": police_share})
    assert switched.where() == filters.where()


@pytest.mark.parametrize("injection", INJECTIONS)
@pytest.mark.parametrize("name", FILTERS)
def test_an_injection_matches_nothing_and_breaks_nothing(demo: Snapshot, name: str, injection: str) -> None:
    filters = Filters.model_validate({name: injection})
    sql, bound = filters.where()
    assert bound == {f"{name}_0": injection}
    assert sql == Filters.model_validate({name: "x"}).where()[0]
    assert ask(demo, "care_calls", filters).only.n == 0
    assert ask(demo, "care_calls", Filters()).only.n > 0


def test_both_days_are_included(month: Snapshot) -> None:
    assert ask(month, "care_calls", Filters(start=date(2025, 10, 31), end=date(2025, 10, 31))).only.n == 1
    assert ask(month, "care_calls", Filters(start=date(2025, 11, 1), end=date(2025, 11, 1))).only.n == 2
