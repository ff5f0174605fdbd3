"""How much police capacity CARE frees: two numbers, measured and modeled, never one.

The modeled number compares each call that CARE reached with what SPD spends on such calls when it goes alone: `E(e)`,
the mean of a cell of comparable events (see `comparable_cell`). `$police_share` is the share, in percent, of such calls
that police would have been sent to.
"""

from etl.metrics.definition import (
    CARE_EVENT,
    DISPATCHED,
    EXPORT,
    FEWEST,
    NOT_A_TEST,
    Aim,
    Better,
    Metric,
    Unit,
    is_counted,
)

FEWEST_COMPARABLES = 30
"""A cell of comparable events with fewer is passed over for a wider one."""

OFFICER_YEAR_HOURS = 1_750
"""Hours that one full-time officer works in a year, by convention; stated wherever it is used."""

_BOTH_ARRIVED = "care_first_arrived_at IS NOT NULL AND spd_first_arrived_at IS NOT NULL"
_NO_ARRIVAL = f"count(*) FILTER (NOT ({_BOTH_ARRIVED}))"
_BOTH_CLEARED = f"{_BOTH_ARRIVED} AND care_last_cleared_at IS NOT NULL AND spd_last_cleared_at IS NOT NULL"
_NO_CLEAR = f"count(*) FILTER ({_BOTH_ARRIVED} AND (care_last_cleared_at IS NULL OR spd_last_cleared_at IS NULL))"
_ALONE = is_counted("care_alone_after_spd_seconds")
_JOINT = f"{NOT_A_TEST} AND care_units > 0 AND spd_units > 0"
_JOINT_SOURCE = f"{EXPORT}: CARE and SPD units' arrival and in-service times."
_ON_SCENE = is_counted("care_on_scene_seconds")

_MATCHED = "comparable_cell IS NOT NULL"
_P = "($police_share / 100.0)"
_EXPECTED = f"{_P} * sum(expected_officer_seconds)"
_ACTUAL = f"coalesce(sum(spd_officer_seconds) FILTER ({_MATCHED}), 0)"
_AVOIDED = f"({_EXPECTED} - {_ACTUAL}) / 3600.0"
# For each cell c: m calls of the row, whose comparables have n events and variance s². The sum over cells of
# m s² + m² s² / n, written as one aggregate: the histogram counts the calls of each cell.
_VARIANCE = f"""list_sum(list_transform(
    map_entries(histogram({{'cell': comparable_cell, 'n': comparable_events, 's2': comparable_variance}})
                FILTER ({_MATCHED})),
    lambda c: c.value * c.key.s2 + c.value * c.value * c.key.s2 / c.key.n))"""
_MARGIN = f"1.96 * {_P} * sqrt({_VARIANCE}) / 3600.0"
_CALLS_REACHED = "is_reached_call"
_MODEL_LIMITS = (
    "A model, not a measurement: it says what police would have spent if such calls cost what comparable calls cost.",
    "The low-to-high range covers chance only: not how calls are chosen for CARE, nor doubt about how many of them "
    "police would have been sent to.",
    "Years that are not over are provisional: their comparable events still grow.",
)
_MATCHES = {
    "matched_by_type_priority_precinct_time": "count(*) FILTER (comparable_level = 1)",
    "matched_by_type_priority_precinct": "count(*) FILTER (comparable_level = 2)",
    "matched_by_type_priority": "count(*) FILTER (comparable_level = 3)",
    "unmatched": f"count(*) FILTER (NOT ({_MATCHED}))",
    "spd_sent_without_valid_time": (f"count(*) FILTER ({_MATCHED} AND spd_units > 0 AND spd_officer_seconds IS NULL)"),
}
_DETAILS = {
    **_MATCHES,
    "expected_hours": f"coalesce({_EXPECTED}, 0) / 3600.0",
    "actual_hours": f"{_ACTUAL} / 3600.0",
    "police_share_percent": "$police_share",
}


