"""What one event adds to a number: seconds that count, a yes or a no, or the reason it adds nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from tests.golden.rows import seconds_between
from tests.golden.world import Agency, Event, counts

Term = int | str
"""Seconds (or 1 for yes, 0 for no), or why there is none."""

Timing = Callable[[Event], Term]

P1_TARGET_SECONDS = 7 * 60


def if_it_counts(seconds: int) -> Term:
    """Give an interval, unless it is outside what counts."""
    return seconds if counts(seconds) else "outside_0_24h"


def add_up(events: Iterable[Event], term: Timing) -> tuple[list[int], dict[str, int]]:
    """Give the terms that count, in order of size, and how many events each reason left out."""
    terms = [term(event) for event in events]
    counted = sorted(term for term in terms if isinstance(term, int))
    return counted, dict(Counter(term for term in terms if isinstance(term, str)))


def response(event: Event, agency: Agency) -> Term:
    """From queued to the agency's first arrival."""
    return _from_queued(event, agency.first_arrived)


def wait(event: Event, agency: Agency) -> Term:
    """From queued to when the agency's first unit was sent."""
    assert agency.first_dispatched is not None, "asked of an agency that was sent"
    return if_it_counts(seconds_between(event.queued_at, agency.first_dispatched))


def travel(event: Event, agency: Agency) -> Term:  # noqa: ARG001 - each interval is asked the same way
    """From the agency's first unit sent to its first arrival, which may be another unit's."""
    if agency.first_dispatched is None or agency.first_arrived is None:
        return "no_arrival"
    return if_it_counts(seconds_between(agency.first_dispatched, agency.first_arrived))


def on_scene(event: Event, agency: Agency) -> Term:  # noqa: ARG001 - each interval is asked the same way
    """From the agency's first arrival to its last clear."""
    if agency.first_arrived is None:
        return "no_arrival"
    if agency.last_cleared is None:
        return "no_clear"
    return if_it_counts(seconds_between(agency.first_arrived, agency.last_cleared))


INTERVALS: dict[str, Callable[[Event, Agency], Term]] = {
    "response": response,
    "wait": wait,
    "travel": travel,
    "on_scene": on_scene,
}


def care_response(event: Event) -> Term:
    """From queued to CARE's first arrival."""
    return response(event, event.care)


def spd_response(event: Event) -> Term:
    """From queued to the police's first arrival."""
    return response(event, event.spd)


def care_on_scene(event: Event) -> Term:
    """From CARE's first arrival to its last clear."""
    return on_scene(event, event.care)


def first_response(event: Event) -> Term:
    """From queued to the earliest arrival of either agency; only then asked whether it counts."""
    return _from_queued(event, Agency(event.units).first_arrived)


def _from_queued(event: Event, arrived: datetime | None) -> Term:
    return "no_arrival" if arrived is None else if_it_counts(seconds_between(event.queued_at, arrived))


def spd_within_7_minutes(event: Event) -> Term:
    """Whether the police's response, if it counts, met their own target for priority 1."""
    seconds = spd_response(event)
    return int(seconds <= P1_TARGET_SECONDS) if isinstance(seconds, int) else seconds


def care_alone_after_spd(event: Event) -> Term:
    """From when the police had left and CARE was there, to CARE's last clear; 0 when the police stayed as long."""
    return _care_alone_after(event, event.spd)


def care_alone_after_sfd(event: Event) -> Term:
    """Say the same of the fire department, where anything is known of it."""
    return "outside_sfd_data" if event.fire is None else _care_alone_after(event, event.fire)


def _care_alone_after(event: Event, other: Agency) -> Term:
    if event.care.first_arrived is None or other.first_arrived is None:
        return "no_arrival"
    if event.care.last_cleared is None or other.last_cleared is None:
        return "no_clear"
    alone_from = max(other.last_cleared, event.care.first_arrived)
    return if_it_counts(max(0, seconds_between(alone_from, event.care.last_cleared)))


def spd_cleared_first(event: Event) -> Term:
    """Whether, both having been there, the police's last clear is before CARE's; an order, so no interval to judge."""
    return _cleared_first(event, event.spd)


def sfd_cleared_first(event: Event) -> Term:
    """Say the same of the fire department, where anything is known of it."""
    return "outside_sfd_data" if event.fire is None else _cleared_first(event, event.fire)


def _cleared_first(event: Event, other: Agency) -> Term:
    if event.care.first_arrived is None or other.first_arrived is None:
        return "no_arrival"
    if event.care.last_cleared is None or other.last_cleared is None:
        return "no_clear"
    return int(other.last_cleared < event.care.last_cleared)
