"""What the data holds and where it is from, how programs ask for it, and what a file says."""

from typing import Any

from dash import html

from app import words
from app.components.pinned import to_methods
from app.question import Asked
from app.words import data as text
from etl.metrics import FILTERS


def holds(asked: Asked) -> list[Any]:
    """Say what the data is, where it comes from, and how to name it."""
    info = asked.snapshot.info
    first, last = words.day(info.first_day), words.day(info.data_through)
    cited = text.CITATION_INVENTED if info.is_invented else text.CITATION
    more = [html.Li(to_methods(asked, part, told)) for part, told in text.MORE_LINKS.items()]
    return [
        html.H2(text.HOLDS),
        html.P([text.HOLDS_SENTENCE.format(first=first, last=last), " ", text.HOLDS_NOT]),
        html.P([text.SOURCE.format(dataset=text.DATASET), html.A(text.DATASET_ADDRESS, href=text.DATASET_ADDRESS)]),
        html.P(html.Strong(text.INVENTED)) if info.is_invented else None,
        html.P(text.FREE.format(citation=cited.format(site=words.SITE, last=last, snapshot=info.snapshot))),
        html.P(text.MORE),
        html.Ul(more),
    ]


def programs(asked: Asked) -> list[Any]:
    """Say where programs ask, with what, and show this page's question as they would put it."""
    addresses = [html.Li([html.A(to, href=to), f": {told}"]) for to, told in text.PROGRAMS_ADDRESSES.items()]
    parameters = " ".join(text.PARAMETERS).format(filters=", ".join(("start", "end", *FILTERS)))
    question = asked.filters.query(by="month", snapshot=asked.pin)
    return [
        html.H2(text.PROGRAMS),
        html.P(text.PROGRAMS_SENTENCE),
        html.Ul(addresses),
        html.P(parameters),
        _example(text.EXAMPLE, f"/api/v1/metrics/care_calls?{question}"),
        _example(text.EXAMPLE_CSV, f"/api/v1/metrics/care_calls.csv?{question}"),
    ]


def file(_asked: Asked) -> list[Any]:
    """Explain the columns of a file."""
    terms = [
        part for column, meaning in text.FILE_COLUMNS.items() for part in (html.Dt(html.Code(column)), html.Dd(meaning))
    ]
    return [html.H2(text.FILE), html.P(text.FILE_SENTENCE), html.Dl(terms, className="terms")]


def _example(told: str, to: str) -> html.P:
    return html.P([told, html.Br(), html.A(html.Code(to), href=to)], className="example")
