"""How fast help comes: response, wait, travel and time on scene, for CARE, police, and whoever came first."""

from dataclasses import dataclass

from etl.metrics.definition import (
    CARE_EVENT,
    DISPATCHED,
    DISPATCHED_ONLY,
    EVENT,
    EXPORT,
    FEWEST,
    Aim,
    Better,
    Metric,
    Unit,
    is_counted,
)


@dataclass(frozen=True)
class _Agency:
    prefix: str
    who: str
    relation: str
    why: str
    limits: tuple[str, ...]
    base: str = ""


@dataclass(frozen=True)
class _Clock:
    """One interval: from where to where in words, and what keeps an event from being timed."""

    name: str
    label: str
    question: str
    runs: str
    excluded: dict[str, str]
    better: Better
    is_waited: bool = True


@dataclass(frozen=True)
class _Statistic:
    name: str
    label: str
    value: str
    words: str


_CARE = _Agency(
    "care",
    "CARE",
    CARE_EVENT,
    "A person in crisis waits this long for help.",
    (DISPATCHED_ONLY,),
)
_SPD_BASE = "All dispatched events with a police unit, with or without CARE, of every priority."
_SPD = _Agency(
    "spd",
    "SPD",
    EVENT,
    "It is the background against which CARE's times and the freed capacity are read.",
    (
        _SPD_BASE,
        "Community service officers and telephone reporting count as SPD units.",
        DISPATCHED_ONLY,
    ),
    _SPD_BASE,
)


def _clocks(prefix: str) -> tuple[_Clock, ...]:
    never, never_cleared = f"{prefix}_first_arrived_at IS NULL", f"{prefix}_last_cleared_at IS NULL"
    no_arrival = {"no_arrival": f"count(*) - count({prefix}_first_arrived_at)"}
    no_clear = {"no_clear": f"count(*) FILTER (NOT ({never}) AND {never_cleared})"}
    return (
        _Clock(
            "response",
            "response time",
            "How long until {who} arrives?",
            "from when the call joined the line waiting for a unit until the first {who} unit was at the scene",
            no_arrival,
            Better.LOWER,
        ),
        _Clock(
            "wait",
            "wait for dispatch",
            "How long until {who} is sent?",
            "from when the call joined the line waiting for a unit until the first {who} unit was sent",
            {},
            Better.LOWER,
        ),
        _Clock(
            "travel",
            "travel time",
            "How long is {who} on the way?",
            "from the moment the first {who} unit was sent until the first to get there arrived, perhaps another unit",
            no_arrival,
            Better.LOWER,
        ),
        _Clock(
            "on_scene",
            "time on scene",
            "How long does {who} stay?",
            "from the arrival of the first {who} unit until the last one was free for other work again",
            {**no_arrival, **no_clear},
            Better.NEITHER,
            is_waited=False,
        ),
    )


# Both quantiles come from one list of durations; a duration that does not count is no value at all, which costs a third
# less than a filter on each aggregate.
_STATISTICS = (
    _Statistic(
        "median", "median", "quantile_cont({s}, [0.5, 0.9])[1]", "Half of the calls took less than this, half took more"
    ),
    _Statistic(
        "p90",
        "nine in ten",
        "quantile_cont({s}, [0.5, 0.9])[2]",
        "Nine of ten calls took less than this, one took more",
    ),
    _Statistic("mean", "average", "avg({s})", "The average over the calls"),
)


def _if_counted(seconds: str) -> str:
    """Write the duration where it counts, and no value where it does not."""
    return f"CASE WHEN {is_counted(seconds)} THEN {seconds} END"


