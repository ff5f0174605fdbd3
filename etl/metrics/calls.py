"""How many calls CARE responds to, and what becomes of the calls it could."""

from etl.metrics.definition import (
    ALL,
    ARRIVED,
    CALLS_ALONE,
    CARE_EVENT,
    DISPATCHED,
    DISPATCHED_ONLY,
    EXPORT,
    FEWEST,
    NOT_A_TEST,
    Aim,
    Better,
    Metric,
    Unit,
)

_CALL = f"{NOT_A_TEST} AND care_activity = 'call'"
_BY_PHASE = "Hours and area are those published for each phase; where only a month is known, from its first day."


def _activity(
    name: str,
    label: str,
    question: str,
    meaning: str,
    extra: str,
    means: dict[str, str],
) -> Metric:
    """Define a count of CARE's calls, which the inclusion switch widens or narrows."""
    return Metric(
        name=name,
        label=label,
        question=question,
        meaning=meaning,
        why="It is the first thing the City promised to report, and everything else rests on it.",
        aim=Aim.CALLS,
        unit=Unit.CALLS,
        grain="One per CAD event.",
        relation=CARE_EVENT,
        population=f"{_CALL}{extra}",
        counted_as={
            ARRIVED: f"{_CALL} AND care_first_arrived_at IS NOT NULL{extra}",
            ALL: f"{NOT_A_TEST} AND care_activity IS NOT NULL{extra}",
        },
        means=means,
        value="count(*)",
        n="count(*)",
        n_label="calls",
        source=f"{EXPORT}: CARE units' dispatch times.",
        limits=(CALLS_ALONE, DISPATCHED_ONLY),
    )


def _logged(name: str, label: str, question: str, meaning: str, activity: str) -> Metric:
    return Metric(
        name=name,
        label=label,
        question=question,
        meaning=meaning,
        why="It is real work, and adding it to the calls would make them look like more than they are.",
        aim=Aim.CALLS,
        unit=Unit.EVENTS,
        grain="One per CAD event.",
        relation=CARE_EVENT,
        population=f"{NOT_A_TEST} AND care_activity = '{activity}'",
        value="count(*)",
        n="count(*)",
        n_label="events",
        source=f"{EXPORT}: on-view events with a CARE unit.",
        limits=("Events whose indicator is neither dispatched nor on-view are not in it.",),
    )


def _everybodys(name: str, label: str, question: str, meaning: str, population: str, unit: Unit) -> Metric:
    """Define a count of all events, whoever came: what CARE's part is seen against."""
    return Metric(
        name=name,
        label=label,
        question=question,
        meaning=meaning,
        why="CARE's calls are a small part of all, and what others publish is often about all of them.",
        aim=Aim.CALLS,
        unit=unit,
        grain="One per CAD event.",
        population=population,
        value="count(*)",
        n="count(*)",
        n_label=unit.value,
        source=f"{EXPORT}: every event.",
        limits=(DISPATCHED_ONLY,),
    )


def _step(name: str, label: str, meaning: str, step: str) -> Metric:
    """Define one of the five exclusive steps that eligible calls end in."""
    return Metric(
        name=f"coverage_{name}_calls",
        label=label,
        question="What became of the calls that CARE could have answered?",
        meaning=meaning,
        why="In New York a third of such calls went unserved, and nobody recorded why.",
        aim=Aim.CALLS,
        unit=Unit.CALLS,
        grain="One per eligible CAD event; the five outcomes add up to the eligible calls.",
        population=f"{NOT_A_TEST} AND coverage_step = '{step}'",
        value="count(*)",
        n="count(*)",
        n_label="eligible calls",
        source=f"{EXPORT}, and the program's published hours, area and call types by phase.",
        ignores=("responders",),
        limits=(_BY_PHASE, DISPATCHED_ONLY),
    )


