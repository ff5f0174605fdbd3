"""The pages in place of one that there is not, or not from the snapshot asked for: why, and where to go instead."""

from dash import html
from dash.development.base_component import Component

from app import words
from app.components.page import Unanswerable
from app.components.plain_table import plain_table
from app.missing import Missing, Pairs, readdressed
from app.restatements import Refreshed
from app.words import builds as text
from app.words import page


def not_found() -> html.Div:
    """Say that there is no such page, and which there are."""
    links = [html.Li(html.A(name, href=path)) for path, name in words.PAGES.items()]
    return _body([html.H1(words.NOT_FOUND), html.P(words.NOT_FOUND_DETAIL), html.Ul(links)])


def not_there(found: Missing, path: str, pairs: Pairs) -> html.Div:
    """Say why the snapshot that an address names is not there, and lead to the nearest and to the newest."""
    asked, nearest = list(pairs), found.around.nearest
    ways = {
        **({text.SEE_NEAREST.format(snapshot=nearest): readdressed(path, asked, nearest)} if nearest else {}),
        text.SEE_NEWEST_INSTEAD: readdressed(path, asked, None),
    }
    inside: list[Component] = [
        html.H1(found.title),
        html.P(" ".join(filter(None, (found.why, found.allowed)))),
        html.Ul([html.Li(html.A(way, href=to)) for way, to in ways.items()]),
        *(_said(found.said) if found.said else []),
    ]
    return _body(inside)


def refused(refusal: Unanswerable, address: str) -> html.Div:
    """Say what a page cannot be asked, and lead to what it can, at `address`."""
    way_on = html.P(html.A(page.REFUSED_WAY_ON, href=address))
    return _body([html.H1(refusal.title), html.P(refusal.detail), way_on])


def _body(inside: list[Component]) -> html.Div:
    return html.Div(inside, className="filled")


def _said(said: Refreshed) -> list[Component]:
    """Show what the log keeps of the snapshot, so that a number quoted from it can still be checked."""
    rows = [(move.label, move.with_unit, f"{move.n:,}") for move in said.headline]
    intro = text.SAID_INTRO.format(day=words.day(said.data_through))
    return [html.H2(text.SAID), html.P(intro), plain_table(text.SAID, text.SAID_COLUMNS, rows)]
