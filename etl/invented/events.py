"""Invented events, a month at a time: when and where they are queued, what they are, and how soon each agency comes.

Every array has shape `(events,)`. Clock times are local wall time as seconds since 1970-01-01 00:00; waits and
responses are seconds from the queued time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import IntEnum

import numpy as np

from etl.invented import words
from etl.invented.chance import Flags, Floats, Generator, Ints, happens, long_tailed, mix, soon, spread, weighted, whole
from etl.invented.places import ANYWHERE
from etl.invented.programme import PHASES, care_share, phase_of

DAY, HOUR = 86_400, 3_600
_EPOCH = date(1970, 1, 1).toordinal()
LONGEST_WAIT = 26 * HOUR


class Kind(IntEnum):
    """Who came to an event, and why."""

    SPD_CALL = 0
    SPD_ONVIEW = 1
    JOINT_CALL = 2
    CARE_CALL = 3
    OFFICER_REQUEST = 4
    OUTREACH = 5


ONVIEW = np.isin(np.arange(len(Kind)), (Kind.SPD_ONVIEW, Kind.OFFICER_REQUEST, Kind.OUTREACH))
"""Whether a kind of event is one a unit came upon or logged itself."""

_CARE_KINDS = mix({Kind.JOINT_CALL: 30, Kind.CARE_CALL: 20, Kind.OFFICER_REQUEST: 14, Kind.OUTREACH: 36})
"""Outreach is 64 % of the events CARE alone is on."""

_HOURS = weighted((34, 29, 25, 22, 20, 20, 23, 30, 38, 43, 45, 47, 49, 50, 51, 52, 53, 53, 52, 50, 49, 47, 44, 39))
_WEEKDAYS = np.array((1.00, 1.02, 1.01, 1.01, 1.06, 1.02, 0.95))
_CARE_WEEKDAYS = np.array((1.0, 1.25, 1.0, 1.0, 1.25, 0.85, 0.8))
"""Monday to Sunday. CARE says its busiest days are Tuesday and Friday."""

_PRIORITIES = 10
_DELAYS = {
    1: (54, 163, 436, 1_030),
    2: (1_234, 11_191, 1_748, 13_172),
    3: (2_996, 21_213, 5_815, 24_657),
    4: (3_600, 22_000, 6_600, 26_000),
    5: (4_200, 24_000, 7_200, 28_000),
    7: (600, 3_600, 1_200, 7_200),
    9: (600, 3_600, 1_200, 7_200),
}
"""Median and 90th percentile of queued → first dispatch, then of queued → at scene; 1–3 as measured in January 2024."""
_NO_ARRIVAL = {1: 0.05, 2: 0.13, 3: 0.17, 4: 0.2, 5: 0.2}
_ONE_SENT, _MORE_SENT = 1.7, 0.25
"""Calls nobody comes to are mostly ones a single unit was sent to: 13 % of calls, but 7.5 % of rows."""
_CARE_NO_ARRIVAL = 0.1

_UNITS = {
    1: weighted((14, 32, 24, 15, 15)),
    2: weighted((46, 29, 14, 7, 4)),
    3: weighted((60, 25, 9, 4, 2)),
}
_UNITS_OTHERWISE = weighted((78, 15, 5, 1.5, 0.5))
"""How many SPD units go: 1, 2, 3, 4, 5 or more. Over all events 55, 24, 11, 6 and 4 %."""
_MOST_UNITS = 40

_REDACTED_SHARE, _CARE_REDACTED_SHARE, _UNLOCATED_SHARE = 0.19, 0.85, 0.015
_TEST_SHARE = 0.0006
_OFFICERS_CALL_SHARE = 0.03
_WRONG_CATEGORY_SHARE = 0.003

_CARE_SOONER = 0.35
"""Calls that SPD and CARE share are answered sooner than SPD's others."""


class Location(IntEnum):
    """What the export gives of an event's point, address and reporting area."""

    GIVEN = 0
    REDACTED = 1
    UNLOCATED = 2


@dataclass(frozen=True)
class Events:
    """Some events: `…_wait` is queued → first sent, `…_response` queued → first there, if anybody `…_comes`.

    Words are codes into `etl.invented.words`, `place` is a position in `PLACES`, `care_pool` the day's CARE units.
    """

    queued: Ints
    kind: Ints
    priority: Ints
    initial: Ints
    final: Ints
    clearance: Ints
    call_source: Ints
    officer_generated: Flags
    place: Ints
    location: Ints
    wrong_category: Flags
    spd_units: Ints
    spd_wait: Ints
    spd_response: Ints
    spd_comes: Flags
    care_pool: Ints
    care_units: Ints
    care_wait: Ints
    care_response: Ints
    care_comes: Flags

    @property
    def onview(self) -> Flags:
        """Whether each is an on-view event."""
        return np.asarray(ONVIEW[self.kind])


def days_of(month: tuple[date, date]) -> Ints:
    """Give the days (proleptic ordinals) from a month's first up to the next month's."""
    return np.arange(month[0].toordinal(), month[1].toordinal())


