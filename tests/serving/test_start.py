"""A worker that has just started, before any snapshot is there."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from app.config import Settings
from app.db import Warehouse
from app.main import PAGES, create_app
from app.shell.layout import shell
from tests.served import PROJECT, publish
from tests.serving.conftest import Exports


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("CARE_WORKERS", "0", "a whole number from 1 to 64"),
        ("CARE_WORKERS", "two", "a whole number from 1 to 64"),
        ("CARE_WORKER_THREADS", "²", "a whole number from 1 to 64"),
        ("CARE_APP_THREADS", "100000", "a whole number from 1 to 256"),
        ("CARE_STALE_DAYS", "-1", "a whole number from 1 to 100,000"),
        ("CARE_APP_MEMORY", "lots", "a size such as 512MB or 2GB"),
        ("CARE_DOWNLOAD_MEMORY", "0MB", "a size such as 512MB or 2GB"),
        ("CARE_SITE_URL", "foo", "a scheme and a host only, as https://care.example.org"),
        ("CARE_TRUSTED_HOPS", "-1", "a whole number from 0 to 10"),
        ("CARE_DOWNLOADS_AT_ONCE", "0", "a whole number from 1 to 64"),
        ("CARE_METRICS_PORT", "any", "a whole number from 0 to 65,535"),
        ("CARE_ACCESS_LOG", "yes", "on or off"),
        ("PORT", "port", "a whole number from 0 to 65,535"),
    ],
)
def test_a_bad_setting_stops_the_start_in_one_line(tmp_path: Path, name: str, given: str, wanted: str) -> None:
    environment = {**os.environ, "CARE_WAREHOUSE": str(tmp_path), "PORT": "0", name: given}
    command = [Path(sys.executable).with_name("gunicorn"), "--config", "app/gunicorn_conf.py", "app.wsgi:server"]
    ran = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (1, f"{name} is {given!r}: give {wanted}.\n")


@pytest.fixture
def app(tmp_path: Path) -> Dash:
    return create_app(Settings(tmp_path / "warehouse"))


def test_the_first_request_of_all_may_be_for_any_of_the_pages_scripts(app: Dash, tmp_path: Path) -> None:
    index = app.server.test_client().get("/").get_data(as_text=True)
    scripts = re.findall(r'src="(/_dash-component-suites/[^"]+)"', index)
    assert len(scripts) > 5
    for script in scripts:
        fresh = create_app(Settings(tmp_path / "warehouse"))
        assert fresh.server.test_client().get(script).status_code == 200, script


def test_the_policy_is_the_same_from_the_first_answer_on(app: Dash) -> None:
    client = app.server.test_client()
    policies = [client.get(path).headers["Content-Security-Policy"] for path in ("/health", "/", "/health")]
    assert len(set(policies)) == 1


def test_without_a_snapshot_the_page_says_so_and_the_rest_answers(app: Dash) -> None:
    client = app.server.test_client()
    assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 503
    assert "No data is published yet" in client.get("/_dash-layout").get_data(as_text=True)


def test_every_id_that_a_callback_names_is_on_the_page(tmp_path: Path, exports: Exports) -> None:
    settings = Settings(tmp_path / "warehouse")
    publish(settings.warehouse, exports.first)
    app = create_app(settings)
    client = app.server.test_client()
    frame = shell(Warehouse(settings), settings)
    pages = [page.layout().to_plotly_json() for page in PAGES.values()]
    present = {found for part in (frame.to_plotly_json(), *pages) for found in _ids_in(part)}
    named = {
        part["id"]
        for callback in client.get("/_dash-dependencies").get_json()
        for part in (*callback["inputs"], *callback["state"], *_outputs(callback["output"]))
    }
    assert {"asked", "home-tiles", "url"} <= named
    assert named - present == set()


def _outputs(written: str) -> list[dict[str, str]]:
    """Take the ids out of Dash's `..a.children...b.figure..`, or of a single `a.children`."""
    several = written.removeprefix("..").removesuffix("..").split("...") if written.startswith("..") else [written]
    return [{"id": one.rsplit(".", 1)[0]} for one in several]


def _ids_in(node: Any) -> Iterator[str]:
    """Every id in a layout."""
    if hasattr(node, "to_plotly_json"):
        node = node.to_plotly_json()
    if isinstance(node, dict):
        if isinstance(node.get("id"), str):
            yield node["id"]
        for value in node.values():
            yield from _ids_in(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _ids_in(value)
