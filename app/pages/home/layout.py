"""The home page: four headline numbers, calls by month, calls by beat."""

from dash import html

from app import words
from app.components.chart_card import chart_card

TILES, PHASES = "home-tiles", "home-phases"
MONTHLY, BEATS = "monthly", "beats"


def layout(**_query: str) -> html.Div:
    """Lay out the page; its callback fills it for the question asked."""
    return html.Div(
        [
            html.H1(words.HOME),
            html.Ul(id=TILES, className="tiles"),
            chart_card(MONTHLY, words.MONTHLY, below=html.Div(id=PHASES)),
            chart_card(BEATS, words.BEATS),
        ]
    )
