"""What changed most against one other period: a sentence and bars of the largest rises and falls."""

from collections.abc import Callable, Sequence

from dash import html

from app import words
from app.comparison import Change
from app.components.change import change_in_words, not_compared
from app.components.chart_card import ChartContent
from app.components.difference import difference_text
from app.components.nothing import outside_data
from app.components.placed import value_in_words
from app.components.plain_table import bare_table
from app.components.without_chart import without_chart
from app.figures.difference_bars import Difference, difference_bars, difference_height
from app.figures.style import CARE, SPD
from app.pages.changes.beside import Beside, Line, beside
from app.pages.changes.columns import cells, head, periods
from app.queries import Row
from app.question import Asked
from app.words import changes as text
from app.words.sentences import listed
from etl.metrics import FEWEST, Metric, Unit

MOST = 8
"""Rises, and falls, in a chart; the table has them all."""


def changed_since(to: str) -> Callable[[Asked], ChartContent]:
    """Give what a card shows against the period `to`."""
    return lambda asked: _content(beside(asked), to)


def _content(found: Beside, to: str) -> ChartContent:
    metric = found.whole.metric
    is_compared = not (found.repeats(to) or not_compared(found.whole, found.total.changes[to], found.begun, to))
    compared = (to,) if is_compared else ()
    moved = found.moved(to) if is_compared else []
    shown = _largest(moved, to)
    bars = [Difference(line.name, line.changes[to].difference or 0, _difference(metric, line, to)) for line in shown]
    content = ChartContent(
        sentence=_sentence(found, moved, to, is_compared=is_compared),
        figure=difference_bars(bars, SPD if metric.name.startswith("spd") else CARE, _axis(metric)),
        answers=(found.groups or found.whole,),
        note=text.CHART_SHOWN.format(shown=len(shown), n=len(moved), fewest=FEWEST),
        height=difference_height(bars),
        table=_table(found, shown, compared),
        compare=compared,
    )
    return content if shown else without_chart(content)


def _largest(moved: Sequence[Line], to: str) -> list[Line]:
    """Take the largest rises and the largest falls."""
    rises, falls = ([line for line in moved if sign * _size(line, to) > 0] for sign in (1, -1))
    return [*rises[:MOST], *falls[-MOST:]]


def _axis(metric: Metric) -> str:
    return text.AXIS.format(unit=text.PERCENTAGE_POINTS if metric.unit == Unit.SHARE else metric.unit)


def _sentence(found: Beside, moved: Sequence[Line], to: str, *, is_compared: bool) -> str:
    """Say the number, how it changed in all, and which groups rose and fell most; of a part, no group is named."""
    metric, change = found.whole.metric, found.total.changes[to]
    if outside_data(found.whole):
        return outside_data(found.whole)
    if found.repeats(to):
        return text.SAME_PERIOD.format(period=words.period(change.start, change.end))
    told = [
        _number(metric, found.total.row),
        change_in_words(found.whole, change, found.begun, to),
    ]
    if is_compared and metric.unit == Unit.SHARE:
        told.append(text.POINTS_MOVED.format(difference=difference_text(metric, change.difference)))
    return " ".join([*told, *(_extremes(found, moved, to) if is_compared and found.groups else [])])


def _number(metric: Metric, row: Row) -> str:
    """Say the number with its n; a count is its own."""
    template = text.NUMBER if metric.adds_up else text.NUMBER_WITH_N
    return template.format(label=metric.label, text=value_in_words(metric, row), n=f"{row.n:,}")


def _extremes(found: Beside, moved: Sequence[Line], to: str) -> list[str]:
    """Name the largest rise and the largest fall, or all that share it."""
    if not moved:
        return [text.NONE_MOVED]
    ends = ((text.RISES, moved[0], 1), (text.FALLS, moved[-1], -1))
    return [
        template.format(
            by=found.group_name.lower(),
            told=_named(found.whole.metric, [line for line in moved if _size(line, to) == _size(end, to)], to),
        )
        for template, end, sign in ends
        if sign * _size(end, to) > 0
    ]


def _named(metric: Metric, lines: Sequence[Line], to: str) -> str:
    difference = _difference(metric, lines[0], to)
    difference = text.IN_POINTS.format(difference=difference) if metric.unit == Unit.SHARE else difference
    if len(lines) > 1:
        return text.SEVERAL.format(names=listed([line.name for line in lines]), difference=difference)
    (line,) = lines
    return _from_to(metric, line, line.changes[to], difference)


def _from_to(metric: Metric, line: Line, change: Change, difference: str) -> str:
    """Say both values of a group, each with its n; counts are their own."""
    template = text.ONE if metric.adds_up else text.ONE_WITH_N
    told = {"was": change.text, "now": line.row.text, "n_was": f"{change.n:,}", "n_now": f"{line.row.n:,}"}
    return template.format(name=line.name, difference=difference, **told)


def _table(found: Beside, shown: Sequence[Line], compared: Sequence[str]) -> html.Div:
    """Write the bars as rows under all together, in the columns of the table below, and say which days they have.

    What the sentence says is not compared stands in it, and in the files, without the other period.
    """
    rows = [cells(found.whole.metric, line, compared) for line in (found.total, *shown)]
    days = html.Ul([html.Li(told) for told in periods(found, compared)], className="periods")
    return html.Div([bare_table(head(found, compared), rows), days])


def _difference(metric: Metric, line: Line, to: str) -> str:
    return difference_text(metric, line.changes[to].difference)


def _size(line: Line, to: str) -> float:
    return line.changes[to].difference or 0
