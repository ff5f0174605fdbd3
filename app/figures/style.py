"""How every chart looks: one palette, one layout."""

from typing import Any

Figure = dict[str, Any]

CARE = "#0b6e6e"
INK = "#1f2933"
GRID = "#d5dae0"
STEPS = ("#eef6f6", "#c5e3e2", "#8fc7c6", "#1f7f7f", "#0b4f4f")
"""Five shades, each far enough from black or white text to be read."""

SEQUENTIAL = [[edge, shade] for step, shade in enumerate(STEPS) for edge in (step / 5, (step + 1) / 5)]
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"


def layout(**own: object) -> dict[str, Any]:
    """Return the layout all charts share, with a chart's own settings over it."""
    return {
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 48, "r": 8, "t": 32, "b": 40},
        "showlegend": False,
        "dragmode": False,
        **own,
    }
