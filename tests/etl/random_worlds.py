"""Random exports: single events with every mistake in them, and crowds of police-only calls to compare CARE's with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.etl.agreement import Asked
from tests.etl.exports import Row, row

FIRST = datetime(2025, 9, 29)
DAY_MINUTES = 24 * 60
SOURCES = ("911", "TELEPHONE OTHER, NOT 911", "ONVIEW", "")
TYPES = ("SERVICE - WELFARE CHECK", "DISTURBANCE", "Test Call Only", "")
PRECINCTS = ("WEST", "EAST", "SOUTH", "", "-", "Redacted", "unknown")
BEATS = ("D1", "F2", "M3", "H1", "Z9", "", "UNKNOWN")
NEIGHBORHOODS = ("BELLTOWN", "QUEEN ANNE", "UNKNOWN", "")
CALL_SIGNS = ("CARE12", "CARE14", "CARE31", "2M1", "3E2", "CAR23", "CSO22", "1041")
ORIGINS = ("DISPATCH", "DISPATCH", "DISPATCH", "ONVIEW", "SELF", "")
SECONDS = st.one_of(st.integers(-600, 7_200), st.sampled_from([-1, 0, 86_399, 86_400, 86_401, 200_000]))
UNITS = st.tuples(SECONDS, st.none() | SECONDS, st.none() | SECONDS, st.sampled_from(["1", "2"]))
TEXTS = {
    "priority": st.sampled_from(["1", "2", "3", ""]),
    "precinct": st.sampled_from(PRECINCTS),
    "beat": st.sampled_from(BEATS),
    "neighborhood": st.sampled_from(NEIGHBORHOODS),
    "initial_call_type": st.sampled_from(TYPES),
    "final_call_type": st.sampled_from(TYPES[:2]),
    "call_source": st.sampled_from(SOURCES),
    "received": st.sampled_from(["COMMUNITY_GENERATED", "OFFICER_GENERATED", ""]),
    "clearance": st.sampled_from(["ASSISTANCE RENDERED", "REPORT WRITTEN (NO ARREST)", ""]),
    "origin": st.sampled_from(ORIGINS),
}
EVENTS = st.fixed_dictionaries(
    {
        "queued": st.integers(0, 70 * DAY_MINUTES) | st.integers(92 * DAY_MINUTES, 100 * DAY_MINUTES),
        "units": st.lists(UNITS, min_size=1, max_size=4),
        "signs": st.permutations(CALL_SIGNS),
        "speaks": st.booleans(),
        **TEXTS,
    }
)
CROWDS = st.fixed_dictionaries(
    {
        "count": st.sampled_from([29, 30, 31, 44]),
        "days_before": st.sampled_from([0, 60, 272, 273, 365, 640]),
        "every_minutes": st.sampled_from([1, 50, 600, 3 * DAY_MINUTES]),
        "hour": st.integers(0, 23),
        "precincts": st.lists(st.sampled_from(PRECINCTS), min_size=1, max_size=3),
        "initial_call_type": st.sampled_from([*TYPES[:2], ""]),
        "priority": st.sampled_from(["1", "2", ""]),
        "seconds": st.integers(0, 7_200),
        "seconds_more_each": st.integers(0, 300),
        "officers": st.sampled_from(["1", "2"]),
        "calls": st.lists(st.tuples(st.integers(0, 100), SECONDS | st.none(), st.booleans()), min_size=1, max_size=4),
    }
)
"""Police-only calls of one type and priority, and CARE calls of that kind: when, how long the police stayed."""
WORLDS = st.tuples(st.lists(EVENTS, min_size=1, max_size=50), st.lists(CROWDS, min_size=1, max_size=2))

FIRE_UNITS = st.lists(
    st.fixed_dictionaries(
        {
            "of": st.integers(0, 400),
            "is_of_no_event": st.sampled_from([False] * 9 + [True]),
            "unit": st.sampled_from(["E25", "A5", "M1"]),
            "crew": st.integers(0, 5),
            "sent": SECONDS,
            "arrived": st.none() | SECONDS,
            "cleared": st.none() | SECONDS,
            "said_again": st.none() | SECONDS,
        }
    ),
    max_size=40,
)
"""Fire units, each of an event by its place or of none; some say in a later export that they cleared otherwise."""

FIRE_DAYS = st.sampled_from([None, (0, 1000), (0, 1000), (700, 1000), (0, 330)])
"""Where the fire department's export begins and ends, in thousandths of the rows by time; None as its units do."""

