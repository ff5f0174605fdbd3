"""Shares of people as charts: all published quarters together, by quarter, and by group of the newest year."""

from collections.abc import Sequence

from app.components.chart_card import ChartContent
from app.components.over_time import series
from app.components.where_shown import where_shown
from app.components.without_chart import without_chart
from app.covered import QUARTER
from app.figures.interval_bar import Estimate, interval_bar, interval_height
from app.figures.period_lines import period_lines
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE, RESPONDERS
from app.labels import UNKNOWN, label
from app.people import ALL_OTHERS
from app.queries import Answer, Row, ask
from app.question import Asked
from app.words import experience as text
from app.words.sentences import listed
from etl.metrics import FEWER_THAN_11, FEWER_THAN_11_WHY

Names = Sequence[str]
"""The metrics that a chart shows, at most as many as there are looks."""


def together(asked: Asked, names: Names) -> ChartContent:
    """Show each share over all published quarters, with the range that chance leaves open."""
    answers = tuple(ask(asked.snapshot, name, asked.filters) for name in names)
    estimates = [_estimate(answer) for answer in answers]
    return where_shown(
        ChartContent(
            sentence=" ".join(text.SHARE.format(label=one.metric.label, text=one.only.text) for one in answers),
            figure=interval_bar(estimates, CARE, text.PERCENT_RANGE, reaches=100),
            answers=answers,
            note=" ".join(filter(None, [text.RANGE_NOTE, _kept_back(answers)])),
            height=interval_height(estimates),
        )
    )


def by_quarter(asked: Asked, names: Names) -> ChartContent:
    """Show each share quarter by quarter; one that is not shown is a gap."""
    answers = tuple(ask(asked.snapshot, name, asked.filters, (QUARTER,)) for name in names)
    lines = [series(asked, one, one.metric.label, look) for one, look in zip(answers, RESPONDERS, strict=False)]
    return where_shown(
        ChartContent(
            sentence=" ".join(_first_to_last(answer) for answer in answers),
            figure=period_lines(lines, [], text.PERCENT, QUARTER, is_share=True),
            answers=answers,
            note=_kept_back(answers),
        )
    )


def by_part(asked: Asked, names: Names, by: str) -> ChartContent:
    """Show each share by group, in the newest year published; before a whole year is, say so."""
    answers = tuple(ask(asked.snapshot, name, asked.filters, (by,)) for name in names)
    bars = [_bars(asked, one, place) for place, one in enumerate(answers)]
    year = next((one.covered.last for one in answers if one.covered), "")
    content = ChartContent(
        sentence=" ".join([text.IN_YEAR.format(year=year), *(_lowest_to_highest(asked, one) for one in answers)]),
        figure=ranked_bars(bars, text.PERCENT, reaches=1),
        answers=answers,
        note=" ".join(filter(None, [text.CHANCE_NOTE, _kept_back(answers)])),
        height=ranked_height(bars),
    )
    if year:
        return where_shown(content)
    return without_chart(ChartContent(text.NO_YEAR, content.figure, answers))


def _estimate(answer: Answer) -> Estimate:
    """Write a share in percent, as the axis counts it."""
    row = answer.only
    value, low, high = (None if part is None else 100 * part for part in (row.value, row.low, row.high))
    return Estimate(answer.metric.label, value, low, high, _with_range(answer, row))


def _with_range(answer: Answer, row: Row) -> str:
    """Write a share with its range and what it rests on; one that is not shown has neither."""
    if row.low is None:
        return row.text
    metric = answer.metric
    return text.WITH_RANGE.format(text=row.text, low=metric.text(row.low), high=metric.text(row.high), n=f"{row.n:,}")


def _bars(asked: Asked, answer: Answer, place: int) -> RankedSeries:
    (by,) = answer.by
    bars = [Ranked(label(asked.snapshot, by, row.keys[0]), row.value, row.text) for row in answer.rows]
    return RankedSeries(answer.metric.label, RESPONDERS[place], bars)


def _first_to_last(answer: Answer) -> str:
    """Say the share in the first and the last quarter that is shown."""
    shown = [row for row in answer.rows if row.value is not None]
    if not shown:
        return text.NONE_SHOWN.format(label=answer.metric.label)
    first, last = shown[0], shown[-1]
    template = text.ONE if first is last else text.FIRST_TO_LAST
    return template.format(
        label=answer.metric.label,
        first=first.text,
        first_name=first.keys[0],
        last=last.text,
        last_name=last.keys[0],
    )


def _kept_back(answers: Sequence[Answer]) -> str:
    """Say why something is not shown, where something is not."""
    is_kept_back = any(row.known_n is None for answer in answers for row in answer.rows)
    return text.KEPT_BACK.format(told=FEWER_THAN_11, why=FEWER_THAN_11_WHY) if is_kept_back else ""


def _lowest_to_highest(asked: Asked, answer: Answer) -> str:
    """Say in which groups the share is lowest and highest, of those that are shown and have a name."""
    shown = sorted((row for row in answer.rows if row.value is not None), key=lambda row: row.value or 0)
    shown = [row for row in shown if row.keys[0] not in (UNKNOWN, ALL_OTHERS)] or shown
    if not shown:
        return text.NONE_SHOWN.format(label=answer.metric.label)
    low, high = shown[0].text, shown[-1].text
    low_name, high_name = (
        listed([_name(asked, answer, row) for row in shown if row.text == said]) for said in (low, high)
    )
    if low == high:
        return text.ONE.format(label=answer.metric.label, first=low, first_name=low_name)
    told = {"low": low, "low_name": low_name, "high": high, "high_name": high_name}
    return text.LOWEST_TO_HIGHEST.format(label=answer.metric.label, **told)


def _name(asked: Asked, answer: Answer, row: Row) -> str:
    return label(asked.snapshot, answer.by[0], row.keys[0])