def _timed(agency: _Agency, clock: _Clock, statistic: _Statistic) -> Metric:
    seconds = f"{agency.prefix}_{clock.name}_seconds"
    counted = _if_counted(seconds)
    return Metric(
        name=f"{agency.prefix}_{clock.name}_{statistic.name}_minutes",
        label=f"{agency.who} {clock.label}, {statistic.label}",
        question=clock.question.format(who=agency.who),
        meaning=f"{statistic.words}: minutes {clock.runs.format(who=agency.who)}.",
        why=agency.why if clock.is_waited else f"This is how long {agency.who} stays.",
        aim=Aim.EXPERIENCE,
        unit=Unit.MINUTES,
        grain="One duration per dispatched CAD event that the agency was sent to.",
        relation=agency.relation,
        population=f"{DISPATCHED} AND {agency.prefix}_units > 0",
        value=f"{statistic.value.format(s=counted)} / 60.0",
        n=f"count({counted})",
        n_label="calls timed",
        source=f"{EXPORT}: queued time, and each unit's dispatch, arrival and in-service times.",
        better=clock.better,
        smallest_n=FEWEST,
        empty=None,
        excluded={**clock.excluded, "outside_0_24h": f"count({seconds}) - count({counted})"},
        seconds=seconds,
        limits=agency.limits,
        base=agency.base,
    )


def _first(statistic: _Statistic) -> Metric:
    seconds = "first_response_seconds"
    counted = _if_counted(seconds)
    return Metric(
        name=f"first_response_{statistic.name}_minutes",
        label=f"First response, {statistic.label}",
        question="How long until anybody arrives?",
        meaning=(
            f"{statistic.words}: minutes from when the call joined the line waiting for a unit until the first unit, "
            "of CARE or of police, was at the scene."
        ),
        why="Whoever comes first, this is how long people wait for somebody.",
        aim=Aim.EXPERIENCE,
        unit=Unit.MINUTES,
        grain="One duration per dispatched CAD event.",
        population=DISPATCHED,
        value=f"{statistic.value.format(s=counted)} / 60.0",
        n=f"count({counted})",
        n_label="calls timed",
        source=f"{EXPORT}: queued time, and each unit's time at scene.",
        better=Better.LOWER,
        smallest_n=FEWEST,
        empty=None,
        excluded={
            "no_arrival": f"count(*) - count({seconds})",
            "outside_0_24h": f"count({seconds}) - count({counted})",
        },
        seconds=seconds,
        limits=("Fire department units are not in the export.", DISPATCHED_ONLY),
    )


_SPD_COUNTED = is_counted("spd_response_seconds")
_PRIORITY_1 = Metric(
    name="spd_priority1_within_7_minutes_share",
    label="Priority 1 reached by SPD within 7 minutes",
    question="How often do police reach the most urgent calls within their own target?",
    meaning="Of the priority 1 calls that police reached, the share reached within 7 minutes of being queued.",
    why="Freed police time should show here: it is SPD's own target for emergencies.",
    aim=Aim.CAPACITY,
    unit=Unit.SHARE,
    grain="One share of the dispatched priority 1 CAD events that SPD reached.",
    population=f"{DISPATCHED} AND spd_units > 0 AND priority = '1'",
    value=(f"count(*) FILTER (spd_response_seconds BETWEEN 0 AND 420) / nullif(count(*) FILTER ({_SPD_COUNTED}), 0)"),
    n=f"count(*) FILTER ({_SPD_COUNTED})",
    n_label="calls timed",
    source=f"{EXPORT}: priority, queued time, and SPD units' time at scene.",
    better=Better.HIGHER,
    smallest_n=FEWEST,
    empty=None,
    excluded={
        "no_arrival": "count(*) FILTER (spd_first_arrived_at IS NULL)",
        "outside_0_24h": f"count(*) FILTER (NOT {_SPD_COUNTED})",
    },
    limits=("Many things change it besides CARE: read it as background, not as an effect.", DISPATCHED_ONLY),
)

METRICS: tuple[Metric, ...] = (
    *(_timed(_CARE, clock, statistic) for clock in _clocks("care") for statistic in _STATISTICS),
    *(_timed(_SPD, clock, statistic) for clock in _clocks("spd") for statistic in _STATISTICS),
    *(_first(statistic) for statistic in _STATISTICS),
    _PRIORITY_1,
)
