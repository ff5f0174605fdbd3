"""A dashboard to be attacked, and how many attacks a run has tried."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import main
from app.config import Settings
from app.db import Warehouse
from tests.attacks.target import Target
from tests.served import invent, publish

_TRIED = "attacks tried"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a snapshot of 400 invented events."""
    place = tmp_path_factory.mktemp("attacked")
    publish(place / "warehouse", invent(place, 400, seed=5))
    return place / "warehouse"


@pytest.fixture(scope="session")
def dashboard(folder: Path) -> Iterator[Target]:
    """Serve it within this process, where nothing that goes wrong stays hidden; in the end others are served still."""
    warehouse = Warehouse(Settings(folder, threads=1, query_seconds=10))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(main, "Warehouse", lambda _: warehouse)
        client = main.create_app(Settings(folder)).server.test_client()
    target = Target(client, warehouse)
    yield target
    target.assert_unharmed()


@pytest.fixture
def target(
    dashboard: Target, caplog: pytest.LogCaptureFixture, record_property: Callable[[str, object], None]
) -> Iterator[Target]:
    """Attack it; afterwards the log tells of no failure."""
    before = dashboard.tried
    yield dashboard
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    record_property(_TRIED, dashboard.tried - before)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many attacks were tried, on whichever process."""
    properties = [pair for report in terminalreporter.getreports("") for pair in report.user_properties]
    tried = sum(int(str(value)) for name, value in properties if name == _TRIED)
    if tried:
        terminalreporter.write_line(f"{tried:,} attacks tried")
