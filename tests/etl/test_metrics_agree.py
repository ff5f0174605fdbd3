"""The metrics worked twice: what the dashboard answers is what the plain second implementation answers."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.config
from app.db import Snapshot, Warehouse
from app.filters import Filters
from app.queries import Row, ask, choices
from etl import build, config
from etl.demo import write_demo
from etl.dimensions import BY, FILTERS
from etl.metrics import METRICS
from tests.etl.exports import REAL, row, write
from tests.golden import oracle
from tests.golden.answers import QUESTIONS, Question
from tests.golden.filters import FILTERS as GOLDEN_FILTERS
from tests.golden.filters import LABELS, PERIODS
from tests.golden.month import Form, write_month
from tests.golden.oracle import Cell, Label, World

FULL = os.environ.get("CARE_TEST_EFFORT", "ci") == "full"
PLACES = frozenset({"precinct", "sector", "beat", "neighborhood"})
BLANK, UNKNOWN = "", "UNKNOWN"
Asked = Mapping[str, Sequence[str]]
Cuts = tuple[str, ...]

WHOLE: Cuts = ()
ONE_BY_ONE: tuple[Cuts, ...] = (WHOLE, *((name,) for name in BY))
TWO_BY_TWO: tuple[Cuts, ...] = (("hour", "weekday"), ("month", "precinct"), ("responders", "week"), ("year", "quarter"))
NOT_BY_DAY = tuple(by for by in ONE_BY_ONE if by not in (("day",), ("week",)))
"""For years of rows: the plain implementation walks every day for every row."""


@dataclass(frozen=True)
class Pair:
    """The same exports, as a published snapshot and as the oracle's world."""

    snapshot: Snapshot
    world: World


def read_twice(folder: Path, export: Path) -> Pair:
    """Publish an export and read it the plain way."""
    environment = {"CARE_WAREHOUSE": str(folder / "warehouse"), "CARE_ETL_THREADS": "1", "CARE_APP_THREADS": "1"}
    build.refresh(config.settings_from(environment), [export])
    snapshot = Warehouse(app.config.settings_from(environment)).current()
    return Pair(snapshot, oracle.read_exports([export]))


def answered(snapshot: Snapshot, metric: str, asked: Asked, by: Cuts) -> dict[Cuts, Cell]:
    """Ask the dashboard; give its rows as the oracle's cells, reasons that left nothing out aside."""
    return {row.keys: _cell(row) for row in ask(snapshot, metric, _spelled(snapshot, asked), by).rows}


def _cell(row: Row) -> Cell:
    return Cell(row.value, row.n, row.withheld is not None, {name: n for name, n in row.excluded.items() if n})


def _spelled(snapshot: Snapshot, asked: Asked) -> Filters:
    """Spell each value as the data does; what the data does not hold stays as asked."""
    spelled: dict[str, object] = {}
    for name, values in asked.items():
        spelling = {value.casefold(): value for value in choices(snapshot).get(name, ())}
        spelled[name] = values[0] if name in ("start", "end") else [spelling.get(v.casefold(), v) for v in values]
    return Filters.model_validate(spelled)


def expected(world: World, metric: str, asked: Asked, by: Cuts) -> dict[Cuts, Cell]:
    """Ask the oracle, which calls a blank category by its blank where the dashboard says UNKNOWN."""
    blanks = {
        name: [BLANK if value == UNKNOWN and name not in PLACES else value for value in values]
        for name, values in asked.items()
    }
    oracles_by = by if len(by) > 1 else next(iter(by), None)
    return {_shown(label): cell for label, cell in oracle.answer(world, metric, blanks, oracles_by).items()}


def _shown(label: Label) -> Cuts:
    """Write the oracle's label as the keys of a row."""
    labels = () if label is None else (label,) if isinstance(label, str) else label
    return tuple(each or UNKNOWN for each in labels)


def assert_same(got: Mapping[Cuts, Cell], want: Mapping[Cuts, Cell]) -> None:
    assert got.keys() == want.keys()
    for label, cell in want.items():
        assert (got[label].n, got[label].withheld, got[label].excluded) == (cell.n, cell.withheld, cell.excluded), label
        assert got[label].value == (cell.value if cell.value is None else pytest.approx(cell.value, rel=1e-9)), label


def assert_agree(pair: Pair, asked: Asked, *cuts: Cuts) -> None:
    """Ask every metric, by each of the cuts."""
    for metric in METRICS:
        for by in cuts:
            assert_same(answered(pair.snapshot, metric, asked, by), expected(pair.world, metric, asked, by))


