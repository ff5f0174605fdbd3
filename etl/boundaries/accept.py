"""`python -m etl boundaries`: read what is given, check all of it, and only then keep it."""

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl import publish
from etl.boundaries.covering import refuse_misfits
from etl.boundaries.fetch import fetch_collection
from etl.boundaries.files import read_given
from etl.boundaries.geojson import Collection
from etl.boundaries.kinds import BEAT, DISTRICT, KINDS
from etl.boundaries.layer import Layer, read_layer, recognise
from etl.boundaries.shares import beat_districts
from etl.boundaries.store import read_held, write_layers
from etl.config import Settings
from etl.errors import BadInput
from etl.reference import read_reference

_PROPERTIES = ", ".join(name for kind in KINDS for name in kind.properties)


@dataclass(frozen=True)
class Accepted:
    """The layers that were kept, the files that are no boundaries, and the beats without a district."""

    layers: tuple[Layer, ...]
    others: tuple[str, ...]
    on_water: tuple[str, ...]


def accept(settings: Settings, paths: Sequence[Path]) -> Accepted:
    """Keep the boundaries given, or else the City's own; kinds not given stay. Raises `BadInput`, nothing changed."""
    precinct_of = _precinct_of_beats(settings.reference)
    collections, others = read_given(paths) if paths else (_fetched(settings), [])
    given = _by_kind(collections, precinct_of)
    layers = read_held(settings.boundaries, precinct_of, leaving_out=given) | given
    refuse_misfits(layers, precinct_of)
    with publish.writer_lock(settings.warehouse):  # a refresh reads all kinds at one time
        write_layers(settings.boundaries, given.values())
    return Accepted(tuple(given.values()), tuple(others), _on_water(layers))


def _fetched(settings: Settings) -> list[Collection]:
    return [fetch_collection(address) for address in settings.boundary_urls]


def _precinct_of_beats(reference: Path) -> dict[str, str]:
    return {str(beat): str(precinct) for beat, _, precinct, *_ in read_reference(reference, "beat")}


def _by_kind(collections: Sequence[Collection], beats: Names[str]) -> dict[str, Layer]:
    layers: dict[str, Layer] = {}
    for collection in collections:
        kind = recognise(collection)
        if kind is None:
            raise BadInput(
                f"{collection.where}: is no map of beats, neighborhoods or council districts: its first feature has "
                f"none of the properties {_PROPERTIES}. Leave it out."
            )
        if kind.name in layers:
            raise BadInput(f"{layers[kind.name].where} and {collection.where} both hold {kind.words}. Give one.")
        layers[kind.name] = read_layer(collection, kind, beats)
    if not layers:
        raise BadInput(f"No file with one of the properties {_PROPERTIES} was given. Give GeoJSON files of the City's.")
    return layers


def _on_water(layers: Mapping[str, Layer]) -> tuple[str, ...]:
    if not {BEAT.name, DISTRICT.name} <= layers.keys():
        return ()
    with_district = {each.beat for each in beat_districts(layers[BEAT.name], layers[DISTRICT.name])}
    return tuple(beat for beat in layers[BEAT.name].shapes if beat not in with_district)
