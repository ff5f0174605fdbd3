"""What the methods page says: every definition, the data's known weaknesses, and what every column means."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import dash_bootstrap_components as dbc
from dash import html

from app import words
from app.db import Snapshot
from app.quality import Weakness, cross_checks, dictionary, phases_in_full, rejections, weaknesses
from etl.metrics import GLOSSARY, METRICS, Aim, Metric


def content(snapshot: Snapshot) -> list[html.Section]:
    """Write the page's parts for one snapshot."""
    return [
        _part("definitions", _definitions()),
        _part("limits", [html.Ul([html.Li(text) for text in words.LIMITS])]),
        _part("phases", _phases(snapshot)),
        _part("quality", _quality(snapshot)),
        _part("dictionary", _dictionary(snapshot)),
    ]


def _part(anchor: str, inside: Sequence[object]) -> html.Section:
    heading = html.H2(words.METHODS_PARTS[anchor], id=anchor)
    return html.Section([heading, *inside], className="card-block", **{"aria-labelledby": anchor})


def _definitions() -> list[object]:
    words_used = [part for word, text in GLOSSARY.items() for part in (html.Dt(word), html.Dd(text))]
    inside: list[object] = [html.Dl(words_used)]
    for aim in Aim:
        inside += [html.H3(aim), *(_definition(metric) for metric in METRICS.values() if metric.aim is aim)]
    return inside


def _definition(metric: Metric) -> html.Details:
    facts = {
        words.WHY: metric.why,
        words.UNIT: f"{metric.unit}, {metric.format}",
        words.COUNTED: metric.grain,
        words.SMALLEST: words.SMALLEST_N.format(n=metric.smallest_n) if metric.smallest_n else words.ALWAYS_SHOWN,
        words.SOURCE: metric.source,
        words.IN_DATA: html.Code(metric.name),
        words.CHANGED: "; ".join(f"{words.day(day)}: {what}" for day, what in metric.changed),
    }
    terms = [part for name, text in facts.items() for part in (html.Dt(name), html.Dd(text))]
    return html.Details(
        [
            html.Summary(f"{metric.label}: {metric.question}"),
            html.P(metric.meaning),
            html.Ul([html.Li(limit) for limit in metric.limits]) if metric.limits else None,
            html.Dl(terms),
        ],
        id=metric.name,
        className="definition",
    )


def _phases(snapshot: Snapshot) -> list[object]:
    rows = phases_in_full(snapshot)
    return [html.P(words.PHASES_INTRO), _table(words.PHASE_COLUMNS, rows)]


def _quality(snapshot: Snapshot) -> list[object]:
    return [
        html.P(words.QUALITY_INTRO),
        _table(words.QUALITY_COLUMNS, [_weakness(found) for found in weaknesses(snapshot)]),
        html.H3(words.CROSS_CHECKS),
        html.P(words.CROSS_CHECKS_INTRO),
        _table(words.CROSS_CHECK_COLUMNS, cross_checks(snapshot)),
        html.H3(words.REJECTIONS),
        _table(words.REJECTION_COLUMNS, rejections(snapshot)) if rejections(snapshot) else html.P(words.NO_REJECTIONS),
    ]


def _weakness(found: Weakness) -> tuple[str, str, str]:
    share = 100 * found.found / found.of_all if found.of_all else 0.0
    return found.label, f"{found.found:,}", words.OF_ALL.format(percent=f"{share:.1f}", of_all=f"{found.of_all:,}")


def _dictionary(snapshot: Snapshot) -> list[object]:
    inside: list[object] = [html.P(words.DICTIONARY_INTRO)]
    for table, rows in groupby(dictionary(snapshot), key=lambda row: row[0]):
        body = _table(words.DICTIONARY_COLUMNS, [row[1:] for row in rows])
        inside.append(html.Details([html.Summary(html.Code(table)), body]))
    return inside


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> html.Div:
    head = html.Thead(html.Tr([html.Th(column, scope="col") for column in columns]))
    body = html.Tbody(
        [html.Tr([html.Th(first, scope="row"), *(html.Td(_cell(cell)) for cell in cells)]) for first, *cells in rows]
    )
    return html.Div(dbc.Table([head, body], size="sm", striped=True), className="table-scroll", tabIndex="0")


def _cell(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value
