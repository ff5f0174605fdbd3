"""A layer: the areas of one kind, each with its name and a valid shape."""

from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from etl.boundaries.geojson import MOST_POINTS, Collection, Feature, read_polygons
from etl.boundaries.kinds import BEAT, DISTRICT, DISTRICTS, Kind, kind_of
from etl.boundaries.plane import to_metres
from etl.boundaries.tangles import refuse_tangle
from etl.errors import BadInput


@dataclass(frozen=True)
class Layer:
    """The areas of one kind, by name, in WGS84 degrees.

    `where` is what messages call it, `source` where it came from first; `passed_over` are names that are not ours to
    know.
    """

    kind: Kind
    where: str
    source: str
    shapes: dict[str, MultiPolygon]
    passed_over: tuple[str, ...] = ()

    @cached_property
    def metres(self) -> dict[str, BaseGeometry]:
        """The shapes in metres, where areas and distances are true."""
        return dict(zip(self.shapes, to_metres(list(self.shapes.values())), strict=True))


def recognise(collection: Collection) -> Kind | None:
    """Say which kind a file's first feature is of; None when of none."""
    return kind_of(collection.features[0].properties)


def read_layer(collection: Collection, kind: Kind, beats: Names[str]) -> Layer:
    """Read and check a file's areas. Raises `BadInput` saying which feature is wrong, and how.

    `beats` are the known ones: each must be there, and others, such as 99 around the city, are passed over.
    """
    named = [(_name(feature, kind), feature) for feature in collection.features]
    passed_over = tuple(name for name, _ in named if kind is BEAT and name not in beats)
    ours = _once((name, feature) for name, feature in named if name not in passed_over)
    _refuse_missing(collection.where, kind, ours, beats)
    return Layer(kind, collection.where, collection.where, _shapes(collection.where, ours), passed_over)


def _name(feature: Feature, kind: Kind) -> str:
    given = kind.given_name(feature.properties)
    if given is None:
        raise BadInput(f"{feature.where}: has no {' or '.join(kind.properties)} among its properties.")
    try:
        return kind.read_name(given)
    except ValueError as error:
        raise BadInput(f"{feature.where}: {kind.properties[0]} {str(given)[:60]!r} {error}.") from error


def _once(named: Iterable[tuple[str, Feature]]) -> dict[str, Feature]:
    """Sort features by name, and say in each whose it is."""
    found: dict[str, Feature] = {}
    for name, feature in named:
        if name in found:
            raise BadInput(f"{feature.where}: {name} is there more than once. Keep one, with all its parts.")
        found[name] = replace(feature, where=f"{feature.where} ({name})")
    return dict(sorted(found.items()))


def _shapes(where: str, features: Mapping[str, Feature]) -> dict[str, MultiPolygon]:
    """Build each feature's shape; bounded before it is looked at whether it is valid, which takes time."""
    shapes: dict[str, MultiPolygon] = {}
    points = 0
    for name, feature in features.items():
        shapes[name] = MultiPolygon([Polygon(outer, holes) for outer, *holes in read_polygons(feature)])
        points += _points(shapes[name])
        if points > MOST_POINTS:
            raise BadInput(f"{where}: more than {MOST_POINTS:,} points. Give a plainer map.")
    refuse_tangle(where, shapes.values())
    for name, feature in features.items():
        _refuse_invalid(feature.where, shapes[name])
    return shapes


def _refuse_invalid(where: str, shape: MultiPolygon) -> None:
    if not shape.is_valid:
        raise BadInput(f"{where}: the shape is not valid: {explain_validity(shape)}. Repair it in a map editor.")


def _points(shape: MultiPolygon) -> int:
    return sum(len(ring.coords) for part in shape.geoms for ring in (part.exterior, *part.interiors))


def _refuse_missing(where: str, kind: Kind, shapes: Names[str], beats: Names[str]) -> None:
    expected = {BEAT: beats, DISTRICT: DISTRICTS}.get(kind, ())
    missing = [name for name in expected if name not in shapes]
    if missing:
        listed = "data/reference/beat.csv" if kind is BEAT else f"{DISTRICTS[0]} to {DISTRICTS[-1]}"
        raise BadInput(f"{where}: no area for {', '.join(missing)} of the {kind.words} ({listed}). Give the whole map.")
