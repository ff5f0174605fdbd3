"""A trend in a few pixels: a static picture beside a number, without axes or words."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from app.figures.style import CARE

_WIDTH, _HEIGHT, _ROOM = 240, 40, 5
_STYLE = (
    f"path{{fill:none;stroke:{CARE.color};stroke-width:2;stroke-linejoin:round;stroke-linecap:round;"
    "vector-effect:non-scaling-stroke}.alone{stroke-width:4}.last{stroke-width:8}"
    "@media(prefers-color-scheme:dark){path{stroke:#5cc4c4}}"
)


def sparkline(values: Sequence[float | None], label: str = "") -> str:
    """Return the picture's address: a line from zero up, a gap where a value is None, a dot at the last value.

    It stretches to whatever room it is given; the strokes and the dot keep their thickness.
    """
    places = _places(values)
    known = [place for place in places if place]
    paths = [_path(run) for run in _runs(places)]
    dot = f'<path class="last" d="M{known[-1]}h0"/>' if known else ""
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
        f' role="img" aria-label="{escape(label)}"><style>{_STYLE}</style>{"".join(paths)}{dot}</svg>'
    )
    return f"data:image/svg+xml,{quote(picture)}"


def _places(values: Sequence[float | None]) -> list[str]:
    """Place each value as `x,y`, and what is not known as nothing."""
    known = [value for value in values if value is not None]
    low, high = min([0, *known]), max([0, *known])
    step = (_WIDTH - 2 * _ROOM) / max(len(values) - 1, 1)
    scale = (_HEIGHT - 2 * _ROOM) / (high - low or 1)
    return [
        "" if value is None else f"{_ROOM + place * step:.1f},{_HEIGHT - _ROOM - (value - low) * scale:.1f}"
        for place, value in enumerate(values)
    ]


def _runs(places: Sequence[str]) -> list[list[str]]:
    """Cut the line where something is missing."""
    return [list(run) for is_known, run in groupby(places, key=bool) if is_known]


def _path(run: Sequence[str]) -> str:
    """Draw a run; one alone is a point."""
    return f'<path d="M{"L".join(run)}"/>' if len(run) > 1 else f'<path class="alone" d="M{run[0]}h0"/>'
