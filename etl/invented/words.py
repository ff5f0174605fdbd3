"""What invented events are called: the export's own call types, clearances, streets and call signs.

The words are the City's; how often each is drawn is a guess that keeps the shares of priorities and lets the types
CARE answers stand out.
"""

from typing import NamedTuple

import numpy as np

from etl.export import CALL_SOURCES, SECTORS, TEST_CALL_TYPE
from etl.invented.chance import Ints, Mix, mix, weighted

DOWN = "DOWN - CHECK FOR DOWN PERSON"
OBS_DOWN = "OBS - DOWN - CHECK FOR PERSON DOWN"
WELFARE = "SERVICE - WELFARE CHECK"
CRISIS = "PERSON IN BEHAVIORAL/EMOTIONAL CRISIS"
ASSIST = "ASSIST PUBLIC - NO WELFARE CHK OR DV ORDER SERVICE"
ASSISTED = "ASSIST PUBLIC - OTHER (NON-SPECIFIED)"
DISTURBED = "DISTURBANCE - OTHER"
PREMISE = "PREMISE CHECK, OFFICER INITIATED ONVIEW ONLY"
PATROL = "DIRECTED PATROL ACTIVITY"
NARCOTICS = "NARCOTICS - VIOLATIONS (LOITER, USE, SELL, NARS)"
STOP = "SUSPICIOUS STOP - OFFICER INITIATED ONVIEW"
CCR_WELFARE = "CCR ONLY - WELFARE CHK, DOWN PERSON, EXCL OD"
CCR_ASSIST = "CCR ONLY - ASSIST THE PUBLIC"
CCR_CRISIS = "CCR ONLY - CARE CRISIS RESPONSE"
CCR_PRESENCE = "CCR ONLY - COMMUNITY PRESENCE"

PRIORITY_SHARES = {1: 12.0, 2: 34.0, 3: 24.0, 4: 7.3, 5: 5.8, 7: 14.6, 9: 1.9}
"""Per cent of events. With several units on urgent events this gives 2025's shares of rows (19.6, 36.8, 20.9 …)."""


class CallType(NamedTuple):
    """An initial call type: its weight within each priority it comes in, and the final types it ends as."""

    initial: str
    weights: dict[int, float]
    finals: tuple[str, ...]


