"""The site says loudly that its data is old, and since when, once it is older than the setting allows."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import age, ids, words
from app.config import Settings
from app.db import Info, Snapshot
from app.main import PAGES, create_app
from tests.app.layouts import elements

THROUGH = date(2025, 12, 30)
OLD = "These numbers are old: the data ends on Dec 30, 2025, 8 days ago."


class Clock:
    """The day it is."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def stand(self, days: int) -> None:
        """Stand so many days after the data's last complete day."""
        self._patch.setattr(age, "today", lambda: THROUGH + timedelta(days=days))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give a clock that stands as many days after the data's last day as a test says."""
    return Clock(monkeypatch)


@pytest.fixture(scope="module")
def dashboard(demo_folder: Path) -> Dash:
    """Serve the invented data through pages and answers of its own: what others were sent is not asked for again."""
    return create_app(Settings(demo_folder))


@pytest.fixture(scope="module")
def client(dashboard: Dash) -> FlaskClient:
    tester: FlaskClient = dashboard.server.test_client()
    return tester


def ticked(client: FlaskClient, snapshot: str) -> TestResponse:
    """Ask as an open page does, from time to time."""
    outputs = [{"id": ids.AGE, "property": name} for name in ("children", "hidden")]
    return client.post(
        "/_dash-update-component",
        json={
            "output": f"..{ids.AGE}.children...{ids.AGE}.hidden..",
            "outputs": outputs,
            "inputs": [{"id": ids.NEWS_CLOCK, "property": "n_intervals", "value": 1}],
            "state": [{"id": ids.SNAPSHOT, "property": "data", "value": snapshot}],
            "changedPropIds": [f"{ids.NEWS_CLOCK}.n_intervals"],
        },
    )


def notices(html: str) -> list[str]:
    """Give the words of each notice of age that a reader without scripts sees."""
    found = [one for one in elements(html) if one.get("class") == "stale" and "hidden" not in one.attributes]
    return [one.text for one in found]


@pytest.mark.parametrize(("days", "is_old"), [(-1, False), (0, False), (7, False), (8, True), (400, True)])
def test_data_is_old_when_it_is_older_than_the_setting(clock: Clock, days: int, is_old: bool) -> None:
    clock.stand(days)
    told = age.age_of(
        Info("20260104T120000Z", datetime(2026, 1, 4, 12), date(2022, 1, 1), THROUGH, is_invented=True), 7
    )
    assert (told.days, told.is_old) == (days, is_old)
    assert bool(told.notice) == is_old
    assert f"{days} days ago" in told.notice or not is_old


def test_the_clock_is_of_today() -> None:
    assert age.today() in {datetime.now(UTC).date(), (datetime.now(UTC) - timedelta(minutes=1)).date()}


@pytest.mark.parametrize("path", [*PAGES, "/no-such-page", "/api"])
def test_every_page_says_so_without_scripts(client: FlaskClient, clock: Clock, path: str) -> None:
    clock.stand(7)
    assert notices(client.get(path).text) == []
    clock.stand(8)
    assert notices(client.get(path).text) == [OLD]


def test_the_setting_decides(demo_folder: Path, clock: Clock) -> None:
    clock.stand(8)
    patient = create_app(Settings(demo_folder, stale_days=30)).server.test_client()
    assert notices(patient.get("/").text) == notices(patient.get("/api").text) == []
    assert patient.get("/ready").json["is_old"] is False


def test_ready_says_so(client: FlaskClient, clock: Clock) -> None:
    for days, is_old in ((3, False), (7, False), (8, True)):
        clock.stand(days)
        told = client.get("/ready").json
        assert (told["status"], told["data_through"]) == ("ready", "2025-12-30")
        assert (told["age_days"], told["is_old"]) == (days, is_old)


def test_a_page_left_open_says_so_when_its_data_grows_old(client: FlaskClient, demo: Snapshot, clock: Clock) -> None:
    clock.stand(7)
    assert ticked(client, demo.info.snapshot).json["response"][ids.AGE] == {"children": "", "hidden": True}
    clock.stand(8)
    assert ticked(client, demo.info.snapshot).json["response"][ids.AGE] == {"children": OLD, "hidden": False}


def test_a_page_whose_snapshot_is_gone_keeps_what_it_says(client: FlaskClient) -> None:
    assert ticked(client, "20200101T000000Z").status_code == 204


def test_it_is_said_in_words_and_told_to_those_who_cannot_see_it(client: FlaskClient, clock: Clock) -> None:
    clock.stand(8)
    (notice,) = [one for one in elements(client.get("/").text) if one.get("class") == "stale"]
    assert notice.get("role") == "status"
    assert notice.text.startswith(words.STALE.split(":")[0])
