"""Warehouses that every test may read: an invented export, and the worlds whose answers are worked by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.config import Settings
from app.db import Snapshot, Warehouse
from app.main import create_app
from etl.build import refresh
from etl.config import settings_from
from etl.demo import write_demo
from tests.app.people import CONTACTS, invented_cells, published
from tests.app.published import handmade, loaded
from tests.etl.exports import write
from tests.golden.goldens import GOLDENS
from tests.golden.month import write_month
from tests.golden.oracle import World, read_exports

EVENTS = 3_000


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one snapshot of invented events, 2022 to 2025."""
    folder = tmp_path_factory.mktemp("demo")
    return _refreshed(folder / "warehouse", write_demo(folder, EVENTS, seed=11))


@pytest.fixture(scope="session")
def month_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one snapshot of the written month, 31 October to 30 November 2025."""
    folder = tmp_path_factory.mktemp("month")
    return _refreshed(folder / "warehouse", write_month(folder / "month.csv"))


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Snapshot:
    return Warehouse(Settings(demo_folder)).current()


@pytest.fixture(scope="session")
def people_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the invented events with tables about people, invented too."""
    return published(demo_folder, tmp_path_factory.mktemp("people") / "warehouse", invented_cells())


@pytest.fixture(scope="session")
def people(people_folder: Path) -> Snapshot:
    return Warehouse(Settings(people_folder)).current()


@pytest.fixture(scope="session")
def contacts_only(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Publish contacts, and nothing of a survey."""
    folder = tmp_path_factory.mktemp("contacts") / "warehouse"
    return Warehouse(Settings(published(demo_folder, folder, invented_cells([CONTACTS])))).current()


@pytest.fixture(scope="session")
def without_people(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Publish tables about people that are empty."""
    return Warehouse(Settings(published(demo_folder, tmp_path_factory.mktemp("none") / "warehouse", []))).current()


@pytest.fixture(scope="session")
def month(month_folder: Path) -> Snapshot:
    return Warehouse(Settings(month_folder)).current()


@pytest.fixture(scope="session")
def spring(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, World]:
    """Publish the spring of 2024 made by hand, and give its rows to the second implementation."""
    folder = tmp_path_factory.mktemp("spring")
    export = write(folder / "spring.csv", *handmade())
    return loaded(folder, export), read_exports([export])


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """Publish each world that is answered by hand."""
    folder = tmp_path_factory.mktemp("worlds")
    published = {
        name: _refreshed(folder / name, golden.write(folder / f"{name}.csv"), *golden.fire(folder, name))
        for name, golden in GOLDENS.items()
    }
    return {name: Warehouse(Settings(place)).current() for name, place in published.items()}


@pytest.fixture(scope="session")
def dashboard(demo_folder: Path) -> Dash:
    return create_app(Settings(demo_folder))


@pytest.fixture(scope="session")
def client(dashboard: Dash) -> FlaskClient:
    """Ask the dashboard over the invented data."""
    tester: FlaskClient = dashboard.server.test_client()
    return tester


@pytest.fixture(scope="session")
def people_client(people_folder: Path) -> FlaskClient:
    """Ask the dashboard over the invented data that has tables about people."""
    tester: FlaskClient = create_app(Settings(people_folder)).server.test_client()
    return tester


@pytest.fixture(scope="session")
def month_client(month_folder: Path) -> FlaskClient:
    """Ask the dashboard over the written month."""
    tester: FlaskClient = create_app(Settings(month_folder)).server.test_client()
    return tester


@pytest.fixture
def fresh(demo_folder: Path) -> Callable[[], Snapshot]:
    """Open the invented snapshot anew, with nothing remembered."""
    (file,) = demo_folder.glob("care-*.duckdb")
    return lambda: Snapshot(file, Settings(demo_folder))


def _refreshed(warehouse: Path, *exports: Path) -> Path:
    refresh(settings_from({"CARE_WAREHOUSE": str(warehouse)}), exports)
    return warehouse
