"""When and where the invented CARE team works: the real programme's phases, with volumes of our own.

Days are `datetime.date`; hours are local and half-open, by the queued time.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from etl.invented.chance import Floats, Ints, Mix, mix, weighted
from etl.invented.places import PLACE_WEIGHTS, PLACES
from etl.invented.words import CARE_UNITS

FIRST_NEIGHBORHOODS = ("DOWNTOWN COMMERCIAL", "BELLTOWN", "PIONEER SQUARE", "CHINATOWN/INTERNATIONAL DISTRICT", "SODO")

_HOUR_WEIGHTS = dict(zip(range(11, 23), (5, 9, 10, 9.5, 8, 6, 5.5, 5, 5, 6, 5.5, 3.5), strict=True))
"""CARE is busiest from noon to 15 h, with a second rise at 20 h."""


@dataclass(frozen=True)
class Phase:
    """From `start` on: where CARE goes, when, with how many units, and CARE's share of all events at start and end."""

    start: date
    neighborhoods: tuple[str, ...]
    precincts: tuple[str, ...]
    opens: int
    closes: int
    units: int
    share: tuple[float, float]

    def reaches(self, precinct: str, neighborhood: str) -> bool:
        """Whether CARE works there in this phase."""
        return neighborhood in self.neighborhoods or precinct in self.precincts

    @property
    def hours(self) -> Mix:
        """The hours CARE events are queued in."""
        return mix({hour: _HOUR_WEIGHTS[hour] for hour in range(self.opens, self.closes)})

    @property
    def places(self) -> Mix:
        """The places CARE events happen at, as positions in `PLACES`."""
        open_to = np.array([self.reaches(place.precinct, place.neighborhood) for place in PLACES])
        return weighted(PLACE_WEIGHTS * open_to)


PHASES = (
    Phase(date(2023, 10, 26), FIRST_NEIGHBORHOODS, (), 11, 23, 6, (0.025, 0.05)),
    Phase(date(2024, 7, 2), FIRST_NEIGHBORHOODS, ("EAST",), 12, 22, 12, (0.07, 0.10)),
    Phase(date(2025, 1, 1), FIRST_NEIGHBORHOODS, ("EAST", "NORTH"), 12, 22, 18, (0.13, 0.15)),
    Phase(date(2025, 3, 1), (), ("NORTH", "EAST", "WEST", "SOUTH", "SOUTHWEST"), 12, 22, CARE_UNITS, (0.20, 0.34)),
)
END = date(2026, 1, 1)
"""The day after the last invented day."""

_STARTS = np.array([phase.start.toordinal() for phase in PHASES], dtype=np.int64)
_TICKS = np.array([*_STARTS, END.toordinal()], dtype=np.int64)


def phase_of(days: Ints) -> Ints:
    """Give each day (a proleptic ordinal) the position of its phase; before the launch -1."""
    return np.asarray(np.searchsorted(_STARTS, days, side="right") - 1, dtype=np.int64)


def care_share(days: Ints) -> Floats:
    """Give each day (a proleptic ordinal) CARE's share of all events: it grows within each phase."""
    phase = phase_of(days)
    first, last = np.array([each.share for each in PHASES])[phase].T
    passed = (days - _TICKS[phase]) / (_TICKS[phase + 1] - _TICKS[phase])
    return np.where(phase < 0, 0.0, first + (last - first) * passed)
