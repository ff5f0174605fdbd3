"""Numbers over time: how long their periods are, the points of a series, and what an incomplete period looks like."""

from app.figures.periods import Point, Series
from app.figures.style import Look
from app.labels import label
from app.periods import days_of
from app.queries import Answer
from app.question import Asked

LONGEST_BY_WEEK = 120
"""Days; a longer period is shown by month."""

WEEK, MONTH = "week", "month"


def grain(asked: Asked) -> str:
    """Say by which periods a chart over time shows the question: weeks, or months where there are many."""
    start, end = asked.filters.start, asked.filters.end
    return WEEK if start and end and (end - start).days <= LONGEST_BY_WEEK else MONTH


def series(asked: Asked, answer: Answer, name: str, look: Look) -> Series:
    """Make a series of an answer by period."""
    (by,) = answer.by
    points = [
        Point(
            first_day=days_of(by, row.keys[0])[0],
            value=row.value,
            text=row.text if row.value is None else f"{row.text} {answer.metric.unit}",
            label=label(asked.snapshot, by, row.keys[0]),
            is_complete=row.complete,
        )
        for row in answer.rows
    ]
    return Series(name, look, points)


def incomplete_note(answer: Answer, told: dict[str, str]) -> str:
    """Say how periods that are not complete are drawn; `told` has the words by length of period. Nothing if all are."""
    (by,) = answer.by
    return "" if all(row.complete for row in answer.rows) else told[by]