DAYS = (st.integers(-5, 80) | st.integers(-400, 110)).map(lambda ahead: [f"{FIRST + timedelta(days=ahead):%Y-%m-%d}"])
CHOICES: dict[str, Sequence[str]] = {
    "precinct": ("WEST", "east", "UNKNOWN", "NORTH"),
    "neighborhood": ("belltown", "UNKNOWN"),
    "district": ("2", "4", "7", "UNKNOWN"),
    "priority": ("1", "2", "UNKNOWN"),
    "call_type": ("disturbance", "SERVICE - WELFARE CHECK", "UNKNOWN"),
    "call_source": ("911", "telephone other, not 911", "UNKNOWN"),
    "received": ("community_generated", "UNKNOWN"),
    "responders": ("CARE only", "care and spd", "SPD only"),
    "hour": ("0", "7", "12", "13", "23"),
    "weekday": ("1", "3", "7"),
}
SWITCHES: dict[str, Sequence[str]] = {
    "count": ("dispatched", "arrived", "all"),
    "police_share": ("0", "12.5", "50", "100"),
}
ASKED = st.tuples(
    st.fixed_dictionaries(
        {},
        optional={
            **{name: st.lists(st.sampled_from(c), min_size=1, max_size=3) for name, c in CHOICES.items()},
            **{name: st.sampled_from(c).map(lambda value: [value]) for name, c in SWITCHES.items()},
        },
    ),
    st.none() | DAYS,
    st.none() | DAYS,
).map(lambda drawn: _in_order(*drawn))


def _in_order(chosen: Asked, start: list[str] | None, end: list[str] | None) -> Asked:
    if start and end and start > end:
        start, end = end, start
    return {**chosen, **({"start": start} if start else {}), **({"end": end} if end else {})}


def rows_of(events: Sequence[Mapping[str, Any]], crowds: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Write a drawn world as rows."""
    return [*_rows_of_events(events), *(each for place, crowd in enumerate(crowds) for each in _crowd(place, crowd))]


def fire_rows(
    rows: Sequence[Row], drawn: Sequence[Mapping[str, Any]], days: tuple[int, int] | None
) -> tuple[list[list[str]], list[list[str]]]:
    """Write drawn fire units on the events of these rows: those of a first export, and those that a second says again.

    Units of no event make the first reach from one of the days to the other.
    """
    times = sorted(row["queued_at"] for row in rows)
    ends = [times[(len(times) - 1) * end // 1000] for end in days or ()]
    first, second = [[f"202599999999{n}", "BC1", "2", end, "", "", ""] for n, end in enumerate(ends)], []
    for fire in drawn:
        told = rows[fire["of"] % len(rows)]
        sent = datetime.fromisoformat(told["queued_at"]) + timedelta(seconds=fire["sent"])
        event = "2025999999999" if fire["is_of_no_event"] else told["event_number"]
        start = [event, fire["unit"], str(fire["crew"]), str(sent), _after(sent, fire["arrived"])]
        first.append([*start, _after(sent, fire["cleared"]), ""])
        if fire["said_again"] is not None:
            second.append([*start, _after(sent, fire["said_again"]), "Aid Response"])
    return first, second


def _rows_of_events(events: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """One row a unit; where the event says so, its last row disagrees on when, where and how urgent it was."""
    for number, drawn in enumerate(events):
        event = {name: drawn[name] for name in TEXTS}
        queued = FIRST + timedelta(minutes=drawn["queued"])
        for place, (unit, sign) in enumerate(zip(drawn["units"], drawn["signs"], strict=False)):
            sent, there, cleared, officers = unit
            differs = drawn["speaks"] and place == len(drawn["units"]) - 1
            yield row(
                sign,
                event=f"2025{number:09}",
                queued_at=str(queued + timedelta(days=differs)),
                dispatched_at=str(queued + timedelta(seconds=sent)),
                arrived_at=_after(queued, there),
                cleared_at=_after(queued, cleared),
                officers=officers,
                **(event | ({"precinct": "EAST", "priority": "2"} if differs else {})),
            )


def _crowd(place: int, crowd: Mapping[str, Any]) -> Iterator[Row]:
    """Police-only calls at even distances, the precincts in turn; then CARE's, some days after FIRST."""
    kind = {name: crowd[name] for name in ("initial_call_type", "priority", "officers")}
    precincts = crowd["precincts"]
    for number in range(crowd["count"]):
        queued = FIRST - timedelta(days=crowd["days_before"]) + timedelta(hours=crowd["hour"])
        queued += timedelta(minutes=number * crowd["every_minutes"])
        stays = crowd["seconds"] + number * crowd["seconds_more_each"]
        yield _unit(
            "2M1", f"20251{place}{number:07}", queued, stays, kind | {"precinct": precincts[number % len(precincts)]}
        )
    for number, (days, police_stay, joint) in enumerate(crowd["calls"]):
        event, queued = f"20252{place}{number:07}", FIRST + timedelta(days=days, hours=crowd["hour"])
        told = kind | {"precinct": precincts[0]}
        yield _unit("CARE12", event, queued, 3_000, told)
        if joint:
            yield _unit("2M1", event, queued, police_stay, told)


def _unit(sign: str, event: str, queued: datetime, stays: int | None, told: Mapping[str, str]) -> Row:
    """Write a unit sent as the call was queued, there after four minutes."""
    return row(
        sign,
        event=event,
        queued_at=str(queued),
        dispatched_at=str(queued),
        arrived_at=_after(queued, 240),
        cleared_at=_after(queued, stays),
        **told,
    )


def _after(queued: datetime, seconds: int | None) -> str:
    return "" if seconds is None else str(queued + timedelta(seconds=seconds))
