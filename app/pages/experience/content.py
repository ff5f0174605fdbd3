"""What the page about people who get a response shows for one question."""

from dataclasses import replace
from typing import Any

from dash import html

from app import words
from app.components.chart_card import ChartContent
from app.components.no_data import Missing, no_data
from app.components.nothing import outside_data
from app.components.ranked_chart import ranked_chart
from app.queries import ask
from app.question import Asked
from app.words import experience as text
from app.words.sentences import several

FIRE = Missing(*text.FIRE, text.FIRE_DEPARTMENT)


def endings(asked: Asked) -> ChartContent:
    """Show calls by how they were closed, in plain words, and whose view that is."""
    content = ranked_chart(asked, "care_calls", "clearance", text.ENDINGS_RANKING)
    counted = text.ENDINGS_COUNTED.format(switch=words.COUNT, rule=words.COUNTED_AS[asked.filters.count])
    return replace(content, note=f"{content.note} {counted}".strip(), below=html.P(text.ENDINGS_LIMIT))


def wait(asked: Asked) -> list[Any]:
    """Say how long people wait, and lead to more about it."""
    answer = ask(asked.snapshot, "care_response_median_minutes", asked.filters)
    median = answer.only
    told = text.WAIT_SENTENCE if median.value is not None else text.WAIT_WITHHELD
    sentence = outside_data(answer) or told.format(median=median.text, n=several(f"{median.n:,}", *text.CALL))
    more = html.A(text.WAIT_MORE, href=f"/response-times{asked.address}")
    return [html.H2(text.WAIT), html.P([sentence, " ", more])]


def fire_is_missing(asked: Asked) -> bool:
    """Say whether nobody has supplied the fire department's units."""
    return asked.snapshot.info.sfd_days is None


def later(_: Asked) -> list[Any]:
    """Say that the fire department's units are missing, and who has them."""
    return [html.H2(text.LATER), html.P(text.NO_DATA_WHY), no_data([FIRE])]