DISPATCHED_TYPES = (
    CallType(DOWN, {2: 9}, (CCR_WELFARE, ASSISTED, ASSISTED, DOWN)),
    CallType(
        OBS_DOWN, {1: 6, 2: 2}, (ASSISTED, ASSISTED, "CASUALTY,NON-TRAF,NON-CRIM - NON-DRUG RELATED", CCR_WELFARE)
    ),
    CallType(WELFARE, {2: 8, 3: 8}, (WELFARE, ASSISTED, "CRISIS COMPLAINT - GENERAL", CCR_WELFARE)),
    CallType(CRISIS, {1: 2, 2: 5}, ("CRISIS COMPLAINT - GENERAL", DISTURBED)),
    CallType(ASSIST, {3: 5, 4: 6}, (ASSISTED, ASSIST)),
    CallType("OVERDOSE", {1: 16}, ("CASUALTY NON-TRAF NON-CRIM - DRUG RELATED (OD)", ASSISTED, "CCR ONLY - OVERDOSE")),
    CallType("SUICIDE - CRITICAL", {1: 7}, ("SUICIDE - SUICIDAL PERSON AND ATTEMPTS", "CCR ONLY - SUICIDAL PERSON")),
    CallType(
        "DISTURBANCE - DV CRITICAL",
        {1: 11},
        ("DV - ARGUMENTS, DISTURBANCE (NO ARREST)", "DV - DOMESTIC VIOL/ASLT (ARREST MANDATORY)"),
    ),
    CallType("ASLT - CRITICAL (NO SHOOTINGS)", {1: 9}, ("ASSAULTS, OTHER", DISTURBED)),
    CallType("SHOTS HEARD - IN PROGRESS", {1: 7}, ("SHOTS FIRED - IN PROGRESS/JUST OCCURRED", DISTURBED)),
    CallType("MVC - COLLISION (ALL)", {1: 8, 2: 5}, ("TRAFFIC - MV COLLISION INVESTIGATION", "MVC - COLLISION (ALL)")),
    CallType(
        "UNKNOWN - ANI/ALI - WRLS PHNS (INCL OPEN LINE)", {1: 9}, ("ASSIST PUBLIC - 911 HANG UP, OPEN LINE", ASSISTED)
    ),
    CallType("ASLT - WITH OR W/O WPNS (NO SHOOTINGS)", {2: 8}, ("ASSAULTS, OTHER", "ASSAULTS - HARASSMENT, THREATS")),
    CallType("DISTURBANCE", {2: 19}, (DISTURBED, "DISTURBANCE - FIGHT", ASSISTED)),
    CallType("DISTURBANCE - DV - NO ASLT", {2: 8}, ("DV - ARGUMENTS, DISTURBANCE (NO ARREST)",)),
    CallType(
        "SUSPICIOUS PERSON, VEHICLE, OR INCIDENT",
        {2: 13, 3: 10},
        ("SUSPICIOUS CIRCUM. - SUSPICIOUS PERSON", "SUSPICIOUS CIRCUM. - SUSPICIOUS VEHICLE"),
    ),
    CallType("TRESPASS", {2: 5, 3: 11}, ("PROWLER - TRESPASS", ASSISTED)),
    CallType("THREATS (INCLS IN-PERSON/BY PHONE/IN WRITING)", {2: 9}, ("ASSAULTS - HARASSMENT, THREATS", DISTURBED)),
    CallType("SHOPLIFT - THEFT", {2: 5, 3: 4}, ("THEFT - SHOPLIFT",)),
    CallType("UNKNOWN - COMPLAINT OF UNKNOWN NATURE", {2: 4}, (ASSISTED, DISTURBED)),
    CallType("PEACE-STANDBY TO ASSURE (NO COURT ORDR SVC)", {3: 3}, (ASSISTED,)),
    CallType("NUISANCE", {3: 8}, ("MISCHIEF OR NUISANCE - GENERAL",)),
    CallType("NOISE - GENERAL", {3: 6, 4: 8}, ("DISTURBANCE - NOISE", "DISTURBANCE - NOISE RESIDENTIAL")),
    CallType("THEFT (DOES NOT INCLUDE SHOPLIFT OR SVCS)", {3: 7, 4: 8}, ("THEFT - ALL OTHER", "THEFT - CAR PROWL")),
    CallType("PROPERTY - DAMAGE", {3: 5}, ("PROPERTY DEST (DAMG)",)),
    CallType(
        "PARKING VIOLATION (EXCEPT ABANDONED CAR)", {3: 7, 4: 20}, ("TRAFFIC - PARKING VIOL (EXCEPT ABANDONED CAR)",)
    ),
    CallType("TRU - AUTO THEFT", {5: 10}, ("AUTOMOBILES - AUTO THEFT",)),
    CallType("TRU - THEFT", {5: 14}, ("THEFT - ALL OTHER",)),
    CallType("TRU - FOLLOW UP", {5: 6}, ("FOLLOW UP",)),
)

