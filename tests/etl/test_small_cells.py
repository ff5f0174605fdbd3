"""No number of 1 to 10 people is shown, or can be worked out: the rule by hand, and attacked by linear programming."""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import product

import pytest

from etl.people import policy, publication
from etl.people.families import FAMILIES, PEOPLE, RESPONSE, Family, Variable
from etl.people.policy import can_hide, may_be_known, parts_to_hide, tells, together
from tests.effort import FULL
from tests.etl.small_cells import SHARED, Attacker, Place, unknown
from tests.etl.small_worlds import published, random_world, some_variables

CONTACTS, SURVEY = FAMILIES
WORLDS = 1_000 if FULL else 12
"""Of each family and kind of attacker."""


def alone(**parts: int) -> policy.Counts:
    """Give the counts of one quarter by part."""
    return {("2025-Q1", part): {"all": people} for part, people in parts.items()}


def drawn(seed: int, family: Family) -> tuple[Family, dict]:
    """Draw a family's world of a seed."""
    chance = random.Random(seed)
    narrowed = some_variables(family, chance)
    return narrowed, random_world(narrowed, chance)


# the rule


@pytest.mark.parametrize(("people", "known"), [(0, True), (1, False), (10, False), (11, True)])
def test_a_number_is_of_nobody_or_of_eleven(people: int, known: bool) -> None:
    assert may_be_known({"yes": 50, "no": people}) is known


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"EAST": 11, "WEST": 50}, set()),
        ({"EAST": 10, "WEST": 12, "SOUTH": 50}, {"EAST", "SOUTH"}),  # one alone: the first in order joins
        ({"EAST": 5, "WEST": 50, "SOUTH": 6}, {"EAST", "SOUTH"}),  # eleven together
        ({"EAST": 5, "WEST": 50, "SOUTH": 5}, {"EAST", "WEST", "SOUTH"}),  # ten together
        ({"EAST": 9, "WEST": 50, "SOUTH": 7}, {"EAST", "WEST", "SOUTH"}),  # sixteen: each of two is 6 or more
        ({"EAST": 5}, {"EAST"}),
    ],
)
def test_parts_that_may_not_be_shown_are_hidden_among_others(parts: dict[str, int], hidden: set[str]) -> None:
    assert parts_to_hide(alone(**parts), (), (), ("SOUTH", "WEST")) == hidden


def test_what_people_hide_is_hidden_in_every_variable() -> None:
    assert parts_to_hide(alone(EAST=30, WEST=50, SOUTH=20), (), {"WEST"}, ("SOUTH",)) == {"WEST", "EAST"}


@pytest.mark.parametrize(
    ("noes", "can"),
    [((), True), ((5,), False), ((5, 5), False), ((5, 6), True), ((8, 7), True), ((8, 8), False), ((10, 50), True)],
)
def test_rows_hide_one_another_when_they_are_two_and_neither_too_few_nor_all_as_many_as_can_be(
    noes: tuple[int, ...], can: bool
) -> None:
    assert can_hide([{"yes": 50, "no": no} for no in noes]) is can


def test_a_part_that_began_in_the_last_quarter_tells_of_the_others() -> None:
    """West of the last quarter is the quarter less East, for whoever knows that East had nobody before."""
    table = {("2025-Q3", "WEST"): {"all": 40}, ("2025-Q4", "WEST"): {"all": 4}, ("2025-Q4", "EAST"): {"all": 20}}
    assert tells(table, hidden_quarters=(), hidden_parts=())
    assert parts_to_hide(table, (), (), ()) == {"EAST", "WEST"}
    assert not tells(table | {("2025-Q3", "EAST"): {"all": 1}}, (), ())


# the attack


@pytest.mark.parametrize("knows_empty", [False, True])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.source)
def test_no_small_number_can_be_worked_out(
    family: Family, knows_empty: bool, record_property: Callable[[str, object], None]
) -> None:
    shown, narrowest = 0, []
    for seed in range(WORLDS):
        narrowed, world = drawn(seed, family)
        cells = published(narrowed, world) if world else []
        attacker = Attacker(narrowed, world, cells, knows_empty)
        assert attacker.told() == [], seed
        assert not any(cell.people and cell.people < policy.FEWEST for cell in cells)
        shown += sum(bool(cell.people) for cell in cells)
        narrowest += [attacker.narrowest()] if seed < WORLDS // 10 + 1 else []
    assert shown > 2 * WORLDS  # else the attack was on nothing
    record_property("narrowest", min(narrowest))
    print("narrowest:", min(narrowest), "of", len(narrowest), "worlds;", shown, "numbers shown")


def hide_nothing_more(counts: policy.Counts, _: object, hidden_anyway: Collection[str], *__: object) -> frozenset[str]:
    """Hide only the parts that must be."""
    return frozenset(p for p, row in policy.by_part(counts).items() if p in hidden_anyway or not may_be_known(row))


@pytest.mark.parametrize(
    ("module", "rule", "without", "knows_empty"),
    [
        (publication, "parts_to_hide", hide_nothing_more, False),
        (publication, "can_hide", lambda _: True, False),
        (policy, "tells", lambda *_: False, True),
    ],
)
def test_without_a_rule_the_attack_succeeds(
    module: object, rule: str, without: object, knows_empty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, rule, without)
    worlds = (drawn(seed, CONTACTS) for seed in range(1_000, 1_200))
    assert any(
        Attacker(family, world, published(family, world), knows_empty).told() for family, world in worlds if world
    )


