"""GeoJSON read with suspicion: bounded in bytes, features and points; each position is finite and near Seattle."""

import json
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from etl.errors import BadInput

MOST_BYTES = 20_000_000
MOST_FEATURES = 500
MOST_POINTS = 100_000
"""Bounds on one file. The City's largest, its council districts, has 38,045 points in 0.9 MB."""

LONGITUDES, LATITUDES = (-122.6, -122.1), (47.4, 47.85)
"""Where Seattle's areas lie, the harbor's water included, with room around them."""

_AS_WGS84 = "Export it as GeoJSON in WGS84 longitude and latitude (EPSG:4326)."

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]
"""The outer ring, then its holes."""


@dataclass(frozen=True)
class Feature:
    """One feature. `where` says in messages which it is; the names of `properties` are in lower case."""

    where: str
    properties: dict[str, object]
    geometry: object


@dataclass(frozen=True)
class Collection:
    """A file's features. `source` is where it says they came from, as the files that we write do."""

    where: str
    source: str | None
    features: tuple[Feature, ...]


def read_collection(data: bytes, where: str) -> Collection:
    """Read a feature collection; its geometries are not looked at yet. Raises `BadInput` saying what is wrong."""
    document = _document(data, where)
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        _refuse(where, f"is no GeoJSON feature collection{_service_error(document)}")
    features = document.get("features")
    if not isinstance(features, list) or not features:
        _refuse(where, "holds no feature")
    if len(features) > MOST_FEATURES:
        _refuse(where, f"holds {len(features):,} features; no map of areas has more than {MOST_FEATURES}")
    if _is_cut_short(document):
        _refuse(where, "was cut short by the service (exceededTransferLimit). Download the whole layer")
    source = document.get("source")
    read = tuple(_feature(given, f"{where}, feature {number}") for number, given in enumerate(features, start=1))
    return Collection(where, source if isinstance(source, str) else None, read)


def read_polygons(feature: Feature) -> list[Polygon]:
    """Read a feature's polygons, each ring closed and of four positions or more. Raises `BadInput`."""
    geometry = feature.geometry if isinstance(feature.geometry, dict) else {}
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        _refuse(feature.where, f"the geometry is {_shown(kind)}, not a Polygon or MultiPolygon")
    polygons = [coordinates] if kind == "Polygon" else _list(coordinates, feature.where, "polygon")
    return [_rings(polygon, f"{feature.where}, polygon {number}") for number, polygon in enumerate(polygons, start=1)]


def _document(data: bytes, where: str) -> object:
    if len(data) > MOST_BYTES:
        _refuse(where, f"is larger than {MOST_BYTES // 1_000_000} MB; a map of areas is not. Give a plainer one")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except RecursionError:
        _refuse(where, "is nested too deeply to be GeoJSON")
    except ValueError as error:  # also bytes that are not UTF-8, and numbers of thousands of digits
        _refuse(where, f"is not valid JSON ({_shown(str(error), 120)})")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _service_error(document: object) -> str:
    """Repeat what an ArcGIS service says when it answers a question with an error instead of a map."""
    error = document.get("error") if isinstance(document, dict) else None
    return f": it says {_shown(error, 200)}" if error else ""


def _is_cut_short(document: dict[str, object]) -> bool:
    also = document.get("properties")
    return any(isinstance(told, dict) and told.get("exceededTransferLimit") is True for told in (document, also))


def _feature(given: object, where: str) -> Feature:
    if not isinstance(given, dict) or given.get("type") != "Feature":
        _refuse(where, "is no GeoJSON feature")
    properties = given.get("properties")
    named = properties if isinstance(properties, dict) else {}
    return Feature(where, {str(name).lower(): value for name, value in named.items()}, given.get("geometry"))


def _rings(given: object, where: str) -> Polygon:
    return [_ring(ring, f"{where}, ring {number}") for number, ring in _numbered(given, where, "ring")]


def _ring(given: object, where: str) -> Ring:
    ring = [_position(each, f"{where}, position {number}") for number, each in _numbered(given, where, "position")]
    if len(ring) < 4:
        _refuse(where, f"has {len(ring)} positions; a ring has at least 4, the last one the first again")
    if ring[0] != ring[-1]:
        _refuse(where, "is not closed: its last position is not its first")
    return ring


def _position(given: object, where: str) -> Position:
    pair = given[:2] if isinstance(given, list) else []
    if len(pair) < 2 or not all(_is_number(each) for each in pair):
        _refuse(where, f"{_shown(given)} is not a longitude and a latitude")
    longitude, latitude = float(pair[0]), float(pair[1])
    if not _is_near(longitude, latitude):
        _refuse(where, f"{_shown(given)} {_what_else(longitude, latitude)}. {_AS_WGS84}")
    return longitude, latitude


def _what_else(longitude: float, latitude: float) -> str:
    if _is_near(latitude, longitude):
        return "has the latitude before the longitude"
    if abs(longitude) > 180 or abs(latitude) > 90:
        return "looks projected, in feet or metres"
    return "is not near Seattle"


def _is_number(given: object) -> bool:
    """Any finite number of JSON's; true and false are not, nor what only Python can hold."""
    return isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 1e300


def _is_near(longitude: float, latitude: float) -> bool:
    return LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1]


def _numbered(given: object, where: str, what: str) -> Iterator[tuple[int, object]]:
    return enumerate(_list(given, where, what), start=1)


def _list(given: object, where: str, what: str) -> list[object]:
    if not isinstance(given, list) or not given:
        _refuse(where, f"{_shown(given)} stands where a list of {what}s belongs")
    return given


def _shown(given: object, most: int = 60) -> str:
    text = given if isinstance(given, str) else reprlib.repr(given)
    return text if len(text) <= most else text[: most - 1] + "…"


def _refuse(where: str, what: str) -> NoReturn:
    raise BadInput(f"{where}: {what.rstrip('.')}.")
