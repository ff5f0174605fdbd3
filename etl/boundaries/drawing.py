"""Shapes made light enough to draw: simplified together, so that neighbors still share their border."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from etl.boundaries.layer import Layer
from etl.boundaries.plane import to_degrees

TOLERANCE_METRES = 20.0
"""A corner is left out whose triangle has less than this, squared, of area. Measured in the City's maps: of the beats
2,409 of 14,907 points stay, of the neighborhoods 2,531 of 17,229, of the districts 2,216 of 38,045; what an area gains
and loses is at most 0.4 % of it."""

_DECIMALS = 6
"""Of degrees: a tenth of a metre."""

Rings = list[list[list[float]]]


@dataclass(frozen=True)
class Drawing:
    """An area as it is drawn: its rings, outer ones counter-clockwise and holes clockwise, and where its label goes."""

    rings: Rings
    label_lon: float
    label_lat: float


def simplified(layer: Layer) -> dict[str, BaseGeometry]:
    """Simplify a layer's areas, in metres."""
    shapes = list(layer.metres.values())
    if not shapely.coverage_is_valid(shapes):  # neighbors that overlap slightly would be simplified apart
        shapes = list(shapely.coverage_clean(shapes))  # type: ignore[attr-defined] # the stubs are of 2.1
    return dict(zip(layer.metres, shapely.coverage_simplify(shapes, TOLERANCE_METRES), strict=True))


def draw(shape: BaseGeometry) -> Drawing:
    """Draw a shape given in metres; its label stands as far inside as can be."""
    label = shapely.get_point(shapely.maximum_inscribed_circle(_largest(shape), TOLERANCE_METRES), 0)
    outline, point = to_degrees([shapely.orient_polygons(shape), label])
    ((longitude, latitude),) = _coordinates(point)
    return Drawing(_rings(outline), longitude, latitude)


def _rings(shape: BaseGeometry) -> Rings:
    rings = (ring for part in _parts(shape) for ring in (part.exterior, *part.interiors))
    return [_coordinates(ring) for ring in rings]


def _largest(shape: BaseGeometry) -> Polygon:
    return max(_parts(shape), key=lambda part: part.area)


def _parts(shape: BaseGeometry) -> list[Polygon]:
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [part for part in parts if isinstance(part, Polygon)]


def _coordinates(shape: BaseGeometry) -> list[list[float]]:
    rounded: list[list[float]] = np.round(shapely.get_coordinates(shape), _DECIMALS).tolist()
    return rounded
