"""The answers worked by hand, asked of the published worlds as a reader asks."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.comparison import changes, with_groups_of
from app.db import Snapshot
from app.filters import Filters, settle
from app.queries import Answer, ask, choices
from etl.metrics import EVENT_METRICS, TOO_FEW
from tests.golden.answers import Question
from tests.golden.answers_calls import Comparison
from tests.golden.goldens import GOLDENS
from tests.golden.oracle import By, Label

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
SINGLE = {name for name, field in Filters.model_fields.items() if field.default != ()}


LEVELS = {
    "1": "matched_by_type_priority_precinct_time",
    "2": "matched_by_type_priority_precinct",
    "3": "matched_by_type_priority",
}
REST = {"expected_hours", "actual_hours", "police_share_percent"}
"""Details that the worked answers do not repeat: their difference is the value."""


def parts_of(details: Mapping[str, Any], agency: str) -> dict[str, int]:
    """Name worked details as the metrics of an agency, `spd` or `sfd`, do."""
    if not details:
        return {}
    levels = {name: details["matched_by_level"][level] for level, name in LEVELS.items()}
    timeless = details["actual_without_valid_time"]
    return {**levels, "unmatched": details["unmatched"], f"{agency}_sent_without_valid_time": timeless}


def nearly(value: float | None) -> object:
    """Expect a value but for rounding in the last places."""
    return None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)


def answered_by(snapshot: Snapshot, metric: str, asked: Mapping[str, Sequence[str]], by: By, **days: str) -> Answer:
    """Ask as a reader does; a value that the world does not hold stays as it is."""
    pairs = {name: values[0] if name in SINGLE else values for name, values in asked.items()}
    given = Filters.model_validate({**pairs, **days})
    settled, problems = settle(given, choices(snapshot))
    return ask(snapshot, metric, given if problems else settled, (by,) if isinstance(by, str) else by or ())


def labels_of(answered: Answer) -> list[Label]:
    """Name rows as the worked answers do: by the one label, or by all of them, or not at all."""
    return [row.keys if len(row.keys) > 1 else next(iter(row.keys), None) for row in answered.rows]


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_the_answer_is_the_one_worked_by_hand(worlds: dict[str, Snapshot], name: str, question: Question) -> None:
    answered = answered_by(worlds[name], question.metric, question.filters, question.by)
    rows = dict(zip(labels_of(answered), answered.rows, strict=True))
    assert rows.keys() == question.answer.keys()
    for label, cell in question.answer.items():
        row = rows[label]
        assert (row.value, row.low, row.high) == (nearly(cell.value), nearly(cell.low), nearly(cell.high))
        assert (row.n, row.withheld) == (cell.n, TOO_FEW if cell.withheld else None)
        parts = parts_of(cell.details or {}, "sfd" if answered.metric.supplied_by else "spd")
        left_out = {**cell.excluded, "no_match": parts.get("unmatched", 0)}
        assert {reason: count for reason, count in row.excluded.items() if count} == {
            reason: count for reason, count in left_out.items() if count
        }
        assert row.text == (row.withheld or answered.metric.text(row.value))
        assert (row.withheld is None) == (row.n >= answered.metric.smallest_n)
        assert {part: row.details[part] for part in row.details if part not in REST} == {
            part: parts[part] for part in row.details if part not in REST
        }


@pytest.mark.parametrize(("name", "asked"), COMPARED)
def test_a_period_beside_another(worlds: dict[str, Snapshot], name: str, asked: Comparison) -> None:
    alone = answered_by(worlds[name], asked.metric, asked.filters, asked.by, start=asked.start, end=asked.end)
    answered = with_groups_of(worlds[name], alone, asked.to)
    found = dict(zip(labels_of(answered), changes(worlds[name], answered, asked.to), strict=True))
    rows = dict(zip(labels_of(answered), answered.rows, strict=True))
    assert found.keys() == asked.answer.keys()
    for label, expected in asked.answer.items():
        change = found[label]
        assert (rows[label].value, change.value, change.difference, change.percent) == tuple(map(nearly, expected))
        assert (rows[label].complete, change.complete) == (asked.complete[0], all(asked.complete))


def test_every_metric_has_a_worked_answer() -> None:
    assert {question.metric for golden in GOLDENS.values() for question in golden.questions} == set(EVENT_METRICS)
