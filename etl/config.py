"""The pipeline's settings, read from the environment (`CARE_…`)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.errors import BadInput

PROJECT = Path(__file__).resolve().parent.parent

_LAYER = (
    "https://services.arcgis.com/ZOyb2t4B0UYuYNYH/arcgis/rest/services/{layer}/FeatureServer/0/query"
    "?where=1%3D1&outFields={name}&outSR=4326&f=geojson"
)
BOUNDARY_URLS = {
    "CARE_BEATS_URL": _LAYER.format(layer="Current_Beats", name="beat"),
    "CARE_NEIGHBORHOODS_URL": _LAYER.format(layer="MCPP", name="neighborhood"),
    "CARE_DISTRICTS_URL": _LAYER.format(layer="Seattle_City_Council_Districts_2024", name="C_DISTRICT"),
}
"""The settings for the City's own layers, each with its address there: the beats and the neighborhoods of its police,
and the council districts in force since January 2024."""


@dataclass(frozen=True)
class Settings:
    """Where the pipeline reads and writes, and what it may use.

    `boundaries` is the folder of accepted boundaries, `boundary_urls` where they are fetched from; `memory_limit` is a
    size as DuckDB writes it (`2GB`); `threads` a number of threads.
    """

    data_dir: Path
    warehouse: Path
    boundaries: Path
    boundary_urls: tuple[str, ...]
    memory_limit: str
    threads: int

    @property
    def exports(self) -> Path:
        """The folder that holds exports exactly as received."""
        return self.data_dir / "exports"

    @property
    def reference(self) -> Path:
        """The folder that holds the reference tables the department edits."""
        return self.data_dir / "reference"


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a bad one raises `BadInput` naming the variable, what it holds and what it may hold."""
    data_dir = Path(environ.get("CARE_DATA_DIR") or PROJECT / "data")
    return Settings(
        data_dir=data_dir,
        warehouse=Path(environ.get("CARE_WAREHOUSE") or data_dir / "warehouse"),
        boundaries=Path(environ.get("CARE_BOUNDARIES") or data_dir / "boundaries"),
        boundary_urls=tuple(_address(environ, name, default) for name, default in BOUNDARY_URLS.items()),
        memory_limit=_size(environ, "CARE_ETL_MEMORY", "2GB"),
        threads=_whole_number(environ, "CARE_ETL_THREADS", os.cpu_count() or 1),
    )


def is_secure_address(address: str) -> bool:
    """Say whether an address is HTTPS, or on this machine, where there is nobody between."""
    try:
        place = urlsplit(address)
    except ValueError:
        return False
    return bool(place.hostname) and (place.scheme == "https" or _is_here(place.scheme, str(place.hostname)))


def _is_here(scheme: str, host: str) -> bool:
    return scheme == "http" and host in ("localhost", "127.0.0.1")


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not is_secure_address(given):
        raise BadInput(f"{name} is {given!r}: give an address that begins with https://.")
    return given


def _size(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not re.fullmatch(r"\d+(\.\d+)?\s*[KMGT]i?B", given):
        raise BadInput(f"{name} is {given!r}: give a size such as 2GB or 512MB.")
    return given


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdigit() or int(given) < 1:
        raise BadInput(f"{name} is {given!r}: give a whole number of 1 or more.")
    return int(given)
