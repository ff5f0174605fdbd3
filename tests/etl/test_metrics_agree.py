"""The metrics worked twice: what the dashboard answers is what the plain second implementation answers.

Here the worlds written by hand, an invented export and the real rows; random worlds are in `test_random_worlds_agree.py`.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.comparison import COMPARE, changes, with_groups_of
from etl.demo import write_demo
from etl.dimensions import EVENT_BY, FILTERS
from etl.metrics import EVENT_METRICS
from tests.etl.agreement import (
    EVERY_CUT,
    FULL,
    NOT_BY_DAY,
    NOT_BY_PERIOD,
    Asked,
    Pair,
    Turn,
    answered,
    asked_of_dashboard,
    assert_agree,
    assert_changes_agree,
    assert_same,
    nearly,
    read_twice,
    shown,
)
from tests.etl.exports import REAL
from tests.etl.square_city import write_city
from tests.golden import oracle
from tests.golden.answers import Question
from tests.golden.answers_calls import Comparison
from tests.golden.filters import FILTERS as GOLDEN_FILTERS
from tests.golden.filters import LABELS, PERIODS
from tests.golden.goldens import GOLDENS
from tests.golden.month import Form, write_month

API_MONTH = "month in the API's form"
WORLDS = (*GOLDENS, API_MONTH)
QUESTIONS = [
    pytest.param(world, question, id=f"{world}: {question.metric} by {question.by} {dict(question.filters)}")
    for world in WORLDS
    for question in GOLDENS["month" if world == API_MONTH else world].questions
]
COMPARISONS = [
    pytest.param(name, asked, id=f"{name}: {asked.metric} {asked.start} to {asked.end}, {asked.to} by {asked.by}")
    for name, golden in GOLDENS.items()
    for asked in golden.comparisons
]


# the worlds written by hand


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    """Publish each written world, the month from a file of each form."""
    folder = tmp_path_factory.mktemp("worlds")
    exports = {name: golden.write(folder / f"{name}.csv") for name, golden in GOLDENS.items()}
    fire = {name: golden.fire(folder, name) for name, golden in GOLDENS.items()}
    exports[API_MONTH] = write_month(folder / "api.csv", Form.API)
    city = write_city(folder / "boundaries")
    return {
        name: read_twice(folder / export.stem, export, city, fire.get(name, ())) for name, export in exports.items()
    }


@pytest.mark.parametrize(("world", "question"), QUESTIONS)
def test_the_dashboard_gives_the_answer_worked_by_hand(
    worlds: Mapping[str, Pair], world: str, question: Question
) -> None:
    got = answered(worlds[world].snapshot, question.metric, question.filters, shown(question.by))
    assert_same(question.metric, got, {shown(label): cell for label, cell in question.answer.items()})


@pytest.mark.parametrize(("world", "asked"), COMPARISONS)
def test_the_dashboard_gives_the_change_worked_by_hand(
    worlds: Mapping[str, Pair], world: str, asked: Comparison
) -> None:
    filters = {**asked.filters, "start": [asked.start], "end": [asked.end]}
    snapshot = worlds[world].snapshot
    answer = with_groups_of(snapshot, asked_of_dashboard(snapshot, asked.metric, filters, shown(asked.by)), asked.to)
    found = changes(snapshot, answer, asked.to)
    got = {row.keys: (row, change) for row, change in zip(answer.rows, found, strict=True)}
    assert got.keys() == {shown(label) for label in asked.answer}
    for label, worked in asked.answer.items():
        row, change = got[shown(label)]
        assert (row.value, change.value, change.difference, change.percent) == tuple(map(nearly, worked))
        assert (row.complete, change.complete) == (asked.complete[0], all(asked.complete))


SOME_FILTERS: tuple[Asked, ...] = (
    {},
    {"start": ["2025-11-03"]},
    {"end": ["2025-11-20"]},
    {"start": ["2025-11-03"], "end": ["2025-11-21"]},
    {"start": ["2025-11-10"], "end": ["2025-11-10"]},
    {"start": ["2019-01-01"], "end": ["2031-12-31"]},
    {"start": ["2030-01-01"]},
    {"precinct": ["west"], "count": ["all"]},
    {"precinct": ["EAST", "UNKNOWN"], "priority": ["3"]},
    {"neighborhood": ["UNKNOWN"], "count": ["arrived"]},
    {"responders": ["care and spd"], "police_share": ["62.5"]},
    {"responders": ["SPD only", "CARE only"], "hour": ["10", "12"]},
    {"weekday": ["1", "7"], "police_share": ["0"]},
    {"call_type": ["suspicious person, vehicle, or incident", "service - welfare check"]},
    {"received": ["OFFICER_GENERATED"]},
    {"sector": ["HARBOR"]},
    {"district": ["4", "unknown"], "count": ["all"]},
)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("place", range(len(SOME_FILTERS)), ids=[str(asked) for asked in SOME_FILTERS])
def test_the_written_worlds_are_answered_alike_by_everything(
    worlds: Mapping[str, Pair], world: str, place: int
) -> None:
    cuts = EVERY_CUT if "month" in world else NOT_BY_DAY
    assert_agree(worlds[world], SOME_FILTERS[place], cuts, Turn(23, place))


PERIODS_ASKED = {
    "month": ("2025-11-08", "2025-11-21"),
    "coverage": ("2024-07-01", "2024-12-31"),
    "handovers": ("2025-11-01", "2025-11-30"),
    "capacity": ("2025-01-01", "2025-12-31"),
    "fire": ("2025-05-01", "2025-05-31"),
}


@pytest.mark.parametrize("to", COMPARE)
@pytest.mark.parametrize("world", GOLDENS)
def test_the_written_worlds_change_alike_by_everything(worlds: Mapping[str, Pair], world: str, to: str) -> None:
    start, end = PERIODS_ASKED[world]
    asked = {"start": [start], "end": [end]}
    assert_changes_agree(worlds[world], asked, NOT_BY_PERIOD, Turn(5, COMPARE.index(to)), to)


# invented and real rows


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Publish an invented export of four years."""
    folder = tmp_path_factory.mktemp("demo")
    return read_twice(folder, write_demo(folder, events=2_000, seed=1), write_city(folder / "boundaries"))


