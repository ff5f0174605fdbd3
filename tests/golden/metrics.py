"""The public metrics by name: which events each is about, and how it is measured.

A new metric is one line here: from the events asked about to one `Cell`. Filters, groups, periods and comparisons are
already in `oracle.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.golden.capacity import (
    crew_hours,
    crew_hours_avoided,
    crew_hours_avoided_share,
    crew_hours_on_care_calls,
    is_answered_care_call,
    is_crews_call,
    officer_hours,
    officer_hours_avoided,
    officer_hours_avoided_share,
    officer_hours_on_care_calls,
    officers_equivalent,
)
from tests.golden.coverage import STEPS, coverage_step, is_eligible
from tests.golden.measures import (
    Measure,
    Population,
    average,
    count_events,
    median,
    minutes_of,
    p90,
    share_of,
    total_hours_of,
)
from tests.golden.terms import (
    INTERVALS,
    Term,
    Timing,
    care_alone_after_sfd,
    care_alone_after_spd,
    care_on_scene,
    first_response,
    sfd_cleared_first,
    spd_cleared_first,
    spd_within_7_minutes,
)
from tests.golden.world import Agency, Event


@dataclass(frozen=True)
class Metric:
    """A public number."""

    is_about: Population
    measure: Measure
    timing: Timing | None = None
    """The duration behind it, for groups by `minutes_bin`."""
    heeds_responders: bool = True
    """Whether the reader's `responders` filter narrows the events it is about."""
    needs_fire: bool = False
    """Whether it rests on the fire department's export: of days that this does not reach it says nothing."""
    groups_by: Population | None = None
    """Which of its events make a group, where not all of them do."""


def is_care_call(event: Event) -> bool:
    """Say whether CARE was sent to a call."""
    return event.care_activity == "call"


def is_spd_call(event: Event) -> bool:
    """Say whether the police were sent to a call, with or without CARE."""
    return event.is_dispatched_call and event.spd.was_sent


def is_dispatched(event: Event) -> bool:
    """Say whether anybody was sent to a call."""
    return event.is_dispatched_call


def is_recorded(_event: Event) -> bool:
    """Take every event: tests are set aside before anything is asked."""
    return True


def is_joint(event: Event) -> bool:
    """Say whether both agencies were sent, however the event began."""
    return event.responders == "CARE and SPD"


def is_joint_with_crews(event: Event) -> bool:
    """Say whether CARE was sent, and fire units too; or nobody knows that."""
    return event.care.was_sent and (event.fire is None or event.fire.was_sent)


def is_care_or_crews_call(event: Event) -> bool:
    """Say whether CARE reached a call, or a fire unit was sent to it."""
    return is_answered_care_call(event) or is_crews_call(event)


def is_care_only_call(event: Event) -> bool:
    """Say whether CARE alone was sent to a call."""
    return is_care_call(event) and event.responders == "CARE only"


def is_urgent_spd_call(event: Event) -> bool:
    """Say whether the police were sent to a call of priority 1."""
    return is_spd_call(event) and event.texts["priority"] == "1"


# What the `count` switch lets `care_calls`, `care_only_calls` and `care_and_spd_calls` count, and nothing else.

COUNTS: dict[str, Population] = {
    "dispatched": is_care_call,
    "arrived": is_answered_care_call,
    "all": lambda event: event.care_activity is not None,
}
CARE_CALLS_BY_RESPONDERS: dict[str, frozenset[str]] = {
    "care_calls": frozenset({"CARE only", "CARE and SPD"}),
    "care_only_calls": frozenset({"CARE only"}),
    "care_and_spd_calls": frozenset({"CARE and SPD"}),
}


def _care_calls(name: str, count: str) -> Metric:
    responders = CARE_CALLS_BY_RESPONDERS[name]
    return Metric(lambda event: event.responders in responders and COUNTS[count](event), count_events)


def _activity(kind: str) -> Metric:
    return Metric(lambda event: event.care_activity == kind, count_events)


def _is_on(step: str) -> Population:
    return lambda event: coverage_step(event) == step


