"""Every public number, defined once.

Cards, axes, the API, CSV headers, the data dictionary and the tests read these records; nothing repeats them. A metric
is a question about the `event` table: `population` says which events it is about, `value` and `n` are SQL aggregates
over them, and `excluded` counts what the number leaves out, by reason. This module is the one door through which the
dashboard sees the pipeline.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from etl.dimensions import BY, DIMENSIONS, FILTERS, PERIODS, Dimension
from etl.export import INVENTED_EVENT_PREFIX

__all__ = [
    "BY",
    "DIMENSIONS",
    "FILTERS",
    "INVENTED_EVENT_PREFIX",
    "METRICS",
    "PERIODS",
    "TOO_FEW",
    "Dimension",
    "Metric",
    "Unit",
]

TOO_FEW = "too few to show"
"""What stands in place of a median, mean or share that rests on too few events."""

LONGEST_SECONDS = 86_400
"""An interval counts from 0 s to this many, both included."""

NOT_A_TEST = "NOT is_test"
DISPATCHED = f"{NOT_A_TEST} AND origin = 'DISPATCH'"


class Unit(StrEnum):
    """What a value is counted in."""

    CALLS = "calls"
    MINUTES = "minutes"
    HOURS = "hours"


class Aim(StrEnum):
    """The evaluation's three aims, which every number serves."""

    CALLS = "How many calls CARE responds to"
    EXPERIENCE = "What people who get a response experience"
    CAPACITY = "How much police and fire capacity it frees"


class Better(StrEnum):
    """Which way is good news, where one is."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class Metric:
    """One public number.

    `smallest_n` is the fewest events a value may rest on (0: always shown). `empty` is the value of a period without
    events: 0 for counts and sums, None for medians.
    """

    name: str
    label: str
    question: str
    meaning: str
    why: str
    aim: Aim
    unit: Unit
    grain: str
    population: str
    value: str
    n: str
    n_label: str
    source: str
    better: Better = Better.NEITHER
    smallest_n: int = 0
    empty: float | None = 0
    excluded: dict[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()

    def text(self, value: float | None) -> str:
        """Write `value` as every screen, file and sentence shows it, without its unit."""
        if value is None:
            return TOO_FEW if self.smallest_n else "no data"
        decimals = "1" if self.unit is Unit.CALLS else "0.1"
        return f"{Decimal(repr(value)).quantize(Decimal(decimals), ROUND_HALF_UP):,}"


def is_counted(seconds: str) -> str:
    """Write the SQL test that an interval counts; NULL when it has no stamp to run between."""
    return f"{seconds} BETWEEN 0 AND {LONGEST_SECONDS}"


def _median_response(name: str, who: str, agency: str, why: str, limits: tuple[str, ...]) -> Metric:
    seconds = f"{agency}_response_seconds"
    return Metric(
        name=name,
        label=f"{who} response time, median",
        question=f"How long until {who} arrives?",
        meaning=(
            f"Half of the calls that {who} reached waited less than this, half waited more: minutes from the moment "
            f"the call entered the dispatch queue until the first {who} unit was at the scene."
        ),
        why=why,
        aim=Aim.EXPERIENCE,
        unit=Unit.MINUTES,
        grain="One value per dispatched CAD event that the agency's unit reached.",
        population=f"{DISPATCHED} AND {agency}_units > 0",
        value=f"quantile_cont({seconds}, 0.5) FILTER ({is_counted(seconds)}) / 60.0",
        n=f"count(*) FILTER ({is_counted(seconds)})",
        n_label="calls timed",
        source="Seattle dispatch export: queued time, and each unit's time at scene.",
        better=Better.LOWER,
        smallest_n=10,
        empty=None,
        excluded={
            "no_arrival": f"count(*) FILTER ({seconds} IS NULL)",
            "outside_0_24h": f"count(*) FILTER (NOT {is_counted(seconds)})",
        },
        limits=limits,
    )


_DISPATCHED_ONLY = "Only events to which a unit was sent are in the data: a call cleared before that is not."

METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric(
            name="care_calls",
            label="CARE calls",
            question="How many calls does CARE respond to?",
            meaning="911 and other dispatched calls that a CARE unit was sent to. A call with several units is one.",
            why="It is the first thing the City promised to report, and everything else rests on it.",
            aim=Aim.CALLS,
            unit=Unit.CALLS,
            grain="One per CAD event.",
            population=f"{NOT_A_TEST} AND care_activity = 'call'",
            value="count(*)",
            n="count(*)",
            n_label="calls",
            source="Seattle dispatch export: CARE units' dispatch times.",
            limits=(
                "Visits that CARE logs itself and requests by officers at a scene are not calls and are not in it.",
                _DISPATCHED_ONLY,
            ),
        ),
        _median_response(
            "care_response_median_minutes",
            "CARE",
            "care",
            "A person in crisis waits this long for help.",
            (
                _DISPATCHED_ONLY,
                "A unit sent again hours later counts from the first time the call was queued.",
            ),
        ),
        Metric(
            name="care_alone_after_spd_hours",
            label="Time CARE carried alone",
            question="How long does CARE stay on after police leave?",
            meaning=(
                "Hours that CARE stayed at the scene after the last police unit had left, added up over events where "
                "both had arrived. It says what CARE did without police, not what police saved."
            ),
            why="While CARE stays on alone, police can answer higher-priority calls.",
            aim=Aim.CAPACITY,
            unit=Unit.HOURS,
            grain="One term per CAD event where both CARE and SPD arrived and both have cleared.",
            population=f"{NOT_A_TEST} AND care_units > 0 AND spd_units > 0",
            value=(
                "coalesce(sum(care_alone_after_spd_seconds) "
                f"FILTER ({is_counted('care_alone_after_spd_seconds')}), 0) / 3600.0"
            ),
            n=f"count(*) FILTER ({is_counted('care_alone_after_spd_seconds')})",
            n_label="joint events timed",
            source="Seattle dispatch export: CARE and SPD units' arrival and in-service times.",
            excluded={
                "no_arrival": "count(*) FILTER (care_first_arrived_at IS NULL OR spd_first_arrived_at IS NULL)",
                "no_clear": (
                    "count(*) FILTER (care_first_arrived_at IS NOT NULL AND spd_first_arrived_at IS NOT NULL "
                    "AND (care_last_cleared_at IS NULL OR spd_last_cleared_at IS NULL))"
                ),
                "outside_0_24h": f"count(*) FILTER (NOT {is_counted('care_alone_after_spd_seconds')})",
            },
            limits=("Events of any origin: calls and officers' requests for CARE alike.",),
        ),
        _median_response(
            "spd_response_median_minutes",
            "SPD",
            "spd",
            "It is the background against which CARE's times and the freed capacity are read.",
            (
                "All dispatched events with a police unit, with or without CARE, of every priority.",
                "Community service officers and telephone reporting count as SPD units.",
                _DISPATCHED_ONLY,
            ),
        ),
    )
}
"""The public metrics by name, in the order they are shown."""
