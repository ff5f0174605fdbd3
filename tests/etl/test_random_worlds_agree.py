"""Random worlds are answered alike by the dashboard and the plain second implementation."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.comparison import COMPARE
from tests.etl.agreement import (
    EVERY_CUT,
    FULL,
    NOT_BY_PERIOD,
    Asked,
    Pair,
    Turn,
    assert_agree,
    assert_changes_agree,
    read_twice,
)
from tests.etl.exports import write
from tests.etl.random_worlds import ASKED, FIRE_DAYS, FIRE_UNITS, WORLDS, fire_rows, rows_of
from tests.etl.square_city import write_city
from tests.golden import oracle
from tests.golden.fire import write_fire

World = tuple[list[dict[str, Any]], list[dict[str, Any]]]
ONE_IN = 31
"""How many of a world's questions are asked at a time, in a full run too."""
SEEN: Counter[str] = Counter()
"""Questions, changes, and CARE calls that found comparables at each level or none."""


@settings(
    max_examples=60 if FULL else 16,
    derandomize=not FULL,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(
    world=WORLDS,
    asked=st.lists(ASKED, min_size=1, max_size=3),
    fire=FIRE_UNITS,
    fire_days=FIRE_DAYS,
    again=st.lists(st.integers(0, 200), max_size=4),
    place=st.integers(0, ONE_IN - 1),
)
def test_random_worlds_are_answered_alike(
    world: World,
    asked: list[Asked],
    fire: list[dict[str, Any]],
    fire_days: tuple[int, int] | None,
    again: list[int],
    place: int,
) -> None:
    rows = rows_of(*world)
    repeated = [rows[number % len(rows)] for number in again]
    restated = [each | {"arrived_at": each["dispatched_at"], "officers": "3"} for each in repeated[::2]]
    with tempfile.TemporaryDirectory() as name:
        export = write(Path(name) / "export.csv", *rows, *repeated, *restated)
        units = [
            write_fire(Path(name) / f"units_2026010{number}T000000Z.csv", drawn)
            for number, drawn in enumerate(fire_rows(rows, fire, fire_days), start=1)
            if drawn
        ]
        pair = read_twice(Path(name), export, write_city(Path(name) / "boundaries"), units)
        for number, each in enumerate(({}, *asked)):
            turn = Turn(ONE_IN, place + number, always=True)
            SEEN["questions"] += assert_agree(pair, each, EVERY_CUT, turn)
            if {"start", "end"} <= each.keys():
                to = COMPARE[place % 2]
                SEEN["changes"] += assert_changes_agree(pair, each, NOT_BY_PERIOD, turn, to)
        _note(pair)


def _note(pair: Pair) -> None:
    details = oracle.answer(pair.world, "spd_officer_hours_avoided")[None].details
    levels = details["matched_by_level"]
    assert isinstance(levels, dict)
    SEEN.update(levels)
    SEEN["unmatched"] += int(str(details["unmatched"]))
    crews = oracle.answer(pair.world, "sfd_crew_hours_avoided")[None]
    SEEN["crews matched"] += crews.n
    SEEN["crews unmatched"] += int(str(crews.details["unmatched"]))
    SEEN["outside"] += crews.excluded.get("outside_sfd_data", 0)
    SEEN["joint with crews"] += oracle.answer(pair.world, "care_alone_after_sfd_hours")[None].n


def test_the_random_worlds_reached_everything() -> None:
    if not SEEN:
        return  # asked on its own
    assert SEEN["questions"] >= (2_000 if FULL else 500)
    assert all(SEEN[seen] for seen in ("changes", "1", "2", "3", "unmatched")), SEEN
    assert all(SEEN[seen] for seen in ("crews matched", "crews unmatched", "outside", "joint with crews")), SEEN
