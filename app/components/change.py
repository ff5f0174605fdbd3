"""How a number moved against the period before, in words; where that would mislead, why it is not said."""

from collections.abc import Sequence
from datetime import date

from app import words
from app.comparison import PREVIOUS, Change, changes
from app.periods import days_shown
from app.queries import Answer, phases
from app.question import Asked
from app.words import tile as text
from etl.metrics import Unit


def change(asked: Asked, answer: Answer) -> str:
    """Say how the number of the question moved."""
    (moved,) = changes(asked.snapshot, answer, PREVIOUS)
    return change_in_words(answer, moved, [phase.starts_on for phase in phases(asked.snapshot)])


def change_in_words(answer: Answer, change: Change, begun: Sequence[date]) -> str:
    """Say how a number moved against the period before, and whether CARE did; `begun` are its phases' first days.

    A part is not compared with a whole, nor a time with one before CARE, but that is said.
    """
    before = words.period(change.start, change.end)
    launch = min(begun, default=date.min)
    if not answer.only.complete:
        return words.CHANGE_INCOMPLETE
    if change.value is None or change.difference is None:
        return words.NO_CHANGE_KNOWN.format(before=before)
    if change.start < launch:
        return words.CHANGE_BEFORE_LAUNCH.format(day=words.day(launch))
    if not change.complete:
        return words.CHANGE_INCOMPLETE_BEFORE.format(before=before)
    percent = f"{abs(change.percent or 0):,.1f}"
    told = words.MOVED[_direction(answer, change)].format(
        before=before, was=change.text, now=answer.only.text, percent=percent
    )
    _, last = days_shown(answer.info, answer.filters)
    has_changed = any(change.start < day <= last for day in begun)
    return f"{told} {text.CARE_CHANGED}" if has_changed else told


def _direction(answer: Answer, change: Change) -> str:
    """Name the way a number moved: times are longer or shorter; of a share, a percentage would mislead.

    A change from what reads as zero has no percentage, and one between numbers of few events neither.
    """
    if answer.only.text == change.text:
        return "same"
    if change.text == answer.metric.text(0):
        return "from_zero"
    if change.percent is None:
        return "from"
    is_more = (change.difference or 0) > 0
    if answer.metric.unit == Unit.MINUTES:
        return "longer" if is_more else "shorter"
    return "up" if is_more else "down"
