"""The walls stand, and each would be missed: for every contract there is an import that breaks it."""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"
CONTRACTS: list[str] = [
    contract["name"]
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]


@dataclass(frozen=True)
class Breach:
    """A line that no module may hold: the file it is put into, after `also` are written, and the contract it breaks."""

    contract: str
    path: str
    line: str
    also: tuple[str, ...] = ()


STACK = "The dashboard is a stack: main over pages, API and downloads, over figures and queries, over filters and db"
SECOND_PAGE = ("app/pages/second/__init__.py", "app/pages/second/content.py")
BREACHES = (
    Breach(STACK, "app/queries.py", "import app.pages.home.content"),
    Breach(STACK, "app/filters.py", "import app.queries"),
    Breach(STACK, "app/db.py", "import app.filters"),
    Breach(STACK, "app/downloads/answers.py", "import app.api"),
    Breach(STACK, "app/figures/style.py", "import app.queries"),
    Breach(STACK, "app/api/server.py", "import app.pages.home.content"),
    Breach(STACK, "app/api/answers.py", "import app.shell.layout"),
    Breach(STACK, "app/components/tile.py", "import app.shell.layout"),
    Breach(STACK, "app/catalog/files.py", "import app.api.metrics"),
    Breach(STACK, "app/components/page.py", "import app.catalog.jsonld"),
    Breach(STACK, "app/definitions.py", "import app.queries"),
    Breach(STACK, "app/site.py", "import app.queries"),
    Breach(STACK, "app/words/__init__.py", "import app.db"),
    Breach(STACK, "app/filters.py", "import app.periods"),
    Breach(STACK, "app/periods.py", "import app.queries"),
    Breach(STACK, "app/periods.py", "import app.labels"),
    Breach(STACK, "app/labels.py", "import app.queries"),
    Breach(STACK, "app/queries.py", "import app.comparison"),
    Breach(STACK, "app/queries.py", "import app.quality"),
    Breach(STACK, "app/quality.py", "import app.comparison"),
    Breach(STACK, "app/comparison.py", "import app.downloads"),
    Breach(STACK, "app/reconciliation/__init__.py", "import app.question"),
    Breach(STACK, "app/headers.py", "import app.limits"),
    Breach(STACK, "app/access_log.py", "import app.edge"),
    Breach(STACK, "app/loose.py", "import app.words"),
    Breach("The pipeline does not know the dashboard exists", "etl/metrics/calls.py", "import app.words"),
    Breach("The pipeline does not know the dashboard exists", "etl/build.py", "import flask"),
    Breach("The dashboard sees the pipeline through one door, etl.metrics", "app/queries.py", "import etl.publish"),
    Breach(
        "The dashboard sees the pipeline through one door, etl.metrics", "app/main.py", "from etl import dimensions"
    ),
    Breach("Only app.db and the pipeline speak DuckDB", "app/queries.py", "import duckdb"),
    Breach("Only app.db and the pipeline speak DuckDB", "app/pages/home/content.py", "from duckdb import connect"),
    Breach("Only the boundaries know shapely", "etl/build.py", "import shapely"),
    Breach("Only the boundaries know shapely", "app/queries.py", "import shapely"),
    Breach("Figures and queries do not know Dash", "app/figures/period_bars.py", "import dash"),
    Breach("Figures and queries do not know Dash", "app/queries.py", "from flask import request"),
    Breach("Figures and queries do not know Dash", "app/filters.py", "import dash_bootstrap_components"),
    Breach("Figures and queries do not know Dash", "app/comparison.py", "import dash"),
    Breach("Figures and queries do not know Dash", "app/labels.py", "import dash"),
    Breach("Figures and queries do not know Dash", "app/catalog/dataset.py", "import flask"),
    Breach("Figures and queries do not know Dash", "app/definitions.py", "import dash"),
    Breach("Figures and queries do not know Dash", "app/quality.py", "import flask"),
    Breach("Figures and queries do not know Dash", "app/periods.py", "import dash"),
    Breach("Figures and queries do not know Dash", "app/fire_volume.py", "import dash"),
    Breach(STACK, "app/fire_volume.py", "import app.downloads"),
    Breach("Figures and queries do not know Dash", "app/reconciliation/readings.py", "import dash"),
    Breach("What runs does not need what only develops", "etl/status.py", "import tests.supply.lock"),
    Breach("Pages do not know each other", "app/pages/home/content.py", "import app.pages.second.content", SECOND_PAGE),
    Breach("Pages do not know each other", "app/pages/second/content.py", "import app.pages.home.content", SECOND_PAGE),
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Copy the code and its contracts."""
    for package in ("etl", "app"):
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the code in a folder, on lines wide enough for their names."""
    environ = {**os.environ, "COLUMNS": "400", "NO_COLOR": "1"}
    environ.pop("PYTHONPATH", None)
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, env=environ, capture_output=True, text=True, timeout=60, check=False
    )


def kept_and_broken(output: str) -> tuple[set[str], set[str]]:
    told = {
        name: f"{name} {state}" for name in CONTRACTS for state in ("KEPT", "BROKEN") if f"{name} {state}" in output
    }
    return (
        {name for name, line in told.items() if line.endswith("KEPT")},
        {name for name, line in told.items() if line.endswith("BROKEN")},
    )


def test_the_walls_stand() -> None:
    done = lint(PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert kept_and_broken(done.stdout) == (set(CONTRACTS), set())


def test_every_wall_has_an_example_that_breaks_it() -> None:
    assert {breach.contract for breach in BREACHES} == set(CONTRACTS)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.path}: {breach.line}")
def test_a_breach_is_found_and_named(house: Path, breach: Breach) -> None:
    for path in breach.also:
        (house / path).parent.mkdir(exist_ok=True)
        (house / path).write_text('"""Another page."""\n')
    with (house / breach.path).open("a") as file:
        file.write(f"\n{breach.line}\n")
    done = lint(house)
    assert done.returncode == 1, done.stdout + done.stderr
    _, broken = kept_and_broken(done.stdout)
    assert breach.contract in broken, done.stdout + done.stderr


def test_a_second_page_that_keeps_to_itself_breaks_nothing(house: Path) -> None:
    (house / "app/pages/second").mkdir()
    for path in SECOND_PAGE:
        (house / path).write_text('"""Another page."""\n\nimport app.words\nimport app.queries\n')
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr
