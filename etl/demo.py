"""Invented exports: what the open-data portal would give, about events that never happened.

Made to show the dashboard, and to test and time it, where no real export is at hand. Header, value forms and traps are
the real export's; the durations and the mix of units follow published figures. **The shares are not Seattle's**: of
60,000 events in four years CARE is on some 4,500, several times its real share, so that its pages have something to
show, but of however many on 20,000 at most, as in its real years; the call types it answers are over-represented too.
Co-response columns are left blank. Every event number begins with `9999`, which no real one does.

Beside it, what departments would supply about the same events: contacts, survey answers, fire units. Their shares are
made up too, but for two that the City has published.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np

from etl.errors import BadInput
from etl.invented.events import days_of, draw_events
from etl.invented.layout import EXPORT_SQL, HEADER, Drawn, relations_of, teach, together
from etl.invented.programme import END, care_share
from etl.invented.supplied import write_supplied
from etl.invented.units import draw_units
from etl.supplied import CONTRACTS

START = date(2022, 1, 1)
"""The first invented day: nearly two years before the CARE team was launched."""

MOST_EVENTS = 999_999_999
"""An event number is the invented prefix and nine digits."""

MOST_CARE_EVENTS = 20_000
"""About what CARE's units have been sent to in their real years."""

_YEAR_WEIGHTS = {2022: 1.00, 2023: 1.03, 2024: 0.95, 2025: 0.98}
_DAY_WEIGHTS = (0.96, 0.95, 0.98, 1.00, 1.04, 1.06, 1.09, 1.06, 1.02, 0.98, 0.95, 0.93)
"""Events a day, January to December: summers are busier."""

_MEMORY_LIMIT = "1GB"
_EVENTS_WORTH_A_QUERY = 30_000


def write_demo(out: Path, events: int = 60_000, seed: int = 1) -> Path:
    """Write an invented export of `events` CAD events, 2022 to 2025, into the directory `out`; give the file's path.

    The same events and seed give the same bytes. Rows are ordered by queued time, event and call sign; there are about
    1.8 an event. The name carries the vintage, a few days after the newest row; a file of that name is replaced whole.
    Raises `BadInput` when `events` or `seed` cannot be used.
    """
    with _scratch(out, events, seed) as scratch:
        building = scratch / "export.building"
        _write_all(building, events, seed)
        return building.replace(_named(out, "spd_call_data"))


def write_supplied_demo(out: Path, events: int = 60_000, seed: int = 1) -> list[Path]:
    """Write the exports that departments supply, about the events that `write_demo` invents of the same numbers.

    Contacts, survey and fire units, each marked as its contract says; the same events and seed give the same bytes. Of
    few events some may have no row, and are not written. The events are drawn once more, which costs a part of writing
    them. Raises `BadInput` as `write_demo` does.
    """
    with _scratch(out, events, seed) as scratch:
        known_at = int(_vintage().timestamp())
        written = write_supplied(_draw(events, seed), seed, known_at, scratch)
        for contract in CONTRACTS:
            _named(out, contract.name).unlink(missing_ok=True)  # of events invented before
        return [path.replace(_named(out, contract.name)) for contract, path in written.items()]


@contextmanager
def _scratch(out: Path, events: int, seed: int) -> Iterator[Path]:
    """Give a folder in `out` to write in, gone afterwards, so that only whole files get their names."""
    _refuse_unusable(events, seed)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".invented-", dir=out) as scratch:
        yield Path(scratch)


def _named(out: Path, name: str) -> Path:
    return out / f"{name}_invented_{_vintage():%Y%m%dT%H%M%SZ}.csv"


def _refuse_unusable(events: int, seed: int) -> None:
    if not 1 <= events <= MOST_EVENTS:
        raise BadInput(f"Cannot invent {events:,} events: ask for 1 to {MOST_EVENTS:,}.")
    if seed < 0:
        raise BadInput(f"Cannot start from seed {seed}: give a whole number of 0 or more.")


def _vintage() -> datetime:
    """When the export would have been downloaded: after the newest invented event's last unit is in service again."""
    return datetime.combine(END + timedelta(days=3), time(12), UTC)


def _write_all(building: Path, events: int, seed: int) -> None:
    """Write the header, then batch after batch, so that memory holds one batch however many events there are."""
    part = building.with_suffix(".part")
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": str(building.with_suffix(".spill")),
    }
    with duckdb.connect(config=config) as con, building.open("wb") as export:
        teach(con)
        export.write(HEADER.encode())
        for batch in _batches(_draw(events, seed)):
            _write_batch(con, part, batch)
            with part.open("rb") as rows:
                shutil.copyfileobj(rows, export, 1 << 20)


def _write_batch(con: duckdb.DuckDBPyConnection, part: Path, batch: Drawn) -> None:
    con.register("event", batch.event)
    con.register("unit", batch.unit)
    path = str(part).replace("'", "''")
    con.execute(f"COPY ({EXPORT_SQL}) TO '{path}' (FORMAT csv, HEADER false)")


def _batches(months: Iterable[Drawn]) -> Iterator[Drawn]:
    """Put months together until they are worth a query: planning one costs as much as writing some thousand rows."""
    waiting: list[Drawn] = []
    for month in months:
        waiting.append(month)
        if sum(each.events for each in waiting) >= _EVENTS_WORTH_A_QUERY:
            yield together(waiting)
            waiting = []
    if waiting:
        yield together(waiting)


def _draw(events: int, seed: int) -> Iterator[Drawn]:
    """Draw month by month. Each has its own generator: no month depends on another's draws."""
    months = list(_months(events))
    with_care = sum(size * care_share(days_of(month)).mean() for month, _, size in months)
    of_care_share = min(1.0, MOST_CARE_EVENTS / with_care) if with_care else 1.0
    for month, first, size in months:
        rng = np.random.default_rng([seed, month[0].toordinal()])
        drawn = draw_events(rng, month, size, of_care_share)
        yield relations_of(rng, drawn, draw_units(rng, drawn), first)


def _months(events: int) -> Iterator[tuple[tuple[date, date], int, int]]:
    """Share the events out: each month's first day and the next's, its first event's number and its events.

    Months that get none are left out.
    """
    starts = [date(year, month, 1) for year in _YEAR_WEIGHTS for month in range(1, 13)]
    months = list(pairwise([*starts, END]))
    weights = [_YEAR_WEIGHTS[a.year] * _DAY_WEIGHTS[a.month - 1] * (b - a).days for a, b in months]
    last = np.rint(events * np.cumsum(weights) / sum(weights)).astype(int).tolist()
    for month, before, after in zip(months, [0, *last], last, strict=False):
        if after > before:
            yield month, before + 1, after - before
