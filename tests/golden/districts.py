"""Which council district holds most of each beat, the slow way: by lines drawn across the map from west to east.

On each line an area is the stretches between its borders, and two areas share the length that their stretches do. A
line's length counts less to the north, where a degree of longitude is shorter.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians
from pathlib import Path

LINES_PER_DEGREE = 20_000
"""One every 5.6 metres."""

FEWEST_ON_LAND = 0.05
"""A beat of which less lies in any district is on water, and has none."""

Ring = Sequence[Sequence[float]]
Borders = dict[int, list[float]]
"""Where each line crosses an area's border, from west to east."""


@dataclass(frozen=True)
class Share:
    """A beat's district, and the parts of the beat in it and in any."""

    district: str
    share: float
    share_in_any: float


def shares(beats: Path, districts: Path) -> dict[str, Share]:
    """Give the district and the shares of each beat on land, from GeoJSON files named by `beat` and `district`."""
    found = {}
    of_districts = _borders(districts, "district")
    for beat, borders in _borders(beats, "beat").items():
        whole = _size(borders)
        parts = {name: _size_shared(borders, other) / whole for name, other in of_districts.items()}
        most = max(sorted(parts), key=lambda name: round(parts[name], 9))
        if sum(parts.values()) >= FEWEST_ON_LAND:
            found[beat] = Share(most, parts[most], sum(parts.values()))
    return found


def district_of(beats: Path, districts: Path) -> dict[str, str]:
    """Give the district of each beat that has one."""
    return {beat: share.district for beat, share in shares(beats, districts).items()}


def _borders(path: Path, name: str) -> dict[str, Borders]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {str(each["properties"][name]): _crossings(_rings(each["geometry"])) for each in features}


def _rings(geometry: dict) -> Iterator[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return (ring for polygon in polygons for ring in polygon)


def _crossings(rings: Iterator[Ring]) -> Borders:
    found: Borders = defaultdict(list)
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            low, high = sorted((y1, y2))
            for line in range(ceil(low * LINES_PER_DEGREE - 0.5), ceil(high * LINES_PER_DEGREE - 0.5)):
                found[line].append(x1 + (_latitude(line) - y1) * (x2 - x1) / (y2 - y1))
    return {line: sorted(places) for line, places in found.items()}


def _latitude(line: int) -> float:
    return (line + 0.5) / LINES_PER_DEGREE


def _size(borders: Borders) -> float:
    return sum(
        cos(radians(_latitude(line))) * sum(east - west for west, east in _stretches(places))
        for line, places in borders.items()
    )


def _size_shared(one: Borders, other: Borders) -> float:
    return sum(
        cos(radians(_latitude(line))) * _shared(_stretches(places), _stretches(other[line]))
        for line, places in one.items()
        if line in other
    )


def _stretches(places: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(places[::2], places[1::2], strict=True))


def _shared(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> float:
    return sum(max(0.0, min(east, last) - max(west, first)) for west, east in one for first, last in other)
