"""Boundaries given as files, or as folders that hold some."""

from collections.abc import Iterable
from pathlib import Path

from etl.boundaries.geojson import MOST_BYTES, Collection, read_collection
from etl.boundaries.layer import recognise
from etl.errors import BadInput

_SUFFIXES = (".geojson", ".json")


def read_file(path: Path, where: str = "") -> Collection:
    """Read one file, called `where` or by its name. Raises `BadInput` when it cannot be read or is not GeoJSON."""
    try:
        with path.open("rb") as file:
            return read_collection(file.read(MOST_BYTES + 1), where or path.name)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}). Give GeoJSON files or folders.") from error


def read_given(paths: Iterable[Path]) -> tuple[list[Collection], list[str]]:
    """Read the files given, and those of folders that are boundaries; name the others of the folders."""
    found: list[Collection] = []
    others: list[str] = []
    for path in paths:
        if not path.is_dir():
            found.append(read_file(path))
            continue
        for collection in map(read_file, _files_in(path)):
            if recognise(collection):
                found.append(collection)
            else:
                others.append(collection.where)
    return found, others


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
