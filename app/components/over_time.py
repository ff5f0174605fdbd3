"""Numbers over time: how long their periods are and what they are called, the points of a series, and the most."""

from app.components.ranked_chart import leaders
from app.figures.periods import Point, Series
from app.figures.style import Look
from app.labels import label
from app.periods import days_of, days_shown
from app.queries import Answer, Row
from app.question import Asked
from app.words import over_time as text
from app.words.sentences import counted, listed

LONGEST_BY_DAY, LONGEST_BY_WEEK = 14, 120
"""Days; a longer period is shown by week, and then by month."""

DAY, WEEK, MONTH = "day", "week", "month"


def grain(asked: Asked) -> str:
    """Say by which periods a chart over time shows the question: days or weeks, or months where there are many."""
    first, last = days_shown(asked.snapshot.info, asked.filters)
    days = (last - first).days + 1
    return DAY if days <= LONGEST_BY_DAY else WEEK if days <= LONGEST_BY_WEEK else MONTH


def series(asked: Asked, answer: Answer, name: str, look: Look) -> Series:
    """Make a series of an answer by period."""
    (by,) = answer.by
    points = [
        Point(
            first_day=days_of(by, row.keys[0])[0],
            value=row.value,
            text=told(answer, row),
            label=period_name(asked, answer, row),
            is_complete=row.complete,
        )
        for row in answer.rows
    ]
    return Series(name, look, points)


def told(answer: Answer, row: Row) -> str:
    """Write a number with its unit and its n; a count is its own n."""
    unit = answer.metric.unit
    if row.known_n is None:
        return row.text
    if answer.metric.adds_up:
        return counted(row.n, unit)
    value = row.text if row.value is None or unit == "%" else f"{row.text} {unit}"
    return text.WITH_N.format(text=value, n=f"{row.n:,}")


def period_name(asked: Asked, answer: Answer, row: Row) -> str:
    """Name a row's period, and say if it is not complete."""
    name = label(asked.snapshot, answer.by[0], row.keys[0])
    return name if row.complete else text.NOT_COMPLETE.format(name=name)


def most(asked: Asked, answer: Answer, unit: str = "") -> str:
    """Say in which periods there was the most; nothing where there is one period only, or nothing in any.

    Complete periods are compared with complete ones. Where there are not two of those, all are compared, and those that
    are not complete are called so.
    """
    (by,) = answer.by
    whole = [row for row in answer.rows if row.complete]
    is_of_whole = len(whole) > 1 and bool(leaders(whole))
    among = whole if is_of_whole else answer.rows
    first = leaders(among)
    if len(answer.rows) < 2 or not first:
        return ""
    names = listed([_in_a_sentence(by, period_name(asked, answer, row)) for row in first])
    value = f"{first[0].text} {unit}".strip()
    template = text.OF_WHOLE if is_of_whole and len(whole) < len(answer.rows) else text.MOST
    return template[by].format(names=names, text=value if len(first) == 1 else text.EACH.format(text=value))


def incomplete_note(answer: Answer, words_by_length: dict[str, str]) -> str:
    """Say how periods that are not complete are drawn, in words by length of period; nothing if all are complete."""
    (by,) = answer.by
    return "" if all(row.complete for row in answer.rows) else words_by_length[by]


def _in_a_sentence(by: str, name: str) -> str:
    return text.THE_WEEK.format(week=name[0].lower() + name[1:]) if by == WEEK else name
