"""How much police and fire capacity CARE frees: two numbers each, measured and modeled, never one.

The modeled number compares each call that CARE reached with what the agency spends on such calls when police go without
CARE: `E(e)`, the mean of a cell of comparable events (see `comparable_cell`). `$police_share` is the share, in percent,
of such calls that police would have been sent to. How often a fire unit is sent is part of SFD's mean already.
"""

from etl.metrics.agency import SFD, SPD, Agency
from etl.metrics.definition import CARE_EVENT, EXPORT, FEWEST, NOT_A_TEST, Aim, Better, Metric, Unit, is_counted

FEWEST_COMPARABLES = 30
"""A cell of comparable events with fewer is passed over for a wider one."""

OFFICER_YEAR_HOURS = 1_750
"""Hours that one full-time officer works in a year, by convention; stated wherever it is used."""


_ON_SCENE = is_counted("care_on_scene_seconds")
_CALLS_REACHED = "is_reached_call"
_A_MODEL = (
    "A model, not a measurement: it says what {they} would have spent if such calls cost what comparable calls cost."
)
_PROVISIONAL = "Years that are not over are provisional: their comparable events still grow."
_MODEL_LIMITS = (
    _A_MODEL.format(they="police"),
    "The low-to-high range covers chance only: not how calls are chosen for CARE, nor doubt about how many of them "
    "police would have been sent to.",
    _PROVISIONAL,
)
_SFD_DAYS = "Only events of the days that the fire department's export reaches; of other days nothing is known."
_SFD_MODEL_LIMITS = (
    _A_MODEL.format(they="the fire department"),
    "The low-to-high range covers chance only: not how calls are chosen for CARE.",
    "How often a fire unit is sent is in the mean of comparable calls, those without one included: the share of calls "
    "police would have been sent to changes nothing here.",
    _PROVISIONAL,
    _SFD_DAYS,
)


def _stayed(agency: Agency, label: str, question: str, meaning: str, why: str, limits: tuple[str, ...]) -> Metric:
    """Define the hours that CARE stayed on after the agency had left."""
    seconds = f"care_alone_after_{agency.name}_seconds"
    counted = is_counted(seconds)
    return Metric(
        name=f"care_alone_after_{agency.name}_hours",
        label=label,
        question=question,
        meaning=meaning,
        why=why,
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain=f"Added up over each CAD event where both CARE and {agency.who} arrived and both have left.",
        relation=CARE_EVENT,
        population=agency.joint,
        value=f"coalesce(sum({seconds}) FILTER ({counted}), 0) / 3600.0",
        n=f"count(*) FILTER ({counted})",
        n_label=f"{agency.joint_label} timed",
        source=f"{agency.source}: CARE and {agency.who} units' arrival and in-service times.",
        excluded={
            **agency.without_times,
            "outside_0_24h": f"count(*) FILTER (NOT {counted})",
            **agency.not_known,
        },
        supplied_by=agency.supplied_by,
        limits=limits,
    )


def _cleared_first(
    agency: Agency, label: str, question: str, meaning: str, why: str, limits: tuple[str, ...]
) -> Metric:
    """Define the share of events that both reached where the agency left before CARE."""
    cleared = agency.both_cleared
    return Metric(
        name=f"{agency.name}_cleared_first_share",
        label=label,
        question=question,
        meaning=meaning,
        why=why,
        aim=Aim.CAPACITY,
        unit=Unit.SHARE,
        grain=f"One share of the CAD events where both CARE and {agency.who} arrived and both have left.",
        relation=CARE_EVENT,
        population=agency.joint,
        value=(
            f"count(*) FILTER ({cleared} AND {agency.name}_last_cleared_at < care_last_cleared_at) "
            f"/ nullif(count(*) FILTER ({cleared}), 0)"
        ),
        n=f"count(*) FILTER ({cleared})",
        n_label=f"{agency.joint_label} cleared",
        source=f"{agency.source}: CARE and {agency.who} units' arrival and in-service times.",
        smallest_n=FEWEST,
        empty=None,
        excluded={**agency.without_times, **agency.not_known},
        supplied_by=agency.supplied_by,
        limits=("Leaving at the same second is not leaving before.", *limits),
    )


