"""The dashboard's settings, read from the environment (`CARE_…`)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What a worker reads and what it may use.

    `memory_limit` bounds each open snapshot, as DuckDB writes a size; `stale_days` is the age at which the site says
    loudly that its data is old, `news_seconds` how often an open page asks whether there is newer data. `site_url` is
    the address that readers know the site by, for links to be passed on; empty, it is that of each request.
    """

    warehouse: Path
    memory_limit: str = "512MB"
    threads: int = 2
    stale_days: int = 7
    news_seconds: int = 30
    site_url: str = ""


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a bad number raises `SystemExit` naming the variable and what it may hold."""
    data_dir = Path(environ.get("CARE_DATA_DIR") or PROJECT / "data")
    return Settings(
        warehouse=Path(environ.get("CARE_WAREHOUSE") or data_dir / "warehouse"),
        memory_limit=environ.get("CARE_APP_MEMORY") or Settings.memory_limit,
        threads=_whole_number(environ, "CARE_APP_THREADS", Settings.threads),
        stale_days=_whole_number(environ, "CARE_STALE_DAYS", Settings.stale_days),
        news_seconds=_whole_number(environ, "CARE_NEWS_SECONDS", Settings.news_seconds),
        site_url=_address(environ, "CARE_SITE_URL"),
    )


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdigit() or int(given) < 1:
        raise SystemExit(f"{name} is {given!r}: give a whole number of 1 or more.")
    return int(given)


def _address(environ: Mapping[str, str], name: str) -> str:
    given = environ.get(name) or ""
    if given and not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", given):
        raise SystemExit(f"{name} is {given!r}: give the site's address, such as https://care.example.org.")
    return given
