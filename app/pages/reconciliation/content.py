"""What the page of published figures shows."""

from collections.abc import Sequence
from typing import Any

from dash import html

from app import words
from app.components.difference import difference_text, percent_text
from app.components.plain_table import plain_table
from app.question import Asked
from app.reconciliation import Figure, Reading, Reconciled, reconciled
from app.reconciliation.readings import as_ours, written_as
from app.words import reconciliation as text
from etl.metrics import Unit

_FILE = "/api/v1/reconciliation"


def how(asked: Asked) -> list[Any]:
    """Say how to read the page; of invented data first that nothing on it means anything."""
    invented = [html.P(text.INVENTED, className="invented")] if asked.snapshot.info.is_invented else []
    return [html.H2(text.HOW), *invented, *(html.P(sentence) for sentence in text.HOW_SENTENCES)]


def beside(asked: Asked) -> list[Any]:
    """List the figures, each beside ours."""
    info, found = asked.snapshot.info, reconciled(asked.snapshot)
    if not found:
        return [html.H2(text.FIGURES), html.P(text.NO_FIGURES)]
    columns = text.COLUMNS_INVENTED if info.is_invented else text.COLUMNS
    through = words.DATA_THROUGH.format(day=words.day(info.data_through))
    return [html.H2(text.FIGURES), plain_table(text.FIGURES, columns, map(_row, found)), html.P(through)]


def why(_asked: Asked) -> list[Any]:
    """Say why numbers of the same thing differ."""
    return [html.H2(text.WHY), html.Ul([html.Li(sentence) for sentence in text.WHY_SENTENCES])]


def files(asked: Asked) -> list[Any]:
    """Lead to the same as files, from the same snapshot."""
    pinned = f"?snapshot={asked.snapshot.info.snapshot}"
    links = [html.A(text.CSV, href=f"{_FILE}.csv{pinned}"), " · ", html.A(text.JSON, href=f"{_FILE}{pinned}")]
    return [html.H2(text.FILES), html.P([text.FILES_SENTENCE, " ", *links])]


def _row(each: Reconciled) -> Sequence[object]:
    figure = each.figure
    return (
        [figure.figure, _quiet(words.period(figure.starts_on, figure.ends_on))],
        [html.Strong(_published(figure)), _quiet(figure.source)],
        _ours(each),
        _differences(each),
        [figure.reason, *_others(each)],
    )


def _published(figure: Figure) -> str:
    """Write what was published, with its unit where the words do not hold it."""
    is_plain = figure.published.replace(",", "") == str(figure.value)
    return f"{figure.published} {figure.unit}" if is_plain else figure.published


def _ours(each: Reconciled) -> list[Any]:
    """Write what stands beside the figure, by which rules, and whether they tie or none is nearest."""
    if each.missing:
        return [each.missing]
    told = [part for reading in each.shown for part in _reading(reading)]
    if not each.nearest:
        return [*told, _quiet(text.NONE_NEAREST)]
    return [*told, _quiet(text.TIED)] if len(each.nearest) > 1 else told


def _reading(reading: Reading) -> list[Any]:
    return [html.Strong(reading.text), _quiet(reading.rule), _quiet(text.N.format(n=f"{reading.n:,}"))]


def _differences(each: Reconciled) -> str:
    """Write the difference of the nearest; those that tie from above and from below have one each."""
    told = dict.fromkeys(_difference(each.figure, reading) for reading in each.nearest)
    return text.AND_DIFFERENCE.join(told) or text.NO_DIFFERENCE


def _difference(figure: Figure, reading: Reading) -> str:
    """Write ours minus theirs, that of percentages in points; in percent too, where that does not mislead."""
    if reading.difference is None:
        return text.NO_DIFFERENCE
    difference = difference_text(written_as(figure), as_ours(figure, reading.difference))
    if figure.unit == Unit.SHARE:
        return text.POINTS.format(difference=difference)
    if reading.percent is None:
        return difference
    return text.DIFFERENCE.format(difference=difference, percent=percent_text(reading.percent))


def _others(each: Reconciled) -> list[Any]:
    """Fold what the other rules give."""
    told = [html.Li(_other(each.figure, reading)) for reading in each.others]
    return [html.Details([html.Summary(text.OTHERS), html.Ul(told)])] if told else []


def _other(figure: Figure, reading: Reading) -> str:
    difference = _difference(figure, reading)
    told = "" if difference == text.NO_DIFFERENCE else text.OTHER_DIFFERENCE.format(difference=difference)
    return text.OTHER.format(rule=reading.rule, text=reading.text, difference=told, n=f"{reading.n:,}")


def _quiet(told: str) -> html.Div:
    return html.Div(told, className="note")
