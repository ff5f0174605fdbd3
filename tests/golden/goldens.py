"""Every written world with the questions answered about it by hand, for whoever holds another implementation to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.golden.answers import QUESTIONS, Question
from tests.golden.answers_calls import CAPACITY_CHANGES, COVERAGE, MONTH_CALLS, MONTH_CHANGES, Comparison
from tests.golden.answers_capacity import CAPACITY, MONTH_CAPACITY
from tests.golden.answers_fire import FIRE
from tests.golden.answers_times import HANDOVERS, MONTH_TIMES
from tests.golden.month import write_month
from tests.golden.month_capacity import write_capacity
from tests.golden.month_coverage import write_coverage
from tests.golden.month_fire import write_fire_of_capacity
from tests.golden.month_handovers import write_handovers


@dataclass(frozen=True)
class Golden:
    """One world: how to write its export, and what it answers."""

    write: Callable[[Path], Path]
    questions: tuple[Question, ...]
    comparisons: tuple[Comparison, ...] = ()
    write_fire: Callable[[Path], Path] | None = None
    """How to write its export of fire units, if it has one."""

    def fire(self, folder: Path, name: str) -> list[Path]:
        """Write its export of fire units into a folder, under the world's name."""
        return [self.write_fire(folder / f"{name}_fire.csv")] if self.write_fire else []


GOLDENS: Mapping[str, Golden] = {
    "month": Golden(write_month, (*QUESTIONS, *MONTH_TIMES, *MONTH_CALLS, *MONTH_CAPACITY), MONTH_CHANGES),
    "coverage": Golden(write_coverage, COVERAGE),
    "handovers": Golden(write_handovers, HANDOVERS),
    "capacity": Golden(write_capacity, CAPACITY, CAPACITY_CHANGES),
    "fire": Golden(write_capacity, FIRE, write_fire=write_fire_of_capacity),
}
