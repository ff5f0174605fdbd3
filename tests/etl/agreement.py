"""The same exports read twice, and every metric asked of both readings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import app.config
from app import comparison
from app.db import Snapshot, Warehouse
from app.filters import Filters
from app.queries import Answer, Row, ask, choices
from etl import build, config
from etl.dimensions import BY, PERIODS
from etl.metrics import EVENT_METRICS, Metric, Unit
from tests.effort import FULL
from tests.golden import oracle
from tests.golden.districts import district_of
from tests.golden.oracle import By, Cell, Label, World

PLACES = frozenset({"precinct", "sector", "beat", "neighborhood", "district"})
SINGLE = frozenset({"start", "end", "count", "police_share"})
BLANK, UNKNOWN = "", "UNKNOWN"
LEVELS = {
    "1": "matched_by_type_priority_precinct_time",
    "2": "matched_by_type_priority_precinct",
    "3": "matched_by_type_priority",
}
"""What the dashboard calls the oracle's levels of comparables."""

Asked = Mapping[str, Sequence[str]]
Cuts = tuple[str, ...]

WHOLE: Cuts = ()
TWO_BY_TWO: tuple[Cuts, ...] = (
    *(("hour", "weekday"), ("month", "precinct"), ("responders", "week"), ("year", "quarter")),
    *(("clearance", "call_type"), ("minutes_bin", "month"), ("priority", "minutes_bin")),
)
EVERY_CUT: tuple[Cuts, ...] = (WHOLE, *((name,) for name in BY), *TWO_BY_TWO)
NOT_BY_DAY = tuple(by for by in EVERY_CUT if not {"day", "week"} & {*by})
"""For years of rows: the plain implementation walks every day for every row."""
NOT_BY_PERIOD = tuple(by for by in EVERY_CUT if not {*PERIODS} & {*by})
"""A period is compared with another by what else is in it."""


@dataclass(frozen=True)
class Pair:
    """The same exports, as a published snapshot and as the oracle's world."""

    snapshot: Snapshot
    world: World


@dataclass(frozen=True)
class Turn:
    """Which of the questions to ask: one in so many, beginning at a place of its own.

    In a full run it is all of them, unless it is `always` one in so many.
    """

    one_in: int
    place: int = 0
    always: bool = False

    def takes(self, metric: int, cut: int) -> bool:
        """Say whether a metric is asked by a cut in this turn; over the turns each is asked by each."""
        return (FULL and not self.always) or (5 * metric + cut + self.place) % self.one_in == 0


def read_twice(folder: Path, export: Path, boundaries: Path | None = None, fire: Sequence[Path] = ()) -> Pair:
    """Publish an export, with boundaries where a folder of them is given, and read both the plain way.

    `fire` are exports of fire units, each newer than the one before it.
    """
    environment = {
        **{"CARE_WAREHOUSE": str(folder / "warehouse"), "CARE_BOUNDARIES": str(boundaries or folder / "none")},
        **{"CARE_ETL_THREADS": "1", "CARE_APP_THREADS": "1"},
    }
    settings = config.settings_from(environment)
    for paths in ([export, *fire[:1]], *([newer] for newer in fire[1:])):
        build.refresh(settings, paths, accept=["reference"])  # a city of squares fits no export
    snapshot = Warehouse(app.config.settings_from(environment)).current()
    of_beats = district_of(boundaries / "beats.geojson", boundaries / "districts.geojson") if boundaries else {}
    return Pair(snapshot, oracle.read_exports([export], districts=of_beats, fire=fire))


# The dashboard's answers, in the oracle's terms.


def asked_of_dashboard(snapshot: Snapshot, metric: str, asked: Asked, by: Cuts) -> Answer:
    """Ask the dashboard."""
    return ask(snapshot, metric, _spelled(snapshot, asked), by)


def answered(snapshot: Snapshot, metric: str, asked: Asked, by: Cuts) -> dict[Cuts, Cell]:
    """Give the dashboard's rows as the oracle's cells."""
    rows = asked_of_dashboard(snapshot, metric, asked, by).rows
    return {row.keys: _cell(row, asked) for row in rows}


def _cell(row: Row, asked: Asked) -> Cell:
    """Give a row as a cell. Reasons that left nothing out go unsaid, and calls without a match are in the details."""
    excluded = {name: n for name, n in row.excluded.items() if n and name != "no_match"}
    assert row.excluded.get("no_match", 0) == row.details.get("unmatched", 0)
    if "police_share_percent" in row.details:
        assert row.details["police_share_percent"] == float(asked.get("police_share", ["100"])[0])
    return Cell(row.value, row.n, row.withheld is not None, excluded, row.low, row.high, _details(row))