DEMO_FILTERS: tuple[Asked, ...] = (
    {},
    {"responders": ["CARE and SPD"], "police_share": ["40"]},
    {"precinct": ["UNKNOWN"], "hour": [str(hour) for hour in range(6, 18)]},
    {"start": ["2024-12-20"], "end": ["2025-03-01"], "precinct": ["WEST", "EAST", "NORTH"], "count": ["all"]},
)


@pytest.mark.parametrize("place", range(len(DEMO_FILTERS)), ids=[str(asked) for asked in DEMO_FILTERS])
def test_four_invented_years_are_answered_alike(demo: Pair, place: int) -> None:
    assert len(demo.world.all_events) == 2_000
    cuts = EVERY_CUT if "start" in DEMO_FILTERS[place] else NOT_BY_DAY
    assert_agree(demo, DEMO_FILTERS[place], cuts, Turn(47, place))


@pytest.mark.parametrize("to", COMPARE)
def test_invented_years_change_alike(demo: Pair, to: str) -> None:
    asked = {"start": ["2025-01-01"], "end": ["2025-06-30"], "priority": ["1", "2", "3"]}
    assert_changes_agree(demo, asked, NOT_BY_PERIOD, Turn(47, COMPARE.index(to)), to)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real rows are not here: {REAL.name}")
def test_the_real_rows_are_answered_alike(tmp_path: Path) -> None:
    pair = read_twice(tmp_path, REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv")
    assert len(pair.world.all_events) == 22
    assert_agree(pair, {}, NOT_BY_DAY, Turn(3))
    asked = {"start": ["2023-01-01"], "end": ["2023-03-01"]}
    assert_agree(pair, asked, EVERY_CUT, Turn(7))
    for to in COMPARE:
        assert_changes_agree(pair, asked, NOT_BY_PERIOD, Turn(7), to)


# nothing is left out


def test_every_metric_dimension_and_filter_has_its_second_implementation() -> None:
    assert set(EVENT_METRICS) == set(oracle.NAMES)
    assert set(EVENT_BY) == {*PERIODS, *LABELS, "minutes_bin"}
    assert set(FILTERS) == set(GOLDEN_FILTERS)


@pytest.mark.skipif(FULL, reason="a full run asks everything at every turn")
def test_over_its_turns_every_metric_is_asked_by_every_cut() -> None:
    turns = [Turn(23, place) for place in range(len(SOME_FILTERS) * len(WORLDS))]
    for metric in range(len(EVENT_METRICS)):
        for cut in range(len(EVERY_CUT)):
            assert any(turn.takes(metric, cut) for turn in turns)
