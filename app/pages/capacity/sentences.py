"""What is said of a modeled number: its share, what chance leaves open, why there is none, and if it is provisional."""

from datetime import timedelta

from app import words
from app.components.interval import interval
from app.components.nothing import nothing_matches
from app.periods import days_asked
from app.queries import Answer, Row
from app.question import Asked
from app.words import capacity as text
from app.words.sentences import CALL, several


def percent(asked: Asked) -> str:
    """Write the share of calls that police would have been sent to."""
    return words.PERCENT.format(percent=f"{asked.filters.police_share:g}")


def chance_in_words(answer: Answer) -> str:
    """Say what chance alone leaves open, or why that is nothing to show."""
    if told := interval(answer.metric, answer.only):
        return text.CHANCE.format(range=told)
    is_modeled = answer.filters.police_share or not answer.metric.assumes_police_share
    return text.CHANCE_NONE if is_modeled else text.NOTHING_MODELED


def nothing(answer: Answer) -> str:
    """Say why there is no number: no calls, none with comparable calls, or no data of these days."""
    unmatched = sum(row.excluded["no_match"] for row in answer.rows)
    calls = several(f"{unmatched:,}", *CALL)
    return text.NOT_MATCHED.format(calls=calls) if unmatched else nothing_matches(answer)


def provisional(asked: Asked) -> list[str]:
    """Name the years of the question that are not over in the data."""
    info, (start, end) = asked.snapshot.info, days_asked(asked.snapshot.info, asked.filters)
    last_complete = (info.data_through + timedelta(days=1)).year - 1
    years = range(max(start.year, last_complete + 1), min(end, info.last_day).year + 1)
    return [text.PROVISIONAL.format(year=year) for year in years]


def range_after(answer: Answer, row: Row) -> str:
    """Write a number's interval after it, where there is one to write."""
    told = interval(answer.metric, row)
    return text.WITH_RANGE.format(range=told) if told else ""