METRICS: tuple[Metric, ...] = (
    _activity(
        "care_calls",
        "CARE calls",
        "How many calls does CARE respond to?",
        "911 and other dispatched calls that a CARE unit was sent to. A call with several units is one.",
        "",
        {
            ARRIVED: "911 and other dispatched calls at which a CARE unit arrived. A call with several units is one.",
            ALL: "All events that CARE logged: calls, officers' requests and outreach. One with several units is one.",
        },
    ),
    _activity(
        "care_only_calls",
        "CARE calls without police",
        "How many calls does CARE take alone?",
        "CARE calls to which no police unit was sent at any time.",
        " AND responders = 'CARE only'",
        {
            ARRIVED: "CARE calls that CARE reached and to which no police unit was sent at any time.",
            ALL: "All events that CARE logged, calls and outreach, to which no police unit was sent at any time.",
        },
    ),
    _activity(
        "care_and_spd_calls",
        "CARE calls with police",
        "How many calls do CARE and police take together?",
        "CARE calls to which at least one police unit was sent too.",
        " AND responders = 'CARE and SPD'",
        {
            ARRIVED: "CARE calls that CARE reached and to which at least one police unit was sent too.",
            ALL: "All events that CARE logged, calls and officers' requests, to which a police unit was sent too.",
        },
    ),
    _logged(
        "care_officer_requests",
        "Officers' requests for CARE",
        "How often do officers at a scene ask for CARE?",
        "Events that police came upon or started themselves, and to which a CARE unit came too.",
        "officer request",
    ),
    _logged(
        "care_outreach_events",
        "CARE outreach",
        "How much outreach does CARE log itself?",
        "Events that CARE started itself, without a call or police: time in the community, checks of a place.",
        "outreach",
    ),
    _everybodys(
        "dispatched_calls",
        "All dispatched calls",
        "How many calls are there, whoever was sent?",
        "911 and other dispatched calls that any unit was sent to, of police or of CARE.",
        DISPATCHED,
        Unit.CALLS,
    ),
    _everybodys(
        "recorded_events",
        "All events",
        "How many events does the data hold, whoever started them?",
        "Dispatched calls and what units came upon or started themselves, together.",
        NOT_A_TEST,
        Unit.EVENTS,
    ),
    Metric(
        name="eligible_calls",
        label="Eligible calls",
        question="How many calls could CARE have answered?",
        meaning=(
            "Dispatched calls of a type that CARE may answer (a person down, a welfare check), from the day CARE "
            "began, whoever was sent."
        ),
        why="It says how much need of this kind there is.",
        aim=Aim.CALLS,
        unit=Unit.CALLS,
        grain="One per CAD event.",
        population=f"{NOT_A_TEST} AND coverage_step IS NOT NULL",
        value="count(*)",
        n="count(*)",
        n_label="eligible calls",
        source=f"{EXPORT}, and the program's published call types by phase.",
        ignores=("responders",),
        limits=("Counted everywhere and at all hours, also where and when CARE does not work.", DISPATCHED_ONLY),
    ),
    Metric(
        name="coverage_share",
        label="Eligible calls that CARE reached",
        question="Of the calls CARE could have answered, how many did it reach?",
        meaning="Eligible calls at which a CARE unit arrived, as a share of all eligible calls.",
        why="It shows how much of the need is met, and how much is not.",
        aim=Aim.CALLS,
        unit=Unit.SHARE,
        grain="One share of the eligible CAD events.",
        population=f"{NOT_A_TEST} AND coverage_step IS NOT NULL",
        value="count(*) FILTER (coverage_step = 'arrived') / count(*)",
        n="count(*)",
        n_label="eligible calls",
        source=f"{EXPORT}, and the program's published call types by phase.",
        better=Better.HIGHER,
        smallest_n=FEWEST,
        empty=None,
        ignores=("responders",),
        limits=("Counted everywhere and at all hours, also where and when CARE does not work.", DISPATCHED_ONLY),
    ),
    _step("arrived", "CARE arrived", "Eligible calls at which a CARE unit arrived.", "arrived"),
    _step(
        "sent_not_arrived",
        "CARE was sent, did not arrive",
        "Eligible calls that a CARE unit was sent to and did not reach: called off, or no arrival recorded.",
        "sent, did not arrive",
    ),
    _step(
        "outside_hours",
        "Outside CARE's hours",
        "Eligible calls that CARE was not sent to and that came in outside its hours.",
        "outside hours",
    ),
    _step(
        "outside_area",
        "Outside CARE's area",
        "Eligible calls within hours that CARE was not sent to, outside its area or at an unknown place.",
        "outside area",
    ),
    _step(
        "not_sent",
        "Not sent, reason not recorded",
        "Eligible calls within CARE's hours and area that it was not sent to. The data does not say why.",
        "not sent, reason not recorded",
    ),
)
