"""What is asked of a request, whatever the form of its answer: each parameter once, and only what can be answered."""

from typing import NamedTuple

from flask import request
from pydantic import BaseModel

from app import words
from app.api.problems import Refusal, not_answerable
from app.api.questions import Question
from app.comparison import Compared, compare
from app.db import Snapshot, Warehouse
from app.filters import Filters, Problem, given_again, settle
from app.people import OUTCOME, is_published_by
from app.queries import DISTRICT, Answer, ask, choices, has_districts
from app.words import people
from etl.metrics import FILTERS, METRICS, Metric

_MOST_CUTS = 2


def given_once(asked: type[BaseModel]) -> None:
    """Refuse a request that gives a parameter more than once which takes one value: the models see only the first."""
    single = [name for name, field in asked.model_fields.items() if field.default != ()]
    problems_found = given_again(dict(request.args.lists()), single, words.GIVE_ONCE)
    if problems_found:
        raise not_answerable(*problems_found)


def settled(snapshot: Snapshot, asked: Filters) -> Filters:
    """Return the filters of a question as the snapshot spells their values; refuse those that it does not know."""
    filters = Filters(**asked.model_dump(include=set(Filters.model_fields)))
    chosen = any(getattr(filters, name) for name in FILTERS)
    found, problems_found = settle(filters, choices(snapshot) if chosen else {})  # they take a while to list
    if problems_found:
        raise not_answerable(*problems_found)
    return found


class Answered(NamedTuple):
    """An answer, the snapshot it is from, and beside its rows those of the other periods that were asked for."""

    snapshot: Snapshot
    answer: Answer
    compared: Compared


def answered(warehouse: Warehouse, name: str, question: Question) -> Answered:
    """Answer a question about the metric of that name, or refuse it."""
    if name not in METRICS:
        known = f"It is one of: {', '.join(METRICS)}."
        raise Refusal(404, "There is no such metric", [Problem("name", name[:60], known)])
    given_once(Question)
    cuts = _cuts(name, question)
    snapshot = warehouse.snapshot(question.snapshot)
    if DISTRICT in cuts and not has_districts(snapshot):
        raise not_answerable(Problem("by", DISTRICT, words.NO_DISTRICTS))
    answer = ask(snapshot, name, settled(snapshot, question), cuts)
    return Answered(snapshot, *compare(snapshot, answer, _periods(METRICS[name], question)))


def _periods(metric: Metric, question: Question) -> tuple[str, ...]:
    """Read which periods to compare with; each is given once, and none for what is published about people."""
    if metric.is_about_people and question.compare:
        raise not_answerable(Problem("compare", ", ".join(question.compare)[:60], people.COMPARED))
    if len(set(question.compare)) < len(question.compare):
        given = ", ".join(question.compare)[:60]
        raise not_answerable(Problem("compare", given, words.GIVE_ONCE, words.GIVEN_AGAIN.format(parameter="compare")))
    return question.compare


def _cuts(name: str, question: Question) -> tuple[str, ...]:
    cuts, metric = tuple(cut.lower() for cut in question.by), METRICS[name]
    allowed = metric.breakdowns
    if not set(cuts) <= set(allowed) or len(cuts) > _MOST_CUTS or len(set(cuts)) < len(cuts):
        advice = f"Give at most {_MOST_CUTS} different ones, each as a `by` of its own, of: {', '.join(allowed)}."
        raise not_answerable(Problem("by", ", ".join(cuts)[:60], advice))
    if metric.is_about_people and not is_published_by(cuts):
        more = people.OUTCOMES_BY_QUARTER if OUTCOME in allowed else ""
        advice = people.FIXED_TABLES.format(allowed=", ".join(allowed), more=more)
        raise not_answerable(Problem("by", ", ".join(cuts), advice))
    return cuts