def _modeled(
    agency: Agency,
    name: str,
    label: str,
    question: str,
    meaning: str,
    unit: Unit,
    divided_by: str | None = None,
    officer_year_hours: float | None = None,
    smallest_n: int = 0,
    n_label: str = "CARE calls with comparable events",
    limits: tuple[str, ...] = _MODEL_LIMITS,
) -> Metric:
    """Define a number that rests on the modeled hours: the hours themselves, a share of them, or officers."""
    return Metric(
        name=name,
        label=label,
        question=question,
        meaning=meaning,
        why=agency.why,
        aim=Aim.CAPACITY,
        unit=unit,
        grain="Added up over each CARE call that CARE reached and that has comparable events.",
        relation=CARE_EVENT,
        population=_CALLS_REACHED,
        value=agency.avoided,
        low=f"{agency.avoided} - {agency.margin}",
        high=f"{agency.avoided} + {agency.margin}",
        n=f"count(*) FILTER ({agency.matched})",
        n_label=n_label,
        source=f"{agency.source}: {agency.who} units' times and {agency.people}, on CARE calls and on comparable "
        "events without CARE.",
        better=Better.HIGHER,
        smallest_n=smallest_n,
        empty=None,
        excluded={"no_match": agency.unmatched, **agency.not_known},
        details=agency.details,
        divided_by=divided_by,
        officer_year_hours=officer_year_hours,
        supplied_by=agency.supplied_by,
        limits=limits,
    )


def _on_care_calls(agency: Agency, label: str, question: str, meaning: str, limits: tuple[str, ...]) -> Metric:
    """Define the agency's hours on the calls that the modeled hours are about."""
    return Metric(
        name=f"{agency.hours}_on_care_calls",
        label=label,
        question=question,
        meaning=meaning,
        why="It is what the modeled number takes off.",
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain="Added up over each CARE call that CARE reached and that has comparable events.",
        relation=CARE_EVENT,
        population=_CALLS_REACHED,
        value=f"CASE WHEN count(*) FILTER ({agency.matched}) > 0 THEN {agency.actual} / 3600.0 END",
        n=f"count(*) FILTER ({agency.matched})",
        n_label="CARE calls with comparable events",
        source=f"{agency.source}: {agency.who} units' dispatch and in-service times and {agency.people}.",
        empty=None,
        excluded={"no_match": agency.unmatched, **agency.not_known},
        details=agency.matches,
        supplied_by=agency.supplied_by,
        limits=limits,
    )


def _all_hours(
    agency: Agency, label: str, question: str, meaning: str, n_label: str, excluded: str, limits: tuple[str, ...]
) -> Metric:
    """Define the agency's hours on all dispatched calls, which the modeled hours are set against."""
    spent = f"{agency.name}_officer_seconds"
    return Metric(
        name=agency.hours,
        label=label,
        question=question,
        meaning=meaning,
        why="It is what the modeled hours are set against.",
        aim=Aim.CAPACITY,
        unit=Unit.HOURS,
        grain="Added up over each dispatched CAD event.",
        relation=agency.events,
        population=agency.dispatched,
        value=f"coalesce(sum({spent}), 0) / 3600.0",
        n=f"count(*) FILTER ({spent} IS NOT NULL)",
        n_label=n_label,
        source=f"{agency.source}: {agency.who} units' dispatch and in-service times and {agency.people}.",
        excluded={excluded: f"count(*) FILTER ({agency.name}_units > 0 AND {spent} IS NULL)"},
        ignores=("responders",),
        supplied_by=agency.supplied_by,
        limits=("A unit whose service time is missing or not within 0 to 24 hours is left out.", *limits),
    )


_ANY_ORIGIN = "Events of any origin: calls and officers' requests for CARE alike."
_UNTIMED = "{who} whose service time is missing or not within 0 to 24 hours add nothing; they are counted."
_WHO_CAME = "The filter on who came applies to the modeled hours, not to the hours they are a share of."