# the month worked by hand


@pytest.fixture(scope="module", params=Form)
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Publish the written month from a file of each form."""
    form: Form = request.param
    folder = tmp_path_factory.mktemp("month")
    return read_twice(folder, write_month(folder / "month.csv", form))


def _name(question: Question) -> str:
    return " ".join([question.metric, f"by {question.by}", *(f"{name}={q}" for name, q in question.filters.items())])


def _is_askable(question: Question) -> bool:
    """Say whether the dashboard has the metric, the cut and the filters yet."""
    fields = Filters.model_fields.keys()
    return question.metric in METRICS and {*_shown(question.by)} <= {*BY} and question.filters.keys() <= fields


@pytest.mark.parametrize("question", [question for question in QUESTIONS if _is_askable(question)], ids=_name)
def test_the_dashboard_gives_the_answer_worked_by_hand(month: Pair, question: Question) -> None:
    got = answered(month.snapshot, question.metric, question.filters, _shown(question.by))
    assert_same(got, {_shown(label): cell for label, cell in question.answer.items()})


def test_the_four_first_metrics_are_asked_by_hand() -> None:
    assert {question.metric for question in QUESTIONS if _is_askable(question)} >= {
        *("care_calls", "care_response_median_minutes", "spd_response_median_minutes", "care_alone_after_spd_hours")
    }


SOME_FILTERS: tuple[Asked, ...] = (
    {},
    {"start": ["2025-11-03"]},
    {"end": ["2025-11-20"]},
    {"start": ["2025-11-03"], "end": ["2025-11-21"]},
    {"start": ["2025-11-10"], "end": ["2025-11-10"]},
    {"start": ["2019-01-01"], "end": ["2031-12-31"]},
    {"start": ["2030-01-01"]},
    {"precinct": ["west"]},
    {"precinct": ["EAST", "UNKNOWN"], "priority": ["3"]},
    {"neighborhood": ["UNKNOWN"]},
    {"responders": ["care and spd"]},
    {"responders": ["SPD only", "CARE only"], "hour": ["10", "12"]},
    {"weekday": ["1", "7"]},
    {"call_type": ["suspicious person, vehicle, or incident"]},
    {"received": ["OFFICER_GENERATED"]},
    {"sector": ["HARBOR"]},
)


@pytest.mark.parametrize("asked", SOME_FILTERS, ids=str)
def test_the_month_is_answered_alike_by_everything(month: Pair, asked: Asked) -> None:
    assert_agree(month, asked, *ONE_BY_ONE, *TWO_BY_TWO)


# invented and real rows


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Publish an invented export of four years."""
    folder = tmp_path_factory.mktemp("demo")
    return read_twice(folder, write_demo(folder, events=2_000, seed=1))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"responders": ["CARE and SPD"]},
        {"precinct": ["UNKNOWN"], "hour": [str(hour) for hour in range(6, 18)]},
    ],
    ids=str,
)
def test_four_invented_years_are_answered_alike(demo: Pair, asked: Asked) -> None:
    assert len(demo.world.all_events) == 2_000
    assert_agree(demo, asked, *NOT_BY_DAY)


def test_invented_months_are_answered_alike(demo: Pair) -> None:
    asked = {"start": ["2024-12-20"], "end": ["2025-03-01"], "precinct": ["WEST", "EAST", "NORTH"]}
    assert_agree(demo, asked, *ONE_BY_ONE, *TWO_BY_TWO)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real rows are not here: {REAL.name}")
