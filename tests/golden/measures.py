"""From the events of a row to its cell: counts, quantiles, means, shares and sums."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.golden.comparables import Comparables
from tests.golden.terms import Timing, add_up
from tests.golden.world import Event

FEWEST = 10
"""A median, 90th percentile, mean or share of fewer events is withheld."""

Population = Callable[[Event], bool]


@dataclass(frozen=True)
class Cell:
    """One answer: `value` is unrounded, and None when there is none to show; `excluded` counts what was left out.

    `low` and `high` bound the 95 % interval of a modeled number; `details` says what it rests on.
    """

    value: float | None
    n: int
    withheld: bool
    excluded: dict[str, int]
    low: float | None = None
    high: float | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row asked for: its events, and what a model needs to know beside them."""

    events: Sequence[Event]
    days: int
    """Calendar days of its period, within the days asked for and the days loaded."""
    comparables: Comparables
    """Of the police."""
    crews_comparables: Comparables
    """Of the fire department."""
    police_share: float
    """p, from 0 to 1."""
    passes_every_filter: Population
    """For a metric some filter does not apply to."""


Measure = Callable[[Row], Cell]
Statistic = Callable[[Sequence[int]], float]


def count_events(row: Row) -> Cell:
    """How many there are; always shown."""
    return Cell(value=len(row.events), n=len(row.events), withheld=False, excluded={})


def quantile(ordered: Sequence[int], share: float) -> float:
    """Give the value a share of the way through, in a straight line between neighbours."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(ordered: Sequence[int]) -> float:
    """Give the middle."""
    return quantile(ordered, 0.5)


def p90(ordered: Sequence[int]) -> float:
    """Give what nine of ten stay within."""
    return quantile(ordered, 0.9)


def average(ordered: Sequence[int]) -> float:
    """Give the mean."""
    return sum(ordered) / len(ordered)


def minutes_of(timing: Timing, statistic: Statistic) -> Measure:
    """Measure a statistic of the terms in minutes, withheld when it rests on too few."""

    def measure(row: Row) -> Cell:
        seconds, excluded = add_up(row.events, timing)
        withheld = len(seconds) < FEWEST
        return Cell(None if withheld else statistic(seconds) / 60, len(seconds), withheld, excluded)

    return measure


def share_of(answers_yes: Timing) -> Measure:
    """Measure how many of the events with an answer answer yes, 0 to 1, withheld when there are too few answers."""

    def measure(row: Row) -> Cell:
        answers, excluded = add_up(row.events, answers_yes)
        withheld = len(answers) < FEWEST
        return Cell(None if withheld else average(answers), len(answers), withheld, excluded)

    return measure


def total_hours_of(timing: Timing) -> Measure:
    """Add the terms up, in hours; always shown, 0.0 over none."""

    def measure(row: Row) -> Cell:
        seconds, excluded = add_up(row.events, timing)
        return Cell(sum(seconds) / 3600, len(seconds), False, excluded)

    return measure
