"""What a metric is: a question about the events, its words, and the SQL that answers it."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from etl.dimensions import EVENT_BY

TOO_FEW = "too few to show"
"""What stands in place of a median, mean or share that rests on too few events."""

NO_VALUE = "no data"
"""What stands in place of a value where there is nothing to work it out from."""

LONGEST_SECONDS = 86_400
"""An interval counts from 0 s to this many, both included."""

FEWEST = 10
"""A median, a mean or a share resting on fewer events is withheld."""

FEWER_THAN_11 = "not shown (fewer than 11)"
"""What stands in place of a number about people that is not shown."""
FEWER_THAN_11_WHY = "This number, or one that could be worked out from it, stands for fewer than 11 people."

ALL, ARRIVED = "all", "arrived"
COUNTS = ("dispatched", ARRIVED, ALL)
"""The inclusion switch: calls CARE was sent to, those it reached, or all activity it logged."""

NOT_A_TEST = "NOT is_test"
DISPATCHED = f"{NOT_A_TEST} AND origin = 'DISPATCH'"
EVENT, CARE_EVENT, FIRE_EVENT = "event", "care_event", "fire_event"
PEOPLE_CELL = "people_cell"
"""The published tables about people: fixed groups, no rows."""

CALLS_ALONE = "Visits that CARE logs itself and requests by officers at a scene are not calls and are not in it."
"""A limit of calls, which falls away when all that CARE logs is counted."""
DISPATCHED_ONLY = "Only events to which a unit was sent are in the data: a call closed before that is not."
EXPORT = "Seattle dispatch export"
FIRE_EXPORT = "the fire department's unit export"
SFD_UNITS = "sfd_units"
"""The name of that export: what rests on it has no value on days that it does not reach."""
FIRST_PUBLISHED = ((date(2026, 11, 22), "First published."),)


GLOSSARY: dict[str, str] = {
    "CARE": "Seattle's crisis responders: behavioral health specialists, not police officers.",
    "SPD": "The Seattle Police Department.",
    "CAD event": "One record of the dispatch computer: one incident, however many units came.",
    "Dispatched call": "An event that somebody asked for, by 911 or otherwise, and that a unit was sent to.",
    "On-view event": "An event that a unit came upon or started itself.",
    "Unit": "A team sent out together, known by its call sign.",
    "Queued": "The moment a call joined the line waiting for a unit; the talk with the call taker is before it.",
    "Dispatch export": "The file of dispatch records that the City publishes, a row for each unit sent.",
    "Comparable events": "Police-only calls of the same type and priority, from the same year or the one before, and "
    "where there are enough of them from the same precinct and time of day.",
}
"""The field's words in plain ones, shown above the definitions."""


class Unit(StrEnum):
    """What a value is counted in; it decides how the value is written."""

    CALLS = "calls"
    EVENTS = "events"
    MINUTES = "minutes"
    HOURS = "hours"
    SHARE = "%"
    OFFICERS = "full-time officers"
    CONTACTS = "contacts"


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


class ComparedAs(StrEnum):
    """What is made of metrics to stand beside a figure that somebody published.

    Their value as it is or a day; the share of it that the filters leave; how many groups there are, or which groups
    have the most. None where no metric answers.
    """

    VALUE = "value"
    PER_DAY = "per day"
    SHARE = "share"
    GROUPS = "groups"
    BUSIEST = "busiest"
    NONE = "none"


