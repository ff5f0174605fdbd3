"""What the supplied exports are invented from: of some events, who came, when, and who was asked for."""

from dataclasses import dataclass

import numpy as np

from etl.invented import words
from etl.invented.chance import Flags, Ints
from etl.invented.layout import Drawn
from etl.invented.units import NEVER

_FAR_OFF = 2**60


@dataclass(frozen=True)
class Events:
    """Events by their `number`; `came` and `left` are CARE's first arrival and last clear, or `NEVER`.

    Every array has shape `(events,)`. `is_asked_for` leaves out CARE's own outreach, `is_test` is of test calls.
    """

    number: Ints
    queued: Ints
    initial: Ints
    onview: Flags
    is_test: Flags
    with_care: Flags
    with_spd: Flags
    came: Ints
    left: Ints

    @property
    def is_asked_for(self) -> Flags:
        """Whether somebody asked for help there: a caller, or an officer."""
        return np.asarray(~self.onview | self.with_spd)


def events_of(drawn: Drawn) -> Events:
    """Read the events of a month's draws, whose numbers follow one another."""
    event = drawn.event
    number = event["event"].astype(np.int64)
    position, is_care = drawn.unit["event"].astype(np.int64) - number[0], drawn.unit["is_care"].astype(bool)
    came, left = _stays(len(number), position[is_care], *(drawn.unit[name][is_care] for name in ("arrived", "cleared")))
    return Events(
        number=number,
        queued=event["queued"].astype(np.int64),
        initial=event["initial"].astype(np.int64),
        onview=event["onview"].astype(bool),
        is_test=np.isin(event["final"], words.TEST_FINAL),
        with_care=np.bincount(position[is_care], minlength=len(number)) > 0,
        with_spd=np.bincount(position[~is_care], minlength=len(number)) > 0,
        came=came,
        left=left,
    )


def _stays(events: int, position: Ints, arrived: Ints, cleared: Ints) -> tuple[Ints, Ints]:
    """Give each event its units' first arrival and the last clear of those that arrived."""
    came, left = np.full(events, _FAR_OFF), np.full(events, NEVER)
    there = arrived != NEVER
    np.minimum.at(came, position[there], arrived[there])
    np.maximum.at(left, position[there], cleared[there])
    return np.where(came == _FAR_OFF, NEVER, came), left
