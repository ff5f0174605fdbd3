"""A headline number with its trend and change, its n, what it leaves out, and its data date."""

from dash import html

from app import words
from app.components.basis import basis
from app.components.change import change
from app.components.cite import cite_tile
from app.components.interval import interval
from app.components.not_applied import not_applied
from app.components.over_time import grain, period_name
from app.components.pinned import definition_link, to_methods
from app.figures.sparkline import sparkline
from app.periods import days_shown
from app.queries import Answer, ask
from app.question import Asked
from app.rests_on import left_out
from app.words import tile as text


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
            html.P(_period(asked), className="tile-period"),
            *(html.P(told, className="tile-range") for told in _modeled(asked, answer)),
            _spark(asked, name),
            html.P(change(asked, answer), className="tile-change"),
            *(html.P(told, className="tile-basis") for told in _basis(answer)),
            html.Details(
                [
                    html.Summary([words.WHAT_IS_THIS, html.Span(f" {metric.label}", className="visually-hidden")]),
                    html.P(metric.meaning),
                    html.P([definition_link(asked, metric), " · ", to_methods(asked, "glossary", words.GLOSSARY)]),
                ]
            ),
            cite_tile(asked, answer),
        ],
        id=f"tile-{metric.name}",
        className="tile",
    )


def _period(asked: Asked) -> str:
    """Say which days the number is of; of the newest, which is under way, it holds a part."""
    newest = asked.snapshot.info.last_day
    first, last = days_shown(asked.snapshot.info, asked.filters)
    if not first <= newest <= last:
        return words.period(first, last)
    if first == last:
        return text.PART.format(day=words.day(newest))
    return text.WITH_PART.format(period=words.period(first, last), day=words.day_of_year(newest))


def _modeled(asked: Asked, answer: Answer) -> list[str]:
    """Say what a modeled number leaves to chance and what it assumes; nothing of one that is measured."""
    row, told = answer.only, interval(answer.metric, answer.only)
    if answer.metric.low is None or row.value is None:
        return []
    ranged = [text.INTERVAL.format(interval=told)] if told else []
    if not answer.metric.assumes_police_share:
        return [*ranged, *([text.BELOW_ZERO_SFD] if row.value < 0 else [])]
    percent = words.PERCENT.format(percent=f"{asked.filters.police_share:g}")
    return [*ranged, text.ASSUMED.format(percent=percent), *([text.BELOW_ZERO] if row.value < 0 else [])]


def _basis(answer: Answer) -> list[str]:
    """Say what a number rests on, what it leaves out and what it ignores; where it is withheld, also that of none."""
    metric, row = answer.metric, answer.only
    is_of_none = row.withheld and not row.n
    told = (
        text.NONE.format(counted=metric.n_label) if is_of_none else "",
        *(basis((answer,)), metric.base, left_out(answer), not_applied(answer)),
    )
    return [sentence for sentence in told if sentence]


def _spark(asked: Asked, name: str) -> html.Img | None:
    """Draw the trend over the period; a period of one piece has none."""
    answer = ask(asked.snapshot, name, asked.filters, (grain(asked),))
    rows = answer.rows
    if sum(row.value is not None for row in rows) < 2:
        return None
    first, last = (period_name(asked, answer, row) for row in (rows[0], rows[-1]))
    told = words.TREND.format(
        label=answer.metric.label, first=first, first_text=rows[0].text, last=last, last_text=rows[-1].text
    )
    return html.Img(src=sparkline([row.value for row in rows]), alt=told, className="spark")
