"""One box for all series at a place on the axis, wherever above it the reader points."""

from collections.abc import Sequence

from app.figures.style import Figure, plain

NEAREST = {"hovermode": "x", "hoverdistance": -1}
"""Layout settings: whatever is nearest along the axis answers."""

SILENT = {"hoverinfo": "skip"}
"""What the series themselves say."""


def told(label: str, lines: Sequence[tuple[str, str]]) -> str:
    """Write what a box says: its title, then a line for each series, its name (if it needs one) and its text."""
    return "<br>".join(
        [f"<b>{plain(label)}</b>", *(plain(f"{name}: {text}" if name else text) for name, text in lines)]
    )


def boxes(x: Sequence[object], y: Sequence[float], texts: Sequence[str], **own: object) -> Figure:
    """Return an unseen trace that carries the boxes: it has a point also where a series has a gap."""
    return {
        **{"type": "scatter", "mode": "markers", "marker": {"opacity": 0}, "showlegend": False},
        **{"x": list(x), "y": list(y), "hovertext": list(texts), "hoverinfo": "text"},
        **own,
    }
