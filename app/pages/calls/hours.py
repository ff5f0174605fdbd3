"""When calls come: by hour of the day and day of the week."""

from collections.abc import Sequence

from app.components.chart_card import ChartContent
from app.components.cross_table import cross_table
from app.components.nothing import nothing_matches, outside_data
from app.components.ranked_chart import leaders
from app.components.without_chart import without_chart
from app.components.working_hours import hours_worked
from app.figures.cells import Cell
from app.figures.heat_grid import heat_grid, heat_height
from app.labels import label, short_label
from app.queries import Answer, Row, ask, row_without_events
from app.question import Asked
from app.words import calls as text
from app.words.sentences import counted, listed

_HOURS = tuple(str(hour) for hour in range(24))
_WEEKDAYS = tuple(str(day) for day in range(1, 8))


def hours_and_days(asked: Asked) -> ChartContent:
    """Show calls in a grid: the hours down, the days of the week across; those filtered out are left out."""
    answer = ask(asked.snapshot, "care_calls", asked.filters, ("hour", "weekday"))
    hours, days = _kept(_HOURS, asked.filters.hour), _kept(_WEEKDAYS, asked.filters.weekday)
    rows, columns = (
        [short_label(asked.snapshot, name, key) for key in keys] for name, keys in (("hour", hours), ("weekday", days))
    )
    content = ChartContent(
        sentence=_sentence(asked, answer),
        figure=heat_grid(_cells(asked, answer, hours, days), rows, columns, text.WHEN_UNIT),
        answers=(answer,),
        note=text.WHEN_NOTE,
        height=heat_height(rows),
        table=cross_table(asked.snapshot, answer, hours, days),
    )
    return without_chart(content) if outside_data(answer) else content


def _kept(keys: Sequence[str], chosen: Sequence[str]) -> list[str]:
    return [key for key in keys if not chosen or key in chosen]


def _cells(asked: Asked, answer: Answer, hours: Sequence[str], days: Sequence[str]) -> list[Cell]:
    found = {row.keys: row for row in answer.rows}
    grid = [((hour, day), row, column) for row, hour in enumerate(hours) for column, day in enumerate(days)]
    return [
        _cell(asked, found.get(keys) or row_without_events(answer, keys), row, column, answer)
        for keys, row, column in grid
    ]


def _cell(asked: Asked, found: Row, row: int, column: int, answer: Answer) -> Cell:
    hover = text.WHEN_HOVER.format(cell=_name(asked, found), counted=counted(found.n, answer.metric.unit))
    return Cell(row, column, found.value, found.text if found.value else "", hover)


def _name(asked: Asked, row: Row) -> str:
    hour, day = row.keys
    return text.WHEN_CELL.format(day=label(asked.snapshot, "weekday", day), hour=label(asked.snapshot, "hour", hour))


def _sentence(asked: Asked, answer: Answer) -> str:
    total = sum(row.n for row in answer.rows)
    if not total:
        return nothing_matches(answer)
    first = leaders(answer.rows)
    names = listed([_name(asked, row) for row in first])
    told = (text.WHEN_SENTENCE if len(first) == 1 else text.WHEN_TIED).format(
        names=names, text=first[0].text, total=f"{total:,}"
    )
    hours = hours_worked(asked)
    outside = f"{hours} {text.OUTSIDE_HOURS}" if hours else ""
    return " ".join(filter(None, [outside, told, *_most(asked, "weekday"), *_most(asked, "hour")]))


def _most(asked: Asked, by: str) -> list[str]:
    """Name the day, or the hour, with the most; one alone is not said again."""
    rows = ask(asked.snapshot, "care_calls", asked.filters, (by,)).rows
    if len(rows) < 2:
        return []
    first = leaders(rows)
    names = listed([label(asked.snapshot, by, row.keys[0]) for row in first])
    one, tied = text.WHEN_MOST[by]
    return [(one if len(first) == 1 else tied).format(names=names, text=first[0].text)]