def draw_events(rng: Generator, month: tuple[date, date], size: int, of_care_share: float = 1.0) -> Events:
    """Draw a month's events, in order; CARE is on `of_care_share` of those that it would be on."""
    days = days_of(month)
    care_days = days[phase_of(days) >= 0]
    with_care = rng.binomial(size, care_share(days).mean() * of_care_share)
    police, care = _police_events(rng, days, size - with_care), _care_events(rng, care_days, with_care)
    return _with_tests(rng, _in_order(police, care))


def _in_order(*parts: Events) -> Events:
    order = np.argsort(np.concatenate([part.queued for part in parts]), kind="stable")
    names = [field.name for field in fields(Events)]
    return Events(**{name: np.concatenate([getattr(part, name) for part in parts])[order] for name in names})


def _with_tests(rng: Generator, events: Events) -> Events:
    """Turn a few events into test calls: by their final type, half of them by their initial type too."""
    size = len(events.queued)
    tested = happens(rng, _TEST_SHARE, size)
    announced = tested & happens(rng, 0.5, size)
    initial = np.where(announced, words.TEST_INITIAL, events.initial)
    return replace(events, initial=initial, final=np.where(tested, words.TEST_FINAL, events.final))


def _police_events(rng: Generator, days: Ints, size: int) -> Events:
    story = words.EVERYDAY.mix.draw(rng, size)
    initial, priority = words.EVERYDAY.initial[story], words.EVERYDAY.priority[story]
    onview = initial >= words.FIRST_ONVIEW_TYPE
    wait, response = _spd_delays(rng, priority)
    units = _spd_units(rng, priority)
    nobody_comes = _by_priority(_NO_ARRIVAL)[priority] * np.where(units == 1, _ONE_SENT, _MORE_SENT)
    nobody = np.zeros(size, dtype=np.int64)
    return Events(
        queued=_moments(rng, _days(rng, days, _WEEKDAYS, size), _HOURS.draw(rng, size)),
        kind=np.where(onview, Kind.SPD_ONVIEW, Kind.SPD_CALL).astype(np.int64),
        priority=priority,
        initial=initial,
        final=words.FINALS_BY_INITIAL[initial, rng.integers(words.FINALS_BY_INITIAL.shape[1], size=size)],
        clearance=np.where(onview, words.CLEARED_ONVIEW.draw(rng, size), words.CLEARED_CALL.draw(rng, size)),
        call_source=_call_sources(rng, onview),
        officer_generated=onview | happens(rng, _OFFICERS_CALL_SHARE, size),
        place=ANYWHERE.draw(rng, size),
        location=_locations(rng, _REDACTED_SHARE, size),
        wrong_category=happens(rng, _WRONG_CATEGORY_SHARE, size),
        spd_units=units,
        spd_wait=np.where(onview, 0, wait),
        spd_response=np.where(onview, 0, response),
        spd_comes=onview | ~happens(rng, nobody_comes, size),
        care_pool=nobody + 1,
        care_units=nobody,
        care_wait=nobody,
        care_response=nobody,
        care_comes=np.zeros(size, dtype=bool),
    )


def _care_events(rng: Generator, days: Ints, size: int) -> Events:
    day = _days(rng, days, _CARE_WEEKDAYS, size)
    hour, place, care_pool = _phased(rng, phase_of(day))
    kind = _CARE_KINDS.draw(rng, size)
    initial, priority, final, clearance = _care_words(rng, kind)
    onview = ONVIEW[kind]
    with_spd = np.isin(kind, (Kind.JOINT_CALL, Kind.OFFICER_REQUEST))
    wait, response = _spd_delays(rng, priority)
    spd_wait = np.where(onview, 0, whole(wait * _CARE_SOONER))
    spd_response = np.where(onview, 0, np.maximum(whole(response * _CARE_SOONER), spd_wait + 30))
    care_wait = _care_waits(rng, kind, spd_response)
    return Events(
        queued=_moments(rng, day, hour),
        kind=kind,
        priority=priority,
        initial=initial,
        final=final,
        clearance=clearance,
        call_source=_call_sources(rng, onview),
        officer_generated=onview | happens(rng, _OFFICERS_CALL_SHARE, size),
        place=place,
        location=_locations(rng, _CARE_REDACTED_SHARE, size),
        wrong_category=happens(rng, _WRONG_CATEGORY_SHARE, size),
        spd_units=np.where(with_spd, np.minimum(_spd_units(rng, np.full(size, 3)), 3), 0),
        spd_wait=spd_wait,
        spd_response=spd_response,
        spd_comes=with_spd & (onview | ~happens(rng, 0.05, size)),
        care_pool=care_pool,
        care_units=1 + happens(rng, 0.15, size),
        care_wait=care_wait,
        care_response=care_wait + np.where(kind == Kind.OUTREACH, 0, long_tailed(rng, 660, 1_440, size)),
        care_comes=onview | ~happens(rng, _CARE_NO_ARRIVAL, size),
    )


def _call_sources(rng: Generator, onview: Flags) -> Ints:
    size = len(onview)
    return np.where(onview, words.CALL_SOURCE_OF_ONVIEWS.draw(rng, size), words.CALL_SOURCE_OF_CALLS.draw(rng, size))


