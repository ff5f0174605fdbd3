"""Invented fire units on the same events. Which events they come to, how many and how long is made up.

Every array has shape `(units,)`. The fire department comes to medical types above all, and less where CARE does.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from etl.export import INVENTED_EVENT_PREFIX
from etl.invented import words
from etl.invented.cells import counts, moments, numbered, said
from etl.invented.chance import Floats, Generator, Ints, happens, long_tailed, soon, weighted
from etl.invented.events import HOUR
from etl.invented.reached import Events
from etl.invented.units import NEVER
from etl.supplied import FIRE_UNITS

_COMES_TO = {
    words.OBS_DOWN: 0.8,
    words.DOWN: 0.6,
    "OVERDOSE": 0.9,
    "SUICIDE - CRITICAL": 0.5,
    "MVC - COLLISION (ALL)": 0.35,
    words.CRISIS: 0.12,
    words.WELFARE: 0.08,
}
"""The chance that a fire unit comes to a call of a type; to all other types none does."""
_CHANCE: Floats = np.array([_COMES_TO.get(initial, 0.0) for initial in words.INITIAL_TYPES])
_WITH_CARE, _CARE_ALONE = 0.7, 0.35
"""How much smaller it is where CARE goes with police, and where CARE goes alone."""
_MORE = weighted((66, 28, 6))
"""How many units come beside the first."""
_NEVER_ARRIVES, _NEVER_CLEARED = 0.06, 0.01
_LONGEST = 6 * HOUR

_FIRST, _SECOND, _THIRD = (
    tuple(f"{kind}{number}" for kind, many in kinds for number in range(1, many + 1))
    for kinds in ((("E", 41), ("A", 31)), (("M", 45), ("L", 13)), (("B", 7), ("MHP", 3)))
)
_SIGNS = (*_FIRST, *_SECOND, *_THIRD)
_OF_TURN = np.array(((0, len(_FIRST)), (len(_FIRST), len(_SECOND)), (len(_FIRST) + len(_SECOND), len(_THIRD))))
"""Of the first, second and third unit: the position of the first of its signs, and how many there are."""
_CREW: Ints = np.array([{"E": 4, "A": 2, "M": 2, "L": 5, "B": 2}.get(sign.rstrip("0123456789"), 3) for sign in _SIGNS])
_TYPES = ("Aid Response", "Medic Response", "Aid Response Yellow", "Low Acuity Response")
_TYPE = weighted((62, 18, 12, 8))


@dataclass(frozen=True)
class FireUnits:
    """Fire units: the number of their event, codes of sign and type, and seconds, `NEVER` where there was no such."""

    event: Ints
    sign: Ints
    type: Ints
    dispatched: Ints
    arrived: Ints
    cleared: Ints


def draw_fire_units(rng: Generator, events: Events) -> FireUnits:
    """Draw the fire units sent to some events."""
    chance = _CHANCE[events.initial] * np.select(
        [events.with_care & ~events.with_spd, events.with_care], [_CARE_ALONE, _WITH_CARE], 1.0
    )
    comes = np.flatnonzero(happens(rng, chance, len(chance)) & ~events.is_test)
    units = 1 + _MORE.draw(rng, len(comes))
    event, turn = np.repeat(comes, units), np.arange(units.sum()) - np.repeat(np.cumsum(units) - units, units)
    size = len(event)
    dispatched = events.queued[event] + 20 + soon(rng, 90, size) + turn * 15
    arrived = np.where(
        happens(rng, _NEVER_ARRIVES, size), NEVER, dispatched + np.minimum(long_tailed(rng, 300, 620, size), HOUR)
    )
    busy = np.minimum(long_tailed(rng, 1_260, 2_900, size), _LONGEST)
    cleared = np.where(arrived == NEVER, dispatched + 30 + soon(rng, 240, size), arrived + busy)
    first, many = _OF_TURN[turn].T
    return FireUnits(
        event=events.number[event],
        sign=first + rng.integers(0, 1 << 20, size) % many,
        type=np.repeat(_TYPE.draw(rng, len(comes)), units),
        dispatched=dispatched,
        arrived=arrived,
        cleared=np.where(happens(rng, _NEVER_CLEARED, size), NEVER, cleared),
    )


def table_of(units: FireUnits) -> pa.Table:
    """Write fire units as the contract's columns."""
    columns = {
        "cad_event_number": numbered(INVENTED_EVENT_PREFIX, units.event, 9),
        "unit": said(_SIGNS, units.sign),
        "crew": counts(_CREW[units.sign]),
        "dispatched_at": moments(units.dispatched),
        "arrived_at": moments(units.arrived),
        "cleared_at": moments(units.cleared),
        "type": said(_TYPES, units.type),
    }
    return pa.table(columns).select(FIRE_UNITS.headers)
