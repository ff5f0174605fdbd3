"""What stands at the head of a page: what it was asked, the list of its parts, and the words it uses."""

from collections.abc import Mapping, Sequence

from dash import html

from app import words
from app.components.filters_on import filters_on, rules_on
from app.labels import rules_told
from app.question import Asked
from app.words import page as text
from app.words.glossary import WORDS


def contents(parts: Mapping[str, str]) -> html.Nav:
    """List a page's parts, the title by the place; folded on a phone, where the numbers come first."""
    links = [html.Li(html.A(title, href=f"#{place}")) for place, title in parts.items()]
    folded = html.Details([html.Summary(text.CONTENTS), html.Ul(links)])
    return html.Nav(folded, className="contents", **{"aria-label": text.CONTENTS})


def words_used(terms: Sequence[str]) -> html.Dl:
    """Explain the words that a page uses, a line a word; a word that the glossary lacks raises `KeyError`."""
    lines = [html.Div([html.Dt(term), html.Dd(WORDS[term])]) for term in terms]
    return html.Dl(lines, className="words", **{"aria-label": text.WORDS})


def stated(asked: Asked, path: str) -> str:
    """Say what the page at `path` shows on paper: period, filters, rules of counting, and how far the data reaches."""
    info, filters = asked.snapshot.info, "; ".join(filters_on(asked))
    counted = {rules_told(asked.filters)["count"]: "", **rules_on(asked, path)}
    return " ".join(
        [
            f"{asked.period}.",
            text.FILTERS_ON.format(filters=filters) if filters else words.NO_CHIPS,
            *(f"{rule}." for rule in counted),
            words.DATA_THROUGH.format(day=words.day(info.data_through)),
            text.SNAPSHOT.format(snapshot=info.snapshot),
        ]
    )