def _modeled(
    name: str,
    label: str,
    question: str,
    meaning: str,
    unit: Unit,
    divided_by: str | None = None,
    officer_year_hours: float | None = None,
    smallest_n: int = 0,
    n_label: str = "CARE calls with comparable events",
    limits: tuple[str, ...] = (),
) -> Metric:
    """Define a number that rests on the modeled hours: the hours themselves, a share of them, or officers."""
    return Metric(
        name=name,
        label=label,
        question=question,
        meaning=meaning,
        why="The council asks what CARE leaves police free to do; this is the estimate.",
        aim=Aim.CAPACITY,
        unit=unit,
        grain="Added up over each CARE call that CARE reached and that has comparable events.",
        relation=CARE_EVENT,
        population=_CALLS_REACHED,
        value=_AVOIDED,
        low=f"{_AVOIDED} - {_MARGIN}",
        high=f"{_AVOIDED} + {_MARGIN}",
        n=f"count(*) FILTER ({_MATCHED})",
        n_label=n_label,
        source=f"{EXPORT}: SPD units' times and officers, on CARE calls and on comparable events without CARE.",
        better=Better.HIGHER,
        smallest_n=smallest_n,
        empty=None,
        excluded={"no_match": f"count(*) FILTER (NOT ({_MATCHED}))"},
        details=_DETAILS,
        divided_by=divided_by,
        officer_year_hours=officer_year_hours,
        limits=(*limits, *_MODEL_LIMITS),
    )


