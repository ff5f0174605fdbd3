"""The frame of every page."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app import ids, words
from app.age import age_of
from app.config import Settings
from app.db import NoSnapshot, Snapshot, Warehouse
from app.shell.filter_bar import filter_bar


def shell(warehouse: Warehouse, settings: Settings, pin: str | None = None) -> html.Div:
    """Lay out the frame around the page asked for, tied to the snapshot that is current now, or to the one pinned to.

    The page asks every `news_seconds` whether there is a newer one, and says so when its data is old. Raises
    `NoSnapshot` where the one pinned to is not there.
    """
    try:
        snapshot = warehouse.snapshot(pin)
    except NoSnapshot:
        if pin is not None:
            raise
        return without_data()
    page = html.Div(id=ids.PAGE)
    return html.Div([*_machinery(snapshot, settings), *frame(snapshot, settings, filter_bar(snapshot), page)])


def frame(snapshot: Snapshot, settings: Settings, bar: Component, page: Component) -> list[Any]:
    """Lay out what a reader sees around a page."""
    info = snapshot.info
    return [
        html.A(words.SKIP, href="#main", className="skip-link"),
        html.Header(
            [
                html.P(words.INVENTED, className="invented") if info.is_invented else None,
                html.Div(id=ids.BUILD, role="status", className="build-notice"),
                _age_notice(age_of(info, settings.stale_days).notice),
                html.Div([html.P(words.SITE, className="site"), html.P(words.TAGLINE)], className="site-header"),
                html.Nav(html.Ul(id=ids.NAVIGATION), className="pages", **{"aria-label": words.NAVIGATION}),
            ]
        ),
        _notice(ids.NEWS, words.NEWS, words.NEWS_ACTION, role="status"),
        _notice(ids.FAILURE, words.FAILURE, words.FAILURE_ACTION, role="alert"),
        bar,
        html.Main(
            [html.Div(id=ids.NOTHING, role="status", className="nothing"), page],
            id="main",
            className="page",
            tabIndex="-1",
        ),
        html.Footer(
            [
                html.P(words.DATA_THROUGH.format(day=words.day(info.data_through))),
                html.P(words.FOOTER.format(snapshot=info.snapshot, vintage=f"{info.vintage:%Y-%m-%d %H:%M}")),
                html.P(html.A(words.API, href="/api")),
            ]
        ),
    ]


def without_data() -> html.Div:
    """Say that nothing is published yet."""
    return html.Div(
        html.Main([html.H1(words.NO_DATA_YET), html.P(words.NO_DATA_YET_DETAIL)], id="main", className="page filled")
    )


def _machinery(snapshot: Snapshot, settings: Settings) -> list[Any]:
    return [
        dcc.Location(id=ids.URL, refresh=False),
        dcc.Store(id=ids.ASKED),
        dcc.Store(id=ids.SNAPSHOT, data=snapshot.info.snapshot),
        dcc.Interval(id=ids.NEWS_CLOCK, interval=settings.news_seconds * 1000),
    ]


def _age_notice(notice: str) -> html.P:
    """Lay out the notice that the data is old, hidden while it is not: on a page left open it may appear later."""
    return html.P(notice, id=ids.AGE, className="stale", role="status", hidden=not notice)


def _notice(name: str, text: str, action: str, role: str) -> html.Div:
    """Lay out a hidden notice; its link loads the same address again, with everything from the newest snapshot."""
    return html.Div(told_in_notice(text, action), id=name, role=role, className=f"notice {name}", hidden=True)


def told_in_notice(text: str, action: str) -> list[Any]:
    """Write the inside of a notice: what is told, and the link that loads the same address again."""
    return [text, html.A(action, href="")]
