"""Which of the reader's filters a number does not follow."""

from collections.abc import Sequence

from app import words
from app.queries import Answer


def not_applied(*answers: Answer) -> str:
    """Name the filters that are on and do not apply, in a sentence for each kind of number; nothing when all do."""
    return " ".join(dict.fromkeys(filter(None, map(_told, answers))))


def with_not_applied(told: str, answers: Sequence[Answer]) -> str:
    """Add to what is told of answers which filters do not apply to them."""
    return " ".join(filter(None, [told, not_applied(*answers)]))


def _told(answer: Answer) -> str:
    filters = ", ".join(words.FILTER_LABELS[name] for name in answer.not_applied)
    template = words.NOT_APPLIED_TO_WHOLE if answer.metric.divided_by else words.NOT_APPLIED
    return template.format(filters=filters) if filters else ""
