"""The dispatch export's contract: one line a column.

Source: Seattle's public *Call Data* (`33kz-ixgy`) and CARE's internal export, which has the same columns. One row per
CAD event × call sign (one dispatched unit); event-level columns repeat on every row of their event. A column's words
here are the data dictionary's words: nothing repeats them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

CARE_CALL_SIGN = r"^CARE\d"
"""CARE units' call signs. `CAR2` and `CAR23` are not CARE."""

INVENTED_EVENT_PREFIX = "9999"
"""Event numbers of invented data begin so; no real one can (they begin with a year)."""

TEST_CALL_TYPE = "TEST CALL ONLY"
UNKNOWN_PLACES = ("", "-", "UNKNOWN", "REDACTED")
"""What the export writes for a place it does not give, in any case; stored as `UNKNOWN`."""

TIME_FORMATS = (
    "%Y %b %d %I:%M:%S %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
)
"""Every form a time comes in: the portal's CSV mixes the first two in one row, its API writes the third.

Of those with a slash, or without, they are tried in this order: the most frequent stands first.
"""

FIRST_TIME, END_OF_TIMES = "2000-01-01", "2100-01-01"
"""What is read as a time outside of these is none: a slip (year 25, year 9999), or a word such as `infinity`, which the
engine takes for one. A single such row would date the whole export, and every newer one would seem older."""

WHOLE_NUMBER = r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?"
"""How a whole number is written. The engine's own cast would take `1,2` for 12, `1_000` and `1e3` for 1000."""


class Kind(StrEnum):
    """What a column's text is read as."""

    TEXT = "text"
    PLACE = "place"
    TIME = "local wall time"
    SECONDS = "seconds"
    COUNT = "whole number"


class Role(StrEnum):
    """What a column is for."""

    REQUIRED = "required"
    CROSS_CHECK = "cross-check"
    LOCATION = "location"
    """Read only to count what is redacted; its value is never stored."""


class Grain(StrEnum):
    """Whose fact a column states."""

    EVENT = "event"
    UNIT = "unit response"


