"""The table of changes: a row a group under the row of all together, both comparisons side by side, and its files."""

from collections.abc import Iterator
from typing import Any

from dash import html

from app import words
from app.comparison import COMPARE
from app.components.basis import basis
from app.components.files import address
from app.components.pinned import definition_link, to_methods
from app.components.plain_table import plain_table
from app.filters import NO_BREAKDOWN
from app.pages.changes.beside import Beside, beside
from app.pages.changes.columns import cells, head, periods
from app.queries import Answer
from app.question import Asked
from app.words import changes as text
from etl.metrics import FEWEST, METRICS, Unit


def shown(asked: Asked) -> list[Any]:
    """Say which number is shown, by what, and what it means."""
    metric, by = METRICS[asked.view.change].counted(asked.filters.count), asked.view.by
    template = text.SHOWN_WHOLE if by == NO_BREAKDOWN else text.SHOWN
    told = template.format(label=metric.label, by=words.BREAKDOWNS[by].lower())
    choose = html.P(text.INTRO, className="intro only-screen")
    return [choose, html.P([told, " ", metric.meaning, " ", definition_link(asked, metric)])]


def table(asked: Asked) -> list[Any]:
    """Show the table, the periods that stand in it, how to read it, and its files."""
    found = beside(asked)
    rows = [cells(found.whole.metric, line, COMPARE) for line in (found.total, *found.lines)]
    return [
        html.H2(text.TABLE),
        html.Ul([html.Li(told) for told in periods(found, COMPARE)], className="periods"),
        plain_table(text.TABLE, head(found, COMPARE), rows),
        html.P(" ".join(_notes(found)), className="note"),
        html.P([text.STEPS, " ", to_methods(asked, "phases", text.STEPS_LINK), "."], className="note"),
        html.P(_files(found), className="downloads"),
    ]


def _notes(found: Beside) -> Iterator[str]:
    """Say how to read the table, and what its numbers rest on."""
    answer = found.groups or found.whole
    metric, percent = answer.metric, words.PERCENT.format(percent=f"{answer.filters.police_share:g}")
    if metric.unit == Unit.SHARE:
        yield text.POINTS
        yield text.POINTS_RULE.format(counted=metric.n_label)
    else:
        yield text.UNITS.format(unit=metric.unit)
        yield text.PERCENT_RULE.format(fewest=FEWEST, counted=metric.n_label)
    if metric.assumes_police_share:
        yield text.MODELED.format(percent=percent)
    yield from answer.notes
    yield text.NO_CAUSE
    yield basis((found.whole,))


def _files(found: Beside) -> list[Any]:
    """Lead to the table as files: its groups with both comparisons in one, with either, and the row of all together."""
    groups = found.groups or found.whole
    links = [_file(text.FILE_BOTH, groups, COMPARE), *(_file(text.FILE_OF[to], groups, (to,)) for to in COMPARE)]
    links += [_file(text.FILE_WHOLE, found.whole, COMPARE)] if found.groups else []
    return [text.FILES, *(part for link in links for part in (link, " · "))][:-1]


def _file(told: str, answer: Answer, compare: tuple[str, ...]) -> html.A:
    return html.A(told, href=address(answer, ".csv", compare), className="download")
