"""Refuse borders so tangled that to compare them would take hours: they are made to, never drawn."""

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from etl.errors import BadInput

MOST_MEETINGS = 1_000_000
"""Pairs of sides whose boxes meet, on one map or between two: what every comparison's time grows with. Measured in the
City's maps: 119,172 at most; near the bound a comparison takes some five seconds."""

_AT_A_TIME = 50

Sides = NDArray[np.object_]


def refuse_tangle(where: str, shapes: Iterable[BaseGeometry], others: Iterable[BaseGeometry] | None = None) -> None:
    """Refuse a map whose sides meet each other, or those of another map, too often. Shapes need not be valid."""
    sides = _sides(shapes)
    tree, meetings = STRtree(sides if others is None else _sides(others)), 0
    for start in range(0, len(sides), _AT_A_TIME):
        meetings += tree.query(sides[start : start + _AT_A_TIME]).shape[1]
        if meetings > MOST_MEETINGS:
            raise BadInput(f"{where}: its borders are too tangled to be a map of areas. Give a plainer one.")


def _sides(shapes: Iterable[BaseGeometry]) -> Sides:
    """Cut every ring into its sides."""
    rings = shapely.get_rings(shapely.get_parts(list(shapes)))
    corners = [shapely.get_coordinates(ring) for ring in rings]
    pairs = np.concatenate([np.stack([each[:-1], each[1:]], axis=1) for each in corners])
    return np.asarray(shapely.linestrings(pairs), dtype=np.object_)