METRICS: tuple[Metric, ...] = (
    _stayed(
        SPD,
        "Time CARE carried alone",
        "How long does CARE stay on after police leave?",
        "Hours that CARE stayed at the scene after the last police unit had left, added up over events where both "
        "had arrived. It says what CARE did without police, not what police saved.",
        "While CARE stays on alone, police can answer higher-priority calls.",
        (_ANY_ORIGIN,),
    ),
    _cleared_first(
        SPD,
        "Police left before CARE",
        "How often do police hand over to CARE and leave?",
        "Of the events that both reached, the share where the last police unit left before the last CARE unit.",
        "A handover is where police time is freed.",
        (),
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
        SPD,
        "spd_officer_hours_avoided",
        "Police hours avoided, modeled",
        "How many police hours did CARE's calls not need?",
        "Officer hours police spend alone on calls of the same type and priority, times the share of "
        "them police would have been sent to, minus what police spent on the calls that CARE reached.",
        Unit.HOURS,
    ),
    _on_care_calls(
        SPD,
        "Police hours spent on CARE calls",
        "How many police hours did CARE's calls still need?",
        "Hours that police officers spent, from being sent to being free again, on the calls that CARE reached and "
        "that have comparable events.",
        (_UNTIMED.format(who="Police"),),
    ),
    _all_hours(
        SPD,
        "Police hours on dispatched calls",
        "How many police hours do all dispatched calls take?",
        "Hours that police officers spent, from being sent to being free again, on all dispatched calls, CARE's too.",
        "calls with police",
        "no_valid_service_time",
        ("Community service officers and telephone reporting count as SPD units.",),
    ),
    _modeled(
        SPD,
        "spd_officer_hours_avoided_share",
        "Police hours avoided, as a share",
        "How large are the hours avoided beside all police hours on calls?",
        "The modeled hours as a share of the police hours on all dispatched calls in the same filter.",
        Unit.SHARE,
        divided_by="spd_officer_hours",
        smallest_n=FEWEST,
        n_label="calls with police",
        limits=(_WHO_CAME, *_MODEL_LIMITS),
    ),
    _modeled(
        SPD,
        "officers_equivalent",
        "Police hours avoided, as full-time officers",
        "How many full-time officers would the hours avoided make?",
        "The modeled hours divided by what one full-time officer works in the same days: 1,750 hours a year.",
        Unit.OFFICERS,
        officer_year_hours=OFFICER_YEAR_HOURS,
    ),
    _stayed(
        SFD,
        "Time CARE carried alone after SFD",
        "How long does CARE stay on after the fire department leaves?",
        "Hours that CARE stayed at the scene after the last fire unit had left, added up over events where both had "
        "arrived. It says what CARE did without the fire department, not what that saved.",
        "While CARE stays on alone, fire units can answer higher-priority calls.",
        (_ANY_ORIGIN, _SFD_DAYS),
    ),
    _cleared_first(
        SFD,
        "SFD left before CARE",
        "How often does the fire department hand over to CARE and leave?",
        "Of the events that both reached, the share where the last fire unit left before the last CARE unit.",
        "A handover is where the fire department's time is freed.",
        (_SFD_DAYS,),
    ),
    _modeled(
        SFD,
        "sfd_crew_hours_avoided",
        "Fire crew hours avoided, modeled",
        "How many fire crew hours did CARE's calls not need?",
        "Crew hours the fire department spends on calls of the same type and priority that police answer without CARE, "
        "minus what it spent on the calls that CARE reached.",
        Unit.HOURS,
        limits=_SFD_MODEL_LIMITS,
    ),
    _on_care_calls(
        SFD,
        "Fire crew hours spent on CARE calls",
        "How many fire crew hours did CARE's calls still need?",
        "Hours that fire crews spent, from being sent to being free again, on the calls that CARE reached and that "
        "have comparable events.",
        (_UNTIMED.format(who="Fire units"), _SFD_DAYS),
    ),
    _all_hours(
        SFD,
        "Fire crew hours on dispatched calls",
        "How many fire crew hours do all dispatched calls take?",
        "Hours that fire crews spent, from being sent to being free again, on all dispatched calls of police and CARE.",
        "calls with a fire unit",
        "no_valid_crew_time",
        ("Calls to which neither police nor CARE were sent are not in it.", _SFD_DAYS),
    ),
    _modeled(
        SFD,
        "sfd_crew_hours_avoided_share",
        "Fire crew hours avoided, as a share",
        "How large are the hours avoided beside all fire crew hours on calls?",
        "The modeled hours as a share of the fire crew hours on all dispatched calls in the same filter.",
        Unit.SHARE,
        divided_by="sfd_crew_hours",
        smallest_n=FEWEST,
        n_label="calls with a fire unit",
        limits=(_WHO_CAME, *_SFD_MODEL_LIMITS),
    ),
)
