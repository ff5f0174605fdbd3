"""The data package is what it says: the validator that its readers use finds it and every file of it valid."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from frictionless import Package, Report, validate

from app.words.downloads import SOURCE
from etl.metrics import METRICS
from tests.app.people import invented_cells, published
from tests.served import Site, publish, serve
from tests.serving.conftest import Exports

REAL = Path(__file__).parents[3] / "shared" / "data" / "real" / "spd_call_data_new_schema_west_2023-2025_22rows.csv"
ROWS = ("events", "unit_responses")
_FEW = 40
KEPT = (*ROWS, "care_calls", "coverage_share", "survey_helped_share")
"""The files that are damaged below: of rows, of a count, of a share, of a share of people."""

Told = dict[str, Any]
Damage = Callable[[str], str]
"""What is done to the text of a file."""


@pytest.fixture(scope="module")
def site(exports: Exports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve invented data, tables about people among it."""
    folder = tmp_path_factory.mktemp("package")
    publish(folder / "events", exports.first)
    with serve(published(folder / "events", folder / "warehouse", invented_cells())) as running:
        yield running
        assert "Traceback" not in running.logged()


@pytest.fixture(scope="module")
def package(site: Site) -> Told:
    told: Told = requests.get(f"{site.url}/datapackage.json", timeout=20).json()
    return told


@pytest.fixture(scope="module")
def downloaded(package: Told) -> dict[str, str]:
    """Download the files that are damaged below: a few events with their units, and the numbers."""
    paths = {one["name"]: one["path"] for one in package["resources"]}
    files = {name: requests.get(paths[name], timeout=20).content.decode() for name in KEPT}
    few = _records(files["events"])[: _FEW + 1]
    header, *units = _records(files["unit_responses"])
    place, events = header.index("event_number"), {number for number, *_ in few}
    of_those = [header, *(unit for unit in units if unit[place] in events)]
    assert len(of_those) > _FEW
    return files | {"events": _written(few), "unit_responses": _written(of_those)}


def found(report: Report) -> list[tuple[str, str, str]]:
    """List what the validator found wrong: in the package itself, or by file."""
    of_package = [("", error.type, error.message) for error in report.errors]
    return of_package + [(task.name, error.type, error.message) for task in report.tasks for error in task.errors]


def assert_valid(url: str) -> Report:
    """Validate the package at an address, and every file that it names."""
    report = validate(f"{url}/datapackage.json")
    assert found(report) == []
    assert report.valid
    assert {task.name for task in report.tasks} == {*ROWS, *METRICS}
    assert [task.name for task in report.tasks if task.warnings] == []
    return report


def test_the_package_and_every_file_of_it_are_valid(site: Site) -> None:
    report = assert_valid(site.url)
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}  # a file without rows has no such entry
    assert rows["unit_responses"] > rows["events"] > 1_000
    assert rows["care_calls"] > 12
    assert {rows[name] for name, metric in METRICS.items() if metric.is_about_people} == {5}


@pytest.mark.skipif(not REAL.exists(), reason="../shared, with real rows, is not here")
def test_it_is_valid_with_real_rows_too(tmp_path: Path) -> None:
    publish(tmp_path / "warehouse", REAL)
    with serve(tmp_path / "warehouse") as running:
        report = assert_valid(running.url)
        told = requests.get(f"{running.url}/datapackage.json", timeout=20).json()
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert (rows["unit_responses"], rows["contacts_by_outcome"]) == (22, 0)
    assert told["data_kind"] == "real"
    assert told["sources"] == [{"title": SOURCE, "path": "https://data.seattle.gov/d/33kz-ixgy"}]
    assert "Invented" not in told["title"]


def test_a_package_that_names_its_snapshot_is_the_same_but_for_rows_and_may_be_kept(site: Site, package: Told) -> None:
    pinned = requests.get(package["id"], timeout=20)
    numbers = [file for file in package["resources"] if file["name"] not in ROWS]
    assert pinned.json() == {**package, "resources": numbers}
    assert "immutable" in pinned.headers["Cache-Control"]
    held = {"If-None-Match": pinned.headers["ETag"]}
    assert requests.get(f"{site.url}/datapackage.json", headers=held, timeout=20).status_code == 304


def _records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def _written(records: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(records)
    return out.getvalue()


def _cell(name: str, value: str) -> Damage:
    """Put a value under a column in the first row."""

    def damage(text: str) -> str:
        header, first, *others = _records(text)
        first[header.index(name)] = value
        return _written([header, first, *others])

    return damage


def _header(name: str, other: str) -> Damage:
    """Call a column by another name."""

    def damage(text: str) -> str:
        header, *rows = _records(text)
        return _written([[other if cell == name else cell for cell in header], *rows])

    return damage


def _first_row_twice(text: str) -> str:
    header, first, *others = _records(text)
    return _written([header, first, first, *others])


DAMAGES: dict[str, tuple[str, Damage, str]] = {
    "a time without its day": ("events", _cell("queued_at", "12:00:00"), "type-error"),
    "a time in another form": ("events", _cell("queued_at", "12/31/2025 01:55:53 PM"), "type-error"),
    "seconds with a separator": ("events", _cell("care_response_seconds", "17.5"), "type-error"),
    "a doubtful yes": ("events", _cell("is_test", "maybe"), "type-error"),
    "no event number": ("events", _cell("event_number", ""), "constraint-error"),
    "responders nobody knows": ("events", _cell("responders", "SFD only"), "constraint-error"),
    "an event twice": ("events", _first_row_twice, "primary-key"),
    "a column by another name": ("events", _header("beat", "beet"), "incorrect-label"),
    "an agency nobody knows": ("unit_responses", _cell("agency", "FBI"), "constraint-error"),
    "a unit of no event": ("unit_responses", _cell("event_number", "9999000000000"), "foreign-key"),
    "a call and a half": ("care_calls", _cell("care_calls", "1.5"), "type-error"),
    "a month that is none": ("care_calls", _cell("month", "2025-13"), "type-error"),
    "a share in percent": ("coverage_share", _cell("coverage_share", "47.1%"), "type-error"),
    "another reason not to show": ("survey_helped_share", _cell("withheld", "secret"), "constraint-error"),
    "a quarter without a name": ("survey_helped_share", _cell("quarter", ""), "constraint-error"),
    "another reason to withhold": ("coverage_share", _cell("withheld", "secret"), "constraint-error"),
}


def beside(folder: Path, package: Told, files: dict[str, str]) -> Report:
    """Put files beside a descriptor that names them, and validate that."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    resources = [one | {"path": f"{one['name']}.csv"} for one in package["resources"] if one["name"] in files]
    (folder / "datapackage.json").write_text(json.dumps(package | {"resources": resources}))
    return Package(str(folder / "datapackage.json")).validate()


def test_what_was_downloaded_beside_its_package_is_valid(
    tmp_path: Path, package: Told, downloaded: dict[str, str]
) -> None:
    assert found(beside(tmp_path, package, downloaded)) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_found_invalid(
    tmp_path: Path, package: Told, downloaded: dict[str, str], damage: str
) -> None:
    name, spoil, kind = DAMAGES[damage]
    text = downloaded[name]
    assert spoil(text) != text
    files = {one: downloaded[one] for one in {*(ROWS if name in ROWS else ()), name}}
    report = beside(tmp_path, package, files | {name: spoil(text)})
    assert not report.valid
    assert (name, kind) in {(file, error) for file, error, _ in found(report)}
