"""A month of dispatch events written by hand, each for a reason, and the export file it would have come as.

Thirty-five events, 53 rows, queued from Friday 31 October to Sunday 30 November 2025. The comment above an event says
why it is there and works out what it adds: `C` and `S` are the seconds from queued to CARE's and to SPD's first
arrival, `A` the seconds CARE stayed on alone. The answers that follow from them are in `answers.py`.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

from tests.golden.headers import HEADERS, api_name


class Form(Enum):
    """The two forms a CSV export comes in."""

    PORTAL = "two time formats, thousands separators, published headers"
    API = "ISO times, plain numbers, lower-snake headers"


@dataclass(frozen=True)
class Unit:
    """One row: a unit, when it was sent, arrived and cleared (blank if it never did), and its officers.

    Times are a month-day and a time, of 2025 unless a year stands before them.

    A call sign listed twice on an event is a second row with the same key. `but` says what this row's event columns
    say otherwise than the event.
    """

    call_sign: str
    dispatched: str
    arrived: str
    cleared: str
    officers: int = 1
    but: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """One CAD event and its rows, in the order of the file. Places and types are keys of the tables below."""

    number: str
    queued: str
    place: str
    priority: str
    category: str
    units: tuple[Unit, ...]
    origin: str = "DISPATCH"
    received: str = "COMMUNITY_GENERATED"
    source: str = "911"
    initial_type: str = "SERVICE - WELFARE CHECK"
    final_type: str = "ASSIST PUBLIC - OTHER (NON-SPECIFIED)"
    clearance: str = "ASSISTANCE RENDERED"


PLACES = {
    "WEST": ("WEST", "MARY", "M3", "DOWNTOWN COMMERCIAL"),
    "EAST": ("EAST", "EDWARD", "E2", "CAPITOL HILL"),
    "NORTH": ("NORTH", "UNION", "U2", "UNIVERSITY"),
    "SOUTH": ("SOUTH", "ROBERT", "R1", "MOUNT BAKER"),
    "blank": ("", "", "", ""),
    "dash": ("-", "-", "-", "-"),
    "unknown": ("UNKNOWN", "", "99", "REDACTED"),
    "BELLTOWN": ("WEST", "DAVID", "D1", "BELLTOWN"),
    "PIONEER SQUARE": ("WEST", "KING", "K3", "PIONEER SQUARE"),
    "CHINATOWN": ("WEST", "KING", "K2", "CHINATOWN/INTERNATIONAL DISTRICT"),
    "SODO": ("SOUTH", "OCEAN", "O1", "SODO"),
    "QUEEN ANNE": ("WEST", "QUEEN", "Q2", "QUEEN ANNE"),
    "somewhere EAST": ("EAST", "", "", "UNKNOWN"),
    "SOUTHWEST": ("SOUTHWEST", "WILLIAM", "W2", "ALKI"),
}
"""Precinct, sector, beat and neighbourhood."""

PREMISE_CHECK = "PREMISE CHECK, OFFICER INITIATED ONVIEW ONLY"
CARE, SPD, BOTH = "CARE", "SPD", "SPD/CARE Co-Response"

EVENTS: tuple[Event, ...] = (
    # 01 Past midnight and into another month: belongs to October, 31st, hour 23. C = 23:50 to 00:04 = 840.
    Event("2025000400001", "10-31 23:50:00", "WEST", "3", CARE, (
        Unit("CARE12", "10-31 23:55:00", "11-01 00:04:00", "11-01 00:30:00", 2),)),
    # 02 The plainest call. C = 12:00 to 12:05 = 300.
    Event("2025000400002", "11-01 12:00:00", "WEST", "3", CARE, (
        Unit("CARE11", "11-01 12:01:00", "11-01 12:05:00", "11-01 12:40:00", 2),)),
    # 03 Two CARE units; the one sent later arrives first. C = 13:00 to 13:08 = 480. One call, not two.
    Event("2025000400003", "11-01 13:00:00", "EAST", "2", CARE, (
        Unit("CARE12", "11-01 13:02:00", "11-01 13:20:00", "11-01 13:50:00", 2),
        Unit("CARE14", "11-01 13:03:00", "11-01 13:08:00", "11-01 13:40:00", 2))),
    # 04 The hour that comes twice: arrived 45 minutes on, by a clock set back. C = 01:20 to 01:05 = -900: not counted.
    Event("2025000400004", "11-02 01:20:00", "WEST", "3", CARE, (
        Unit("CARE12", "11-02 01:25:00", "11-02 01:05:00", "11-02 01:45:00", 2),)),
    # 05 The same night: cleared "before" it was sent, yet the row stands. S = 01:10:00 to 01:16:30 = 390.
    Event("2025000400005", "11-02 01:10:00", "EAST", "1", SPD, (
        Unit("2E2", "11-02 01:12:00", "11-02 01:16:30", "11-02 01:05:00", 2),), initial_type="DISTURBANCE"),
    # 06 SPD leaves while CARE is there; its last unit to clear is one that never arrived. C = 900, S = 360,
    #    A = 14:20 to 15:00 = 2400.
    Event("2025000400006", "11-03 14:00:00", "WEST", "2", BOTH, (
        Unit("2M2", "11-03 14:01:00", "11-03 14:06:00", "11-03 14:12:00", 2),
        Unit("2M1", "11-03 14:05:00", "", "11-03 14:20:00", 1),
        Unit("CARE12", "11-03 14:10:00", "11-03 14:15:00", "11-03 15:00:00", 2))),
    # 07 SPD leaves in the same second. C = 1200, S = 300, A = 0, which counts.
    Event("2025000400007", "11-04 15:00:00", "EAST", "3", BOTH, (
        Unit("CARE12", "11-04 15:08:00", "11-04 15:20:00", "11-04 15:45:00", 2),
        Unit("3E1", "11-04 15:01:00", "11-04 15:05:00", "11-04 15:45:00", 1))),
    # 08 SPD stays longer. C = 1320, S = 600, A = max(0, 14:00 to 13:20 = -2400) = 0, clamped before it is judged.
    Event("2025000400008", "11-05 12:30:00", "NORTH", "3", BOTH, (
        Unit("1U2", "11-05 12:35:00", "11-05 12:40:00", "11-05 14:00:00", 2),
        Unit("CARE31", "11-05 12:40:00", "11-05 12:52:00", "11-05 13:20:00", 2))),
    # 09 SPD is gone before CARE arrives: alone from CARE's arrival. C = 1800, S = 240, A = 16:30 to 17:00 = 1800.
    Event("2025000400009", "11-06 16:00:00", "WEST", "2", BOTH, (
        Unit("2M2", "11-06 16:01:00", "11-06 16:04:00", "11-06 16:20:00", 2),
        Unit("CARE12", "11-06 16:10:00", "11-06 16:30:00", "11-06 17:00:00", 2))),
    # 10 CARE was sent and never arrived: a call, without a response time.
    Event("2025000400010", "11-07 12:00:00", "EAST", "3", CARE, (
        Unit("CARE14", "11-07 12:05:00", "", "11-07 12:20:00", 2),), clearance="CCR only - UNABLE TO LOCATE"),
    # 11 Joint, CARE never arrived: no C and no A. S = 480. The published category is wrong: unit rows decide.
    Event("2025000400011", "11-08 10:00:00", "WEST", "3", SPD, (
        Unit("2M1", "11-08 10:02:00", "11-08 10:08:00", "11-08 10:40:00", 1),
        Unit("CARE11", "11-08 10:05:00", "", "11-08 10:12:00", 2))),
    # 12 Sent, called off, and another unit sent three hours later. C = 13:00 to 16:10 = 11400.
    Event("2025000400012", "11-09 13:00:00", "NORTH", "3", CARE, (
        Unit("CARE31", "11-09 13:05:00", "", "11-09 13:15:00", 2),
        Unit("CARE32", "11-09 16:00:00", "11-09 16:10:00", "11-09 16:40:00", 2))),
    # 13 Outreach the team logged itself: no call, and its response of 0 is none. A comma in the type.
    Event("2025000400013", "11-10 13:00:00", "WEST", "7", CARE, (
        Unit("CARE12", "11-10 13:00:00", "11-10 13:00:00", "11-10 14:00:00", 2),),
        origin="ONVIEW", received="OFFICER_GENERATED", source="ONVIEW", initial_type=PREMISE_CHECK,
        clearance="CCR only - COMMUNITY PRESENCE"),
    # 14 An officer asked for CARE on view: no call, no C or S, but joint. A = 14:40 to 15:10 = 1800.
    Event("2025000400014", "11-10 14:11:52", "WEST", "3", BOTH, (
        Unit("2M1", "11-10 14:11:52", "11-10 14:11:52", "11-10 14:40:00", 2),
        Unit("CARE12", "11-10 14:20:00", "11-10 14:30:00", "11-10 15:10:00", 2)),
        origin="ONVIEW", received="OFFICER_GENERATED", source="ONVIEW"),
    # 15 CAR23 and CAR2 are police. S = the earlier of 1200 and 600 = 600.
    Event("2025000400015", "11-11 09:00:00", "EAST", "4", SPD, (
        Unit("CAR23", "11-11 09:01:00", "11-11 09:20:00", "11-11 09:50:00", 1),
        Unit("CAR2", "11-11 09:02:00", "11-11 09:10:00", "11-11 09:30:00", 1)), initial_type="NOISE"),
    # 16 A test by its final type, in any case: in nothing.
    Event("2025000400016", "11-12 10:00:00", "WEST", "9", CARE, (
        Unit("CARE12", "11-12 10:00:30", "11-12 10:01:00", "11-12 10:02:00", 2),), final_type="Test Call Only"),
    # 17 A test by its initial type: in nothing.
    Event("2025000400017", "11-12 11:00:00", "NORTH", "9", SPD, (
        Unit("1U1", "11-12 11:00:30", "11-12 11:01:00", "11-12 11:02:00", 1),), initial_type="test call only"),
    # 18 One second too long. C = 24 h and 1 s = 86401: not counted.
    Event("2025000400018", "11-13 10:00:00", "WEST", "3", CARE, (
        Unit("CARE12", "11-14 09:30:00", "11-14 10:00:01", "11-14 10:30:00", 2),)),
    # 19 As long as it may be. S = 24 h = 86400: counted.
    Event("2025000400019", "11-13 11:00:00", "NORTH", "4", SPD, (
        Unit("1U1", "11-14 10:30:00", "11-14 11:00:00", "11-14 11:30:00", 1),), initial_type="PARKING"),
    # 20 Sent 30 seconds before it was queued: the wait does not count, the response does. C = 360.
    Event("2025000400020", "11-14 10:00:00", "WEST", "3", CARE, (
        Unit("CARE12", "11-14 09:59:30", "11-14 10:06:00", "11-14 10:30:00", 2),)),
    # 21 The number begins with 2024, the event is of 2025. C = 540.
    Event("2024000412345", "11-15 12:00:00", "EAST", "3", CARE, (
        Unit("CARE14", "11-15 12:03:00", "11-15 12:09:00", "11-15 12:40:00", 2),)),
    # 22 The same row twice is one row. C = 660.
    Event("2025000400022", "11-16 12:00:00", "WEST", "3", CARE, (
        Unit("CARE12", "11-16 12:04:00", "11-16 12:11:00", "11-16 12:40:00", 2),
        Unit("CARE12", "11-16 12:04:00", "11-16 12:11:00", "11-16 12:40:00", 2))),
    # 23 SPD's row is stated again later in the file: the later line stands. C = 1200, S = 300 (not 1800),
    #    A = 12:30 to 13:00 = 1800 (not 12:45 to 13:00). The line that fell said priority 2; with it gone, CARE's row is
    #    the event's first, and the priority is 3.
    Event("2025000400023", "11-17 12:00:00", "WEST", "3", BOTH, (
        Unit("2M3", "11-17 12:01:00", "11-17 12:30:00", "11-17 12:45:00", 1, {"Priority": "2"}),
        Unit("CARE12", "11-17 12:10:00", "11-17 12:20:00", "11-17 13:00:00", 2),
        Unit("2M3", "11-17 12:01:00", "11-17 12:05:00", "11-17 12:30:00", 1))),
    # 24 The rows disagree on where and how urgent: the first row speaks, WEST and 3. C = 960, S = 180,
    #    A = 12:40 to 12:50 = 600.
    Event("2025000400024", "11-18 12:00:00", "WEST", "3", BOTH, (
        Unit("CARE12", "11-18 12:05:00", "11-18 12:16:00", "11-18 12:50:00", 2),
        Unit("2M3", "11-18 12:01:00", "11-18 12:03:00", "11-18 12:40:00", 2,
             {"Dispatch Precinct": "EAST", "Dispatch Beat": "E2", "Priority": "2"}))),
    # 25 No place at all is UNKNOWN. C = 420.
    Event("2025000400025", "11-19 09:00:00", "blank", "3", CARE, (
        Unit("CARE12", "11-19 09:02:00", "11-19 09:07:00", "11-19 09:30:00", 2),)),
    # 26 So is a dash. S = 720.
    Event("2025000400026", "11-19 10:00:00", "dash", "2", SPD, (
        Unit("1041", "11-19 10:02:00", "11-19 10:12:00", "11-19 10:30:00", 1),), initial_type="DISTURBANCE"),
    # 27 So is UNKNOWN, and REDACTED. S = 840.
    Event("2025000400027", "11-19 11:00:00", "unknown", "2", SPD, (
        Unit("V1", "11-19 11:02:00", "11-19 11:14:00", "11-19 11:30:00", 1),), initial_type="DISTURBANCE"),
    # 28 SPD has no clear: no A. C = 780, S = 420.
    Event("2025000400028", "11-20 12:00:00", "WEST", "2", BOTH, (
        Unit("2M2", "11-20 12:01:00", "11-20 12:07:00", "", 2),
        Unit("CARE12", "11-20 12:05:00", "11-20 12:13:00", "11-20 12:50:00", 2))),
    # 29 CARE's clear was forgotten until the next day: A = 10:40 to 10:40:01 a day on = 86401: not counted.
    #    C = 2400, S = 600.
    Event("2025000400029", "11-21 10:00:00", "WEST", "3", BOTH, (
        Unit("2M2", "11-21 10:02:00", "11-21 10:10:00", "11-21 10:30:00", 2),
        Unit("CARE12", "11-21 10:20:00", "11-21 10:40:00", "11-22 10:40:01", 2))),
    # 30 Commas in the source, the type and (on the portal) the service time of 3,600 s. C = 500.
    Event("2025000400030", "11-22 12:00:00", "NORTH", "5", CARE, (
        Unit("CARE31", "11-22 12:02:00", "11-22 12:08:20", "11-22 12:32:00", 2),),
        source="TELEPHONE OTHER, NOT 911", initial_type="SUSPICIOUS PERSON, VEHICLE, OR INCIDENT"),
    # 31 An indicator nobody knows: no call, no C or S; joint all the same. A = 12:40 to 12:50 = 600.
    Event("2025000400031", "11-23 12:00:00", "EAST", "3", BOTH, (
        Unit("3E1", "11-23 12:01:00", "11-23 12:05:00", "11-23 12:40:00", 1),
        Unit("CARE14", "11-23 12:10:00", "11-23 12:20:00", "11-23 12:50:00", 2)), origin="SELF"),
    # 32 SPD was sent and never arrived: no S.
    Event("2025000400032", "11-24 08:00:00", "SOUTH", "2", SPD, (
        Unit("3R1", "11-24 08:20:00", "", "11-24 08:25:00", 1),), initial_type="DISTURBANCE"),
    # 33 An arrival two minutes before the call was queued. S = -120: not counted.
    Event("2025000400033", "11-25 08:00:00", "EAST", "1", SPD, (
        Unit("3E1", "11-25 07:57:00", "11-25 07:58:00", "11-25 08:25:00", 1),), initial_type="DISTURBANCE"),
    # 34 The last night, past midnight: belongs to 30 November. S = 23:58 to 00:03 = 300.
    Event("2025000400034", "11-30 23:58:00", "EAST", "1", SPD, (
        Unit("3E1", "11-30 23:59:00", "12-01 00:03:00", "12-01 00:25:00", 1),), initial_type="DISTURBANCE"),
    # 35 Joint, SPD never arrived: no S and no A. C = 720.
    Event("2025000400035", "11-26 12:00:00", "SOUTH", "3", BOTH, (
        Unit("CARE41", "11-26 12:02:00", "11-26 12:12:00", "11-26 12:40:00", 2),
        Unit("3R1", "11-26 12:03:00", "", "11-26 12:06:00", 1))),
)  # fmt: skip

ROWS = 53
UNCHANGED = 1  # 22's second row
SUPERSEDED = 1  # 23's first row
TESTS = 2  # 16 and 17


def write_month(path: Path, form: Form = Form.PORTAL) -> Path:
    """Write the month as an export of all 46 columns."""
    return write_events(path, EVENTS, form)


def write_events(path: Path, events: Iterable[Event], form: Form = Form.PORTAL) -> Path:
    """Write events as an export of all 46 columns."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADERS if form is Form.PORTAL else [api_name(header) for header in HEADERS])
        for event in events:
            for unit in event.units:
                cells = dict(_cells(event, unit, form)) | dict(unit.but)
                rows.writerow([cells.get(header, "") for header in HEADERS])
    return path


