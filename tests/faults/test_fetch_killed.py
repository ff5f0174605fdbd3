"""A fetch killed while the portal answers: the next one goes on, and the export holds each row once."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.config import PROJECT
from etl.portal.datasets import DISPATCH, FIRE
from tests.effort import FULL
from tests.etl.soda_server import Served, serve
from tests.etl.test_portal import api_cells, assert_whole, exports, the_city

KILLED = -9
PAGES = 3
"""The city's three months; each is one page, and its rows are counted before and after."""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Served]:
    """Serve the city's rows."""
    with serve(Served(rows={DISPATCH.id: api_cells(tmp_path, the_city()), FIRE.id: []})) as served:
        yield served


def start_fetch(portal: Served, data: Path) -> subprocess.Popen[bytes]:
    """Start `python -m etl fetch` on that portal."""
    settings = {"CARE_DATA_DIR": str(data), "CARE_PORTAL_URL": portal.address, "no_proxy": "*"}
    command = [sys.executable, "-m", "etl", "fetch", "--warehouse", str(data / "warehouse")]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=PROJECT, env=os.environ | settings, stdout=quiet, stderr=quiet)


@pytest.mark.parametrize("at", range(1, PAGES + 1) if FULL else [2])
def test_a_fetch_killed_while_a_page_is_sent_is_gone_on_with(
    portal: Served, tmp_path: Path, survived: Callable[[str], None], at: int
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "reference").symlink_to(PROJECT / "data" / "reference")
    fetches: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        fetches[0].kill()

    portal.moves[at] = kill
    fetches.append(start_fetch(portal, data))
    assert fetches[0].wait(timeout=60) == KILLED
    assert exports(data) == []
    portal.moves.clear()
    portal.pages.clear()
    assert start_fetch(portal, data).wait(timeout=60) == 0
    asked = [query for query in portal.pages if query["$order"] == "call_sign_dispatch_id"]
    assert len(asked) == PAGES - (at - 1), "what was whole is not asked for again"
    assert_whole(data, the_city(), tmp_path)
    survived("fetch killed")
