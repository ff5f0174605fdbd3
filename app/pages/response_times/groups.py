"""Response times by priority, by hour of the day, and by place."""

from collections.abc import Sequence

from dash import dcc, html

from app.components.chart_card import ChartContent
from app.components.files import csv_link
from app.components.over_time import told as with_n
from app.components.without_chart import without_chart
from app.components.working_hours import hours_worked
from app.facts import Keys
from app.figures.cells import Cell
from app.figures.heat_grid import heat_grid, heat_height
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE, SPD, Look
from app.labels import label, short_label
from app.pages.response_times.sentences import first_to_last, minutes, name, nothing_timed, shortest_to_longest
from app.queries import Answer, Row, ask, row_without_events
from app.question import Asked
from app.words import response_times as text

CARE_MEDIAN, SPD_MEDIAN = "care_response_median_minutes", "spd_response_median_minutes"


def priority(asked: Asked) -> ChartContent:
    """Show the median response times by priority."""
    told = list(zip((text.CARE, text.SPD), _answers(asked, "priority"), strict=True))
    keys = sorted(
        {row.keys for _, answer in told for row in answer.rows if row.n}, key=lambda keys: (len(keys[0]), keys)
    )
    bars = [_by_priority(asked, who, look, answer, keys) for (who, answer), look in zip(told, (CARE, SPD), strict=True)]
    content = ChartContent(
        sentence=first_to_last(asked.snapshot, told),
        figure=ranked_bars(bars, text.MINUTES_AXIS),
        answers=tuple(answer for _, answer in told),
        height=ranked_height(bars),
    )
    return without_chart(content) if nothing_timed(content.answers) else content


def hour(asked: Asked) -> ChartContent:
    """Show the median response times by hour of the day, an hour a row."""
    told = list(zip((text.CARE, text.SPD), _answers(asked, "hour"), strict=True))
    hours = sorted({row.keys[0] for _, answer in told for row in answer.rows if row.n}, key=int)
    cells = [
        _cell(asked, who, answer, row, hours.index(row.keys[0]), column)
        for column, (who, answer) in enumerate(told)
        for row in answer.rows
        if row.n
    ]
    names = [short_label(asked.snapshot, "hour", key) for key in hours]
    content = ChartContent(
        sentence=f"{shortest_to_longest(asked.snapshot, told)} {hours_worked(asked)}".strip(),
        figure=heat_grid(cells, names, [who for who, _ in told], text.MINUTES_AXIS),
        answers=tuple(answer for _, answer in told),
        note=text.HOUR_NOTE,
        height=heat_height(names),
    )
    return without_chart(content) if nothing_timed(content.answers) else content


def place(asked: Asked) -> ChartContent:
    """Show how long people wait for CARE by precinct, or by the neighborhoods chosen; list the neighborhoods."""
    by = "neighborhood" if asked.filters.neighborhood else "precinct"
    answer = ask(asked.snapshot, CARE_MEDIAN, asked.filters, (by,))
    bars = [Ranked(label(asked.snapshot, by, row.keys[0]), row.value, minutes(answer, row)) for row in _longest(answer)]
    shown = [RankedSeries(text.CARE, CARE, bars)]
    content = ChartContent(
        sentence=shortest_to_longest(asked.snapshot, [(text.CARE, answer)]),
        figure=ranked_bars(shown, text.MINUTES_AXIS),
        answers=(answer,),
        height=ranked_height(shown),
        below=_neighborhoods(asked),
    )
    return without_chart(content) if nothing_timed(content.answers) else content


def _answers(asked: Asked, by: str) -> tuple[Answer, Answer]:
    care, spd = (ask(asked.snapshot, name, asked.filters, (by,)) for name in (CARE_MEDIAN, SPD_MEDIAN))
    return care, spd


def _by_priority(asked: Asked, who: str, look: Look, answer: Answer, keys: Sequence[Keys]) -> RankedSeries:
    """Make a bar for each priority that anybody has, so that both series stand in one order."""
    found = {row.keys: row for row in answer.rows}
    rows = [found.get(each) or row_without_events(answer, each) for each in keys]
    return RankedSeries(
        who,
        look,
        [Ranked(_sentence_case(name(asked.snapshot, answer, row)), row.value, minutes(answer, row)) for row in rows],
    )


def _sentence_case(told: str) -> str:
    return told[:1].upper() + told[1:]


def _cell(asked: Asked, who: str, answer: Answer, row: Row, place_of_hour: int, column: int) -> Cell:
    hover = text.HOUR_CELL.format(hour=label(asked.snapshot, "hour", row.keys[0]), who=who, text=with_n(answer, row))
    return Cell(place_of_hour, column, row.value, row.text if row.value is not None else "", hover=hover)


def _longest(answer: Answer) -> list[Row]:
    """Sort groups from the longest time to the shortest; those not shown stand last."""
    return sorted(
        (row for row in answer.rows if row.n), key=lambda row: (row.value is None, -(row.value or 0), row.keys)
    )


def _neighborhoods(asked: Asked) -> html.Details:
    """List the neighborhoods, each a link to its own numbers, and count those that are not shown."""
    answer = ask(asked.snapshot, CARE_MEDIAN, asked.filters, ("neighborhood",))
    items = [
        html.Li(
            [
                dcc.Link(label(asked.snapshot, "neighborhood", row.keys[0]), href=asked.link(neighborhood=row.keys)),
                text.PLACE_ITEM.format(text=minutes(answer, row), n=f"{row.n:,}"),
            ]
        )
        for row in _longest(answer)
        if row.value is not None
    ]
    few = sum(1 for row in answer.rows if row.n and row.value is None)
    count = text.PLACE_TOO_FEW_ONE if few == 1 else text.PLACE_TOO_FEW_COUNT.format(count=few)
    inside = [
        html.P([text.PLACE_CHOOSE, " ", csv_link(answer, is_one_of_many=True)], className="note"),
        html.Ol(items, className="ranked"),
        html.P(text.PLACE_TOO_FEW.format(count=count), className="note") if few else None,
    ]
    return html.Details([html.Summary(text.PLACE_LIST), *inside])