def _locations(rng: Generator, redacted_share: float, size: int) -> Ints:
    location = np.where(happens(rng, redacted_share, size), Location.REDACTED, Location.GIVEN)
    return np.where(happens(rng, _UNLOCATED_SHARE, size), Location.UNLOCATED, location).astype(np.int64)


def _days(rng: Generator, days: Ints, weekday_weights: Floats, size: int) -> Ints:
    """Draw days (proleptic ordinals) out of `days`; ordinal 1 is a Monday."""
    if not size:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(days[weighted(weekday_weights[(days - 1) % 7]).draw(rng, size)])


def _moments(rng: Generator, day: Ints, hour: Ints) -> Ints:
    return (day - _EPOCH) * DAY + hour * HOUR + rng.integers(HOUR, size=len(day))


def _by_priority(values: Mapping[int, float]) -> Floats:
    """Spread a table over the priorities 0 to 9, so that it can be looked up by priority."""
    return np.array([values.get(priority, 0) for priority in range(_PRIORITIES)], dtype=np.float64)


def _delay_column(column: int) -> Floats:
    return _by_priority({priority: delays[column] for priority, delays in _DELAYS.items()})


def _spd_delays(rng: Generator, priority: Ints) -> tuple[Ints, Ints]:
    """Draw SPD's wait and response: most hang together; how soon urgent calls are reached depends on the road."""
    medians, p90s, scene_medians, scene_p90s = (_delay_column(column)[priority] for column in range(4))
    luck, road = rng.standard_normal((2, len(priority)))
    tied = np.where(priority == 1, 0.5, 0.97)
    later = tied * luck + np.sqrt(1 - tied**2) * road
    wait = medians * np.exp(spread(medians, p90s) * luck)
    wait = np.where(wait > LONGEST_WAIT, rng.uniform(0.7, 1, len(priority)) * LONGEST_WAIT, wait)
    response = scene_medians * np.exp(spread(scene_medians, scene_p90s) * later)
    shortest_road = rng.uniform(30, 300, len(priority))
    return whole(wait), whole(np.clip(response, wait + shortest_road, LONGEST_WAIT + HOUR))


def _spd_units(rng: Generator, priority: Ints) -> Ints:
    """Draw how many SPD units are sent; five or more has a tail."""
    size = len(priority)
    units = 1 + _UNITS_OTHERWISE.draw(rng, size)
    for urgent, chances in _UNITS.items():
        units = np.where(priority == urgent, 1 + chances.draw(rng, size), units)
    many = units + rng.geometric(0.45, size) - 1
    return np.where(units == 5, np.minimum(many, _MOST_UNITS), units)


def _phased(rng: Generator, phase: Ints) -> tuple[Ints, Ints, Ints]:
    """Draw each CARE event's hour and place as its day's phase allows, and give the units that phase has."""
    hour, place, units = (np.zeros(len(phase), dtype=np.int64) for _ in range(3))
    for position, terms in enumerate(PHASES):
        here = np.flatnonzero(phase == position)
        hour[here] = terms.hours.draw(rng, len(here))
        place[here] = terms.places.draw(rng, len(here))
        units[here] = terms.units
    return hour, place, units


def _care_words(rng: Generator, kind: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Draw initial type, priority, final type and clearance to suit the kind of CARE event."""
    size = len(kind)
    chosen = [kind == Kind.OUTREACH, kind == Kind.OFFICER_REQUEST]
    stories = (words.OUTREACH, words.OFFICER_REQUESTS, words.CARE_CALLS)
    drawn = [story.mix.draw(rng, size) for story in stories]
    initials = [story.initial[code] for story, code in zip(stories, drawn, strict=True)]
    priorities = [story.priority[code] for story, code in zip(stories, drawn, strict=True)]
    calls_end, outreach_ends = words.ENDED_CARE_CALL.draw(rng, size), words.ENDED_OUTREACH.draw(rng, size)
    joint, alone = words.CLEARED_JOINT.draw(rng, size), words.CLEARED_CARE.draw(rng, size)
    outreach = words.CLEARED_OUTREACH.draw(rng, size)
    return (
        np.select(chosen, initials[:2], initials[2]),
        np.select(chosen, priorities[:2], priorities[2]),
        np.where(chosen[0], outreach_ends, calls_end),
        np.select([chosen[0], kind == Kind.CARE_CALL], [outreach, alone], joint),
    )


def _care_waits(rng: Generator, kind: Ints, spd_response: Ints) -> Ints:
    """Draw how long after the event was queued CARE was sent: by officers who are there, or straight away."""
    size = len(kind)
    straight = long_tailed(rng, 480, 1_500, size)
    asked_for = spd_response + soon(rng, 360, size) + 30
    by_officers = (kind == Kind.OFFICER_REQUEST) | (
        (kind == Kind.JOINT_CALL) & happens(rng, 0.6, size) & (spd_response < 2 * HOUR)
    )
    return np.select([kind == Kind.OUTREACH, by_officers], [np.zeros(size, dtype=np.int64), asked_for], straight)
