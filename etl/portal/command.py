"""What the command line asks of the portal."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import duckdb

from etl import held, log, publish
from etl.config import Settings
from etl.errors import PipelineError
from etl.portal.datasets import DISPATCH, FIRE
from etl.portal.fetch import Told, fetch
from etl.portal.files import remove_covered
from etl.portal.soda import Portal


def first_day(settings: Settings, since: date | None, *, full: bool) -> date | None:
    """Choose the day to fetch from; None is everything.

    That is the day asked for, or else the first of a month, far enough before the newest day held to catch what the
    City restates. Everything is fetched when asked for, and while no real data is held.
    """
    through = held_through(settings.warehouse)
    if full or since or through is None:
        return None if full else since
    return (through - timedelta(days=settings.lookback_days)).replace(day=1)


def held_through(warehouse: Path) -> date | None:
    """Return the last complete day of the real data held; None when there is none.

    Where the snapshot served cannot be read, the newest that can be is asked: a refresh merges with that one too.
    Raises `PipelineError` where this user may not read it, as the refresh would after hours of fetching.
    """
    for snapshot in dict.fromkeys((publish.current_snapshot(warehouse), *reversed(publish.snapshots(warehouse)))):
        path = publish.snapshot_path(warehouse, str(snapshot))
        if snapshot:
            held.refuse_forbidden(path)
        with suppress(duckdb.Error), duckdb.connect(str(path), read_only=True) as con:
            row = con.execute("SELECT data_through FROM snapshot WHERE NOT is_invented").fetchone()
            return row[0] if row else None
    return None


def fetch_export(settings: Settings, since: date | None, told: Told) -> Path:
    """Fetch the dispatch export into `data/exports`."""
    return fetch(_portal(settings), DISPATCH, settings.exports, since, told)


def fetch_fire(settings: Settings, since: date | None) -> Path | None:
    """Fetch the fire department's feed into `data/fire`. It is context: when it cannot be had, a warning says why."""
    try:
        path = fetch(_portal(settings), FIRE, settings.fire, since)
    except (PipelineError, OSError) as error:
        log.warn(f"The fire department's feed was not fetched. {error}")
        return None
    remove_covered(settings.fire, FIRE)
    return path


def tidy(settings: Settings) -> None:
    """Remove fetched exports of which a newer one, loaded by now, holds all days."""
    for name in remove_covered(settings.exports, DISPATCH):
        log.say(f"{name} is removed: a newer export holds all its days")


def _portal(settings: Settings) -> Portal:
    return Portal(settings.portal_url, settings.portal_token, log.warn)