def _cells(event: Event, unit: Unit, form: Form) -> Iterator[tuple[str, str]]:
    """One row's cells by header. The agencies' own columns, which no metric rests on, are left blank."""
    yield "CAD Event Number", event.number
    yield "Call Sign Dispatch ID", event.number + unit.call_sign
    yield "Priority", event.priority
    yield "CAD Event Response Category", event.category
    yield "Call Type Indicator", event.origin
    yield "Call Type Received Classification", event.received
    yield "Call Type", event.source
    yield "Initial Call Type", event.initial_type
    yield "Final Call Type", event.final_type
    yield "CAD Event Clearance Description", event.clearance
    places = ("Dispatch Precinct", "Dispatch Sector", "Dispatch Beat", "Dispatch Neighborhood")
    yield from zip(places, PLACES[event.place], strict=True)
    for header in ("Dispatch Longitude", "Dispatch Latitude", "Dispatch Reporting Area", "Dispatch Address"):
        yield header, "REDACTED"
    queued_form = "%m/%d/%Y %I:%M:%S %p" if form is Form.PORTAL else "%Y-%m-%dT%H:%M:%S.000"
    time_form = "%Y %b %d %I:%M:%S %p" if form is Form.PORTAL else "%Y-%m-%dT%H:%M:%S.000"
    yield "CAD Event Original Time Queued", _time(event.queued).strftime(queued_form)
    yield "Call Sign Dispatch Time", _time(unit.dispatched).strftime(time_form)
    if unit.arrived:
        yield "Call Sign at Scene Time", _time(unit.arrived).strftime(time_form)
    if unit.cleared:
        yield "Call Sign In-Service Time", _time(unit.cleared).strftime(time_form)
        seconds = round((_time(unit.cleared) - _time(unit.dispatched)).total_seconds()) * unit.officers
        yield "Call Sign Total Service Time (s)", f"{seconds:,}" if form is Form.PORTAL else str(seconds)
    yield "Count Of Officers", str(unit.officers)


def _time(stamp: str) -> datetime:
    """Read a stamp; one that begins with a month is of 2025."""
    return datetime.fromisoformat(stamp if stamp[4] == "-" else f"2025-{stamp}")
