"""What a reader might not expect of a number: the rule it is counted by, and the filters it does not follow."""

from collections.abc import Sequence

from app.queries import Answer


def not_applied(*answers: Answer) -> str:
    """Say what counts by the rule chosen, and which filters do not apply, each sentence once; nothing when all do."""
    return " ".join(dict.fromkeys(told for answer in answers for told in answer.departures))


def with_not_applied(told: str, answers: Sequence[Answer]) -> str:
    """Add to what is told of answers by which rule they count, and which filters do not apply to them."""
    return " ".join(filter(None, [told, not_applied(*answers)]))
