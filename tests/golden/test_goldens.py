"""The oracle gives every world's answers worked by hand."""

from datetime import date

import pytest

from tests.golden.answers import Question
from tests.golden.answers_calls import Comparison
from tests.golden.coverage import coverage_step
from tests.golden.filters import period_compared_with
from tests.golden.goldens import GOLDENS
from tests.golden.metrics import NAMES
from tests.golden.month_coverage import CALLS, events
from tests.golden.oracle import World, answer, compare, read_exports

ASKED = [
    pytest.param(name, question, id=f"{name}: {question.metric} by {question.by} {dict(question.filters)}")
    for name, golden in GOLDENS.items()
    for question in golden.questions
]
COMPARED = [
    pytest.param(name, asked, id=f"{name}: {asked.metric} {asked.start} to {asked.end}, {asked.to} by {asked.by}")
    for name, golden in GOLDENS.items()
    for asked in golden.comparisons
]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, World]:
    """Read each written world from its export."""
    folder = tmp_path_factory.mktemp("worlds")
    return {
        name: read_exports([golden.write(folder / f"{name}.csv")], fire=golden.fire(folder, name))
        for name, golden in GOLDENS.items()
    }


def nearly(value: float | None) -> object:
    """Expect a value but for rounding in the last places."""
    return None if value is None else pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_the_oracle_gives_the_answer_worked_by_hand(worlds: dict[str, World], name: str, question: Question) -> None:
    got = answer(worlds[name], question.metric, question.filters, question.by)
    assert got.keys() == question.answer.keys()
    for label, cell in question.answer.items():
        found = got[label]
        assert (found.n, found.withheld, found.excluded) == (cell.n, cell.withheld, cell.excluded)
        assert (found.value, found.low, found.high) == (nearly(cell.value), nearly(cell.low), nearly(cell.high))
        assert found.details == cell.details


@pytest.mark.parametrize(("name", "asked"), COMPARED)
def test_a_period_beside_another(worlds: dict[str, World], name: str, asked: Comparison) -> None:
    filters = {**asked.filters, "start": [asked.start], "end": [asked.end]}
    got = compare(worlds[name], asked.metric, filters, asked.by, asked.to)
    assert got.keys() == asked.answer.keys()
    for label, expected in asked.answer.items():
        change = got[label]
        found = (change.value, change.other, change.difference, change.percent)
        assert found == tuple(nearly(value) for value in expected)
        assert (change.is_complete, change.other_is_complete) == asked.complete


def test_every_metric_has_an_answer_worked_by_hand() -> None:
    worked = {question.metric for golden in GOLDENS.values() for question in golden.questions}
    assert worked == set(NAMES)


def test_each_call_ends_on_the_step_written_beside_it(worlds: dict[str, World]) -> None:
    found = {event.number: None if event.is_test else coverage_step(event) for event in worlds["coverage"].all_events}
    assert found == {event.number: call.step for event, call in zip(events(), CALLS, strict=True)}


@pytest.mark.parametrize(
    ("start", "end", "to", "expected"),
    [
        ("2025-03-01", "2025-03-31", "previous", "2025-02-01 2025-02-28"),
        ("2024-03-01", "2024-05-31", "previous", "2023-12-01 2024-02-29"),
        ("2025-01-01", "2025-12-31", "previous", "2024-01-01 2024-12-31"),
        ("2024-01-01", "2024-02-29", "previous", "2023-11-01 2023-12-31"),
        ("2024-02-01", "2024-02-28", "previous", "2024-01-04 2024-01-31"),  # not the whole of a leap February
        ("2025-03-02", "2025-03-31", "previous", "2025-01-31 2025-03-01"),
        ("2025-03-01", "2025-03-01", "previous", "2025-02-28 2025-02-28"),
        ("2025-03-01", "2025-03-31", "year", "2024-03-01 2024-03-31"),
        ("2024-02-29", "2024-02-29", "year", "2023-02-28 2023-02-28"),
        ("2024-02-01", "2024-02-29", "year", "2023-02-01 2023-02-28"),
        ("2025-02-01", "2025-02-28", "year", "2024-02-01 2024-02-28"),  # the same dates, a day short of the month
    ],
)
def test_the_period_compared_with(start: str, end: str, to: str, expected: str) -> None:
    before = period_compared_with(date.fromisoformat(start), date.fromisoformat(end), to)
    assert " ".join(day.isoformat() for day in before) == expected


def test_what_cannot_be_asked_is_refused(worlds: dict[str, World]) -> None:
    month = worlds["month"]
    with pytest.raises(ValueError, match="start and an end"):
        compare(month, "care_calls", {"start": ["2025-11-01"]})
    with pytest.raises(ValueError, match="groups by time"):
        compare(month, "care_calls", {"start": ["2025-11-01"], "end": ["2025-11-02"]}, by="day")
    with pytest.raises(ValueError, match="previous or year"):
        compare(month, "care_calls", {"start": ["2025-11-01"], "end": ["2025-11-02"]}, to="decade")
    with pytest.raises(ValueError, match="bins of minutes"):
        answer(month, "care_calls", by="minutes_bin")
    with pytest.raises(ValueError, match="police_share"):
        answer(month, "spd_officer_hours_avoided", {"police_share": ["101"]})
