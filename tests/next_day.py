"""The export of a day after an invented one: that day's rows, rows of former days said otherwise, and repeats."""

import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from etl.export import BY_KEY, INVENTED_EVENT_PREFIX, Kind, header_key
from etl.invented.programme import END
from tests.etl.exports import PORTAL_QUEUED, PORTAL_TIME
from tests.golden.headers import HEADERS

_NAMES = [BY_KEY[header_key(header)].name for header in HEADERS]
_EVENT, _KEY = _NAMES.index("event_number"), _NAMES.index("call_sign_dispatch_id")
_QUEUED, _OFFICERS, _CLEARANCE = (_NAMES.index(name) for name in ("queued_at", "officers", "clearance"))
_TIMES = [place for place, header in enumerate(HEADERS) if BY_KEY[header_key(header)].kind is Kind.TIME]
_OTHER_CLEARANCE = "PROBLEM SOLVING PROJECT"
_LONGEST_ROW, _TYPICAL_ROW = 2_000, 480
"""Bytes."""
_FORMER_SHARE = 0.03
"""Rows are restated in the last month or so of the invented four years, if it has enough rows."""
_ENOUGH = 8

Record = list[str]


@dataclass(frozen=True)
class DaySize:
    """How many rows a day's export brings that are new, that say otherwise what is held, and that repeat it."""

    new: int
    restated: int
    repeated: int


USUAL_DAY = DaySize(new=1_800, restated=150, repeated=150)
"""What Seattle's real export has a day, with some corrections."""


def write_next_day(export: Path, folder: Path, number: int, size: DaySize = USUAL_DAY) -> Path:
    """Write the export of the `number`-th day (from 1) after an invented one, dated four days after it.

    The new rows are the newest of `export`, moved to that day under event numbers of their own. The same arguments give
    the same bytes; `export` is read at its end and at the places of the rows restated and repeated, whatever its size.
    """
    day = END + timedelta(days=number - 1)
    drawn = random.Random(number)
    former = iter(_spread(export, size.restated + size.repeated, drawn))
    rows = [_moved(record, day, number) for record in _newest(export, size.new)]
    rows += [_restated(next(former), drawn) for _ in range(size.restated)]
    target = folder / f"day_{day + timedelta(days=4):%Y%m%d}T120000Z.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADERS, *rows, *former])
    return target


def _newest(export: Path, rows: int) -> list[Record]:
    """Read the last rows, of whole events only."""
    with export.open("rb") as file:
        file.seek(max(0, export.stat().st_size - (rows + 100) * _LONGEST_ROW))
        records = _records(file.readlines()[1:])[-rows - 1 :]
    return [record for record in records if record[_EVENT] != records[0][_EVENT]]


def _spread(export: Path, rows: int, drawn: random.Random) -> list[Record]:
    """Read rows at places drawn from the export's last part, each once. Raises `ValueError` of too small an export."""
    size = export.stat().st_size
    part = max(int(size * _FORMER_SHARE), _ENOUGH * rows * _TYPICAL_ROW)
    if part > size:
        raise ValueError(f"{export.name} has too few rows to restate {rows} of them: invent more events.")
    found: dict[str, Record] = {}
    with export.open("rb") as file:
        while len(found) < rows:
            file.seek(drawn.randrange(size - part, size - 2 * _LONGEST_ROW))
            file.readline()
            (record,) = _records([file.readline()])
            found[record[_KEY]] = record
    return list(found.values())


def _records(lines: Iterable[bytes]) -> list[Record]:
    return list(csv.reader(line.decode() for line in lines))


def _moved(record: Record, day: date, number: int) -> Record:
    """Give an event's row the same times on another day, and another event's number."""
    days = day - datetime.strptime(record[_QUEUED], PORTAL_QUEUED).date()
    event = f"{INVENTED_EVENT_PREFIX}{900_000_000 + 10_000 * number + int(record[_EVENT]) % 10_000}"
    moved = [*record]
    for place in _TIMES:
        form = PORTAL_QUEUED if place == _QUEUED else PORTAL_TIME
        if moved[place]:
            moved[place] = (datetime.strptime(moved[place], form) + days).strftime(form)
    moved[_EVENT], moved[_KEY] = event, event + record[_KEY].removeprefix(record[_EVENT])
    return moved


def _restated(record: Record, drawn: random.Random) -> Record:
    """Say a row otherwise: how many officers went, or how the event ended."""
    restated = [*record]
    if drawn.random() < 0.5:
        restated[_OFFICERS] = str(int(record[_OFFICERS]) + 1)
    else:
        restated[_CLEARANCE] = _OTHER_CLEARANCE
    return restated
