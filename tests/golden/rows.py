"""Dispatch exports read the slow way: one row at a time, with nothing but the standard library.

The row rules are those of the metrics' fine print, *Rows*. Every row read ends as exactly one of accepted, unchanged,
superseded or rejected. What is left is one `UnitResponse` per event and call sign.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HEADERS = {
    "event_number": "CAD Event Number",
    "clearance": "CAD Event Clearance Description",
    "call_source": "Call Type",
    "priority": "Priority",
    "call_type": "Initial Call Type",
    "final_call_type": "Final Call Type",
    "queued_at": "CAD Event Original Time Queued",
    "precinct": "Dispatch Precinct",
    "sector": "Dispatch Sector",
    "beat": "Dispatch Beat",
    "response_category": "CAD Event Response Category",
    "key": "Call Sign Dispatch ID",
    "dispatched_at": "Call Sign Dispatch Time",
    "arrived_at": "Call Sign at Scene Time",
    "cleared_at": "Call Sign In-Service Time",
    "origin": "Call Type Indicator",
    "neighborhood": "Dispatch Neighborhood",
    "received": "Call Type Received Classification",
    "officers": "Count Of Officers",
}
"""The published columns the metrics stand on, by the names used here."""

EVENT_TEXTS = (
    *("clearance", "call_source", "priority", "call_type", "final_call_type", "precinct", "sector", "beat"),
    *("response_category", "origin", "neighborhood", "received"),
)
PLACES = frozenset({"precinct", "sector", "beat", "neighborhood"})
UNGIVEN_PLACES = frozenset({"", "-", "UNKNOWN", "REDACTED"})
TIMES = ("queued_at", "dispatched_at", "arrived_at", "cleared_at")
REQUIRED_TIMES = frozenset({"queued_at", "dispatched_at"})
TIME_FORMATS = (
    *("%m/%d/%Y %I:%M:%S %p", "%Y %b %d %I:%M:%S %p"),
    *("%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"),
)


MOST_OFFICERS = "2147483647"
"""Of more digits than four bytes hold, a number is none."""
SPACES = "".join(letter for letter in map(chr, range(0x3001)) if unicodedata.category(letter) == "Zs")
"""What is dropped around a value: spaces of any width; not tabs and line breaks."""


class UnreadableRowError(ValueError):
    """One row cannot be used; the message is the reason it is counted under."""


class UnreadableFileError(ValueError):
    """A whole file cannot be used."""


@dataclass(frozen=True)
class UnitResponse:
    """One row of the export, read: one event and one call sign."""

    event_number: str
    call_sign: str
    officers: int
    queued_at: datetime
    dispatched_at: datetime
    arrived_at: datetime | None
    cleared_at: datetime | None
    event_texts: tuple[str, ...]
    """The event columns as this row states them, in the order of `EVENT_TEXTS`."""

    @property
    def key(self) -> str:
        """The export's key: the event number followed by the call sign."""
        return self.event_number + self.call_sign

    @property
    def agency(self) -> str:
        """CARE units are `CARE` and a digit; every other unit is the police's, `CAR2` and `CAR23` too."""
        return "CARE" if re.match(r"CARE[0-9]", self.call_sign) else "SPD"

    @property
    def service_seconds(self) -> int | None:
        """How long the unit was taken up, or None without a clear; not multiplied by its officers."""
        return None if self.cleared_at is None else seconds_between(self.dispatched_at, self.cleared_at)


@dataclass(frozen=True)
class Held:
    """The version of a key that stands, with where it came from."""

    unit: UnitResponse
    vintage: int
    """Its file's vintage as a rank, 0 the oldest."""
    position: tuple[int, int]
    """Its file's place among the paths, and its record in the file."""


@dataclass(frozen=True)
class Rejected:
    """A row that was refused, and why."""

    path: Path
    record: int
    reason: str


