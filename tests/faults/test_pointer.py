"""A pointer that leads nowhere: readers who ask without a pause notice nothing, and the next refresh mends it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl import build, publish
from tests.effort import FULL
from tests.faults.nights import Night, assert_healed, environment, settings
from tests.served import serve
from tests.serving.traffic import Told, ask, traffic

QUESTIONS = ("care_calls", "care_response_median_minutes", "coverage_share", "care_alone_after_spd_hours")
PATHS = tuple(f"/api/v1/metrics/{metric}?by=month" for metric in QUESTIONS)
GENEROUS_SECONDS = 60
"""Two are promised, of a machine that is not busy with other tests."""

AHEAD = "29990101T000000Z"


def _missing(warehouse: Path) -> str:
    (warehouse / publish.POINTER).unlink()
    return "the pointer is missing"


def _no_id(warehouse: Path) -> str:
    (warehouse / publish.POINTER).write_bytes(b"\x00" * 17)
    return "does not name a snapshot"


def _dangling(warehouse: Path) -> str:
    (warehouse / publish.POINTER).write_text(AHEAD)
    return f"{AHEAD} cannot be opened"


def _cut_off(warehouse: Path) -> str:
    whole = publish.snapshot_path(warehouse, str(publish.current_snapshot(warehouse))).read_bytes()
    publish.snapshot_path(warehouse, AHEAD).write_bytes(whole[: len(whole) // 2])
    return _dangling(warehouse)


def _other_bytes(warehouse: Path) -> str:
    publish.snapshot_path(warehouse, AHEAD).write_bytes(b"not a database" * 10_000)
    return _dangling(warehouse)


BROKEN: dict[str, Callable[[Path], str]] = {
    "missing": _missing,
    "without an id": _no_id,
    "dangling": _dangling,
    "to a file cut off": _cut_off,
    "to other bytes": _other_bytes,
}


@pytest.mark.parametrize("how", BROKEN if FULL else ["to a file cut off"])
def test_readers_keep_what_they_have_until_the_next_refresh_mends_the_pointer(
    day: Night, tmp_path: Path, survived: Callable[[str], None], how: str
) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    with serve(warehouse, environment(warehouse)) as site:
        old = _answers(site.url)
        with traffic(site.url, [*PATHS, "/ready"]) as seen:
            why = BROKEN[how](warehouse)
            seen.wait_until_all(lambda told: told.path != "/ready" or why in _problem(told), GENEROUS_SECONDS)
            new_id = build.refresh(settings(warehouse), day.exports).snapshot
            seen.wait_until_all_from(new_id, GENEROUS_SECONDS)
            seen.wait_until_all(lambda told: told.path != "/ready" or not _problem(told), GENEROUS_SECONDS)
        new = _answers(site.url)
        assert "Traceback" not in site.logged()
    assert seen.failures == []
    assert {told.status for told in seen.told} == {200}
    assert old != new
    whole = {(str(day.served_before), path): body for path, body in old.items()}
    whole |= {(new_id, path): body for path, body in new.items()}
    for told in seen.told:
        assert told.path == "/ready" or _rows(told) == whole[told.snapshot, told.path]
    publish.snapshot_path(warehouse, AHEAD).unlink(missing_ok=True)
    assert_healed(day, warehouse, new_id)
    survived(f"pointer {how}, while readers ask")


def _answers(url: str) -> dict[str, Any]:
    return {path: _rows(ask(url, path)) for path in PATHS}


def _rows(told: Told) -> Any:
    return told.body["rows"]


def _problem(told: Told) -> str:
    return str(told.body["problem"] or "")