METRICS: tuple[Metric, ...] = (
    Metric(
        name="care_alone_after_spd_hours",
        label="Time CARE carried alone",
        question="How long does CARE stay on after police leave?",
        meaning=(
            "Hours that CARE stayed at the scene after the last police unit had left, added up over events where both "
            "had arrived. It says what CARE did without police, not what police saved."
        ),
        why="While CARE stays on alone, police can answer higher-priority calls.",
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain="Added up over each CAD event where both CARE and SPD arrived and both have left.",
        relation=CARE_EVENT,
        population=_JOINT,
        value=f"coalesce(sum(care_alone_after_spd_seconds) FILTER ({_ALONE}), 0) / 3600.0",
        n=f"count(*) FILTER ({_ALONE})",
        n_label="joint events timed",
        source=_JOINT_SOURCE,
        excluded={
            "no_arrival": _NO_ARRIVAL,
            "no_clear": _NO_CLEAR,
            "outside_0_24h": f"count(*) FILTER (NOT {_ALONE})",
        },
        limits=("Events of any origin: calls and officers' requests for CARE alike.",),
    ),
    Metric(
        name="spd_cleared_first_share",
        label="Police left before CARE",
        question="How often do police hand over to CARE and leave?",
        meaning="Of the events that both reached, the share where the last police unit left before the last CARE unit.",
        why="A handover is where police time is freed.",
        aim=Aim.CAPACITY,
        unit=Unit.SHARE,
        grain="One share of the CAD events where both CARE and SPD arrived and both have left.",
        relation=CARE_EVENT,
        population=_JOINT,
        value=(
            f"count(*) FILTER ({_BOTH_CLEARED} AND spd_last_cleared_at < care_last_cleared_at) "
            f"/ nullif(count(*) FILTER ({_BOTH_CLEARED}), 0)"
        ),
        n=f"count(*) FILTER ({_BOTH_CLEARED})",
        n_label="joint events cleared",
        source=_JOINT_SOURCE,
        smallest_n=FEWEST,
        empty=None,
        excluded={"no_arrival": _NO_ARRIVAL, "no_clear": _NO_CLEAR},
        limits=("Leaving at the same second is not leaving before.",),
    ),
    Metric(
        name="care_only_hours",
        label="Time CARE spent on calls without police",
        question="How long does CARE work on calls to which no police were sent?",
        meaning=(
            "Hours from CARE's arrival until its last unit was free for other work again, over CARE calls"
            " without police."
        ),
        why="To these calls no officer was sent at all.",
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain="Added up over each CARE call that CARE reached and to which no SPD unit was sent.",
        relation=CARE_EVENT,
        population=f"{NOT_A_TEST} AND care_activity = 'call' AND responders = 'CARE only'",
        value=f"coalesce(sum(care_on_scene_seconds) FILTER ({_ON_SCENE}), 0) / 3600.0",
        n=f"count(*) FILTER ({_ON_SCENE})",
        n_label="calls timed",
        source=f"{EXPORT}: CARE units' arrival and in-service times.",
        excluded={
            "no_arrival": "count(*) FILTER (care_first_arrived_at IS NULL)",
            "no_clear": "count(*) FILTER (care_first_arrived_at IS NOT NULL AND care_last_cleared_at IS NULL)",
            "outside_0_24h": f"count(*) FILTER (NOT {_ON_SCENE})",
        },
        limits=("It says what CARE did, not what police saved.",),
    ),
    _modeled(
        "spd_officer_hours_avoided",
        "Police hours avoided, modeled",
        "How many police hours did CARE's calls not need?",
        (
            "Officer hours police spend alone on calls of the same type and priority, times the share of "
            "them police would have been sent to, minus what police spent on the calls that CARE reached."
        ),
        Unit.HOURS,
    ),
    Metric(
        name="spd_officer_hours_on_care_calls",
        label="Police hours spent on CARE calls",
        question="How many police hours did CARE's calls still need?",
        meaning=(
            "Hours that police officers spent, from being sent to being free again, on the calls that CARE reached and "
            "that have comparable events."
        ),
        why="It is what the modeled number takes off.",
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain="Added up over each CARE call that CARE reached and that has comparable events.",
        relation=CARE_EVENT,
        population=_CALLS_REACHED,
        value=f"CASE WHEN count(*) FILTER ({_MATCHED}) > 0 THEN {_ACTUAL} / 3600.0 END",
        n=f"count(*) FILTER ({_MATCHED})",
        n_label="CARE calls with comparable events",
        source=f"{EXPORT}: SPD units' dispatch and in-service times and officers.",
        empty=None,
        excluded={"no_match": f"count(*) FILTER (NOT ({_MATCHED}))"},
        details=_MATCHES,
        limits=("Police whose service time is missing or not within 0 to 24 hours add nothing; they are counted.",),
    ),
    Metric(
        name="spd_officer_hours",
        label="Police hours on dispatched calls",
        question="How many police hours do all dispatched calls take?",
        meaning=(
            "Hours that police officers spent, from being sent to being free again, on all dispatched "
            "calls, CARE's too."
        ),
        why="It is what the modeled hours are set against.",
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain="Added up over each dispatched CAD event.",
        population=DISPATCHED,
        value="coalesce(sum(spd_officer_seconds), 0) / 3600.0",
        n="count(*) FILTER (spd_officer_seconds IS NOT NULL)",
        n_label="calls with police",
        source=f"{EXPORT}: SPD units' dispatch and in-service times and officers.",
        excluded={"no_valid_service_time": "count(*) FILTER (spd_units > 0 AND spd_officer_seconds IS NULL)"},
        ignores=("responders",),
        limits=(
            "A unit whose service time is missing or not within 0 to 24 hours is left out.",
            "Community service officers and telephone reporting count as SPD units.",
        ),
    ),
    _modeled(
        "spd_officer_hours_avoided_share",
        "Police hours avoided, as a share",
        "How large are the hours avoided beside all police hours on calls?",
        "The modeled hours as a share of the police hours on all dispatched calls in the same filter.",
        Unit.SHARE,
        divided_by="spd_officer_hours",
        smallest_n=FEWEST,
        n_label="calls with police",
        limits=("The filter on who came applies to the modeled hours, not to the hours they are a share of.",),
    ),
    _modeled(
        "officers_equivalent",
        "Police hours avoided, as full-time officers",
        "How many full-time officers would the hours avoided make?",
        "The modeled hours divided by what one full-time officer works in the same days: 1,750 hours a year.",
        Unit.OFFICERS,
        officer_year_hours=OFFICER_YEAR_HOURS,
    ),
)