ONVIEW_TYPES = (
    CallType(PREMISE, {7: 30}, ("PREMISE CHECKS - CRIME PREVENTION", "PREMISE CHECKS - BUSINESS CHECK", PATROL)),
    CallType("TRAFFIC STOP - OFFICER INITIATED ONVIEW", {7: 22}, ("TRAFFIC - MOVING VIOLATION",)),
    CallType(PATROL, {7: 18}, (PATROL, "PREMISE CHECKS - CRIME PREVENTION")),
    CallType(STOP, {2: 2, 3: 9, 7: 14}, ("SUSPICIOUS CIRCUM. - SUSPICIOUS PERSON", "WARRANT SERVICES - MISDEMEANOR")),
    CallType(NARCOTICS, {3: 5}, ("NARCOTICS - OTHER",)),
    CallType("FOLLOW UP", {5: 5, 7: 8}, ("FOLLOW UP",)),
    CallType("ASSIGNED DUTY - DETAIL BY SUPERVISOR", {9: 10}, ("ASSIGNED DUTY - DETAIL BY SUPERVISOR",)),
)

TYPES = (*DISPATCHED_TYPES, *ONVIEW_TYPES)
INITIAL_TYPES = (*(call_type.initial for call_type in TYPES), TEST_CALL_TYPE)
FINAL_TYPES = tuple(
    dict.fromkeys(
        [final for call_type in TYPES for final in call_type.finals]
        + [CCR_ASSIST, CCR_CRISIS, CCR_PRESENCE, PREMISE, CRISIS, TEST_CALL_TYPE]
    )
)
FIRST_ONVIEW_TYPE = len(DISPATCHED_TYPES)
"""Initial types from this code on are units' own."""

