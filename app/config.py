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

_ANSWERS_PER_MINUTE, _DOWNLOADS_PER_MINUTE = 1_200, 60
"""Of one client in one worker. A class of 30 behind one address asks for a third of that when all click at once."""

_YEAR_SECONDS = 31_536_000

_SIZE = re.compile(r"[1-9][0-9]{0,5} ?[MG]i?B")
_SITE = re.compile(r"https?://[\w.-]+(:[0-9]+)?/?", re.ASCII)
_ORIGIN = re.compile(r"https?://(\*\.)?[\w-]+(\.[\w-]+)*(:[0-9]{1,5})?", re.ASCII)
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
    names. `trusted_hops` is how many proxies stand before the app, each of which says who asked it; `embed_on` are the
    origins whose pages may show ours in a frame; `hsts_seconds` is how long a browser that came by TLS comes by nothing
    else. `answers_per_minute` and `downloads_per_minute` bound what a worker works out for one client, 0 for no bound;
    `downloads_at_once` is how many downloads of rows a worker sends at a time. `access_log` is how a line for each
    request is written, `plain` or `json`, or `off`; `metrics_port` is where Prometheus finds counts, 0 for nowhere.
    `contact_name` and `contact_email` say who answers for the site, where other catalogs tell of it; empty means that
    it is not said.
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
    trusted_hops: int = 0
    embed_on: tuple[str, ...] = ()
    hsts_seconds: int = _YEAR_SECONDS
    answers_per_minute: int = 0  # as with warm pages, what is served has other defaults: tests are one client
    downloads_per_minute: int = 0
    downloads_at_once: int = 2
    access_log: str = "off"
    metrics_port: int = 0


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
        trusted_hops=whole_number(environ, "CARE_TRUSTED_HOPS", Settings.trusted_hops, least=0, most=10),
        embed_on=_origins(environ),
        hsts_seconds=whole_number(environ, "CARE_HSTS_SECONDS", _YEAR_SECONDS, least=0, most=10 * _YEAR_SECONDS),
        answers_per_minute=whole_number(environ, "CARE_ANSWERS_PER_MINUTE", _ANSWERS_PER_MINUTE, least=0),
        downloads_per_minute=whole_number(environ, "CARE_DOWNLOADS_PER_MINUTE", _DOWNLOADS_PER_MINUTE, least=0),
        downloads_at_once=whole_number(environ, "CARE_DOWNLOADS_AT_ONCE", Settings.downloads_at_once, most=64),
        access_log=_access_log(environ),
        metrics_port=whole_number(environ, "CARE_METRICS_PORT", Settings.metrics_port, least=0, most=65_535),
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


def _origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Read the origins that may show our pages in a frame, between spaces."""
    given = tuple(environ.get("CARE_EMBED_ON", "").split())
    for origin in given:
        if not _ORIGIN.fullmatch(origin):
            raise SystemExit(
                f"CARE_EMBED_ON names {origin!r}: give origins between spaces, as https://www.seattle.gov."
            )
    return given


def _access_log(environ: Mapping[str, str]) -> str:
    """Read whether requests are logged, and in which form all logs are."""
    is_on = _one_of(environ, "CARE_ACCESS_LOG", ("on", "off")) == "on"
    form = _one_of(environ, "CARE_LOG_FORMAT", ("plain", "json"))
    return form if is_on else "off"


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """Read a choice; the first is the default."""
    given = environ.get(name) or choices[0]
    if given not in choices:
        raise SystemExit(f"{name} is {given!r}: give {' or '.join(choices)}.")
    return given
