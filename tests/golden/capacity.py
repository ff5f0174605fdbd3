"""The modeled capacity: SPD officer-hours avoided, what was spent all the same, its share and its equivalents."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from tests.golden.comparables import Comparables, Match
from tests.golden.measures import FEWEST, Cell, Row
from tests.golden.world import Agency, Event

Z_95 = 1.96
OFFICER_HOURS_A_YEAR = 1750
DAYS_A_YEAR = 365.25


def is_answered_care_call(event: Event) -> bool:
    """Say whether CARE arrived at a call."""
    return event.care_activity == "call" and event.care.first_arrived is not None


@dataclass(frozen=True)
class Modeled:
    """The CARE calls of a row, with the comparables of those that have a match."""

    matched: Sequence[tuple[Event, Match]]
    unmatched: int
    of: Callable[[Event], Agency]
    """The agency whose time it is."""

    @property
    def expected(self) -> float:
        """Σ E(e), in officer-seconds."""
        return sum(match.mean for _, match in self.matched)

    @property
    def actual(self) -> int:
        """Officer-seconds spent on the matched calls; one without a valid service time adds 0."""
        return sum(self.of(event).officer_seconds or 0 for event, _ in self.matched)

    @property
    def spread(self) -> float:
        """√ Σ over cells of m s² + m² s²/n, in officer-seconds; m counts the calls of this row."""
        calls = Counter(match.key for _, match in self.matched)
        cells = {match.key: match for _, match in self.matched}
        return sqrt(
            sum(
                calls[key] * cell.variance + calls[key] ** 2 * cell.variance / cell.count for key, cell in cells.items()
            )
        )

    @property
    def details(self) -> dict[str, object]:
        """Say what the number rests on."""
        levels = Counter(match.level for _, match in self.matched)
        agencies = [self.of(event) for event, _ in self.matched]
        timeless = [agency for agency in agencies if agency.was_sent and agency.officer_seconds is None]
        return {
            "matched_by_level": {str(level): levels[level] for level in (1, 2, 3)},
            "unmatched": self.unmatched,
            "actual_without_valid_time": len(timeless),
        }


def police(event: Event) -> Agency:
    """Give the police's units."""
    return event.spd


def crews(event: Event) -> Agency:
    """Give the fire department's units of an event of which they are known."""
    assert event.fire is not None, "asked of an event of its days"
    return event.fire


def model(calls: Sequence[Event], comparables: Comparables, of: Callable[[Event], Agency] = police) -> Modeled:
    """Hold each call to its comparables."""
    matches = [(call, comparables.match(call)) for call in calls]
    matched = [(call, match) for call, match in matches if match is not None]
    return Modeled(matched, len(calls) - len(matched), of)


def officer_hours_avoided(row: Row) -> Cell:
    """Σ p E(e) − actual, in hours, with its interval; no value when nothing matched. Negative results stand."""
    return _avoided(model(row.events, row.comparables), row.police_share)


def _avoided(modeled: Modeled, p: float, excluded: dict[str, int] | None = None) -> Cell:
    n, excluded = len(modeled.matched), excluded or {}
    if n == 0:
        return Cell(None, 0, withheld=False, excluded=excluded, details=modeled.details)
    avoided, margin = p * modeled.expected - modeled.actual, Z_95 * p * modeled.spread
    low, high = (avoided - margin) / 3600, (avoided + margin) / 3600
    return Cell(avoided / 3600, n, withheld=False, excluded=excluded, low=low, high=high, details=modeled.details)


def officer_hours_on_care_calls(row: Row) -> Cell:
    """Give what the police spent on the matched calls, in hours: the subtrahend of the hours avoided."""
    modeled = model(row.events, row.comparables)
    n = len(modeled.matched)
    return Cell(modeled.actual / 3600 if n else None, n, withheld=False, excluded={}, details=modeled.details)


