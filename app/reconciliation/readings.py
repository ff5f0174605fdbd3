"""Our answers to a published figure: one for each metric that may be meant, by each rule of counting it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app import words
from app.db import Snapshot
from app.filters import Filters
from app.labels import label
from app.percents import percent_from
from app.queries import Answer, ask
from app.reconciliation.figures import Figure
from app.words import reconciliation as text
from etl.metrics import COUNTS, FEWEST, METRICS, TOO_FEW, ComparedAs, Metric, Unit


@dataclass(frozen=True)
class Found:
    """What an answer comes to, in the figure's unit: a number where it is one, its text, and the n it rests on."""

    value: float | None
    text: str
    n: int


@dataclass(frozen=True)
class Reading:
    """Ours by one rule: `rule` names it in words, `query` asks the interface for what it is made of.

    `difference` is ours minus theirs, in the figure's unit, None where ours is no number; `percent` is that in percent
    of theirs, None where it would mislead (`percent_from`).
    """

    metric: str
    count: str
    rule: str
    query: str
    value: float | None
    text: str
    n: int
    difference: float | None
    percent: float | None


def read(snapshot: Snapshot, figure: Figure) -> tuple[Reading, ...]:
    """Answer a figure by every metric and rule of counting that it may mean."""
    return tuple(_reading(snapshot, figure, name, count) for name in figure.metrics for count in _rules(name))


def as_ours(figure: Figure, value: float) -> float:
    """Turn a value in the figure's unit into what our metrics write: a percentage into a fraction."""
    return value / _scale(figure)


def written_as(figure: Figure) -> Metric:
    """Give a metric that is written as the figure is: a share in percent, a number a day with a decimal."""
    metric = METRICS[figure.metrics[0]]
    units = {ComparedAs.SHARE: Unit.SHARE, ComparedAs.PER_DAY: Unit.MINUTES, ComparedAs.GROUPS: Unit.EVENTS}
    return replace(metric, unit=units.get(ComparedAs(figure.compared_as), metric.unit))


def _rules(name: str) -> Sequence[str]:
    return COUNTS if METRICS[name].counted_as else COUNTS[:1]


def _reading(snapshot: Snapshot, figure: Figure, name: str, count: str) -> Reading:
    filters = Filters(start=figure.starts_on, end=figure.ends_on, count=count, **figure.chosen)
    answer = ask(snapshot, name, filters, (figure.grouped_by,) if figure.grouped_by else ())
    found = _MADE[ComparedAs(figure.compared_as)](snapshot, figure, answer)
    difference = None if found.value is None else found.value - figure.value
    return Reading(
        metric=name,
        count=count,
        rule=_in_words(answer.metric, count),
        query=f"{name}?{filters.query(by=answer.by, snapshot=snapshot.info.snapshot)}",
        **vars(found),
        difference=difference,
        percent=None if found.value is None else percent_from(written_as(figure), found.value, figure.value, n=found.n),
    )


def _in_words(metric: Metric, count: str) -> str:
    if not metric.counted_as:
        return metric.label
    return text.RULE.format(label=metric.label, counted=words.COUNTED_AS[count])


def _value(_snapshot: Snapshot, figure: Figure, answer: Answer) -> Found:
    row = answer.only
    value = None if row.value is None else row.value * _scale(figure)
    return Found(value, row.text, row.n)


def _per_day(_snapshot: Snapshot, figure: Figure, answer: Answer) -> Found:
    a_day = (answer.only.value or 0) / figure.days
    return Found(a_day, written_as(figure).text(a_day), answer.only.n)


def _share(snapshot: Snapshot, figure: Figure, answer: Answer) -> Found:
    """Divide what the filters leave by all of it; of too few events a share is withheld."""
    everything = answer.filters.model_copy(update=dict.fromkeys(figure.chosen, ()))
    whole = ask(snapshot, answer.metric.name, everything).only
    if whole.n < FEWEST or not whole.value:
        return Found(None, TOO_FEW, whole.n)
    share = (answer.only.value or 0) / whole.value
    return Found(share * _scale(figure), written_as(figure).text(share), whole.n)


def _groups(_snapshot: Snapshot, _figure: Figure, answer: Answer) -> Found:
    count = sum(1 for row in answer.rows if row.n)
    return Found(count, f"{count:,}", sum(row.n for row in answer.rows))


def _busiest(snapshot: Snapshot, figure: Figure, answer: Answer) -> Found:
    """Name the groups with the most, most first: no number to subtract."""
    most = sorted((row for row in answer.rows if row.n), key=lambda row: -row.n)[: figure.value]
    names = (label(snapshot, figure.grouped_by, row.keys[0]) for row in most)
    return Found(None, ", ".join(names) or text.NONE, sum(row.n for row in answer.rows))


_MADE: dict[ComparedAs, Callable[[Snapshot, Figure, Answer], Found]] = {
    ComparedAs.VALUE: _value,
    ComparedAs.PER_DAY: _per_day,
    ComparedAs.SHARE: _share,
    ComparedAs.GROUPS: _groups,
    ComparedAs.BUSIEST: _busiest,
}


def _scale(figure: Figure) -> int:
    """Give what turns our values into the figure's unit: our shares are fractions."""
    return 100 if figure.unit == Unit.SHARE else 1
