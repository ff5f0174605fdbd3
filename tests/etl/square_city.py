"""A city of squares to draw boundaries on: so plain that shares are worked out by counting on a ruler.

Each sector is a column and its three beats are its rows, south to north; the harbor lies above, on water:

    H1 H2 H3
    B3 C3 D3 E3 …
    B2 C2 D2 E2 …
    B1 C1 D1 E1 …

Neighborhoods are the rows. Districts are cut from west to east at `CUTS`, in columns, and do not reach the harbor.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WEST, SOUTH, SIDE = -122.45, 47.55, 0.01
SECTORS = "BCDEFGJKLMNOQRSUW"
CUTS = (0, 2.25, 4.5, 7.75, 10, 12, 14.5, 17)
DISTRICTS = {
    **{"B": "1", "C": "1", "D": "2", "E": "2", "F": "2", "G": "3", "J": "3", "K": "3", "L": "4", "M": "4"},
    **{"N": "5", "O": "5", "Q": "6", "R": "6", "S": "6", "U": "7", "W": "7"},
}
"""Each sector's district: D and K are cut a quarter in; F and S in the middle, and count to the lower number."""

SHARES = dict.fromkeys(SECTORS, 1.0) | {"D": 0.75, "K": 0.75, "F": 0.5, "S": 0.5}

Ring = list[list[float]]
Document = dict[str, Any]


def square(column: float, row: float, columns: float = 1, rows: int = 1) -> Ring:
    """Draw a rectangle counter-clockwise from its south-west corner, in sides of a beat, with a corner at each row."""
    east = [(column + columns, row + up) for up in range(rows + 1)]
    west = [(column, row + up) for up in range(rows, -1, -1)]
    return [[round(WEST + x * SIDE, 7), round(SOUTH + y * SIDE, 7)] for x, y in [*west[-1:], *east, *west]]


def feature(properties: Mapping[str, object], *rings: Ring) -> Document:
    """Write a polygon's feature: its outer ring, then its holes."""
    return {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def collection(*features: Document) -> Document:
    """Write a feature collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def beats() -> Document:
    """Draw every beat."""
    land = [(f"{s}{row + 1}", column, row) for column, s in enumerate(SECTORS) for row in range(3)]
    water = [(f"H{column + 1}", column, 3) for column in range(3)]
    return collection(*(feature({"beat": name}, square(column, row)) for name, column, row in (*land, *water)))


def neighborhoods() -> Document:
    """Draw three rows."""
    names = ("SODO", "BELLTOWN", "QUEEN ANNE")
    return collection(*(feature({"mcpp": name}, square(0, row, 17)) for row, name in enumerate(names)))


def districts(cuts: Sequence[float] = CUTS) -> Document:
    """Draw the districts between the cuts."""
    return collection(
        *(
            feature({"district": number}, square(cuts[number - 1], 0, cuts[number] - cuts[number - 1], 3))
            for number in range(1, len(cuts))
        )
    )


def put(path: Path, document: object) -> Path:
    """Write one file."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_city(folder: Path) -> Path:
    """Write all three as the files that a refresh reads; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in (("beats", beats()), ("neighborhoods", neighborhoods()), ("districts", districts())):
        put(folder / f"{name}.geojson", document)
    return folder