_SOME = 12
"""Divides evenly by 1, 2, 3 and 4, so that padding an initial type's final types to it keeps their shares."""
FINALS_BY_INITIAL: Ints = np.array(
    [[FINAL_TYPES.index(final) for final in call_type.finals * (_SOME // len(call_type.finals))] for call_type in TYPES]
)
"""Codes of final types, shape `(initial types, 12)`: any of a row's is as likely as another."""


class Story(NamedTuple):
    """How an event is announced: codes of its initial type, and its priority."""

    initial: int
    priority: int


def _everyday() -> dict[Story, float]:
    total = {priority: sum(kind.weights.get(priority, 0) for kind in TYPES) for priority in PRIORITY_SHARES}
    return {
        Story(code, priority): PRIORITY_SHARES[priority] * weight / total[priority]
        for code, kind in enumerate(TYPES)
        for priority, weight in kind.weights.items()
    }


def _told(*tales: tuple[str, int, float]) -> dict[Story, float]:
    return {Story(INITIAL_TYPES.index(initial), priority): weight for initial, priority, weight in tales}


class Stories(NamedTuple):
    """Stories to draw from: their codes, shape `(stories,)`, and the mix of their positions."""

    initial: Ints
    priority: Ints
    mix: Mix


def _to_draw(weights: dict[Story, float]) -> Stories:
    initial = np.array([story.initial for story in weights], dtype=np.int64)
    priority = np.array([story.priority for story in weights], dtype=np.int64)
    return Stories(initial, priority, weighted(list(weights.values())))


EVERYDAY = _to_draw(_everyday())
CARE_CALLS = _to_draw(
    _told(
        *((WELFARE, 2, 22), (WELFARE, 3, 20), (DOWN, 2, 26), (OBS_DOWN, 1, 4), (OBS_DOWN, 2, 8)),
        *((CRISIS, 2, 8), (ASSIST, 3, 10), ("DISTURBANCE", 2, 2)),
    )
)
OFFICER_REQUESTS = _to_draw(_told((PREMISE, 7, 40), (STOP, 3, 20), (NARCOTICS, 3, 20), (PATROL, 7, 20)))
OUTREACH = _to_draw(_told((PREMISE, 7, 75), (PATROL, 7, 25)))

CLEARANCES = (
    "ASSISTANCE RENDERED",
    "REPORT WRITTEN (NO ARREST)",
    "UNABLE TO LOCATE INCIDENT OR COMPLAINANT",
    "NO POLICE ACTION POSSIBLE OR NECESSARY",
    "PHYSICAL ARREST MADE",
    "RADIO BROADCAST AND CLEAR",
    "OTHER REPORT MADE",
    "DUPLICATE EVENT",
    "CITATION",
    "PROBLEM SOLVING PROJECT",
    "FK ERROR",
    "",
    "CCR only - COMMUNITY PRESENCE",
    "CCR only - INTERPERSONAL SUPPORT ONLY",
    "CCR only - RESOURCES OR SUPPLIES PROVIDED",
    "CCR only - UNABLE TO LOCATE",
)
"""Codes are positions here; the mixes below give weights in this order, or by code."""
CLEARED_CALL = weighted((40, 20, 13, 10, 6, 4, 3, 2, 1, 0.3, 0.2, 0.3))
CLEARED_ONVIEW = weighted((62, 6, 1, 5, 4, 1, 5, 0.5, 12, 3, 0.2, 0.3))
CLEARED_JOINT = mix({0: 40, 1: 12, 2: 6, 3: 8, 4: 2, 13: 16, 14: 14, 15: 2})
CLEARED_CARE = mix({0: 12, 2: 4, 13: 38, 14: 28, 15: 18})
CLEARED_OUTREACH = mix({0: 6, 12: 84, 13: 4, 14: 6})


def _ended(weights: dict[str, float]) -> Mix:
    return mix({FINAL_TYPES.index(final): weight for final, weight in weights.items()})


ENDED_CARE_CALL = _ended(
    {CCR_WELFARE: 40, CCR_ASSIST: 22, CCR_CRISIS: 10, WELFARE: 8, ASSISTED: 14, CRISIS: 4, DISTURBED: 2}
)
ENDED_OUTREACH = _ended({CCR_PRESENCE: 83, PREMISE: 17})
TEST_INITIAL, TEST_FINAL = INITIAL_TYPES.index(TEST_CALL_TYPE), FINAL_TYPES.index(TEST_CALL_TYPE)

CALL_SOURCE_OF_CALLS = weighted((69, 22, 0, 5, 0.3, 1.5, 0.6, 0, 0.2))
CALL_SOURCE_OF_ONVIEWS = mix({CALL_SOURCES.index("ONVIEW"): 96, CALL_SOURCES.index("PROACTIVE (OFFICER INITIATED)"): 4})

STREETS = (
    *("1 AV", "3 AV", "5 AV NE", "8 AV", "12 AV S", "15 AV NW", "23 AV", "35 AV SW", "AURORA AV N", "BROADWAY"),
    *("CALIFORNIA AV SW", "DELRIDGE WY SW", "ELLIOTT AV", "GREENWOOD AV N", "LAKE CITY WY NE", "N 45 ST"),
    *("MARTIN LUTHER KING JR WY S", "NE 125 ST", "PIKE ST", "RAINIER AV S", "S JACKSON ST", "SW ROXBURY ST"),
    *("UNIVERSITY WY NE", "YESLER WY"),
)

_SIGNS_WITHOUT_SECTOR = ("CAR2", "CAR23", "CSO22", "RTCC2", "TRUC4", "V1", "JET3", "3M31", "1041", "872")
"""SPD units that a careless reader takes for CARE's, or for part of the event number."""
_TURNS, _CARS = 3, 29
SPD_SIGNS_PER_SECTOR = _TURNS * _CARS + len(_SIGNS_WITHOUT_SECTOR)
"""A prime, 97: stepping through a sector's signs by any stride meets each once before any repeats."""
CARE_UNITS = 24


def _sector_signs(sector: str) -> tuple[str, ...]:
    own = tuple(f"{turn}{sector[0]}{car}" for turn in range(1, _TURNS + 1) for car in range(1, _CARS + 1))
    return (*own, *_SIGNS_WITHOUT_SECTOR)


CALL_SIGNS = (
    *(sign for sector in SECTORS for sign in _sector_signs(sector)),
    *(f"CARE{number}" for number in range(1, CARE_UNITS + 1)),
)
FIRST_CARE_SIGN = len(SECTORS) * SPD_SIGNS_PER_SECTOR
