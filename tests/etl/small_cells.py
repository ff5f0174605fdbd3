"""An attacker on the published cells about people: linear programming over everybody who may be behind them.

Unknown is how many people of each quarter and part gave each answer. Known are the cells shown, that all variables of a
source divide the same people, that who did not answer the survey is the same in each, and that a quarter whose people
are not shown has 1 to 10. A number is worked out when it can be no other: when of the whole numbers between the least and
the greatest possible there is one.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from etl.people.families import DID_NOT_ANSWER, NO_ANSWER, PEOPLE, Family, Variable
from etl.people.policy import FEWEST
from etl.people.publication import ALL_OTHERS, QUARTER, Cell

Place = tuple[str, str]
"""A quarter and a part."""

Unknown = tuple[Place, str, str]
"""A place, a variable and an answer."""

Sum = Counter[Unknown]
"""A sum of unknowns, each with how often it is in it."""

SHARED = "*"
"""In place of the variable, of an answer that is the same in several."""

_UNBOUNDED = 3
_NEARLY = 1e-6


def unknown(place: Place, variable: Variable, answer: str) -> Unknown:
    """Name an unknown; who did not answer the survey is the same in every variable, so that is one."""
    is_shared = answer in (NO_ANSWER, DID_NOT_ANSWER)
    return (place, SHARED, DID_NOT_ANSWER) if is_shared else (place, variable.name, answer)


@dataclass(frozen=True)
class Attacker:
    """Somebody who has read every cell of a family; one who `knows_empty` quarters of a part knows those too.

    `world` is the truth, which tells the attacker nothing but the names of quarters and parts.
    """

    family: Family
    world: Mapping[Unknown, int]
    cells: Collection[Cell]
    knows_empty: bool = False

    def told(self) -> list[str]:
        """Name the numbers of 1 to 10 people that can be worked out."""
        names, of = self._secret_rows
        least, greatest = np.full(len(names), math.inf), np.full(len(names), -math.inf)
        for i in range(len(names)):
            for sign in (-1, 1):
                if _whole_numbers(least[i], greatest[i]) < 2:
                    seen = of @ self._solved(sign * of[[i]].toarray()[0])
                    least, greatest = np.minimum(least, seen), np.maximum(greatest, seen)
        return [name for i, name in enumerate(names) if _whole_numbers(least[i], greatest[i]) < 2]

    def narrowest(self) -> float:
        """Return by how much the best known number of 1 to 10 people can still move; infinite where there is none."""
        _, of = self._secret_rows
        bounds = ([row @ self._solved(sign * row) for sign in (1, -1)] for row in of.toarray())
        return min((_whole_numbers(*pair) - 1 for pair in bounds), default=math.inf)

    @cached_property
    def places(self) -> list[Place]:
        """The places where there may be people."""
        places = {place for place, _, _ in self.world}
        quarters, parts = ({place[i] for place in places} for i in (0, 1))
        return sorted(places if self.knows_empty else product(quarters, parts))

    @cached_property
    def _columns(self) -> dict[Unknown, int]:
        ones = {unknown(p, v, answer): None for p in self.places for v in self.family.variables for answer in v.answers}
        return {one: i for i, one in enumerate(ones)}

    @cached_property
    def _known(self) -> tuple[csr_array, np.ndarray]:
        """Every sum that is known, a row each, and what each is."""
        known = list(self._all_known())
        return self._matrix([of for of, _ in known]), np.array([people for _, people in known], dtype=float)

    @cached_property
    def _few(self) -> tuple[csr_array, np.ndarray]:
        """Every quarter of which it is said that it has few people, twice: at most so many, and at least one."""
        quarters = [self._behind(c) for c in self.cells if (c.scope, c.variable, c.people) == (QUARTER, PEOPLE, None)]
        most = self._matrix(quarters)
        return vstack([most, -most], format="csr"), np.array([FEWEST - 1] * len(quarters) + [-1] * len(quarters))

    @cached_property
    def _secret_rows(self) -> tuple[list[str], csr_array]:
        secrets = list(self._secrets())
        return [name for name, _ in secrets], self._matrix([of for _, of in secrets])

    def _all_known(self) -> Iterator[tuple[Sum, int]]:
        everybody = self.family.variables[0]
        for place, variable in product(self.places, self.family.variables[1:]):
            same = self._sum(variable, variable.answers, [place])
            same.subtract(self._sum(everybody, everybody.answers, [place]))
            yield same, 0
        for cell in self.cells:
            if cell.people is not None:
                yield self._behind(cell), cell.people

    def _behind(self, cell: Cell) -> Sum:
        variable = next(each for each in self.family.variables if each.name == cell.variable)
        return self._sum(variable, [cell.answer], [place for place in self.places if self._is_in(place, cell)])

    def _is_in(self, place: Place, cell: Cell) -> bool:
        quarter, part = place
        if cell.scope == QUARTER:
            return quarter == cell.period
        is_there = part not in self._shown_beside(cell) if cell.part == ALL_OTHERS else cell.part in (None, part)
        return quarter.startswith(cell.period) and is_there

    def _shown_beside(self, cell: Cell) -> set[str | None]:
        beside = (c for c in self.cells if (c.scope, c.period, c.variable) == (cell.scope, cell.period, cell.variable))
        return {c.part for c in beside if c.people is not None}

    def _sum(self, variable: Variable, answers: Iterable[str], places: Iterable[Place]) -> Sum:
        return Counter(unknown(place, variable, answer) for place, answer in product(places, answers))

    def _secrets(self) -> Iterator[tuple[str, Sum]]:
        """List every number of 1 to 10 people: of a place, a quarter, a part or all, by each answer."""
        groups = [[p] for p in self.places]
        groups += [
            [p for p in self.places if p[i] == name] for i in (0, 1) for name in sorted({p[i] for p in self.places})
        ]
        for variable, group in product(self.family.variables, [*groups, self.places]):
            for answer in variable.answers:
                of = self._sum(variable, [answer], group)
                if 0 < sum(self.world.get(one, 0) for one in of) < FEWEST:
                    yield f"{variable.name} {answer} of {group}", of

    def _matrix(self, rows: list[Sum]) -> csr_array:
        entries = [(i, self._columns[one], n) for i, of in enumerate(rows) for one, n in of.items()]
        i, j, n = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((np.array(n, dtype=float), (i, j)), shape=(len(rows), len(self._columns)))

    def _solved(self, cost: np.ndarray) -> np.ndarray:
        """Give a world that fits all that is known, in which this costs least; any costs the same where none is least."""
        matrix, people = self._known
        few, most = self._few
        found = linprog(cost, A_ub=few, b_ub=most, A_eq=matrix, b_eq=people, method="highs")
        if found.status == _UNBOUNDED:
            found = linprog(cost, A_ub=few, b_ub=most, A_eq=matrix, b_eq=people, bounds=(0, 10**6), method="highs")
        assert found.status == 0, found.message
        return np.asarray(found.x)


def _whole_numbers(least: float, greatest: float) -> float:
    """Count the whole numbers between two bounds, both included."""
    return math.floor(greatest + _NEARLY) - math.ceil(least - _NEARLY) + 1 if greatest >= least else 0
