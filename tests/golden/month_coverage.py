"""Calls written by hand on the edges of each coverage phase, with the step each ends on beside it.

A call is a line: when and where it was queued, what CARE did, and its step. The police go to every call CARE was not
sent to, as the export holds no other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.golden.month import BOTH, CARE, SPD, Event, Unit, write_events

WELFARE = "SERVICE - WELFARE CHECK"
DOWN = "DOWN - CHECK FOR DOWN PERSON"
OBS_DOWN = "OBS - DOWN - CHECK FOR PERSON DOWN"

ARRIVED, SENT = "arrived", "sent_not_arrived"
HOURS, AREA, NOT_SENT = "outside_hours", "outside_area", "not_sent"


@dataclass(frozen=True)
class Call:
    """One event and the step it ends on; None when it is not eligible."""

    queued: str
    place: str
    step: str | None
    initial_type: str = WELFARE
    origin: str = "DISPATCH"
    final_type: str = "ASSIST PUBLIC - OTHER (NON-SPECIFIED)"
    joint: bool = False


CALLS = (
    # 2023: from 26 October, 11:00 to 23:00, five neighbourhoods whatever their precinct.
    Call("2023-10-25 23:59:59", "BELLTOWN", None),  # the eve of the launch
    Call("2023-10-26 10:59:59", "BELLTOWN", HOURS),
    Call("2023-10-26 11:00:00", "BELLTOWN", NOT_SENT, DOWN),
    Call("2023-10-26 22:59:59", "PIONEER SQUARE", NOT_SENT, OBS_DOWN),
    Call("2023-10-26 23:00:00", "PIONEER SQUARE", HOURS),
    Call("2023-10-27 12:00:00", "EAST", AREA),
    Call("2023-10-27 12:00:00", "QUEEN ANNE", AREA),  # precinct WEST, but none of the five neighbourhoods
    Call("2023-10-27 12:00:00", "SODO", NOT_SENT),  # one of the five, though in precinct SOUTH
    Call("2023-10-27 12:00:00", "WEST", NOT_SENT),  # DOWNTOWN COMMERCIAL
    Call("2023-10-27 12:00:00", "CHINATOWN", ARRIVED),
    Call("2023-10-28 03:00:00", "EAST", ARRIVED, joint=True),  # hours and area explain only calls not sent to
    Call("2023-10-28 03:00:00", "EAST", SENT),
    Call("2023-10-28 03:00:00", "EAST", HOURS),  # outside both: hours are asked first
    Call("2023-10-28 12:00:00", "unknown", AREA),
    Call("2023-10-28 12:00:00", "BELLTOWN", None, "TREES DOWN"),
    Call("2023-10-28 12:00:00", "BELLTOWN", None, origin="ONVIEW"),
    Call("2023-10-28 12:00:00", "BELLTOWN", None, final_type="TEST CALL ONLY"),
    # 2024: until 1 July as before; from 2 July noon to 22:00, and precinct EAST.
    Call("2024-07-01 11:30:00", "BELLTOWN", NOT_SENT),
    Call("2024-07-01 22:30:00", "BELLTOWN", NOT_SENT),
    Call("2024-07-01 15:00:00", "EAST", AREA),
    Call("2024-07-02 11:59:59", "BELLTOWN", HOURS),
    Call("2024-07-02 12:00:00", "EAST", NOT_SENT),
    Call("2024-07-02 21:59:59", "BELLTOWN", NOT_SENT),
    Call("2024-07-02 22:00:00", "EAST", HOURS),
    Call("2024-12-31 15:00:00", "NORTH", AREA),
    Call("2024-12-31 15:00:00", "somewhere EAST", NOT_SENT),  # a precinct is place enough
    # 2025: from 1 January NORTH too; from 1 March all five precincts.
    Call("2025-01-01 12:00:00", "NORTH", NOT_SENT),
    Call("2025-02-28 15:00:00", "SOUTH", AREA),
    Call("2025-02-28 15:00:00", "QUEEN ANNE", AREA),
    Call("2025-03-01 12:00:00", "SOUTH", NOT_SENT),
    Call("2025-03-01 12:00:00", "QUEEN ANNE", NOT_SENT),
    Call("2025-03-01 15:00:00", "SOUTHWEST", NOT_SENT),
    Call("2025-03-01 15:00:00", "unknown", AREA),  # the whole city, and still not anywhere
    Call("2025-03-01 23:00:00", "unknown", HOURS),
)


def events() -> list[Event]:
    """Give the calls as events, numbered in order."""
    return [_event(f"{call.queued[:4]}0006{place:05}", call) for place, call in enumerate(CALLS, start=1)]


def write_coverage(path: Path) -> Path:
    """Write the calls as an export."""
    return write_events(path, events())


def _event(number: str, call: Call) -> Event:
    police, care = Unit("2M1", *_times(call.queued)), Unit("CARE12", *_times(call.queued), officers=2)
    units: tuple[Unit, ...] = (police,)
    category = SPD
    if call.step == SENT:
        units, category = (Unit("CARE12", care.dispatched, "", care.cleared, 2),), CARE
    elif call.step == ARRIVED:
        units, category = ((care, police), BOTH) if call.joint else ((care,), CARE)
    return Event(
        number,
        call.queued,
        call.place,
        "3",
        category,
        units,
        origin=call.origin,
        initial_type=call.initial_type,
        final_type=call.final_type,
    )


def _times(queued: str) -> tuple[str, str, str]:
    """Give when a unit is sent, arrives and clears: 2, 10 and 40 minutes on."""
    start = datetime.fromisoformat(queued)
    sent, arrived, cleared = (str(start + timedelta(minutes=minutes)) for minutes in (2, 10, 40))
    return sent, arrived, cleared
