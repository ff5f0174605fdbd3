"""A new snapshot is made ready while the one before answers: within its time, for as long as it is wanted."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

import app.db
from app.config import Settings, settings_from
from app.db import IsWanted, Snapshot, Warehouse
from app.main import PAGES, create_app
from app.queries import presets
from app.question import read_question
from app.warm import warm
from etl.publish import point_to
from tests.app.builds import Builds, three_builds

SECONDS = 30
LIVE = [page for page in PAGES.values() if page.has_filters]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("warm") / "warehouse")


class Stove:
    """Warms until it is told to stop, and knows what it was given."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.wanted: dict[str, IsWanted] = {}
        self.is_done = threading.Event()

    def __call__(self, snapshot: Snapshot, is_wanted: IsWanted) -> None:
        self.begun.append(snapshot.info.snapshot)
        self.wanted[snapshot.info.snapshot] = is_wanted
        assert self.is_done.wait(5)


class Served:
    """A warehouse on a stove, and the clock that it sees."""

    def __init__(self, builds: Builds, seconds: int) -> None:
        self.builds, self.now, self.stove = builds, 0.0, Stove()
        self.warehouse = Warehouse(Settings(builds.folder, threads=1, warm_seconds=seconds))
        self.warehouse.warm = self.stove

    def after(self, seconds: float, pointing_to: str | None = None) -> str:
        """Say what is served so many seconds later."""
        if pointing_to:
            point_to(self.builds.folder, pointing_to)
        self.now += seconds
        return self.warehouse.current().info.snapshot


@pytest.fixture
def served(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Served]]:
    made: list[Served] = []

    def serve(seconds: int = SECONDS) -> Served:
        made.append(Served(builds, seconds))
        monkeypatch.setattr(app.db, "time", SimpleNamespace(monotonic=lambda: made[-1].now))
        return made[-1]

    yield serve
    for one in made:
        one.stove.is_done.set()


def finish(site: Served) -> None:
    """Let the warming end, and wait for it."""
    site.stove.is_done.set()
    warming = site.warehouse._warming
    assert warming is not None
    warming._thread.join(5)


def test_the_first_snapshot_is_served_at_once(served: Callable[..., Served], builds: Builds) -> None:
    site = served()
    assert site.after(1, builds.old) == builds.old
    assert site.stove.begun == []


def test_the_old_one_answers_until_the_new_one_is_warm(served: Callable[..., Served], builds: Builds) -> None:
    site = served()
    site.after(1, builds.old)
    assert site.after(1, builds.new) == builds.old
    assert site.after(SECONDS - 2) == builds.old
    finish(site)
    assert site.after(0.5) == builds.old, "it looks once a second"
    assert site.after(0.5) == builds.new
    assert site.stove.begun == [builds.new]


def test_it_is_served_after_its_time_and_goes_on_warming(served: Callable[..., Served], builds: Builds) -> None:
    site = served()
    site.after(1, builds.old)
    assert site.after(1, builds.new) == builds.old
    assert site.after(SECONDS) == builds.new
    assert site.after(1) == builds.new
    assert site.stove.begun == [builds.new]
    assert site.stove.wanted[builds.new]()


def test_its_time_counts_from_when_the_pointer_can_have_moved(served: Callable[..., Served], builds: Builds) -> None:
    site = served()
    site.after(1, builds.old)
    assert site.after(SECONDS, builds.new) == builds.new, "nobody asked for so long"
    assert site.stove.begun == [builds.new], "it is made ready all the same"


def test_what_is_not_pointed_to_any_more_is_not_wanted(served: Callable[..., Served], builds: Builds) -> None:
    site = served()
    site.after(1, builds.old)
    site.after(1, builds.new)
    assert site.after(1, builds.old) == builds.old
    assert not site.stove.wanted[builds.new]()
    assert site.after(SECONDS * 2) == builds.old


def test_a_pointer_that_is_lost_meanwhile_leaves_the_old_one(served: Callable[..., Served], builds: Builds) -> None:
    site = served()
    site.after(1, builds.old)
    (builds.folder / "current").write_text("nothing")
    assert site.after(1) == builds.old
    assert site.warehouse.problem
    assert site.after(1, builds.new) == builds.old
    assert site.warehouse.problem is None
    assert site.after(SECONDS) == builds.new


def test_without_time_to_warm_it_is_served_at_once(served: Callable[..., Served], builds: Builds) -> None:
    site = served(0)
    site.after(1, builds.old)
    assert site.after(1, builds.new) == builds.new
    assert site.stove.begun == []


def test_pages_and_presets_are_answered_from_memory_afterwards(
    demo_folder: Path, fresh: Callable[[], Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot, server = fresh(), create_app(Settings(demo_folder)).server
    warm(server, LIVE, snapshot, lambda: True)
    monkeypatch.setattr(snapshot.memory, "_answer", _only_kept(snapshot))
    asked = ["", *(f"?start={start}&end={end}" for start, end in presets(snapshot).values())]
    for search in asked:
        for page in LIVE:
            with server.test_request_context(page.path):
                assert page.values(read_question(search, snapshot))


def _only_kept(snapshot: Snapshot) -> Callable[..., object]:
    kept = snapshot.memory._kept
    return lambda key, _: kept[key]


def test_it_stops_when_the_snapshot_is_not_wanted(demo_folder: Path, fresh: Callable[[], Snapshot]) -> None:
    snapshot = fresh()
    answers = iter([True, True, False])
    warm(create_app(Settings(demo_folder)).server, LIVE, snapshot, lambda: next(answers))
    assert next(answers, "asked no more") == "asked no more"


def test_what_goes_wrong_is_logged_and_not_raised(
    fresh: Callable[[], Snapshot], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    snapshot = fresh()
    monkeypatch.setattr(snapshot, "rows", lambda *_: 1 / 0)
    warm(Flask("any"), LIVE, snapshot, lambda: True)
    assert f"Snapshot {snapshot.info.snapshot} could not be made ready" in caplog.text


def test_its_time_is_a_setting() -> None:
    assert settings_from({}).warm_seconds == 2
    assert settings_from({"CARE_WARM_SECONDS": "0"}).warm_seconds == 0
    with pytest.raises(SystemExit, match="CARE_WARM_SECONDS is '601': give a whole number from 0 to 600"):
        settings_from({"CARE_WARM_SECONDS": "601"})