def _care_arrived(event: Event) -> int:
    return int(coverage_step(event) == "arrived")


def _coverage() -> dict[str, Metric]:
    """Give the eligible calls, the five steps they end on, and how many end on the first."""
    steps = {f"coverage_{step}_calls": Metric(_is_on(step), count_events, heeds_responders=False) for step in STEPS}
    return {
        "eligible_calls": Metric(is_eligible, count_events, heeds_responders=False),
        "coverage_share": Metric(is_eligible, share_of(_care_arrived), heeds_responders=False),
        **steps,
    }


def _times(name: str, is_about: Population, timing: Timing) -> dict[str, Metric]:
    """Give the median, the 90th percentile and the mean of a duration."""
    statistics = {"median": median, "p90": p90, "mean": average}
    return {
        f"{name}_{statistic}_minutes": Metric(is_about, minutes_of(timing, take), timing)
        for statistic, take in statistics.items()
    }


def _of(agency: Callable[[Event], Agency], interval: Callable[[Event, Agency], Term]) -> Timing:
    return lambda event: interval(event, agency(event))


def _response_times() -> dict[str, Metric]:
    """Give each agency's four intervals and the first response of either."""
    metrics = _times("first_response", is_dispatched, first_response)
    for name, interval in INTERVALS.items():
        metrics |= _times(f"care_{name}", is_care_call, _of(lambda event: event.care, interval))
        metrics |= _times(f"spd_{name}", is_spd_call, _of(lambda event: event.spd, interval))
    return metrics


METRICS: dict[str, Metric] = {
    "care_officer_requests": _activity("officer request"),
    "care_outreach_events": _activity("outreach"),
    "dispatched_calls": Metric(is_dispatched, count_events),
    "recorded_events": Metric(is_recorded, count_events),
    **_coverage(),
    **_response_times(),
    "spd_priority1_within_7_minutes_share": Metric(is_urgent_spd_call, share_of(spd_within_7_minutes)),
    "care_alone_after_spd_hours": Metric(is_joint, total_hours_of(care_alone_after_spd)),
    "spd_cleared_first_share": Metric(is_joint, share_of(spd_cleared_first)),
    "care_only_hours": Metric(is_care_only_call, total_hours_of(care_on_scene)),
    "spd_officer_hours_avoided": Metric(is_answered_care_call, officer_hours_avoided),
    "spd_officer_hours_on_care_calls": Metric(is_answered_care_call, officer_hours_on_care_calls),
    "spd_officer_hours": Metric(is_dispatched, officer_hours, heeds_responders=False),
    "spd_officer_hours_avoided_share": Metric(is_dispatched, officer_hours_avoided_share, heeds_responders=False),
    "officers_equivalent": Metric(is_answered_care_call, officers_equivalent),
    "care_alone_after_sfd_hours": Metric(is_joint_with_crews, total_hours_of(care_alone_after_sfd), needs_fire=True),
    "sfd_cleared_first_share": Metric(is_joint_with_crews, share_of(sfd_cleared_first), needs_fire=True),
    "sfd_crew_hours_avoided": Metric(is_answered_care_call, crew_hours_avoided, needs_fire=True),
    "sfd_crew_hours_on_care_calls": Metric(is_answered_care_call, crew_hours_on_care_calls, needs_fire=True),
    "sfd_crew_hours": Metric(is_crews_call, crew_hours, heeds_responders=False, needs_fire=True),
    "sfd_crew_hours_avoided_share": Metric(
        is_care_or_crews_call,
        crew_hours_avoided_share,
        heeds_responders=False,
        needs_fire=True,
        groups_by=is_crews_call,
    ),
}

NAMES = (*CARE_CALLS_BY_RESPONDERS, *METRICS)
"""Every metric there is an answer to."""


def metric_named(name: str, count: str = "dispatched") -> Metric:
    """Find a metric, as the `count` switch moves it."""
    return _care_calls(name, count) if name in CARE_CALLS_BY_RESPONDERS else METRICS[name]
