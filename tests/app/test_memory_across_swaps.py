"""Whatever is asked while snapshots are swapped, what is remembered is what a snapshot opened anew would say."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app.db
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.filters import Filters
from app.queries import ask, choices
from etl import publish
from etl.metrics import EVENT_METRICS
from tests.app.builds import Builds, three_builds
from tests.app.questions import asked, effort

ROOMS = (1, 20_000, 100_000, 10_000_000)
"""Room for nothing, for an answer or two, for some, for all."""

CUTS = ((), ("month",), ("hour",), ("precinct", "weekday"))
ASKERS = 3


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("swaps") / "warehouse")


def opened(folder: Path, name: str) -> Snapshot:
    """Open a snapshot that remembers nothing."""
    return Snapshot(folder / f"care-{name}.duckdb", Settings(folder, threads=1, cache_bytes=1))


def of_all_days(filters: Filters) -> Filters:
    """Leave the days out, most of which hold nothing."""
    return filters.model_copy(update={"start": None, "end": None})


@effort
@given(data=st.data(), room=st.sampled_from(ROOMS))
def test_what_is_remembered_is_what_would_be_worked_out(builds: Builds, data: st.DataObject, room: int) -> None:
    clock = SimpleNamespace(now=0.0)
    fresh = {name: opened(builds.folder, name) for name in (builds.old, builds.new)}
    filters_drawn = asked(choices(fresh[builds.old])).map(of_all_days)
    questions = st.tuples(st.sampled_from(sorted(EVENT_METRICS)), filters_drawn, st.sampled_from(CUTS))
    few = data.draw(st.lists(questions, min_size=1, max_size=4))
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(ASKERS) as threads:
        patch.setattr(app.db, "time", SimpleNamespace(monotonic=lambda: clock.now))
        warehouse = Warehouse(Settings(builds.folder, threads=1, cache_bytes=room))
        for served in data.draw(st.lists(st.sampled_from([builds.old, builds.new]), min_size=1, max_size=6)):
            publish.point_to(builds.folder, served)
            clock.now += 1
            for name, filters, by in data.draw(st.permutations(few)):
                one = partial(ask, name=name, filters=filters, by=by)
                told = list(threads.map(lambda _, one=one: one(warehouse.current()), range(ASKERS)))
                assert told == [ask(fresh[served], name, filters, by)] * ASKERS
                assert warehouse.memory.size <= room
