"""A map of areas, drawn as plain outlines: no tiles, nothing fetched, and a reader who scrolls by is not caught."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from app.figures.steps import drawn_in, fill, pattern_of, shade_of, steps
from app.figures.style import EDGE, INK, Figure, layout, plain

Ring = Sequence[tuple[float, float]]
"""Longitude and latitude of each corner."""

_METRES_A_DEGREE = 111_320
_METRES_A_DEGREE_EAST = _METRES_A_DEGREE * cos(radians(47.61))


@dataclass(frozen=True)
class Area:
    """One area: the name a click gives, its outlines, its value (None: withheld), and what it is called and says.

    `is_left_out` says that its value was not asked for.
    """

    name: str
    rings: Sequence[Ring]
    value: float | None
    text: str
    label: str
    is_chosen: bool = False
    is_left_out: bool = False


def area_map(areas: Sequence[Area], fit: Collection[str] = ()) -> Figure:
    """Draw the areas, shaded by steps; the map shows all of them, or those whose names are in `fit`.

    One trace an area: plotly's hover box over a filled shape says its trace's one text, and a click gives its
    `customdata`, `[name]`. Chosen areas come last, so that no neighbour covers their outlines.
    """
    drawn = sorted((area for area in areas if any(area.rings)), key=lambda area: area.is_chosen)
    classes = steps(area.value for area in drawn)
    corner = _corner(drawn)
    shown = [area for area in drawn if area.name in fit] or drawn
    across, up = _ranges(shown, corner)
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [_outline(area, shade_of(area.value, classes), corner) for area in drawn],
        "layout": layout(
            hovermode="closest",
            xaxis={**hidden, "range": across, "constrain": "domain"},
            yaxis={**hidden, "range": up, "constrain": "domain", "scaleanchor": "x", "scaleratio": 1},
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
        ),
    }


def _outline(area: Area, shade: int, corner: tuple[float, float]) -> Figure:
    x, y = _path(area.rings, corner)
    pattern = pattern_of(area.value, area.is_left_out)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        **({"fillpattern": drawn_in(pattern)} if pattern else {"fillcolor": fill(shade)}),
        "line": {"color": INK, "width": 3} if area.is_chosen else {"color": EDGE, "width": 1},
        "hoveron": "fills",
        "hoverinfo": "text",
        "name": area.name,
        "text": f"<b>{plain(area.label)}</b><br>{plain(area.text)}",
        "customdata": [area.name],
    }


def _path(rings: Sequence[Ring], corner: tuple[float, float]) -> tuple[list[int | None], list[int | None]]:
    """Join an area's rings, with a gap after each but the last."""
    x: list[int | None] = []
    y: list[int | None] = []
    for ring in rings:
        if x:
            x.append(None)
            y.append(None)
        for point in ring:
            across, up = _metres(point, corner)
            x.append(across)
            y.append(up)
    return x, y


def _metres(point: tuple[float, float], corner: tuple[float, float]) -> tuple[int, int]:
    """Place a point in whole metres east and north of a corner: as exact as five decimals, in a third of the bytes."""
    return (
        round((point[0] - corner[0]) * _METRES_A_DEGREE_EAST),
        round((point[1] - corner[1]) * _METRES_A_DEGREE),
    )


def _points(areas: Iterable[Area]) -> list[tuple[float, float]]:
    return [point for area in areas for ring in area.rings for point in ring]


def _corner(areas: Sequence[Area]) -> tuple[float, float]:
    """Find the south-west corner of everything."""
    points = _points(areas)
    return min((east for east, _ in points), default=0), min((north for _, north in points), default=0)


def _ranges(shown: Sequence[Area], corner: tuple[float, float]) -> tuple[list[float], list[float]]:
    """Span the areas, with a little room for the outlines."""
    metres = [_metres(point, corner) for point in _points(shown)] or [(0, 0), (1, 1)]
    across, up = zip(*metres, strict=True)
    room = 0.01 * max(max(across) - min(across), max(up) - min(up))
    return [min(across) - room, max(across) + room], [min(up) - room, max(up) + room]
