"""The methods page: a heading and its contents; what it says comes from the snapshot."""

from dash import html

from app import words

CONTENT = "methods-content"


def layout(**_query: str) -> html.Div:
    """Lay out the page; its callback fills it."""
    parts = [html.Li(html.A(title, href=f"#{anchor}")) for anchor, title in words.METHODS_PARTS.items()]
    return html.Div(
        [
            html.H1(words.METHODS),
            html.P(words.METHODS_INTRO),
            html.Nav(html.Ul(parts), **{"aria-label": words.METHODS_CONTENTS}),
            html.Div(id=CONTENT),
        ],
        className="without-filters",
    )
