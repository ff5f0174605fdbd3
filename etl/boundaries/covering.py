"""Do the areas fit together: those of one kind beside each other, and two kinds over the same city."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from shapely import STRtree, union_all
from shapely.geometry.base import BaseGeometry

from etl.boundaries.kinds import BEAT
from etl.boundaries.layer import Layer
from etl.boundaries.tangles import refuse_tangle
from etl.errors import BadInput

SLIGHT = 0.005
"""The share of an area that may lie on its neighbor, and of a map outside another. Measured in the City's: 0.00004."""

WATER = 0.2
"""The share of beats and neighborhoods that may lie in no district: water. Measured in the City's: 0.118."""

NO_PRECINCT = "UNKNOWN"
"""The precinct of the harbor's beats in the reference table. They are on water, which other maps leave out."""

_MAY_LIE_OUTSIDE = {
    ("district", "beat"): SLIGHT,
    ("district", "neighborhood"): SLIGHT,
    ("neighborhood", "beat"): SLIGHT,
    ("beat", "neighborhood"): SLIGHT,
    ("beat", "district"): WATER,
    ("neighborhood", "district"): WATER,
}


def refuse_misfits(layers: Mapping[str, Layer], precinct_of: Mapping[str, str]) -> None:
    """Refuse areas of one kind that overlap, and kinds that do not cover the same city, the harbor left aside."""
    for layer in layers.values():
        _refuse_overlaps(layer)
    for layer, below in combinations(layers.values(), 2):
        refuse_tangle(f"{layer.where} over {below.where}", layer.shapes.values(), below.shapes.values())
    grounds = {name: _ground(layer, precinct_of) for name, layer in layers.items()}
    for (one, other), most in _MAY_LIE_OUTSIDE.items():
        if one in layers and other in layers:
            _refuse_outside(layers[one], layers[other], _part_outside(grounds[one], grounds[other]), most)


def _refuse_overlaps(layer: Layer) -> None:
    for one, other in _touching(layer.metres):
        shape, neighbor = layer.metres[one], layer.metres[other]
        share = shape.intersection(neighbor).area / min(shape.area, neighbor.area)
        if share > SLIGHT:
            raise BadInput(
                f"{layer.where}: {one} and {other} overlap by {share:.1%} of the smaller; "
                f"{SLIGHT:.1%} may. Give a map whose areas lie beside each other."
            )


def _touching(shapes: Mapping[str, BaseGeometry]) -> Iterator[tuple[str, str]]:
    names, areas = list(shapes), list(shapes.values())
    pairs = STRtree(areas).query(areas, predicate="intersects").T
    return ((names[one], names[other]) for one, other in pairs if one < other)


def _ground(layer: Layer, precinct_of: Mapping[str, str]) -> BaseGeometry:
    on_water = {beat for beat, precinct in precinct_of.items() if precinct == NO_PRECINCT}
    return union_all([shape for name, shape in layer.metres.items() if layer.kind is not BEAT or name not in on_water])


def _part_outside(ground: BaseGeometry, other: BaseGeometry) -> float:
    return ground.difference(other).area / ground.area if ground.area else 0.0  # a table may place all beats on water


def _refuse_outside(layer: Layer, other: Layer, outside: float, most: float) -> None:
    if outside > most:
        raise BadInput(
            f"{layer.where}: {outside:.1%} of the {layer.kind.words} lie outside the {other.kind.words} of "
            f"{other.where}; {most:.1%} may. Give maps of the same city and time."
        )