def _details(row: Row) -> dict[str, object]:
    """Give what a modeled number rests on by the oracle's names."""
    if not row.details:
        return {}
    return {
        "matched_by_level": {level: row.details[name] for level, name in LEVELS.items()},
        "unmatched": row.details["unmatched"],
        "actual_without_valid_time": next(n for name, n in row.details.items() if name.endswith("without_valid_time")),
    }


def _spelled(snapshot: Snapshot, asked: Asked) -> Filters:
    """Spell each value as the data does; what the data does not hold stays as asked."""
    spelled: dict[str, object] = {}
    for name, values in asked.items():
        spelling = {value.casefold(): value for value in choices(snapshot).get(name, ())}
        spelled[name] = values[0] if name in SINGLE else [spelling.get(v.casefold(), v) for v in values]
    return Filters.model_validate(spelled)


# The oracle's answers, under the dashboard's keys.


def expected(world: World, metric: str, asked: Asked, by: Cuts) -> dict[Cuts, Cell]:
    """Ask the oracle, which calls a blank category by its blank where the dashboard says UNKNOWN."""
    answer = oracle.answer(world, metric, _with_blanks(asked), _oracles(by))
    return {shown(label): cell for label, cell in answer.items()}


def _with_blanks(asked: Asked) -> Asked:
    return {
        name: [BLANK if value == UNKNOWN and name not in PLACES else value for value in values]
        for name, values in asked.items()
    }


def _oracles(by: Cuts) -> By:
    return (by[0], by[1]) if len(by) > 1 else next(iter(by), None)


def shown(label: Label) -> Cuts:
    """Write the oracle's label as the keys of a row."""
    labels = () if label is None else (label,) if isinstance(label, str) else label
    return tuple(each or UNKNOWN for each in labels)


# Both.


def nearly(value: float | None) -> object:
    """Expect a value but for rounding in the last places."""
    return None if value is None else pytest.approx(value, rel=1e-9, abs=1e-10)


def assert_same(metric: str, got: Mapping[Cuts, Cell], want: Mapping[Cuts, Cell]) -> None:
    """Hold each cell to the oracle's in all it says."""
    is_count = EVENT_METRICS[metric].unit in (Unit.CALLS, Unit.EVENTS)
    assert got.keys() == want.keys(), metric
    for label, cell in want.items():
        ours, where = got[label], (metric, label)
        assert (ours.n, ours.withheld, ours.excluded) == (cell.n, cell.withheld, cell.excluded), where
        assert ours.details == cell.details, where
        assert ours.value == (cell.value if is_count else nearly(cell.value)), where
        assert (ours.low, ours.high) == (nearly(cell.low), nearly(cell.high)), where


def assert_agree(pair: Pair, asked: Asked, cuts: Sequence[Cuts], turn: Turn) -> int:
    """Ask every metric by the cuts whose turn it is; say how many questions that was."""
    questions = _questions(tuple(cuts), turn)
    for metric, by in questions:
        assert_same(metric, answered(pair.snapshot, metric, asked, by), expected(pair.world, metric, asked, by))
    return len(questions)


def assert_changes_agree(pair: Pair, asked: Asked, cuts: Sequence[Cuts], turn: Turn, to: str) -> int:
    """Set every metric beside its other period, by the cuts whose turn it is; say how many questions that was."""
    questions = _questions(tuple(cuts), turn)
    for metric, by in questions:
        want = oracle.compare(pair.world, metric, _with_blanks(asked), _oracles(by), to)
        assert_changes(pair.snapshot, metric, asked, by, to, {shown(label): change for label, change in want.items()})
    return len(questions)


def assert_changes(
    snapshot: Snapshot, metric: str, asked: Asked, by: Cuts, to: str, want: Mapping[Cuts, oracle.Change]
) -> None:
    """Hold each row's change to the oracle's."""
    answer = comparison.with_groups_of(snapshot, asked_of_dashboard(snapshot, metric, asked, by), to)
    changes = comparison.changes(snapshot, answer, to)
    got = {row.keys: (row, change) for row, change in zip(answer.rows, changes, strict=True)}
    assert got.keys() == want.keys(), metric
    for label, other in want.items():
        row, change = got[label]
        found = (row.value, change.value, change.difference, change.percent)
        assert found == tuple(map(nearly, (other.value, other.other, other.difference, other.percent))), (metric, label)
        assert row.complete == other.is_complete, (metric, label)
        assert change.complete == (other.is_complete and other.other_is_complete), (metric, label)


@cache
def _questions(cuts: tuple[Cuts, ...], turn: Turn) -> tuple[tuple[str, Cuts], ...]:
    return tuple(
        (name, by)
        for place, (name, metric) in enumerate(EVENT_METRICS.items())
        for cut, by in enumerate(cuts)
        if turn.takes(place, cut) and _has(metric, by)
    )


def _has(metric: Metric, by: Cuts) -> bool:
    """Say whether a metric can be broken down so: only durations have bins of minutes."""
    return all(name in metric.breakdowns for name in by)