def test_the_attack_succeeds_on_questions_that_do_not_stand_within_who_answered() -> None:
    """Else what a question and who answered hide apart, each with others, is told by both: they share a number."""
    told = 0
    for family, world in (drawn(seed, SURVEY) for seed in range(1_000, 1_200)):
        cells, apart = (published(each, world) if world else [] for each in (family, _side_by_side(family)))
        if cells != apart:
            assert Attacker(family, world, cells).told() == []
            told += bool(Attacker(family, world, apart).told())
    assert told


def _side_by_side(family: Family) -> Family:
    """Let every variable stand within the count of people alone."""
    alone = (v if v.name == PEOPLE else replace(v, within=PEOPLE) for v in family.variables)
    return replace(family, variables=tuple(alone))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.source)
def test_each_variable_comes_after_the_one_it_stands_within(family: Family) -> None:
    before: list[str | None] = [None]
    for variable in family.variables:
        assert variable.within in before
        before.append(variable.name)
    assert {v.within for v in family.variables[2:]} == {RESPONSE if family is SURVEY else PEOPLE}


# somebody who knows the rule


FEW = 3
"""In place of 11: the rule is the same, and all worlds can be gone through."""

PLAIN = replace(CONTACTS, variables=CONTACTS.variables[:1], shown_last=())
ANSWERED = replace(CONTACTS, variables=CONTACTS.variables[:3:2], shown_last=())
ASKED = replace(SURVEY, variables=SURVEY.variables[:3], shown_last=())
"""Only people; contacts with or without a referral; invitations, who answered, and one question."""

SIZES = [(PLAIN, 1, 3, 12), (PLAIN, 2, 2, 11), (ANSWERED, 1, 2, 8), (ANSWERED, 2, 1, 8)]
SIZES += [(ASKED, 1, 2, 8), (ASKED, 2, 1, 8)]
SIZES += [(PLAIN, 2, 3, 6), (ANSWERED, 1, 3, 7), (ASKED, 1, 3, 5)] if FULL else []


@pytest.mark.parametrize(("family", "quarters", "parts", "most"), SIZES)
def test_nor_by_somebody_who_knows_the_rule_and_goes_through_every_world(
    family: Family, quarters: int, parts: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "FEWEST", FEW)
    assert not _told_by_rule(family, quarters, parts, most)


@pytest.mark.parametrize(("quarters", "parts", "without"), [(2, 1, "room"), (1, 3, "order")])
def test_who_knows_the_rule_would_know_more_if_it_depended_on_what_is_hidden(
    quarters: int, parts: int, without: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "FEWEST", FEW)
    if without == "room":
        monkeypatch.setattr(
            publication, "can_hide", lambda rows: not rows or (len(rows) > 1 and may_be_known(together(rows)))
        )
    else:
        monkeypatch.setattr(publication, "parts_to_hide", _smallest_first)
    assert _told_by_rule(PLAIN, quarters, parts, 12)


def _smallest_first(
    counts: policy.Counts, quarters: Collection[str], anyway: Collection[str], _: object
) -> frozenset[str]:
    sizes = {part: sum(row.values()) for part, row in policy.by_part(counts).items()}
    return parts_to_hide(counts, quarters, anyway, sorted(sizes, key=lambda part: (sizes[part], part)))


def _told_by_rule(family: Family, quarters: int, parts: int, most: int) -> list[object]:
    """List the small numbers that are the same in all worlds of the same publication, of at most so many people.

    A publication is passed over when a quarter that it hides may have more people than were gone through.
    """
    seen: defaultdict[object, list[tuple[int, ...]]] = defaultdict(list)
    for world in _all_worlds(family, quarters, parts, most):
        seen[tuple(published(family, world))].append((_people(world), *_numbers(world)))
    complete = (worlds for worlds in seen.values() if min(worlds)[0] + quarters * (FEW - 1) <= most)
    ranges = ((min(numbers), max(numbers)) for worlds in complete for numbers in list(zip(*worlds, strict=True))[1:])
    return [pair for pair in ranges if pair[0] == pair[1] and 0 < pair[0] < FEW]


def _all_worlds(family: Family, quarters: int, parts: int, most: int) -> Iterator[dict]:
    """Give every world of up to `most` people in all, by the answers to the last variable."""
    places = list(product([f"2025-Q{n + 1}" for n in range(quarters)], "ABC"[:parts]))
    variable = family.variables[-1]
    keys = [unknown(place, variable, answer) for place in places for answer in variable.answers]
    for people in product(range(most + 1), repeat=len(keys)):
        if 0 < sum(people) <= most:
            world = dict(zip(keys, people, strict=True))
            yield world | {unknown(place, *of): n for place in places for of, n in _of_others(family, world, place)}


def _of_others(family: Family, world: dict, place: Place) -> Iterator[tuple[tuple[Variable, str], int]]:
    """Add up a place's answers to the last variable for those before it: who answered, and everybody."""
    here = {(name, answer): n for (where, name, answer), n in world.items() if where == place}
    for variable in family.variables[:-1]:
        if variable.name == RESPONSE:
            answered = sum(n for (name, _), n in here.items() if name != SHARED)
            yield (variable, variable.answers[0]), answered
        else:
            yield (variable, variable.answers[0]), sum(here.values())


def _people(world: dict) -> int:
    return sum(people for (_, variable, _), people in world.items() if variable == PEOPLE)


def _numbers(world: dict) -> Iterator[int]:
    """List each number of a world and of its margins."""
    yield from world.values()
    lines = {(i, place[i], *of) for place, *of in world for i in (0, 1)}
    for i, name, variable, answer in sorted(lines):
        yield sum(n for (place, *of), n in world.items() if place[i] == name and of == [variable, answer])
