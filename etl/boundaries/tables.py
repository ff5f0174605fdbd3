"""The accepted boundaries as tables of a snapshot: the areas to draw, and each beat's council district."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import shapely
from shapely.geometry.base import BaseGeometry

from etl.boundaries.covering import NO_PRECINCT, refuse_misfits
from etl.boundaries.drawing import draw, simplified
from etl.boundaries.kinds import BEAT, DISTRICT
from etl.boundaries.layer import Layer
from etl.boundaries.shares import beat_districts
from etl.boundaries.store import read_held
from etl.rows import insert_rows

AREA = """
    CREATE TABLE area (
        kind VARCHAR, name VARCHAR, rings DOUBLE[][][], label_lon DOUBLE, label_lat DOUBLE, area_km2 DOUBLE,
        source VARCHAR
    )
"""
BEAT_DISTRICT = "CREATE TABLE beat_district (beat VARCHAR, district VARCHAR, share DOUBLE, share_in_any DOUBLE)"

Row = tuple[object, ...]


def load_boundaries(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create `area` and `beat_district`, empty where there are no boundaries. The table `beat` must be there."""
    con.execute(AREA)
    con.execute(BEAT_DISTRICT)
    precinct_of = dict(con.execute("SELECT beat, precinct FROM beat ORDER BY beat").fetchall())
    layers = read_held(folder, precinct_of)
    refuse_misfits(layers, precinct_of)
    for layer in layers.values():
        insert_rows(con, "area", list(_areas(layer, precinct_of)))
    if {BEAT.name, DISTRICT.name} <= layers.keys():
        found = beat_districts(layers[BEAT.name], layers[DISTRICT.name])
        insert_rows(con, "beat_district", [(each.beat, each.district, each.share, each.share_in_any) for each in found])


def _areas(layer: Layer, precinct_of: Mapping[str, str]) -> Iterator[Row]:
    outlines = simplified(layer)
    for name, outline in outlines.items():
        yield _area(layer.kind.name, name, outline, layer.metres[name].area, layer.source)
    if layer.kind is BEAT:
        for precinct in sorted({*precinct_of.values()} - {NO_PRECINCT}):
            beats = [beat for beat in outlines if precinct_of[beat] == precinct]
            outline = shapely.union_all([outlines[beat] for beat in beats])
            yield _area("precinct", precinct, outline, sum(layer.metres[beat].area for beat in beats), layer.source)


def _area(kind: str, name: str, outline: BaseGeometry, square_metres: float, source: str) -> Row:
    drawing = draw(outline)
    return kind, name, drawing.rings, drawing.label_lon, drawing.label_lat, square_metres / 1_000_000, source
