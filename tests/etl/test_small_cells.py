"""No number of 1 to 10 people is shown, or can be worked out: the rule by hand, and attacked by linear programming."""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import product

import pytest

from etl.people import policy, publication
from etl.people.families import DID_NOT_ANSWER, FAMILIES, LEFT_BLANK, NO_ANSWER, PEOPLE, Family, Variable
from etl.people.policy import can_hide, may_be_known, parts_to_hide, tells, together
from etl.people.publication import Cell
from tests.effort import FULL
from tests.etl.small_cells import Attacker, unknown
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


def test_who_left_a_question_blank_is_told_apart_from_who_did_not_answer() -> None:
    """Else 3 people who passed over a question are the difference of two numbers shown: 18 without and 15 silent."""
    helped, response = (v for v in SURVEY.variables if v.name in ("helped", "response"))
    family = replace(SURVEY, variables=(SURVEY.variables[0], helped, response))
    place = ("2025-Q1", "English")
    world = {(place, "people", "all"): 60, (place, "*", DID_NOT_ANSWER): 15, (place, "helped", LEFT_BLANK): 3}
    world |= {(place, "helped", "yes"): 42, (place, "helped", "no"): 0}
    world |= {(place, "response", "answered invitation"): 45, (place, "response", "answered uninvited"): 0}
    assert Attacker(family, world, published(family, world)).told() == []
    assert any("left blank" in secret for secret in Attacker(family, world, _merged(family, helped, world)).told())


def _merged(family: Family, helped: Variable, world: dict) -> list[Cell]:
    """Publish as if nobody told apart who left a question blank."""
    as_one = replace(helped, answers=("yes", "no", NO_ANSWER), told_as={})
    blind = replace(family, variables=tuple(as_one if v is helped else v for v in family.variables))
    (place,) = {place for place, _, _ in world}
    return published(blind, world | {(place, "helped", NO_ANSWER): 18})


# somebody who knows the rule


FEW = 3
"""In place of 11: the rule is the same, and all worlds can be gone through."""

SIZES = [(1, 3, False, 12), (2, 2, False, 11), (1, 2, True, 8), (2, 1, True, 8)]
SIZES += [(2, 3, False, 6), (1, 3, True, 7)] if FULL else []


@pytest.mark.parametrize(("quarters", "parts", "has_answers", "most"), SIZES)
def test_nor_by_somebody_who_knows_the_rule_and_goes_through_every_world(
    quarters: int, parts: int, has_answers: bool, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "FEWEST", FEW)
    assert not _told_by_rule(quarters, parts, has_answers, most)


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
    assert _told_by_rule(quarters, parts, False, 12)


def _smallest_first(
    counts: policy.Counts, quarters: Collection[str], anyway: Collection[str], _: object
) -> frozenset[str]:
    sizes = {part: sum(row.values()) for part, row in policy.by_part(counts).items()}
    return parts_to_hide(counts, quarters, anyway, sorted(sizes, key=lambda part: (sizes[part], part)))


def _told_by_rule(quarters: int, parts: int, has_answers: bool, most: int) -> list[object]:
    """List the small numbers that are the same in all worlds of the same publication, of at most so many people.

    A publication is passed over when a quarter that it hides may have more people than were gone through.
    """
    family = replace(CONTACTS, variables=CONTACTS.variables[: 3 if has_answers else 1 : 2], shown_last=())
    seen: defaultdict[object, list[tuple[int, ...]]] = defaultdict(list)
    for world in _all_worlds(family, quarters, parts, most):
        seen[tuple(published(family, world))].append((_people(world), *_numbers(world)))
    complete = (worlds for worlds in seen.values() if min(worlds)[0] + quarters * (FEW - 1) <= most)
    ranges = ((min(numbers), max(numbers)) for worlds in complete for numbers in list(zip(*worlds, strict=True))[1:])
    return [pair for pair in ranges if pair[0] == pair[1] and 0 < pair[0] < FEW]


def _all_worlds(family: Family, quarters: int, parts: int, most: int) -> Iterator[dict]:
    """Give every world of up to `most` people in all."""
    places = list(product([f"2025-Q{n + 1}" for n in range(quarters)], "ABC"[:parts]))
    everybody, *others = family.variables
    variable = others[0] if others else everybody
    keys = [unknown(place, variable, answer) for place in places for answer in variable.answers]
    for people in product(range(most + 1), repeat=len(keys)):
        if 0 < sum(people) <= most:
            world = dict(zip(keys, people, strict=True))
            yield world | {
                unknown(place, everybody, "all"): sum(n for (p, *_), n in world.items() if p == place)
                for place in places
            }


def _people(world: dict) -> int:
    return sum(people for (_, variable, _), people in world.items() if variable == PEOPLE)


def _numbers(world: dict) -> Iterator[int]:
    """List each number of a world and of its margins."""
    yield from world.values()
    lines = {(i, place[i], *of) for place, *of in world for i in (0, 1)}
    for i, name, variable, answer in sorted(lines):
        yield sum(n for (place, *of), n in world.items() if place[i] == name and of == [variable, answer])