def officer_hours_avoided_share(row: Row) -> Cell:
    """Give hours avoided over SPD officer-hours on every dispatched event of the row, CARE calls included.

    The row's events are the denominator's; n is those of them with SPD officer-seconds.
    """
    calls = [event for event in row.events if is_answered_care_call(event) and row.passes_every_filter(event)]
    avoided = _avoided(model(calls, row.comparables), row.police_share)
    spent = officer_hours(row)
    withheld = spent.n < FEWEST
    return _in_units_of(None if withheld else spent.value, avoided, spent.n, withheld, spent.excluded)


def officer_hours(row: Row) -> Cell:
    """Give what the police spent on the row's events, in hours; n is those with SPD officer-seconds."""
    spent = [event.spd.officer_seconds for event in row.events if event.spd.was_sent]
    counted = [seconds for seconds in spent if seconds is not None]
    timeless = len(spent) - len(counted)
    excluded = {"no_valid_service_time": timeless} if timeless else {}
    return Cell(sum(counted) / 3600, len(counted), withheld=False, excluded=excluded)


def officers_equivalent(row: Row) -> Cell:
    """Give hours avoided over what one full-time officer works in the row's days."""
    avoided = officer_hours_avoided(row)
    return _in_units_of(OFFICER_HOURS_A_YEAR * row.days / DAYS_A_YEAR, avoided, avoided.n, False, {})


def _known(row: Row) -> tuple[Modeled, dict[str, int]]:
    """Hold each call of the fire department's days to its comparables; count those of other days."""
    known = [event for event in row.events if event.fire is not None]
    outside = len(row.events) - len(known)
    return model(known, row.crews_comparables, crews), {"outside_sfd_data": outside} if outside else {}


def crew_hours_avoided(row: Row) -> Cell:
    """Σ E(e) − actual of the fire department. How often it is sent is in E, so there is no p."""
    return _avoided(_known(row)[0], 1, _known(row)[1])


def crew_hours_on_care_calls(row: Row) -> Cell:
    """Give what the fire department spent on the matched calls, in hours."""
    modeled, outside = _known(row)
    n = len(modeled.matched)
    return Cell(modeled.actual / 3600 if n else None, n, withheld=False, excluded=outside, details=modeled.details)


def crew_hours(row: Row) -> Cell:
    """Give what the fire department spent on the row's events, in hours; n is those with a time that counts."""
    spent = [crews(event).officer_seconds for event in row.events]
    counted = [seconds for seconds in spent if seconds is not None]
    timeless = len(spent) - len(counted)
    excluded = {"no_valid_crew_time": timeless} if timeless else {}
    return Cell(sum(counted) / 3600, len(counted), withheld=False, excluded=excluded)


def crew_hours_avoided_share(row: Row) -> Cell:
    """Give crew hours avoided over those on every dispatched event of the row with a fire unit.

    The row's events are the denominator's, and the CARE calls that are not; n is the denominator's.
    """
    whole = crew_hours(replace(row, events=[event for event in row.events if is_crews_call(event)]))
    calls = [event for event in row.events if is_answered_care_call(event) and row.passes_every_filter(event)]
    part = crew_hours_avoided(replace(row, events=calls))
    withheld = whole.n < FEWEST
    value = None if withheld else whole.value
    return _in_units_of(value, part, whole.n, withheld, {**whole.excluded, **part.excluded})


def is_crews_call(event: Event) -> bool:
    """Say whether a fire unit is known to have been sent to a call."""
    return event.is_dispatched_call and event.fire is not None and event.fire.was_sent


def _in_units_of(unit: float | None, hours: Cell, n: int, withheld: bool, excluded: dict[str, int]) -> Cell:
    """Divide value and interval by so many hours; no value without hours to divide by."""

    def divide(amount: float | None) -> float | None:
        return amount / unit if unit and amount is not None else None

    low, high = divide(hours.low), divide(hours.high)
    return Cell(divide(hours.value), n, withheld, excluded, low, high, hours.details)
