"""How every chart looks: one palette, one layout.

Figures do not know whether the reader's scheme is light or dark. Marks keep one colour, at least 3:1 against both
`LIGHT_CARD` and `DARK_CARD`; text, lines and the five steps of shaded cells are coloured in `assets/charts.css`.
"""

import textwrap
from dataclasses import dataclass
from html import escape
from typing import Any

Figure = dict[str, Any]

LIGHT_CARD, DARK_CARD = "#ffffff", "#16202b"
INK = "#1f2933"
EDGE = "#76828f"
"""Outlines and marks that belong to no responder."""
NONE = "rgba(0,0,0,0)"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
_CHARACTERS_ON_A_PHONE = 40


@dataclass(frozen=True)
class Look:
    """How a series is told from another: by its colour, and without it by pattern, stripes, dash and symbol.

    `pattern` lies over filled bars, `stripes` fill the bars of periods that are not complete.
    """

    color: str
    pattern: str
    stripes: str
    dash: str
    symbol: str


CARE = Look("#1f7a71", pattern="", stripes="/", dash="solid", symbol="circle")
SPD = Look("#d66400", pattern=".", stripes="\\", dash="6px,4px", symbol="square")
CARE_AND_SPD = Look("#855aaf", pattern="-", stripes="\\", dash="9px,3px,2px,3px", symbol="diamond")
CARE_ONLY = Look("#668aff", pattern="", stripes="/", dash="12px,4px", symbol="triangle-up")
FIRE = Look("#cc4433", pattern="/", stripes="\\", dash="3px,3px", symbol="cross")
FIRST = Look("#89919f", pattern="x", stripes="-", dash="2px,3px", symbol="x")
RESPONDERS = (CARE, SPD, CARE_AND_SPD, CARE_ONLY, FIRST)
"""One look each, everywhere; the colours stay apart for readers who do not see red, green or blue.

Who came (`CARE_ONLY`, `CARE_AND_SPD`, `SPD`) and how fast (`CARE`, `SPD`, `FIRST`) are charts of their own: within each
no two bars have the same pattern."""


def layout(unit: str = "", top: int = 0, **own: object) -> Figure:
    """Return the layout all charts share, with a chart's own settings over it.

    `unit` stands above the chart, level: turned sideways it would take a phone a tenth of its width. `top` keeps that
    many pixels free between it and the chart.
    """
    lines = textwrap.wrap(plain(unit), _CHARACTERS_ON_A_PHONE)
    return {
        "font": {"family": FONT, "size": 13, "color": INK},
        "title": {
            "text": "<br>".join(lines),
            "font": {"size": 13},
            **{"x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"},
            "pad": {"t": 4 + 9 * (len(lines) - 1), "l": 2},  # plotly lifts each further line by half a line
        },
        "paper_bgcolor": NONE,
        "plot_bgcolor": NONE,
        "margin": {"l": 2, "r": 12, "t": 8 + 18 * len(lines) + top, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        "transition": {"duration": 0},
        "uirevision": "same",  # what a reader has touched stays when the numbers change
        **own,
    }


def legend_below() -> Figure:
    """Return the settings of a legend under the chart; it explains, and is no switch."""
    return {
        "orientation": "h",
        **{"x": 0, "xref": "container", "xanchor": "left", "y": 0, "yref": "container", "yanchor": "bottom"},
        "bgcolor": NONE,
        "itemclick": False,
        "itemdoubleclick": False,
        "traceorder": "normal",
    }


def legend_key(name: str, drawn: Figure) -> Figure:
    """Return an empty trace for the legend: plotly would show a series as its first period, which may be incomplete."""
    return {**drawn, "name": plain(name), "x": [None], "y": [None], "showlegend": True, "hoverinfo": "skip"}


def filled(look: Look) -> Figure:
    """Return the marker of bars in a series' colour, with its pattern in white over it."""
    pattern = {"shape": look.pattern, "bgcolor": look.color, **_IN_WHITE} if look.pattern else {}
    return {"color": look.color, "line": {"color": look.color, "width": 1}, **({"pattern": pattern} if pattern else {})}


def plain(text: str) -> str:
    """Write words of the data so that plotly takes none of them for markup."""
    return escape(text, quote=False)


_IN_WHITE = {"fgcolor": LIGHT_CARD, "fgopacity": 0.85, "size": 7, "solidity": 0.25}