@dataclass(frozen=True)
class Column:
    """One column of the export.

    `header` is as published, `name` is ours, `may_be_blank` says whether an empty cell is ordinary, and `values` lists
    the known values (an unknown one is kept and counted, never refused).
    """

    header: str
    name: str
    kind: Kind
    role: Role
    grain: Grain
    meaning: str
    may_be_blank: bool = False
    values: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The header as it is matched: see `header_key`."""
        return header_key(self.header)


def header_key(header: str) -> str:
    """Reduce a header to what all its published spellings share.

    Drops a final `(s)` or `_s_`, then everything but letters and digits, in lower case:
    `CARE Call Sign Total Service Time (s)` and `care_call_sign_total_service_time_s_` are one column.
    """
    without_unit = re.sub(r"(\(s\)|_s_)\s*$", "", header.strip(), flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]", "", without_unit.lower())


PRECINCTS = ("NORTH", "EAST", "WEST", "SOUTH", "SOUTHWEST")
SECTORS = (
    *("BOY", "JOHN", "LINCOLN", "NORA", "UNION", "DAVID", "KING", "MARY", "QUEEN"),
    *("CHARLIE", "EDWARD", "GEORGE", "OCEAN", "ROBERT", "SAM", "FRANK", "WILLIAM", "HARBOR"),
)
CALL_SOURCES = (
    "911",
    "TELEPHONE OTHER, NOT 911",
    "ONVIEW",
    "ALARM CALL (NOT POLICE ALARM)",
    "POLICE (VARDA) ALARM",
    "IN PERSON COMPLAINT",
    "HISTORY CALL (RETRO)",
    "PROACTIVE (OFFICER INITIATED)",
    "SCHEDULED EVENT (RECURRING)",
)

_E, _U = Grain.EVENT, Grain.UNIT
_REQUIRED, _CROSS, _LOCATION = Role.REQUIRED, Role.CROSS_CHECK, Role.LOCATION
_TEXT, _PLACE, _TIME, _SECONDS = Kind.TEXT, Kind.PLACE, Kind.TIME, Kind.SECONDS


def _own(agency: str) -> str:
    return f"Filled on {agency} rows only: the export gives agency columns for the row's own agency."


# fmt: off
COLUMNS: tuple[Column, ...] = (
    Column("CAD Event Number", "event_number", _TEXT, _REQUIRED, _E, "The CAD event's number: a year and a sequence; the year is not always the queued year."),
    Column("CAD Event Clearance Description", "clearance", _TEXT, _REQUIRED, _E, "How the event was closed, as the dispatcher coded it.", may_be_blank=True),
    Column("Call Type", "call_source", _TEXT, _REQUIRED, _E, "How the call came in.", may_be_blank=True, values=CALL_SOURCES),
    Column("Priority", "priority", _TEXT, _REQUIRED, _E, "Dispatch priority, 1 the most urgent.", may_be_blank=True, values=("1", "2", "3", "4", "5", "6", "7", "9")),
    Column("Initial Call Type", "initial_call_type", _TEXT, _REQUIRED, _E, "What the call taker understood the call to be.", may_be_blank=True),
    Column("Final Call Type", "final_call_type", _TEXT, _REQUIRED, _E, "What the responders found it to be.", may_be_blank=True),
    Column("CAD Event Original Time Queued", "queued_at", _TIME, _REQUIRED, _E, "When the event entered the dispatch queue."),
    Column("CAD Event Arrived Time", "event_arrived_at", _TIME, _CROSS, _E, "When the first unit of any agency arrived, as published.", may_be_blank=True),
    Column("Dispatch Precinct", "precinct", _PLACE, _REQUIRED, _E, "Police precinct of the event; UNKNOWN outside the city.", may_be_blank=True, values=PRECINCTS),
    Column("Dispatch Sector", "sector", _PLACE, _REQUIRED, _E, "Police sector of the event, three beats each.", may_be_blank=True, values=SECTORS),
    Column("Dispatch Beat", "beat", _PLACE, _REQUIRED, _E, "Police beat of the event.", may_be_blank=True),
    Column("Dispatch Longitude", "longitude", _TEXT, _LOCATION, _E, "Longitude, REDACTED or -1 where the City withholds it. Never stored.", may_be_blank=True),
    Column("Dispatch Latitude", "latitude", _TEXT, _LOCATION, _E, "Latitude, REDACTED or -1 where the City withholds it. Never stored.", may_be_blank=True),
    Column("Dispatch Reporting Area", "reporting_area", _TEXT, _LOCATION, _E, "Reporting area. Never stored.", may_be_blank=True),
    Column("CAD Event Response Category", "response_category", _TEXT, _REQUIRED, _E, "The published category of who responded.", may_be_blank=True, values=("SPD", "CARE", "SPD/CARE Co-Response")),
    Column("Call Sign Dispatch ID", "call_sign_dispatch_id", _TEXT, _REQUIRED, _U, "The key: the event number followed by the unit's call sign."),
    Column("Call Sign Dispatch Time", "dispatched_at", _TIME, _REQUIRED, _U, "When the unit was sent."),
    Column("First CARE Call Sign At Scene Time", "first_care_arrived_at", _TIME, _CROSS, _E, f"When the first CARE unit arrived, as published. {_own('CARE')}", may_be_blank=True),
    Column("First CARE Call Sign Dispatch Time", "first_care_dispatched_at", _TIME, _CROSS, _E, f"When the first CARE unit was sent, as published. {_own('CARE')}", may_be_blank=True),
    Column("First Co-Response Call Sign At Scene Time", "first_co_response_arrived_at", _TIME, _CROSS, _E, "When the first co-response unit arrived, as published.", may_be_blank=True),
    Column("First Co-Response Call Sign Dispatch Time", "first_co_response_dispatched_at", _TIME, _CROSS, _E, "When the first co-response unit was sent, as published.", may_be_blank=True),
    Column("First SPD Call Sign at Scene Time", "first_spd_arrived_at", _TIME, _CROSS, _E, f"When the first SPD unit arrived, as published. {_own('SPD')}", may_be_blank=True),
    Column("First SPD Call Sign Dispatch Time", "first_spd_dispatched_at", _TIME, _CROSS, _E, f"When the first SPD unit was sent, as published. {_own('SPD')}", may_be_blank=True),
    Column("Last CARE Call Sign In-Service Time", "last_care_cleared_at", _TIME, _CROSS, _E, f"When the last CARE unit was in service again, as published. {_own('CARE')}", may_be_blank=True),
    Column("Last Co-Response Call Sign In-Service Time", "last_co_response_cleared_at", _TIME, _CROSS, _E, "When the last co-response unit was in service again, as published.", may_be_blank=True),
    Column("Last SPD Call Sign In-Service Time", "last_spd_cleared_at", _TIME, _CROSS, _E, f"When the last SPD unit was in service again, as published. {_own('SPD')}", may_be_blank=True),
    Column("CARE Call Sign Total Service Time (s)", "care_service_seconds", _SECONDS, _CROSS, _E, f"CARE person-seconds on the event, as published. {_own('CARE')}", may_be_blank=True),
    Column("Co-Response Call Sign Total Service Time (s)", "co_response_service_seconds", _SECONDS, _CROSS, _E, "Co-response person-seconds on the event, as published.", may_be_blank=True),
    Column("SPD Call Sign Total Service Time (s)", "spd_service_seconds", _SECONDS, _CROSS, _E, f"SPD person-seconds on the event, as published. {_own('SPD')}", may_be_blank=True),
    Column("Call Sign Total Service Time (s)", "service_seconds", _SECONDS, _CROSS, _U, "The unit's person-seconds: (in service − dispatched) × officers, as published.", may_be_blank=True),
    Column("First CARE Call Sign Dispatch Delay Time (s)", "first_care_delay_seconds", _SECONDS, _CROSS, _E, f"First CARE dispatch − queued, as published. {_own('CARE')}", may_be_blank=True),
    Column("First CARE Call Sign Response Time (s)", "first_care_response_seconds", _SECONDS, _CROSS, _E, f"First CARE arrival − queued, as published. {_own('CARE')}", may_be_blank=True),
    Column("First Co-Response Call Sign Dispatch Delay Time (s)", "first_co_response_delay_seconds", _SECONDS, _CROSS, _E, "First co-response dispatch − queued, as published.", may_be_blank=True),
    Column("First Co-Response Call Sign Response Time (s)", "first_co_response_response_seconds", _SECONDS, _CROSS, _E, "First co-response arrival − queued, as published.", may_be_blank=True),
    Column("First SPD Call Sign Dispatch Delay Time (s)", "first_spd_delay_seconds", _SECONDS, _CROSS, _E, f"First SPD dispatch − queued, as published. {_own('SPD')}", may_be_blank=True),
    Column("First SPD Call Sign Response Time (s)", "first_spd_response_seconds", _SECONDS, _CROSS, _E, f"First SPD arrival − queued, as published. {_own('SPD')}", may_be_blank=True),
    Column("Call Sign Dispatch Delay Time (s)", "dispatch_delay_seconds", _SECONDS, _CROSS, _U, "The unit's dispatch − queued, as published; can be negative.", may_be_blank=True),
    Column("Call Sign Response Time (s)", "response_seconds", _SECONDS, _CROSS, _U, "The unit's arrival − queued, as published.", may_be_blank=True),
    Column("Call Sign at Scene Time", "arrived_at", _TIME, _REQUIRED, _U, "When the unit arrived at the scene; blank if it never did.", may_be_blank=True),
    Column("CAD Event First Response Time (s)", "event_first_response_seconds", _SECONDS, _CROSS, _E, "First arrival of any unit − queued, as published; 0 for on-view events.", may_be_blank=True),
    Column("Call Sign In-Service Time", "cleared_at", _TIME, _REQUIRED, _U, "When the unit cleared and was in service again.", may_be_blank=True),
    Column("Call Type Indicator", "origin", _TEXT, _REQUIRED, _E, "DISPATCH: somebody asked for a response. ONVIEW: a unit came upon it or logged its own activity.", may_be_blank=True, values=("DISPATCH", "ONVIEW")),
    Column("Dispatch Neighborhood", "neighborhood", _PLACE, _REQUIRED, _E, "Neighbourhood (SPD's micro-community policing plan areas).", may_be_blank=True),
    Column("Call Type Received Classification", "received", _TEXT, _REQUIRED, _E, "Whether the community or an officer generated the event.", may_be_blank=True, values=("COMMUNITY_GENERATED", "OFFICER_GENERATED")),
    Column("Dispatch Address", "address", _TEXT, _LOCATION, _E, "Block or crossing, or REDACTED. Never stored.", may_be_blank=True),
    Column("Count Of Officers", "officers", Kind.COUNT, _REQUIRED, _U, "People in the unit."),
)
# fmt: on
"""The 46 columns, in the order they are published in."""

BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = tuple(column for column in COLUMNS if column.role is Role.REQUIRED)
CROSS_CHECKS = tuple(column for column in COLUMNS if column.role is Role.CROSS_CHECK)
STORED = tuple(column for column in COLUMNS if column.role is not Role.LOCATION)
EVENT_COLUMNS = tuple(column for column in REQUIRED if column.grain is Grain.EVENT)

PRE_2024_KEYS = {header_key(header) for header in ("Event Clearance Description", "Original Time Queued")}
"""Headers that only the 13-column export of before 2024 has."""
