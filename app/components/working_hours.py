"""When CARE works, as its program phases say."""

from datetime import date
from itertools import groupby, pairwise

from app import words
from app.periods import span
from app.quality import PhaseInFull, phases_in_full
from app.question import Asked
from app.words import working_hours as text


def hours_worked(asked: Asked) -> str:
    """Say CARE's hours in the period, with the days since when where they changed; nothing before CARE began."""
    changes = [(hours, next(phases).starts_on) for hours, phases in groupby(_phases(asked), key=_hours_of)]
    if not changes:
        return ""
    (first, _), *others = changes
    told = [first, *(text.SINCE.format(day=words.day(day), hours=hours) for hours, day in others)]
    return text.HOURS.format(hours="; ".join(told))


def _phases(asked: Asked) -> list[PhaseInFull]:
    """List the phases that were in force on any of the days asked for."""
    first, last = span(asked.snapshot.info, asked.filters)
    phases = phases_in_full(asked.snapshot)
    ends = [*(following.starts_on for _, following in pairwise(phases)), date.max]
    return [phase for phase, end in zip(phases, ends, strict=True) if phase.starts_on <= last and first < end]


def _hours_of(phase: PhaseInFull) -> str:
    return words.FROM_TO.format(start=words.clock(phase.opens_hour), end=words.clock(phase.closes_hour))
