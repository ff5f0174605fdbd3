"""Whatever the order of arrival, the split and the way it is built, the tables are those of one full load."""

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import build, config, incremental, merge
from etl.metrics.capacity import FEWEST_COMPARABLES
from tests.effort import FULL
from tests.etl.conftest import Warehouse
from tests.etl.exports import Row, many, row, write
from tests.etl.states import State, state
from tests.golden.fire import write_fire

ACCEPTED = ("lost-rows", "newest-row", "new-category", "reference", "thin-day")
DAYS = {"2025000500001": "2025-11-03", "2025000500002": "2025-11-04", "2025000500003": "2025-11-20"}
"""Three events; the third is two weeks later."""

COMPARABLES = many(FEWEST_COMPARABLES)
"""Police-only calls that make a cell."""


@pytest.fixture(autouse=True)
def _in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Change a copy however small the snapshot is, unless a test says otherwise."""
    monkeypatch.setattr(incremental, "_MOST_TOUCHED", float("inf"))
    monkeypatch.setattr(incremental, "_MOST_GROWN", float("inf"))


def unit(event: str, sign: str, officers: int, arrived: bool) -> Row:
    """Give a unit's row on one of the events; only what is the unit's own differs between versions."""
    day = DAYS[event]
    return row(
        sign,
        event=event,
        queued_at=f"{day} 14:00:00",
        dispatched_at=f"{day} 14:01:00",
        arrived_at=f"{day} 14:05:00" if arrived else "",
        cleared_at=f"{day} 14:31:00",
        officers=str(officers),
        response_category="CARE",
    )


def export(folder: Path, vintage: int, rows: Sequence[Row]) -> Path:
    """Write an export whose name dates it."""
    return write(folder / f"export_202601{vintage:02}T000000Z.csv", *rows)


def load(warehouse: Path, batches: Sequence[Sequence[Path]], full: Sequence[Path] = ()) -> State:
    """Load batch after batch, declaring some files complete; give what the snapshot then says."""
    told = config.settings_from({"CARE_WAREHOUSE": str(warehouse), "CARE_ETL_THREADS": "1"})
    for batch in batches:
        summary = build.refresh(told, batch, accept=ACCEPTED, full=any(path in full for path in batch))
        for file in summary.files:
            assert file.read == file.accepted + file.unchanged + file.superseded + sum(file.rejected.values())
    return state(warehouse / f"care-{summary.snapshot}.duckdb")


def anew(folder: Path, name: str, rows: Sequence[Row]) -> State:
    """Say what one full load of these rows says."""
    return load(folder / name, [[export(folder, 31, rows)]])


VERSIONS = st.tuples(st.integers(1, 3), st.booleans())
KEYS = [(event, sign) for event in DAYS for sign in ("CARE12", "2M1", "CARE14")]
EXPORTS = st.lists(
    st.dictionaries(st.sampled_from(KEYS), VERSIONS, min_size=1, max_size=len(KEYS)), min_size=2, max_size=4
)
EFFORT = settings(
    max_examples=60 if FULL else 4,
    derandomize=not FULL,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def rows_of(drawn: dict[tuple[str, str], tuple[int, bool]]) -> list[Row]:
    """Write the versions drawn as rows."""
    return [unit(*key, *version) for key, version in drawn.items()]


@EFFORT
@given(drawn=EXPORTS, order=st.randoms(use_true_random=False))
def test_overlapping_partial_exports_in_any_order_are_one_full_load(
    drawn: list[dict[tuple[str, str], tuple[int, bool]]], order: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [export(folder, number, rows_of(part)) for number, part in enumerate(drawn, start=1)]
        paths.append(export(folder, 20, COMPARABLES))
        newest = {key: version for part in drawn for key, version in part.items()}
        order.shuffle(paths)
        cut = order.randrange(1, len(paths))
        expected = anew(folder, "full", [*rows_of(newest), *COMPARABLES])
        assert load(folder / "one by one", [[path] for path in paths]) == expected
        assert load(folder / "batches", [paths[:cut], paths[cut:]]) == expected


@EFFORT
@given(
    drawn=EXPORTS,
    complete=st.dictionaries(st.sampled_from(KEYS), VERSIONS, min_size=1),
    order=st.randoms(use_true_random=False),
)
def test_a_complete_export_withdraws_what_it_lacks_whenever_it_comes(
    drawn: list[dict[tuple[str, str], tuple[int, bool]]],
    complete: dict[tuple[str, str], tuple[int, bool]],
    order: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [export(folder, number, rows_of(part)) for number, part in enumerate(drawn, start=1)]
        whole = export(folder, 10, rows_of(complete))
        days = [DAYS[event] for event, _ in complete]
        stays = {
            key: version
            for part in drawn
            for key, version in part.items()
            if not min(days) <= DAYS[key[0]] <= max(days)
        }
        order.shuffle(paths)
        place = order.randrange(0, len(paths) + 1)
        batches = [[path] for path in [*paths[:place], whole, *paths[place:], *paths]]
        expected = anew(folder, "full", rows_of(stays | complete))
        assert load(folder / "one by one", batches, full=[whole]) == expected


FIRE_KEYS = [(event, unit) for event in (*DAYS, "2025000599999") for unit in ("E25", "A5")]
"""Fire units of the three events, and of one that the dispatch export does not have."""
FIRE_EXPORTS = st.lists(
    st.dictionaries(st.sampled_from(FIRE_KEYS), st.tuples(st.integers(1, 3), st.integers(0, 2)), min_size=1), max_size=3
)


def fire_export(folder: Path, vintage: int, drawn: dict[tuple[str, str], tuple[int, int]]) -> Path:
    """Write fire units whose crew and clear are drawn: some were never free again, some only after days."""
    rows = []
    for (event, sign), (crew, clear) in drawn.items():
        day = DAYS.get(event, "2025-11-04")
        cleared = ("", f"{day} 14:40:00", f"{day[:-2]}28 14:00:00")[clear]
        rows.append((event, sign, str(crew), f"{day} 14:02:00", f"{day} 14:06:00", cleared, "Aid Response"))
    return write_fire(folder / f"units_202601{vintage:02}T000000Z.csv", rows)


@EFFORT
@given(drawn=EXPORTS, fire=FIRE_EXPORTS, order=st.randoms(use_true_random=False))
def test_fire_units_that_come_change_and_repeat_are_one_full_load(
    drawn: list[dict[tuple[str, str], tuple[int, bool]]],
    fire: list[dict[tuple[str, str], tuple[int, int]]],
    order: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = export(folder, 20, COMPARABLES)
        rest = [export(folder, number, rows_of(part)) for number, part in enumerate(drawn, start=1)]
        rest += [fire_export(folder, number, part) for number, part in enumerate(fire, start=1)]
        newest = {key: version for part in drawn for key, version in part.items()}
        newest_fire = {key: version for part in fire for key, version in part.items()}
        order.shuffle(rest)
        whole = [export(folder, 31, [*rows_of(newest), *COMPARABLES])]
        whole += [fire_export(folder, 31, newest_fire)] if newest_fire else []
        expected = load(folder / "full", [whole])
        assert (
            load(folder / "one by one", [[first], *([path] for path in rest), *([path] for path in rest)]) == expected
        )


def test_what_is_touched_is_written_in_a_copy_and_the_rest_stands(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse.refresh(export(tmp_path, 1, [*COMPARABLES, *rows_of(dict.fromkeys(KEYS, (1, True)))]))
    seen = []
    begin = incremental.begin
    monkeypatch.setattr(incremental, "begin", lambda *args: seen.append(begin(*args)))
    warehouse.refresh(export(tmp_path, 2, [unit(*KEYS[0], 3, False)]))
    assert len(seen) == 1
    assert warehouse.rows("SELECT DISTINCT vintage::VARCHAR FROM export_row ORDER BY 1") == [
        ("2026-01-01 00:00:00",),
        ("2026-01-02 00:00:00",),
    ]
    assert warehouse.one("SELECT count(*) FROM export_row") == len(COMPARABLES) + len(KEYS)


@pytest.mark.parametrize("limit", ["_MOST_TOUCHED", "_MOST_GROWN"])
def test_much_that_is_touched_and_a_file_that_has_grown_are_written_anew(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    warehouse.refresh(export(tmp_path, 1, COMPARABLES))
    monkeypatch.setattr(incremental, limit, 0.0)
    monkeypatch.setattr(incremental, "begin", lambda *_: pytest.fail("not in place"))
    warehouse.refresh(export(tmp_path, 2, [unit(*KEYS[0], 3, False)]))
    in_order = warehouse.rows("SELECT queued_at, call_sign_dispatch_id FROM export_row")
    assert in_order == sorted(in_order)


def test_the_size_in_order_is_remembered_while_rows_are_written_in_place(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(export(tmp_path, 1, COMPARABLES))
    size = warehouse.one("SELECT sorted_bytes FROM snapshot")
    assert 0 < size <= warehouse.snapshot.stat().st_size
    warehouse.refresh(export(tmp_path, 2, [unit(*KEYS[0], 3, False)]))
    assert warehouse.one("SELECT sorted_bytes FROM snapshot") == size


def test_the_snapshot_before_is_not_touched(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(export(tmp_path, 1, COMPARABLES))
    before = warehouse.snapshot
    held = before.read_bytes()
    warehouse.refresh(export(tmp_path, 2, [unit(*KEYS[0], 3, False)]))
    assert before.read_bytes() == held


def test_the_names_of_columns_compared_are_those_of_the_merge() -> None:
    assert set(merge.VALUES) >= {"officers", "location_status"}
