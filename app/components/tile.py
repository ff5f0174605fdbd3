"""A headline number with its trend and change, its n, what it leaves out, and its data date."""

from datetime import date

from dash import html

from app import words
from app.comparison import PREVIOUS, Change, changes
from app.components.basis import basis, left_out
from app.components.chart_card import definition_link
from app.components.not_applied import not_applied
from app.components.over_time import grain, period_name
from app.figures.sparkline import sparkline
from app.queries import Answer, ask, phases
from app.question import Asked
from etl.metrics import Unit


def tiles(asked: Asked, names: tuple[str, ...]) -> html.Ul:
    """List headline numbers for one question."""
    return html.Ul([tile(asked, name) for name in names], className="tiles")


def tile(asked: Asked, name: str) -> html.Li:
    """Show one number; the list they stand in is the page's headline."""
    answer = ask(asked.snapshot, name, asked.filters)
    metric, row = answer.metric, answer.only
    unit = "" if row.value is None or metric.unit == "%" else f" {metric.unit}"
    return html.Li(
        [
            html.H2(metric.label),
            html.P(
                [html.Strong(row.text), html.Span(unit)],
                className="tile-value" if row.value is not None else "tile-value tile-without-value",
            ),
            html.P(asked.period, className="tile-period"),
            html.P(words.RANGE.format(low=metric.text(row.low), high=metric.text(row.high)), className="tile-range")
            if row.low is not None
            else None,
            _spark(asked, name),
            html.P(_change(asked, answer), className="tile-change"),
            html.P(basis((answer,)), className="tile-basis"),
            html.P(left_out(answer), className="tile-basis") if left_out(answer) else None,
            html.P(not_applied(answer), className="tile-basis") if not_applied(answer) else None,
            html.Details(
                [
                    html.Summary([words.WHAT_IS_THIS, html.Span(f" {metric.label}", className="visually-hidden")]),
                    html.P(metric.meaning),
                    html.P([definition_link(metric), " · ", html.A(words.GLOSSARY, href="/methods#glossary")]),
                ]
            ),
        ],
        id=f"tile-{metric.name}",
        className="tile",
    )


def _change(asked: Asked, answer: Answer) -> str:
    (change,) = changes(asked.snapshot, answer, PREVIOUS)
    launch = min((phase.starts_on for phase in phases(asked.snapshot)), default=date.min)
    return change_in_words(answer, change, launch)


def change_in_words(answer: Answer, change: Change, launch: date) -> str:
    """Say how a number moved against the period before; a part is not compared with a whole, but that is said."""
    before = words.period(change.start, change.end)
    if change.value is None or change.difference is None:
        return words.NO_CHANGE_KNOWN.format(before=before)
    if not answer.only.complete:
        return words.CHANGE_INCOMPLETE
    if change.start < launch:
        return words.CHANGE_BEFORE_LAUNCH.format(day=words.day(launch))
    if not change.complete:
        return words.CHANGE_INCOMPLETE_BEFORE.format(before=before)
    percent = f"{abs(change.percent or 0):,.1f}"
    return words.MOVED[_direction(answer, change)].format(
        before=before, was=change.text, now=answer.only.text, percent=percent
    )


def _direction(answer: Answer, change: Change) -> str:
    """Name the way a number moved: times are longer or shorter; of a share, a percentage would mislead.

    A change from what reads as zero has no percentage.
    """
    if answer.only.text == change.text:
        return "same"
    if change.text == answer.metric.text(0):
        return "from_zero"
    if change.percent is None or answer.metric.unit == Unit.SHARE:
        return "from"
    is_more = (change.difference or 0) > 0
    if answer.metric.unit == Unit.MINUTES:
        return "longer" if is_more else "shorter"
    return "up" if is_more else "down"


def _spark(asked: Asked, name: str) -> html.Img | None:
    """Draw the trend over the period; a period of one piece has none."""
    answer = ask(asked.snapshot, name, asked.filters, (grain(asked),))
    rows = answer.rows
    if sum(row.value is not None for row in rows) < 2:
        return None
    first, last = (period_name(asked, answer, row) for row in (rows[0], rows[-1]))
    text = words.TREND.format(
        label=answer.metric.label, first=first, first_text=rows[0].text, last=last, last_text=rows[-1].text
    )
    return html.Img(src=sparkline([row.value for row in rows]), alt=text, className="spark")