@dataclass(frozen=True)
class Metric:
    """One public number.

    `population` is SQL over the table `relation`: the events the number is about; `counted_as` gives another one for a
    setting of the inclusion switch, and `means` what the number then is. `value`, `low`, `high`, `n`, `excluded` and
    `details` are SQL aggregates over them.
    `seconds` names the column of a duration, which can be broken down by its minutes. `ignores` names filters that do
    not apply. `divided_by` names the metric whose value divides this one's; `officer_year_hours` divides by what one
    full-time officer works in the days of the row. `empty` is the value where there are no events: 0 for counts and
    sums, None for what has no value then. `cuts` names the dimensions that it can be broken down by, where they
    are its own; `cut_by` gives another population for one of them. `base`, one of the `limits`, stands beside the
    number: which events it is about, where a reader would take them for others. `supplied_by` names the export of a
    department that the number rests on beside the dispatch export: without it, and on days that it does not reach,
    there is no value.
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
    relation: str = EVENT
    better: Better = Better.NEITHER
    smallest_n: int = 0
    empty: float | None = 0
    low: str | None = None
    high: str | None = None
    counted_as: dict[str, str] = field(default_factory=dict)
    means: dict[str, str] = field(default_factory=dict)
    excluded: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    seconds: str | None = None
    ignores: tuple[str, ...] = ()
    divided_by: str | None = None
    officer_year_hours: float | None = None
    limits: tuple[str, ...] = ()
    base: str = ""
    cuts: tuple[str, ...] = ()
    cut_by: dict[str, str] = field(default_factory=dict)
    supplied_by: str = ""
    changed: tuple[tuple[date, str], ...] = FIRST_PUBLISHED

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The dimensions it can be broken down by."""
        return self.cuts or tuple(name for name in EVENT_BY if name != "minutes_bin" or self.seconds)

    @property
    def is_about_people(self) -> bool:
        """Whether it is read from the published tables about people, which no filter changes."""
        return self.relation == PEOPLE_CELL

    def counted(self, rule: str) -> "Metric":
        """Return it as that setting of the inclusion switch counts it: all that CARE logs is events, not calls."""
        if rule not in self.counted_as:
            return self
        counted = replace(self, meaning=self.means.get(rule, self.meaning))
        if rule != ALL:
            return counted
        limits = tuple(limit for limit in self.limits if limit != CALLS_ALONE)
        return replace(counted, unit=Unit.EVENTS, n_label=Unit.EVENTS.value, limits=limits)

    @property
    def assumes_police_share(self) -> bool:
        """Whether it depends on the share of calls that police would have been sent to, which nobody knows."""
        return "police_share_percent" in self.details

    @property
    def adds_up(self) -> bool:
        """Whether its value is the number of its events, so that the values of groups add up to the whole."""
        return self.value == self.n

    @property
    def format(self) -> str:
        """How its value is written, in words."""
        return _FORMATS[self.unit][1]

    def text(self, value: float | None) -> str:
        """Write `value` as every screen, file and sentence shows it, without its unit (a share with its %)."""
        if value is None:
            return NO_VALUE
        is_share = self.unit is Unit.SHARE
        exact = Decimal(repr(value)) * (100 if is_share else 1)
        rounded = exact.quantize(Decimal(_FORMATS[self.unit][0]), ROUND_HALF_UP)
        return f"{rounded if rounded else abs(rounded):,}{'%' if is_share else ''}"  # what reads as 0 has no sign

    def with_unit(self, text: str) -> str:
        """Add its unit to a value's text: 1 call, 2 calls, 7.5 minutes; a share has its % already."""
        if self.unit is Unit.SHARE:
            return text
        one = text == "1" and self.unit in _WHOLE
        return f"{text} {self.unit.removesuffix('s') if one else self.unit}"


_WHOLE = (Unit.CALLS, Unit.EVENTS, Unit.CONTACTS)
_TENTHS = "one decimal, halves rounded away from zero"
_FORMATS = {
    Unit.CALLS: ("1", "whole number"),
    Unit.EVENTS: ("1", "whole number"),
    Unit.CONTACTS: ("1", "whole number"),
    Unit.MINUTES: ("0.1", _TENTHS),
    Unit.HOURS: ("0.1", _TENTHS),
    Unit.OFFICERS: ("0.1", _TENTHS),
    Unit.SHARE: ("0.1", f"a fraction from 0 to 1 in data, percent on screen with {_TENTHS}"),
}


def is_counted(seconds: str) -> str:
    """Write the SQL test that an interval counts; NULL when it has no stamp to run between."""
    return f"{seconds} BETWEEN 0 AND {LONGEST_SECONDS}"
