"""The dashboard's settings, read from the environment (`CARE_…`)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_MOST_THREADS = 256
"""A query starts as many threads as it may, and a slip of the hand would stop the machine."""

_MOST_SECONDS = 3_600
_WARM_SECONDS = 2
"""New requests should be answered from a new snapshot within moments, warm or not."""

_SIZE = re.compile(r"[1-9][0-9]{0,5} ?[MG]i?B")
_SITE = re.compile(r"https?://[\w.-]+(:[0-9]+)?/?", re.ASCII)
_MAIL = re.compile(r"[\w.!$&'*+=~-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """What a worker reads and what it may use.

    `memory_limit` bounds what each open snapshot keeps in memory, as DuckDB writes a size, `query_memory` a query that
    needs more than that, and `download_memory` what each download of rows reads with; `query_seconds` is how long a
    query may run, `download_seconds` how long a download may read without a row to send; `cache_bytes` bounds the
    answers that a worker remembers; `warm_seconds` is how long a new snapshot may be made ready before it is served, 0
    for not at all; `stale_days` is the age at which the site says loudly that its data is old, `news_seconds` how often
    an open page asks whether there is newer data; `chromium` is the browser that prints reports, None for the usual
    names. `site_url` is the site's public address, without a slash at the end; empty means the one that a request
    names. `contact_name` and `contact_email` say who answers for the site, where other catalogs tell of it; empty means
    that it is not said.
    """

    warehouse: Path
    memory_limit: str = "20MB"
    query_memory: str = "512MB"
    query_seconds: float = 10
    download_seconds: float = 30
    cache_bytes: int = 16_000_000
    download_memory: str = "32MB"
    threads: int = 2
    warm_seconds: int = 0  # what is served has another default, below: tests need no warm pages
    stale_days: int = 7
    news_seconds: int = 30
    chromium: str | None = None
    site_url: str = ""
    contact_name: str = ""
    contact_email: str = ""


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a bad one raises `SystemExit` naming the variable and what it may hold."""
    data_dir = Path(environ.get("CARE_DATA_DIR") or PROJECT / "data")
    return Settings(
        warehouse=Path(environ.get("CARE_WAREHOUSE") or data_dir / "warehouse"),
        memory_limit=_size(environ, "CARE_APP_MEMORY", Settings.memory_limit),
        query_memory=_size(environ, "CARE_QUERY_MEMORY", Settings.query_memory),
        query_seconds=whole_number(environ, "CARE_QUERY_SECONDS", int(Settings.query_seconds), most=_MOST_SECONDS),
        download_seconds=whole_number(
            environ, "CARE_DOWNLOAD_SECONDS", int(Settings.download_seconds), most=_MOST_SECONDS
        ),
        cache_bytes=_bytes(_size(environ, "CARE_APP_CACHE", f"{Settings.cache_bytes // 10**6}MB")),
        download_memory=_size(environ, "CARE_DOWNLOAD_MEMORY", Settings.download_memory),
        threads=whole_number(environ, "CARE_APP_THREADS", Settings.threads, most=_MOST_THREADS),
        warm_seconds=whole_number(environ, "CARE_WARM_SECONDS", _WARM_SECONDS, least=0, most=600),
        stale_days=whole_number(environ, "CARE_STALE_DAYS", Settings.stale_days),
        news_seconds=whole_number(environ, "CARE_NEWS_SECONDS", Settings.news_seconds),
        chromium=environ.get("CARE_CHROMIUM") or None,
        site_url=_site_url(environ),
        contact_name=environ.get("CARE_CONTACT_NAME", "").strip(),
        contact_email=_mail_address(environ),
    )


def whole_number(environ: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int = 100_000) -> int:
    """Read a whole number within bounds; another raises `SystemExit` naming the variable and what it may hold."""
    given = environ.get(name) or str(default)
    if not re.fullmatch("[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise SystemExit(f"{name} is {given!r}: give a whole number from {least} to {most:,}.")
    return int(given)


def _size(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not _SIZE.fullmatch(given):
        raise SystemExit(f"{name} is {given!r}: give a size such as 512MB or 2GB.")
    return given


def _bytes(size: str) -> int:
    """Turn a size into bytes, as DuckDB reads one: 1MB is a million, 1MiB is 2²⁰."""
    thousand = 1024 if "i" in size else 1000
    return int(size.rstrip("MGiB ")) * thousand ** (3 if "G" in size else 2)


def _site_url(environ: Mapping[str, str]) -> str:
    """Read the public address: a scheme and a host, since the site's own links begin at its root."""
    given = environ.get("CARE_SITE_URL", "").strip()
    if given and not _SITE.fullmatch(given):
        raise SystemExit(f"CARE_SITE_URL is {given!r}: give a scheme and a host only, as https://care.example.org.")
    return given.rstrip("/")


def _mail_address(environ: Mapping[str, str]) -> str:
    given = environ.get("CARE_CONTACT_EMAIL", "").strip()
    if given and not _MAIL.fullmatch(given):
        raise SystemExit(f"CARE_CONTACT_EMAIL is {given!r}: give one address, as care@example.org.")
    return given
