"""The frame of every page."""

from datetime import UTC, datetime

import dash
from dash import dcc, html

from app import ids, words
from app.config import Settings
from app.db import Info, NoSnapshot, Snapshot, Warehouse
from app.shell.filter_bar import filter_bar


def shell(warehouse: Warehouse, settings: Settings) -> html.Div:
    """Lay out the frame around the page asked for, tied to the snapshot that is current now.

    The page asks every `news_seconds` whether there is a newer one, and says so when its data is old.
    """
    try:
        return _shell(warehouse.current(), settings)
    except NoSnapshot:
        return html.Div(
            html.Main([html.H1(words.NO_DATA_YET), html.P(words.NO_DATA_YET_DETAIL)], id="main", className="page")
        )


def _shell(snapshot: Snapshot, settings: Settings) -> html.Div:
    info = snapshot.info
    return html.Div(
        [
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.ASKED),
            dcc.Store(id=ids.SNAPSHOT, data=info.snapshot),
            dcc.Interval(id=ids.NEWS_CLOCK, interval=settings.news_seconds * 1000),
            html.A(words.SKIP, href="#main", className="skip-link"),
            html.Header(
                [
                    html.P(words.INVENTED, className="invented") if info.is_invented else None,
                    _age_notice(info, settings.stale_days),
                    html.Div([html.P(words.SITE, className="site"), html.P(words.TAGLINE)], className="site-header"),
                ]
            ),
            _navigation(),
            _notice(ids.NEWS, words.NEWS, words.NEWS_ACTION, role="status"),
            _notice(ids.FAILURE, words.FAILURE, words.FAILURE_ACTION, role="alert"),
            filter_bar(snapshot),
            html.Main(dash.page_container, id="main", className="page", tabIndex="-1"),
            html.Footer(
                [
                    html.P(words.DATA_THROUGH.format(day=words.day(info.data_through))),
                    html.P(words.FOOTER.format(snapshot=info.snapshot, vintage=f"{info.vintage:%Y-%m-%d %H:%M}")),
                ]
            ),
        ]
    )


def _age_notice(info: Info, stale_days: int) -> html.P | None:
    """Say loudly that the data is old, and since when."""
    age = (datetime.now(UTC).date() - info.data_through).days
    if age <= stale_days:
        return None
    return html.P(words.STALE.format(day=words.day(info.data_through), age=age), className="stale")


def _navigation() -> html.Nav:
    """List the pages. Plain links: each page is loaded whole, from one snapshot."""
    links = [html.Li(html.A(name, href=path)) for path, name in words.PAGES.items()]
    return html.Nav(html.Ul(links), className="pages", **{"aria-label": words.NAVIGATION})


def _notice(name: str, text: str, action: str, role: str) -> html.Div:
    """Lay out a hidden notice; its link loads the same address again, with everything from the newest snapshot."""
    return html.Div([text, html.A(action, href="")], id=name, role=role, className=f"notice {name}", hidden=True)
