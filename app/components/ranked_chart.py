"""A count by category: bars from most to fewest, a sentence that names the first, and all of them in the table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html

from app.components.chart_card import ChartContent
from app.components.nothing import nothing_matches
from app.components.place_list import ranked_heading
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE
from app.labels import UNKNOWN, label
from app.queries import Answer, Row, ask
from app.question import Asked
from app.words.sentences import Ranking, listed

LONGEST = 15
"""Bars in a chart; more would be read in the table."""


def ranked_chart(asked: Asked, name: str, by: str, text: Ranking) -> ChartContent:
    """Show a count by category; the table and the chart stand in one order, what is not known at the end."""
    answer = ranked(ask(asked.snapshot, name, asked.filters, (by,)))
    bars = [Ranked(label(asked.snapshot, by, row.keys[0]), row.value, row.text) for row in answer.rows[:LONGEST]]
    series = [RankedSeries(answer.metric.label, CARE, bars)]
    return ChartContent(
        sentence=_sentence(asked, answer, text),
        figure=ranked_bars(series, answer.metric.label),
        answers=(answer,),
        note=_note(answer, text),
        height=ranked_height(series),
    )


def ranked(answer: Answer) -> Answer:
    """Put an answer's rows in order, most first, the unknown last."""
    return replace(answer, rows=tuple(sorted(answer.rows, key=lambda row: (_is_unknown(row), -(row.value or 0)))))


def ranked_links(asked: Asked, answer: Answer) -> list[Any]:
    """List the groups of the chart, each a link to its own numbers; one that is chosen leads back to all."""
    (by,) = answer.by
    chosen = getattr(asked.filters, by)
    items = [
        html.Li(
            [
                dcc.Link(label(asked.snapshot, by, key), href=asked.link(**{by: () if key in chosen else (key,)})),
                f": {row.text}",
            ]
        )
        for row in answer.rows[:LONGEST]
        for key in row.keys
    ]
    return [ranked_heading(), html.Ol(items, className="ranked")] if items else []


def leaders(rows: Sequence[Row]) -> list[Row]:
    """List the rows that share the highest value; none where nothing is above zero."""
    highest = max((row.value or 0 for row in rows), default=0)
    return [row for row in rows if highest and row.value == highest]


def _sentence(asked: Asked, answer: Answer, text: Ranking) -> str:
    total = f"{sum(row.n for row in answer.rows):,}"
    known = [row for row in answer.rows if not _is_unknown(row)]
    if total == "0":
        return nothing_matches(answer)
    if not known:
        return text.none_known.format(total=total)
    first = leaders(known)
    names = listed([text.name.format(name=label(asked.snapshot, answer.by[0], row.keys[0])) for row in first])
    told = (text.first if len(first) == 1 else text.tied).format(names=names, text=first[0].text, total=total)
    return f"{told} {text.groups.format(n=f'{len(known):,}')}"


def _note(answer: Answer, text: Ranking) -> str:
    unknown = [row.text for row in answer.rows if _is_unknown(row)]
    told = [text.unknown.format(count=count) for count in unknown]
    if len(answer.rows) > LONGEST:
        told.append(text.cut.format(longest=LONGEST, n=f"{len(answer.rows):,}"))
    return " ".join(told)


def _is_unknown(row: Row) -> bool:
    return row.keys[0] == UNKNOWN
