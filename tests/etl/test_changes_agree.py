"""The page of changes, worked twice: each number of its table is what the plain second implementation says.

The states are drawn at random, the same each time: a leap day, whole months, days that are no months, periods that the
data does not hold all of, and whatever else readers choose.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from app.comparison import COMPARE, Change
from app.filters import NO_BREAKDOWN
from app.pages.changes.beside import Beside, Line, beside
from app.queries import choices
from app.question import question_of, view_choices
from etl.demo import write_demo
from etl.metrics import EVENT_METRICS, FILTERS
from tests.effort import FULL
from tests.etl.agreement import BLANK, PLACES, UNKNOWN, Pair, nearly, read_twice, shown
from tests.etl.square_city import write_city
from tests.golden import oracle

STATES = 200 if FULL else 12
SEED = 20_240_229
PERIODS = (
    ("2024-02-29", "2024-02-29"),
    ("2024-02-01", "2024-02-29"),
    ("2025-03-01", "2025-05-31"),
    ("2025-03-02", "2025-05-31"),
    ("2025-01-01", "2025-12-31"),  # the newest day is under way
    ("2022-02-01", "2022-03-31"),  # the year before is not loaded, and of the period before a part
    ("2021-06-01", "2022-06-30"),
)
Asked = Mapping[str, Sequence[str]]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Publish an invented export of four years, with districts, and read it the plain way."""
    folder = tmp_path_factory.mktemp("changes")
    return read_twice(folder, write_demo(folder, events=1_500, seed=3), write_city(folder / "boundaries"))


def any_state(chance: Random, place: int, pair: Pair) -> dict[str, list[str]]:
    """Draw what a reader may choose: each period in its turn, then days at random."""
    start = date(2023, 1, 1) + timedelta(days=chance.randrange(900))
    days = (start.isoformat(), (start + timedelta(days=chance.choice((6, 29, 90, 364)))).isoformat())
    first, last = PERIODS[place] if place < len(PERIODS) else days
    state = {"start": [first], "end": [last], "count": [chance.choice(("dispatched", "arrived", "all"))]}
    state |= {"police_share": [chance.choice(("100", "62.5"))]}
    view = view_choices(pair.snapshot)
    state |= {
        "change": [view["change"][7 * place % len(view["change"])]],
        "by": [view["by"][(place + 1) % len(view["by"])]],
    }
    for name in chance.sample(FILTERS, chance.choice((0, 0, 1))):
        state[name] = chance.sample(list(choices(pair.snapshot)[name]), 1)
    return state


@pytest.mark.parametrize("place", range(STATES))
def test_the_table_of_changes_is_what_the_second_implementation_says(pair: Pair, place: int) -> None:
    state = any_state(Random(SEED + place), place, pair)
    asked = question_of(state, pair.snapshot)
    assert asked.problems == ()
    found = beside(asked)
    filters = {name: values for name, values in state.items() if name not in ("change", "by")}
    assert_like_the_oracle(pair, found, [found.total], filters, None)
    if asked.view.by != NO_BREAKDOWN:
        assert_like_the_oracle(pair, found, found.lines, filters, asked.view.by)


def assert_like_the_oracle(pair: Pair, found: Beside, lines: Sequence[Line], filters: Asked, by: str | None) -> None:
    """Hold every line to both comparisons; a group that only one of them has is there for both, with nothing."""
    metric = found.asked.view.change
    rows = {line.row.keys: line for line in lines}
    there: set[tuple[str, ...]] = set()
    for to in COMPARE:
        want = {
            shown(label): change
            for label, change in oracle.compare(pair.world, metric, _plain(filters), by, to).items()
        }
        there |= want.keys()
        for keys, other in want.items():
            assert_same(rows[keys], rows[keys].changes[to], other, (metric, by, to, keys))
    assert rows.keys() == there
    assert [line.row.keys for line in lines] == sorted(
        rows, key=lambda keys: [(len(key), key) if key.isdigit() else (99, key) for key in keys]
    )


def assert_same(line: Line, change: Change, other: oracle.Change, where: object) -> None:
    numbers = (line.row.value, change.value, change.difference, change.percent)
    assert numbers == tuple(map(nearly, (other.value, other.other, other.difference, other.percent))), where
    assert (line.row.n, change.n) == (other.n, other.other_n), where
    assert (line.row.complete, change.complete) == (other.is_complete, other.is_complete and other.other_is_complete)


def _plain(filters: Asked) -> Asked:
    """Ask the oracle, which knows a blank category by its blank."""
    return {
        name: [BLANK if value == UNKNOWN and name not in PLACES else value for value in values]
        for name, values in filters.items()
    }


def test_the_states_reach_every_kind_of_period_and_number(pair: Pair) -> None:
    states = [any_state(Random(SEED + place), place, pair) for place in range(STATES)]
    assert {(state["start"][0], state["end"][0]) for state in states} >= set(PERIODS)
    assert {state["by"][0] for state in states} >= {"precinct", "district", "call_type", "hour", "responders"}
    assert len({EVENT_METRICS[state["change"][0]].unit for state in states}) >= 3