@dataclass(frozen=True)
class Rows:
    """What stands after every row of every file, and what became of each row read."""

    held: tuple[Held, ...]
    """Oldest vintage first, then by file and line."""
    rejected: tuple[Rejected, ...]
    read: int
    unchanged: int
    superseded: int

    @property
    def accepted(self) -> int:
        """Rows that stand."""
        return len(self.held)

    @property
    def rejected_by_reason(self) -> dict[str, int]:
        """How many rows each reason refused."""
        return dict(Counter(row.reason for row in self.rejected))


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds on the wall clock, negative when the end comes first."""
    return round((end - start).total_seconds())


def merge_exports(paths: Sequence[Path], vintages: Sequence[datetime] | None = None) -> Rows:
    """Read every file, oldest vintage first, so that what comes later replaces what came before.

    Without vintages each path is newer than the one before it. Files of one vintage are read in the order given.
    """
    held: dict[str, Held] = {}
    rejected: list[Rejected] = []
    read = unchanged = superseded = 0
    for vintage, place in _oldest_first(paths, vintages):
        for record, outcome in _read_file(paths[place]):
            read += 1
            if isinstance(outcome, UnreadableRowError):
                rejected.append(Rejected(paths[place], record, str(outcome)))
                continue
            standing = held.get(outcome.key)
            if standing is not None and standing.unit == outcome:
                unchanged += 1
                continue
            superseded += standing is not None
            held[outcome.key] = Held(outcome, vintage, (place, record))
    in_order = tuple(sorted(held.values(), key=lambda row: (row.vintage, row.position)))
    return Rows(in_order, tuple(rejected), read, unchanged, superseded)


def _oldest_first(paths: Sequence[Path], vintages: Sequence[datetime] | None) -> list[tuple[int, int]]:
    """Each file's vintage as a rank and its place among the paths, oldest first."""
    if vintages is None:
        return [(place, place) for place in range(len(paths))]
    ranks = {vintage: rank for rank, vintage in enumerate(sorted(set(vintages)))}
    return sorted((ranks[vintage], place) for place, vintage in zip(range(len(paths)), vintages, strict=True))


def _read_file(path: Path) -> Iterator[tuple[int, UnitResponse | UnreadableRowError]]:
    """Each record after the header with its number (the header is 1), read or refused. Empty lines are no records."""
    text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    records = csv.reader(io.StringIO(text, newline=""))
    header = next(records, [])
    columns = _find_columns(header, path)
    for number, fields in enumerate((record for record in records if record), start=2):
        try:
            yield number, _read_row(fields, columns, width=len(header))
        except UnreadableRowError as refusal:
            yield number, refusal


def header_key(header: str) -> str:
    """Reduce a header to what every published spelling of it shares."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"(\(s\)|_s_)$", "", header.strip().lower()))


def _find_columns(header: Sequence[str], path: Path) -> dict[str, int]:
    """Where each column we need is, by our name for it."""
    found = {header_key(text): place for place, text in enumerate(header)}
    missing = [text for text in HEADERS.values() if header_key(text) not in found]
    if missing:
        raise UnreadableFileError(f"{path.name} lacks the columns {', '.join(missing)}")
    return {name: found[header_key(text)] for name, text in HEADERS.items()}


def _read_row(fields: Sequence[str], columns: Mapping[str, int], width: int) -> UnitResponse:
    """Read one row, or say in one reason why it cannot be used."""
    if len(fields) != width:
        raise UnreadableRowError("wrong_number_of_fields")
    if any("\udc80" <= letter <= "\udcff" for field in fields for letter in field):
        raise UnreadableRowError("not_utf8")
    cells = {name: fields[place].strip(SPACES) for name, place in columns.items()}
    event_number, key = cells["event_number"], cells["key"]
    if not event_number or not key.startswith(event_number) or key == event_number:
        raise UnreadableRowError("key_does_not_start_with_event_number")
    queued_at, dispatched_at, arrived_at, cleared_at = (_read_time(name, cells[name]) for name in TIMES)
    assert queued_at is not None
    assert dispatched_at is not None
    return UnitResponse(
        event_number=event_number,
        call_sign=key.removeprefix(event_number),
        officers=_read_officers(cells["officers"]),
        queued_at=queued_at,
        dispatched_at=dispatched_at,
        arrived_at=arrived_at,
        cleared_at=cleared_at,
        event_texts=tuple(_read_text(name, cells[name]) for name in EVENT_TEXTS),
    )


def _read_time(name: str, text: str) -> datetime | None:
    """Read a local wall time of this century to the second, whichever of the published forms it is written in."""
    if not text and name in REQUIRED_TIMES:
        raise UnreadableRowError(f"{name}_blank")
    if not text:
        return None
    for form in TIME_FORMATS if text.isascii() else ():
        try:
            time = datetime.strptime(text.strip(), form).replace(microsecond=0)
        except ValueError:
            continue
        if 2000 <= time.year < 2100:
            return time
    raise UnreadableRowError(f"{name}_unreadable")


def _read_officers(text: str) -> int:
    """How many people the unit is; a thousands separator, a decimal `.0` or a sign before nothing does no harm."""
    if not text:
        raise UnreadableRowError("officers_blank")
    if not re.fullmatch(r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?", text):
        raise UnreadableRowError("officers_not_a_number")
    officers = text.lstrip("-").replace(",", "").partition(".")[0].lstrip("0") or "0"
    if text.startswith("-") and officers != "0":
        raise UnreadableRowError("officers_not_a_number")
    if len(officers) > len(MOST_OFFICERS) or int(officers) > int(MOST_OFFICERS):
        raise UnreadableRowError("officers_not_a_number")
    return int(officers)


def _read_text(name: str, text: str) -> str:
    """Read a category as written; a place that is not given is UNKNOWN, however it is not given."""
    return "UNKNOWN" if name in PLACES and text.upper() in UNGIVEN_PLACES else text
