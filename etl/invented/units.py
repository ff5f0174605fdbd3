"""Invented unit responses: which units go to each event, when each is sent, arrives and is in service again.

Every array has shape `(units,)`. Clock times are local wall time as seconds since 1970-01-01 00:00.
"""

from dataclasses import dataclass

import numpy as np

from etl.invented import words
from etl.invented.chance import Flags, Generator, Ints, happens, long_tailed, soon, whole
from etl.invented.events import HOUR, Events, Kind
from etl.invented.places import SECTOR_OF_PLACE

NEVER = -1
"""Stands where a unit has no such time."""

_FAR_OFF = 2**60

_SPD_NEVER_ARRIVES, _CARE_NEVER_ARRIVES = 0.36, 0.15
"""The chance for each unit but the first to come; with the calls nobody comes to, 21.6 % of rows."""
_SENT_EARLY_SHARE = 0.002
_NEVER_CLEARED_SHARE = 0.0003
_FORGOTTEN_SHARE = 0.0001
"""Units that somebody forgot to put in service again until the next day."""
_CAME_BACK_SHARE = 0.02
_SECOND_ARRIVES_FIRST = 0.15


@dataclass(frozen=True)
class Units:
    """One row per event × call sign. `event` is the event's position; `service` its published person-seconds."""

    event: Ints
    sign: Ints
    is_care: Flags
    officers: Ints
    dispatched: Ints
    arrived: Ints
    cleared: Ints
    service: Ints


@dataclass(frozen=True)
class _Sent:
    """The units sent: whose event, whose agency, and each one's turn among its agency's units, from 0."""

    event: Ints
    is_care: Flags
    turn: Ints


def draw_units(rng: Generator, events: Events) -> Units:
    """Draw every unit of `events`, event by event, SPD's before CARE's."""
    sent = _sent(events)
    dispatched, arrived = _ways_there(rng, events, sent)
    cleared = _handed_over(rng, events, sent, arrived, _times_cleared(rng, dispatched, arrived))
    cleared = np.where(happens(rng, _NEVER_CLEARED_SHARE, len(cleared)), NEVER, cleared)
    officers = 1 + happens(rng, np.where(sent.is_care, 0.8, 0.45), len(cleared))
    return Units(
        event=sent.event,
        sign=_signs(rng, events, sent),
        is_care=sent.is_care,
        officers=officers,
        dispatched=dispatched,
        arrived=arrived,
        cleared=cleared,
        service=_service(rng, dispatched, cleared, officers),
    )


def _sent(events: Events) -> _Sent:
    counts = np.stack([events.spd_units, events.care_units], axis=1).ravel()
    slot = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return _Sent(event=slot // 2, is_care=slot % 2 == 1, turn=np.arange(len(slot)) - first[slot])


def _ways_there(rng: Generator, events: Events, sent: _Sent) -> tuple[Ints, Ints]:
    """Draw when each unit is sent and arrives; in each agency one unit keeps exactly the event's wait and response."""
    size, event = len(sent.event), sent.event
    own = [np.where(sent.is_care, care[event], spd[event]) for spd, care in _agency_columns(events)]
    wait, response, units, comes = own
    onview = events.onview[event]
    second_first = happens(rng, _SECOND_ARRIVES_FIRST, len(events.queued))[event] & ~onview & (units > 1)
    arrives_first = sent.turn == second_first.astype(np.int64)
    sent_after = np.where(sent.turn == 0, wait, wait + soon(rng, 150, size))
    sent_after = np.where(arrives_first, np.minimum(sent_after, np.maximum(response - 15, wait)), sent_after)
    there_after = np.maximum(response, sent_after + 20) + soon(rng, 200, size)
    there_after = np.where(arrives_first, response, there_after)
    absent = happens(rng, np.where(sent.is_care, _CARE_NEVER_ARRIVES, _SPD_NEVER_ARRIVES), size) & ~arrives_first
    early = happens(rng, _SENT_EARLY_SHARE, size) & ~onview
    queued = events.queued[event]
    dispatched = queued + np.where(early, -rng.integers(5, 90, size), sent_after)
    return dispatched, np.where(absent | (comes == 0), NEVER, queued + there_after)


def _agency_columns(events: Events) -> tuple[tuple[Ints, Ints], ...]:
    """Pair SPD's and CARE's wait, response, units and whether anybody of theirs comes (1 or 0)."""
    return (
        (events.spd_wait, events.care_wait),
        (events.spd_response, events.care_response),
        (events.spd_units, events.care_units),
        (events.spd_comes.astype(np.int64), events.care_comes.astype(np.int64)),
    )


def _times_cleared(rng: Generator, dispatched: Ints, arrived: Ints) -> Ints:
    size = len(arrived)
    on_scene = np.where(
        happens(rng, _FORGOTTEN_SHARE, size),
        rng.integers(25 * HOUR, 40 * HOUR, size),
        np.minimum(long_tailed(rng, 1_980, 6_600, size), 20 * HOUR),
    )
    called_off = long_tailed(rng, 420, 1_500, size)
    return np.where(arrived == NEVER, dispatched + called_off, arrived + on_scene) + 10


def _handed_over(rng: Generator, events: Events, sent: _Sent, arrived: Ints, cleared: Ints) -> Ints:
    """Make SPD leave events it shares with CARE: more often before CARE, sometimes with it, sometimes after."""
    size = len(events.queued)
    care_came = sent.is_care & (arrived != NEVER)
    care_arrived = np.full(size, _FAR_OFF)
    np.minimum.at(care_arrived, sent.event[care_came], arrived[care_came])
    care_cleared = np.full(size, NEVER)
    np.maximum.at(care_cleared, sent.event[care_came], cleared[care_came])
    how = rng.random(size)
    after_handover = care_arrived + rng.integers(60, 900, size)
    spd_leaves = np.select(
        [how < 0.66, how < 0.76],
        [np.minimum(after_handover, care_cleared - 30), care_cleared],
        care_cleared + soon(rng, 900, size) + 1,
    )
    shared = np.isin(events.kind, (Kind.JOINT_CALL, Kind.OFFICER_REQUEST)) & (care_cleared != NEVER)
    stays = shared[sent.event] & ~sent.is_care & (arrived != NEVER)
    earlier = np.where(sent.turn > 0, soon(rng, 120, len(cleared)), 0)
    return np.where(stays, np.maximum(spd_leaves[sent.event] - earlier, arrived + 60), cleared)


def _service(rng: Generator, dispatched: Ints, cleared: Ints, officers: Ints) -> Ints:
    """Give the published person-seconds; where a unit left and came back they are not the whole interval's."""
    size = len(cleared)
    away = np.where(happens(rng, _CAME_BACK_SHARE, size), rng.uniform(0.3, 0.9, size), 1.0)
    return np.where(cleared == NEVER, NEVER, whole(away * (cleared - dispatched) * officers))


def _signs(rng: Generator, events: Events, sent: _Sent) -> Ints:
    """Pick call signs, none twice on one event: SPD's of the event's sector, CARE's out of those there are that day."""
    size = len(events.queued)
    start = rng.integers(0, 10_000, (2, size))
    stride = rng.integers(1, words.SPD_SIGNS_PER_SECTOR, size)
    car = (start[0][sent.event] + sent.turn * stride[sent.event]) % words.SPD_SIGNS_PER_SECTOR
    police = SECTOR_OF_PLACE[events.place][sent.event] * words.SPD_SIGNS_PER_SECTOR + car
    care = words.FIRST_CARE_SIGN + (start[1][sent.event] + sent.turn) % events.care_pool[sent.event]
    return np.asarray(np.where(sent.is_care, care, police))
