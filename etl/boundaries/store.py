"""The accepted boundaries: one file a kind in `data/boundaries/`, replaced whole."""

import json
import os
from collections.abc import Collection as Names
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from shapely import to_geojson

from etl.boundaries.files import read_file
from etl.boundaries.kinds import KINDS, Kind
from etl.boundaries.layer import Layer, read_layer
from etl.errors import BadInput

_ADVICE = "Run 'python -m etl boundaries' with good files, or remove this one."


def held_files(folder: Path) -> list[Path]:
    """List the files that are there."""
    return [folder / kind.file_name for kind in KINDS if (folder / kind.file_name).is_file()]


def read_held(folder: Path, beats: Names[str], leaving_out: Names[str] = ()) -> dict[str, Layer]:
    """Read and check the accepted layers again, by kind: somebody may have edited a file or the table of beats."""
    kinds = [kind for kind in KINDS if kind.name not in leaving_out and (folder / kind.file_name).is_file()]
    return {kind.name: _read(folder / kind.file_name, kind, beats) for kind in kinds}


def write_layers(folder: Path, layers: Iterable[Layer]) -> None:
    """Write every layer beside its place first, then move each there."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = [(_write(folder / f".{layer.kind.file_name}.new", layer), layer.kind.file_name) for layer in layers]
    for path, name in waiting:
        path.replace(folder / name)


def _read(path: Path, kind: Kind, beats: Names[str]) -> Layer:
    try:
        collection = read_file(path, f"{path.parent.name}/{path.name}")
        layer = read_layer(collection, kind, beats)
        return replace(layer, source=collection.source or layer.source)
    except BadInput as error:
        raise BadInput(f"{error} {_ADVICE}") from error


def _write(path: Path, layer: Layer) -> Path:
    features = [
        {"type": "Feature", "properties": {layer.kind.properties[0]: name}, "geometry": json.loads(to_geojson(shape))}
        for name, shape in layer.shapes.items()
    ]
    with path.open("w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "source": layer.source, "features": features}, file)
        file.flush()
        os.fsync(file.fileno())
    return path
