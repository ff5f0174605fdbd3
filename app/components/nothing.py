"""Why there is nothing to show: nothing matches, or the data does not reach the days asked for."""

from app import words
from app.periods import span
from app.queries import Answer


def outside_data(answer: Answer) -> str:
    """Say which days the data holds where none of them is asked for; else nothing."""
    info = answer.info
    first, last = span(info, answer.filters)
    if first <= last:
        return ""
    return words.OUTSIDE_DATA.format(first=words.day(info.first_day), last=words.day(info.last_day))


def nothing_matches(answer: Answer) -> str:
    """Say why an answer without events has none: of days that are not loaded nothing is known."""
    return outside_data(answer) or words.NOTHING_MATCHES
