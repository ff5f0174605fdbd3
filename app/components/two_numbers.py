"""Why two numbers that stand near each other differ: a sentence made from both, where a reader meets them."""

from app.filters import Filters
from app.queries import Row, ask
from app.question import Asked
from app.words import two_numbers as text
from app.words.sentences import CALL, EVENT, several


def other_kinds(asked: Asked) -> str:
    """Say how many calls CARE was sent to that coverage does not speak of; nothing where there are none.

    Like coverage it counts them whoever came, and by dispatch.
    """
    filters = asked.filters.model_copy(update={"responders": (), "count": Filters().count})
    sent, reached, not_reached = (
        _only(asked, name, filters).n
        for name in ("care_calls", "coverage_arrived_calls", "coverage_sent_not_arrived_calls")
    )
    others = sent - reached - not_reached
    return text.OTHER_KINDS.format(others=several(f"{others:,}", *CALL)) if others else ""


def joint_events(asked: Asked) -> str:
    """Say what the events are that CARE and police were both sent to; nothing where all of them are calls and timed."""
    calls, events = (
        _only(asked, "care_and_spd_calls", asked.filters.model_copy(update={"count": count}))
        for count in ("dispatched", "all")
    )
    timed = _only(asked, "care_alone_after_spd_hours", asked.filters)
    if timed.n == calls.n == events.n:
        return ""
    return text.JOINT_EVENTS.format(
        events=several(events.text, *EVENT),
        calls=several(calls.text, *CALL),
        requests=f"{events.n - calls.n:,}",
        timed=f"{timed.n:,}",
    )


def first_and_care(asked: Asked) -> str:
    """Say how CARE can be faster than whoever came first: they are not of the same calls. Nothing where it is not."""
    care, first = (_only(asked, f"{who}_response_median_minutes", asked.filters) for who in ("care", "first"))
    if care.value is None or first.value is None or care.value >= first.value:
        return ""
    return text.FIRST_AND_CARE.format(
        care_n=several(f"{care.n:,}", *CALL),
        first_n=several(f"{first.n:,}", *CALL),
    )


def _only(asked: Asked, name: str, filters: Filters) -> Row:
    return ask(asked.snapshot, name, filters).only
