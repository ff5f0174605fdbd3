"""The pipeline's settings, read from the environment (`CARE_…`)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from etl import unpacked
from etl.errors import BadInput, quoted

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

PORTAL_URL = "https://data.seattle.gov"
LOG_FORMATS = ("plain", "json")

_MOST_THREADS = 256
"""DuckDB starts as many threads as it is told to, and a slip of the hand would stop the machine."""

_MOST_LOOKBACK_DAYS = 36_500
"""A hundred years: a day further back than the calendar reaches would be no day."""

_MEMORY = "1500MB"
"""A full load of 11 million rows stays under 2 GB with it."""

_LEAST_MEMORY, _MOST_MEMORY = "100MB", "16TB"
"""A refresh of 3,000 events fails with 16 MB and passes with 32; no machine has the most, and DuckDB can count it."""


@dataclass(frozen=True)
class Settings:
    """Where the pipeline reads and writes, and what it may use.

    `boundaries` is the folder of accepted boundaries, `boundary_urls` where they are fetched from; `memory_limit` is a
    size as DuckDB writes it (`1500MB`), which the process exceeds by what DuckDB does not count: 325 MB when 11 million
    rows are loaded. `threads` is a number of threads; `most_unpacked` is how many bytes of text one export may hold.
    `private` is the folder of what is kept about people, which only its owner may read.
    `portal_url` is the open-data portal's address, `portal_token` raises its limits and may be empty; `lookback_days`
    is how far before the newest day held a fetch begins, for restatements; `log_format` is one of `LOG_FORMATS`.
    """

    data_dir: Path
    warehouse: Path
    boundaries: Path
    boundary_urls: tuple[str, ...]
    memory_limit: str
    threads: int
    private: Path
    portal_url: str = PORTAL_URL
    portal_token: str = field(default="", repr=False)
    lookback_days: int = 45
    log_format: str = LOG_FORMATS[0]
    most_unpacked: int = unpacked.MOST_BYTES

    @property
    def exports(self) -> Path:
        """The folder that holds exports exactly as received."""
        return self.data_dir / "exports"

    @property
    def fire(self) -> Path:
        """The folder that holds the fire department's feed, apart from the exports: it is none."""
        return self.data_dir / "fire"

    @property
    def reference(self) -> Path:
        """The folder that holds the reference tables the department edits."""
        return self.data_dir / "reference"


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a bad one raises `BadInput` naming the variable, what it holds and what it may hold."""
    data_dir = _data_dir(environ)
    if environ.get("CARE_ALERT_URL") and not alert_address(environ):
        raise BadInput("CARE_ALERT_URL is no address that begins with https://. Give one, or none.")
    warehouse = warehouse_from(environ)
    return Settings(
        data_dir=data_dir,
        warehouse=warehouse,
        boundaries=Path(environ.get("CARE_BOUNDARIES") or data_dir / "boundaries"),
        boundary_urls=tuple(_address(environ, name, default) for name, default in BOUNDARY_URLS.items()),
        memory_limit=_size(environ, "CARE_ETL_MEMORY", _MEMORY),
        threads=_whole_number(environ, "CARE_ETL_THREADS", os.cpu_count() or 1, most=_MOST_THREADS),
        private=private_from(warehouse, environ),
        portal_url=_address(environ, "CARE_PORTAL_URL", PORTAL_URL),
        portal_token=_token(environ, "CARE_PORTAL_TOKEN"),
        lookback_days=_whole_number(
            environ, "CARE_PORTAL_LOOKBACK_DAYS", Settings.lookback_days, most=_MOST_LOOKBACK_DAYS
        ),
        log_format=_one_of(environ, "CARE_LOG_FORMAT", LOG_FORMATS),
        most_unpacked=int(_bytes(_size(environ, "CARE_ETL_UNPACKED", f"{unpacked.MOST_BYTES // 10**9}GB"))),
    )


def warehouse_from(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of snapshots. It stands apart, for what is served can be told while another setting is bad."""
    return Path(environ.get("CARE_WAREHOUSE") or _data_dir(environ) / "warehouse")


def private_from(warehouse: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of what is kept about people: beside the snapshots, never among them."""
    private = Path(environ.get("CARE_PRIVATE") or warehouse.parent / "private")
    if private.resolve().is_relative_to(warehouse.resolve()):
        raise BadInput("CARE_PRIVATE lies in the folder of snapshots, which others may read. Give a folder of its own.")
    return private


def alert_address(environ: Mapping[str, str] = os.environ) -> str:
    """Return the webhook that is told of failures (`CARE_ALERT_URL`), empty when there is none.

    It stands apart from the settings, for a bad setting is a failure too.
    """
    given = environ.get("CARE_ALERT_URL") or ""
    return given if is_secure_address(given) else ""


def is_secure_address(address: str) -> bool:
    """Say whether an address is HTTPS, or on this machine, where there is nobody between."""
    try:
        place = urlsplit(address)
    except ValueError:
        return False
    return bool(place.hostname) and (place.scheme == "https" or _is_here(place.scheme, str(place.hostname)))


def _data_dir(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("CARE_DATA_DIR") or PROJECT / "data")


def _is_here(scheme: str, host: str) -> bool:
    return scheme == "http" and host in ("localhost", "127.0.0.1")


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not is_secure_address(given):
        raise BadInput(f"{name} is {given!r}: give an address that begins with https://.")
    return given


def _token(environ: Mapping[str, str], name: str) -> str:
    given = environ.get(name) or ""
    if not re.fullmatch(r"[\w-]*", given, re.ASCII):
        raise BadInput(f"{name} holds other characters than letters, digits, _ and -: give the portal's app token.")
    return given


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    given = environ.get(name) or allowed[0]
    if given not in allowed:
        raise BadInput(f"{name} is {given!r}: give {' or '.join(allowed)}.")
    return given


def _size(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?\s*[KMGT]i?B", given):
        raise BadInput(f"{name} is {quoted(given)}: give a size such as 2GB or 512MB.")
    if not _bytes(_LEAST_MEMORY) <= _bytes(given) <= _bytes(_MOST_MEMORY):
        raise BadInput(
            f"{name} is {quoted(given)}: give a size from {_LEAST_MEMORY} to {_MOST_MEMORY}; {default} is enough."
        )
    return given


def _bytes(size: str) -> float:
    """Count the bytes of a size as DuckDB does: `MB` is a million, `MiB` 1,048,576."""
    number, unit = re.split(r"\s*(?=[KMGT])", size, maxsplit=1)
    return float(number) * (1024.0 if "i" in unit else 1000.0) ** " KMGT".index(unit[0])


def _whole_number(environ: Mapping[str, str], name: str, default: int, most: int = 100_000) -> int:
    given = environ.get(name) or str(default)
    if not re.fullmatch("[0-9]{1,9}", given) or not 1 <= int(given) <= most:
        raise BadInput(f"{name} is {given!r}: give a whole number from 1 to {most:,}.")
    return int(given)
