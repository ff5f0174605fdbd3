"""Why there is nothing to show: nothing matches, or the data does not reach the days asked for."""

from datetime import date

from app import words
from app.periods import span
from app.queries import Answer


def outside_data(answer: Answer) -> str:
    """Say which days the data holds, or that of a department, where none of them is asked for; else nothing."""
    info = answer.info
    first, last = span(info, answer.filters)
    if first <= last:
        return _outside_supplied(answer, first, last)
    return words.OUTSIDE_DATA.format(first=words.day(info.first_day), last=words.day(info.last_day))


def _outside_supplied(answer: Answer, first: date, last: date) -> str:
    """Say which days a department's export holds where it holds none of these; else nothing."""
    if not answer.metric.supplied_by:
        return ""
    if answer.info.sfd_days is None:
        return words.NO_SFD_DATA
    begins, ends = answer.info.sfd_days
    if begins <= last and first <= ends:
        return ""
    return words.OUTSIDE_SFD_DATA.format(first=words.day(begins), last=words.day(ends))


def nothing_matches(answer: Answer) -> str:
    """Say why an answer without events has none: of days that are not loaded nothing is known."""
    return outside_data(answer) or words.NOTHING_MATCHES
