"""What is known of places: which lie within the filters on other places, and since when CARE works there."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.db import Snapshot
from app.filters import Filters

PLACES = ("precinct", "sector", "beat", "neighborhood", "district")
"""The filters on places, each of which cuts the city in its own way."""

_LEAST_SHARE = 0.05
"""A record now and then names a place that it was not in: fewer of a place's events than this make no part of it."""

_SPOTS = """
    SELECT precinct, sector, beat, neighborhood, district, count(*) FROM event GROUP BY ALL
    UNION ALL
    SELECT precinct, sector, beat, NULL, district, 0 FROM beat LEFT JOIN beat_district USING (beat)
"""


@dataclass(frozen=True)
class _Spot:
    """A piece of the city that lies in one place of each kind, and how many events the data has there."""

    precinct: str
    sector: str
    beat: str
    neighborhood: str | None
    district: str | None
    events: int


def within(snapshot: Snapshot, filters: Filters, kind: str) -> frozenset[str] | None:
    """Name the places of a kind that lie, wholly or in part, in the places of other kinds that are filtered by.

    None where no filter on another kind of place is on: all do. Beats lie where the table of beats says; how
    neighborhoods and beats cross is known from the events.
    """
    limits = {name: getattr(filters, name) for name in PLACES if name != kind and getattr(filters, name)}
    if not limits:
        return None
    inside = (
        spot for spot in _spots(snapshot) if all(getattr(spot, name) in chosen for name, chosen in limits.items())
    )
    return frozenset(getattr(spot, kind) for spot in inside if getattr(spot, kind))


def care_since(snapshot: Snapshot, kind: str) -> dict[str, date | None]:
    """Say since when CARE works in each place of a kind that has events, or in a part of it; None where it does not."""
    return snapshot.remember(("care since", kind), lambda: _care_since(snapshot, kind))


def _care_since(snapshot: Snapshot, kind: str) -> dict[str, date | None]:
    phases = snapshot.rows("SELECT starts_on, precincts, neighborhoods FROM programme_phase ORDER BY starts_on")
    spots: dict[str, list[_Spot]] = defaultdict(list)
    for spot in _spots(snapshot):
        if spot.events:
            spots[getattr(spot, kind)].append(spot)
    return {name: next((day for day, *area in phases if _reaches(area, there)), None) for name, there in spots.items()}


def _reaches(area: list[list[str] | None], spots: list[_Spot]) -> bool:
    """Say whether the precincts and neighborhoods that a phase works in hold a part of these spots."""
    precincts, neighborhoods = (names or [] for names in area)
    inside = sum(s.events for s in spots if s.precinct in precincts or s.neighborhood in neighborhoods)
    return inside >= _LEAST_SHARE * sum(spot.events for spot in spots)


def _spots(snapshot: Snapshot) -> list[_Spot]:
    return snapshot.remember("spots", lambda: [_Spot(*row) for row in snapshot.rows(_SPOTS)])
