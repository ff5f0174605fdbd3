"""What a benchmark says: a goal, and what was measured for it, ours beside another's, run by run in turn."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """What is to be reached: `asked` in words, and what ours ÷ theirs may be at most, or must be at least, if anything."""

    name: str
    asked: str = "to be read"
    most: float | None = None
    least: float | None = None

    def held(self, ratio: float) -> bool | None:
        """Say whether a ratio is as asked; None where nothing is."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or ratio <= self.most) and (self.least is None or ratio >= self.least)


@dataclass(frozen=True)
class Result:
    """Figures for one goal, in `unit`: `ours` and `theirs` in the order they were measured, a pair a run.

    `against` names the floor or the peer; without one `theirs` is empty and there is nothing to hold.
    """

    goal: Goal
    what: str
    unit: str
    ours: Sequence[float]
    against: str = ""
    theirs: Sequence[float] = ()

    @property
    def ratios(self) -> list[float]:
        """Divide ours by theirs, pair by pair."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)] if self.theirs else []

    @property
    def held(self) -> bool | None:
        """Say whether the median of the ratios is as asked; None where nothing is."""
        return self.goal.held(statistics.median(self.ratios)) if self.theirs else None

    def stored(self) -> dict[str, Any]:
        """Give what `read_result` reads."""
        return asdict(self)


def read_result(stored: dict[str, Any]) -> Result:
    """Read a result that was stored."""
    return Result(**{**stored, "goal": Goal(**stored["goal"])})


def within(goal: str, asked: str, what: str, unit: str, ours: Sequence[float], limit: float) -> Result:
    """Hold figures to a limit that they must not pass."""
    return Result(Goal(goal, asked, most=1), what, unit, ours, f"{limit:,g} {unit}", [limit] * len(ours))


def at_least(goal: str, what: str, ours: Sequence[float], limit: float) -> Result:
    """Hold marks to one that they must reach."""
    return Result(Goal(goal, f"≥ {limit:g}", least=1), what, "points", ours, f"{limit:g}", [limit] * len(ours))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def spread(values: Sequence[float]) -> str:
    """Write the median with the least and the greatest, to three digits."""
    middle, least, greatest = statistics.median(values), min(values), max(values)
    return (
        three_digits(middle)
        if least == greatest
        else f"{three_digits(middle)} ({three_digits(least)}–{three_digits(greatest)})"
    )


def three_digits(value: float) -> str:
    """Write three digits at least, and no power of ten: 0.0123, 1.23, 12.3, 1,234."""
    if not value:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    digits = next(digits for digits in range(1, 12) if abs(value) >= 10 ** (2 - digits))
    return f"{value:.{digits}f}"


def told(result: Result) -> str:
    """Write a result as a line for a terminal."""
    line = f"{result.what}: {spread(result.ours)} {result.unit}"
    if not result.theirs:
        return line
    held = {True: ", held", False: ", NOT HELD", None: ""}[result.held]
    return f"{line}; {result.against}: {spread(result.theirs)} {result.unit}; ratio {spread(result.ratios)}{held}"