def test_the_real_rows_are_answered_alike(tmp_path: Path) -> None:
    pair = read_twice(tmp_path, REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv")
    assert len(pair.world.all_events) == 22
    assert_agree(pair, {}, *NOT_BY_DAY)
    assert_agree(pair, {"start": ["2023-01-01"], "end": ["2023-03-01"]}, *ONE_BY_ONE, *TWO_BY_TWO)


# random worlds

FIRST = datetime(2025, 9, 29)
SOURCES = ("911", "TELEPHONE OTHER, NOT 911", "ONVIEW", "")
TYPES = ("SERVICE - WELFARE CHECK", "DISTURBANCE", "Test Call Only", "")
PRECINCTS = ("WEST", "EAST", "SOUTH", "", "-", "Redacted", "unknown")
CALL_SIGNS = ("CARE12", "CARE14", "CARE31", "2M1", "3E2", "CAR23", "CSO22", "1041")
ORIGINS = ("DISPATCH", "DISPATCH", "DISPATCH", "ONVIEW", "SELF", "")
SECONDS = st.one_of(st.integers(-600, 7_200), st.sampled_from([-1, 0, 86_399, 86_400, 86_401, 200_000]))
UNITS = st.tuples(SECONDS, st.none() | SECONDS, st.none() | SECONDS, st.sampled_from(["1", "2"]))
EVENTS = st.fixed_dictionaries(
    {
        "queued": st.integers(0, 70 * 24 * 60),
        "units": st.lists(UNITS, min_size=1, max_size=4),
        "signs": st.permutations(CALL_SIGNS),
        "speaks": st.booleans(),
        "priority": st.sampled_from(["1", "2", "3", ""]),
        "precinct": st.sampled_from(PRECINCTS),
        "initial_call_type": st.sampled_from(TYPES),
        "final_call_type": st.sampled_from(TYPES[:2]),
        "call_source": st.sampled_from(SOURCES),
        "origin": st.sampled_from(ORIGINS),
    }
)
WORLDS = st.lists(EVENTS, min_size=1, max_size=60)
DAYS = st.integers(-5, 80).map(lambda ahead: [f"{FIRST + timedelta(days=ahead):%Y-%m-%d}"])
CHOICES: dict[str, Sequence[str]] = {
    "precinct": ("WEST", "east", "UNKNOWN", "NORTH"),
    "priority": ("1", "2", "UNKNOWN"),
    "call_type": ("disturbance", "SERVICE - WELFARE CHECK", "UNKNOWN"),
    "call_source": ("911", "telephone other, not 911", "UNKNOWN"),
    "responders": ("CARE only", "care and spd", "SPD only"),
    "hour": ("0", "7", "12", "13", "23"),
    "weekday": ("1", "3", "7"),
}
ASKED = st.tuples(
    st.fixed_dictionaries(
        {}, optional={name: st.lists(st.sampled_from(c), min_size=1, max_size=3) for name, c in CHOICES.items()}
    ),
    st.none() | DAYS,
    st.none() | DAYS,
).map(lambda drawn: _in_order(*drawn))


def _in_order(chosen: Asked, start: list[str] | None, end: list[str] | None) -> Asked:
    if start and end and start > end:
        start, end = end, start
    return {**chosen, **({"start": start} if start else {}), **({"end": end} if end else {})}


def _rows(events: Sequence[Mapping[str, object]]) -> Iterator[dict[str, str]]:
    """One row a unit; where the event says so, its last row disagrees on when, where and how urgent it was."""
    for number, drawn in enumerate(events):
        event = {name: text for name, text in drawn.items() if name not in ("queued", "units", "signs", "speaks")}
        queued = FIRST + timedelta(minutes=drawn["queued"])
        for place, (unit, sign) in enumerate(zip(drawn["units"], drawn["signs"], strict=False)):
            sent, there, cleared, officers = unit
            differs = drawn["speaks"] and place == len(drawn["units"]) - 1
            yield row(
                sign,
                event=f"2025{number:09}",
                queued_at=str(queued + timedelta(days=differs)),
                dispatched_at=str(queued + timedelta(seconds=sent)),
                arrived_at="" if there is None else str(queued + timedelta(seconds=there)),
                cleared_at="" if cleared is None else str(queued + timedelta(seconds=cleared)),
                officers=officers,
                **(event | ({"precinct": "EAST", "priority": "2"} if differs else {})),
            )


@settings(
    max_examples=60 if FULL else 6,
    derandomize=not FULL,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(events=WORLDS, asked=st.lists(ASKED, min_size=1, max_size=3), again=st.lists(st.integers(0, 200), max_size=4))
def test_random_worlds_are_answered_alike(
    events: list[dict[str, object]], asked: list[Asked], again: list[int]
) -> None:
    rows = list(_rows(events))
    repeated = [rows[place % len(rows)] for place in again]
    restated = [each | {"arrived_at": each["dispatched_at"], "officers": "3"} for each in repeated[::2]]
    with tempfile.TemporaryDirectory() as name:
        pair = read_twice(Path(name), write(Path(name) / "export.csv", *rows, *repeated, *restated))
        for each in ({}, *asked):
            assert_agree(pair, each, *ONE_BY_ONE, *TWO_BY_TWO)


def test_every_metric_dimension_and_filter_has_its_second_implementation() -> None:
    assert set(METRICS) <= set(oracle.NAMES)
    assert set(BY) <= {*PERIODS, *LABELS, "minutes_bin"}
    assert set(FILTERS) <= set(GOLDEN_FILTERS)
