"""How a number moved against another period, in words; where that would mislead, why it is not said."""

from collections.abc import Sequence
from datetime import date

from app import words
from app.comparison import PREVIOUS, Change, changes
from app.components.difference import reads_as_none, tenths
from app.periods import days_shown
from app.queries import Answer
from app.question import Asked
from app.reference import phases
from app.words import tile as text
from etl.metrics import Metric, Unit


def change(asked: Asked, answer: Answer) -> str:
    """Say how the number of the question moved against the period before."""
    (moved,) = changes(asked.snapshot, answer, PREVIOUS)
    return change_in_words(answer, moved, [phase.starts_on for phase in phases(asked.snapshot)])


def change_in_words(answer: Answer, change: Change, begun: Sequence[date], to: str = PREVIOUS) -> str:
    """Say how a number moved against another period, and whether CARE did; `begun` are its phases' first days."""
    return not_compared(answer, change, begun, to) or _moved(answer, change, begun, to)


def not_compared(answer: Answer, change: Change, begun: Sequence[date], to: str = PREVIOUS) -> str:
    """Say why a number is not compared: a part with a whole, or a time with one before CARE; nothing where it is."""
    before = words.period(change.start, change.end)
    told = {"other": words.OTHER_PERIOD[to], "before": before}
    launch = min(begun, default=date.min)
    if not answer.only.complete:
        return words.CHANGE_INCOMPLETE.format(**told)
    if change.value is None or change.difference is None:
        return words.NO_CHANGE_KNOWN.format(**told)
    if change.start < launch:
        return words.CHANGE_BEFORE_LAUNCH.format(day=words.day(launch), **told)
    return "" if change.complete else words.CHANGE_INCOMPLETE_BEFORE.format(**told)


def _moved(answer: Answer, change: Change, begun: Sequence[date], to: str) -> str:
    told = words.MOVED[_direction(answer, change)].format(
        other=words.OTHER_PERIOD[to],
        before=words.period(change.start, change.end),
        was=change.text,
        now=answer.only.text,
        percent=tenths(abs(change.percent or 0)),
        **_rests_on(answer.metric, change),
    )
    return f"{told} {text.CARE_CHANGED}" if care_changed(answer, change, begun) else told


def care_changed(answer: Answer, change: Change, begun: Sequence[date]) -> bool:
    """Say whether CARE itself changed between a number's period and the other: a phase began after that had begun."""
    _, last = days_shown(answer.info, answer.filters)
    return any(change.start < day <= last for day in begun)


def _rests_on(metric: Metric, change: Change) -> dict[str, str]:
    """Write the n of the other period's value; nothing for a count, which says it already."""
    return {name: "" if metric.adds_up else told.format(n=f"{change.n:,}") for name, told in words.MOVED_N.items()}


def _direction(answer: Answer, change: Change) -> str:
    """Name the way a number moved: times are longer or shorter; of a share, a percentage would mislead.

    A change from what reads as zero has no percentage, and one between numbers of few events neither; a difference
    that itself reads as zero is no rise or fall, though its ends round apart.
    """
    if answer.only.text == change.text:
        return "same"
    if change.text == answer.metric.text(0):
        return "from_zero"
    if change.percent is None or reads_as_none(answer.metric, change.difference):
        return "from"
    is_more = (change.difference or 0) > 0
    if answer.metric.unit == Unit.MINUTES:
        return "longer" if is_more else "shorter"
    return "up" if is_more else "down"
