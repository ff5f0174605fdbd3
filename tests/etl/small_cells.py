"""An attacker on the published cells about people: linear programming over everybody who may be behind them.

Unknown is how many people of each quarter and part gave each answer. Known are the cells shown, that all variables of a
source divide the same people, and that who did not answer at all is the same in each. A number is worked out when it can
be no other: when of the whole numbers between the least and the greatest possible there is one.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from etl.people.families import DID_NOT_ANSWER, Family, Variable
from etl.people.policy import FEWEST
from etl.people.publication import ALL_OTHERS, QUARTER, Cell

Place = tuple[str, str]
"""A quarter and a part."""

Unknown = tuple[Place, str, str]
"""A place, a variable and an answer as they are told apart."""

World = Mapping[Unknown, int]
"""How many people are behind each unknown."""


@dataclass(frozen=True)
class Narrowest:
    """The secret of which most can be worked out: between how many whole numbers beyond one it moves."""

    secret: str
    width: float


@dataclass(frozen=True)
class Attacker:
    """What somebody knows who has read every cell of a family, with the places there are."""

    family: Family
    world: World
    cells: Collection[Cell]
    knows_empty: bool = False
    columns: dict[Unknown, int] = field(default_factory=dict)

    def narrowest(self) -> Narrowest:
        """Find the number of 1 to 10 people that is known best."""
        known = list(self._known())
        self.columns.update({one: i for i, one in enumerate(sorted({one for of, _ in known for one in of}))})
        matrix, sums = self._matrix([of for of, _ in known]), np.array([people for _, people in known], dtype=float)
        widths = [Narrowest(name, self._width(of, matrix, sums)) for name, of in self._secrets()]
        return min(widths, key=lambda each: each.width, default=Narrowest("nothing is secret", math.inf))

    @property
    def places(self) -> list[Place]:
        """The places where there may be people: an attacker who `knows_empty` ones knows the others to be empty."""
        places = {place for place, _, _ in self.world}
        quarters, parts = ({place[i] for place in places} for i in (0, 1))
        return sorted(places if self.knows_empty else product(quarters, parts))

    def _known(self) -> Iterator[tuple[Counter[Unknown], int]]:
        """List sums of unknowns, each with what it is."""
        for place in self.places:
            for variable in self.family.variables[1:]:
                people = Counter(unknown(place, variable, answer) for answer in variable.answers)
                people[unknown(place, self.family.variables[0], "all")] = -1
                yield people, 0
        for cell in self.cells:
            if cell.people is not None:
                yield self._behind(cell), cell.people

    def _behind(self, cell: Cell) -> Counter[Unknown]:
        variable = next(each for each in self.family.variables if each.name == cell.variable)
        answers = [answer for answer in variable.answers if variable.told_as.get(answer, answer) == cell.answer]
        return self._sum(variable, answers, [place for place in self.places if self._is_in(place, cell)])

    def _is_in(self, place: Place, cell: Cell) -> bool:
        quarter, part = place
        if cell.scope == QUARTER:
            return quarter == cell.period
        if cell.part == ALL_OTHERS:
            hidden = {
                c.part for c in self.cells if (*c[:3], c.variable) == (*cell[:3], cell.variable) and c.people is None
            }
            return quarter.startswith(cell.period) and part in hidden
        return quarter.startswith(cell.period) and cell.part in (None, part)

    def _sum(self, variable: Variable, answers: Iterable[str], places: Iterable[Place]) -> Counter[Unknown]:
        answers = tuple(answers)
        return Counter(unknown(place, variable, answer) for place in places for answer in answers)

    def _secrets(self) -> Iterator[tuple[str, Counter[Unknown]]]:
        """List every number of 1 to 10 people of the cross, of its margins, and among the cells not shown."""
        parts = sorted({part for _, part in self.places})
        quarters = sorted({quarter for quarter, _ in self.places})
        lines = [
            *([place] for place in self.places),
            *([place for place in self.places if place[1] == part] for part in parts),
            *([place for place in self.places if place[0] == quarter] for quarter in quarters),
            self.places,
        ]
        for variable in self.family.variables:
            groups = [[answer] for answer in variable.answers]
            groups += [
                [a for a in variable.answers if variable.told_as.get(a) == told]
                for told in {*variable.told_as.values()}
            ]
            for answers in groups:
                for line in lines:
                    of = self._sum(variable, answers, line)
                    if 0 < sum(self.world.get(one, 0) for one in of) < FEWEST:
                        yield f"{variable.name} {answers} of {line}", of

    def _matrix(self, rows: list[Counter[Unknown]]) -> csr_array:
        entries = [(i, self.columns[one], n) for i, of in enumerate(rows) for one, n in of.items()]
        i, j, n = zip(*entries, strict=True)
        return csr_array((n, (i, j)), shape=(len(rows), len(self.columns)))

    def _width(self, of: Counter[Unknown], matrix: csr_array, sums: np.ndarray) -> int:
        cost = np.zeros(len(self.columns))
        for one, n in of.items():
            cost[self.columns[one]] = n
        least, greatest = (linprog(sign * cost, A_eq=matrix, b_eq=sums, method="highs") for sign in (1, -1))
        if greatest.status == 3:  # without a bound
            return 10**6
        assert least.status == greatest.status == 0, (least.message, greatest.message)
        return math.floor(-greatest.fun + 1e-6) - math.ceil(least.fun - 1e-6)


def unknown(place: Place, variable: Variable, answer: str) -> Unknown:
    """Name an unknown; who did not answer at all did so in every variable, so that is one."""
    return (place, "*" if answer == DID_NOT_ANSWER else variable.name, answer)
