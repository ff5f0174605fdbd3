"""Random worlds of few people, and their numbers as the pipeline publishes them, without a database."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from etl.people.families import DID_NOT_ANSWER, NO_ANSWER, PEOPLE, Family, Variable
from etl.people.publication import Cell, quarter_cells, year_cells
from tests.etl.small_cells import Place, Unknown, unknown

YEAR = "2025"
_DAY = date(2026, 3, 1)

World = dict[Unknown, int]


def some_variables(family: Family, chance: random.Random) -> Family:
    """Narrow a family to its people, one to all of its other variables, and those that they stand within."""
    count = chance.choice([1, 2, 3, len(family.variables) - 1])
    needed: set[str | None] = {variable.name for variable in chance.sample(family.variables[1:], count)}
    for variable in reversed(family.variables):
        needed |= {variable.within} if variable.name in needed else set()
    return replace(family, variables=tuple(variable for variable in family.variables if variable.name in needed))


def random_world(family: Family, chance: random.Random) -> World:
    """Draw up to four quarters by up to four parts, most with few people, many with none."""
    quarters = [f"{YEAR}-Q{number}" for number in range(1, chance.randint(1, 4) + 1)]
    parts = "ABCD"[: chance.randint(1, 4)]
    most = chance.choice([6, 15, 30, 60, 120, 240])
    liking = {v.name: [chance.choice([0, 0, 0.2, 1, 1, 3]) for _ in v.answers] for v in family.variables}
    world: World = {}
    for place in ((quarter, part) for quarter in quarters for part in parts):
        people = chance.choice([0, chance.randint(0, 5), chance.randint(0, most), chance.randint(0, most)])
        if people:
            world |= _at(place, family, people, liking, chance)
    return world


def published(family: Family, world: World) -> list[Cell]:
    """Publish every quarter, and then the year."""
    counts = {v.name: {place: _row(world, place, v) for place in _places(world)} for v in family.variables}
    cells: list[Cell] = []
    for quarter in sorted({quarter for quarter, _ in _places(world)}):
        of_quarter = {name: {p: row for p, row in table.items() if p[0] == quarter} for name, table in counts.items()}
        cells += quarter_cells(family, quarter, of_quarter, _DAY)
    hidden = {v.name: {c.period for c in cells if c.variable == v.name and c.people is None} for v in family.variables}
    return [*cells, *year_cells(family, YEAR, counts, hidden, _DAY)]


def _at(
    place: Place, family: Family, people: int, liking: dict[str, list[float]], chance: random.Random
) -> Iterator[tuple[Unknown, int]]:
    did_not = chance.choice([0, chance.randint(0, people), people // 2])
    for variable in family.variables:
        answers = [answer for answer in variable.answers if answer not in (NO_ANSWER, DID_NOT_ANSWER)]
        has_silent = len(answers) < len(variable.answers)
        weights = [
            liking[variable.name][variable.answers.index(answer)] * chance.choice([0, 1, 1, 2]) for answer in answers
        ]
        drawn = chance.choices(answers, weights if any(weights) else None, k=people - did_not * has_silent)
        yield from ((unknown(place, variable, answer), drawn.count(answer)) for answer in answers)
        if has_silent:
            yield unknown(place, variable, DID_NOT_ANSWER), did_not


def _places(world: World) -> list[Place]:
    return sorted({place for (place, variable, _), people in world.items() if variable == PEOPLE and people})


def _row(world: World, place: Place, variable: Variable) -> dict[str, int]:
    return {answer: world[unknown(place, variable, answer)] for answer in variable.answers}
