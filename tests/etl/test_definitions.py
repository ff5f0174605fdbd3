"""A rebuild is due when something has changed that a snapshot depends on, and only then."""

import shutil
from pathlib import Path

import grimp
import pytest

from etl import describe
from etl.config import PROJECT, settings_from
from etl.describe import BESIDE, definitions_digest

REFERENCE = settings_from({}).reference


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the pipeline, and let its copy be digested."""
    shutil.copytree(PROJECT / "etl", tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(describe, "_HERE", tmp_path / "etl")
    return tmp_path / "etl"


def test_nothing_that_the_build_imports_is_beside_it() -> None:
    graph = grimp.build_graph("etl")
    built_with = {"etl.build", *graph.find_upstream_modules("etl.build")}
    beside = {f"etl.{name.removesuffix('.py')}" for name in BESIDE}
    assert beside <= graph.modules
    assert {module for module in built_with if ".".join(module.split(".")[:2]) in beside} == set()
    assert len(built_with) > 40


@pytest.mark.parametrize("edited", ["merge.py", "tables/event.sql", "checks/new.sql", "metrics/calls.py", "new.py"])
def test_what_a_snapshot_is_built_with_changes_the_digest_and_so_does_what_is_new(house: Path, edited: str) -> None:
    before = definitions_digest(REFERENCE, [])
    with (house / edited).open("a") as file:
        file.write("\n-- changed")
    assert definitions_digest(REFERENCE, []) != before


@pytest.mark.parametrize("edited", ["alert.py", "portal/soda.py", "portal/new.py", "invented/words.py", "__main__.py"])
def test_what_is_beside_the_build_does_not(house: Path, edited: str) -> None:
    before = definitions_digest(REFERENCE, [])
    with (house / edited).open("a") as file:
        file.write("\n# changed")
    assert definitions_digest(REFERENCE, []) == before


def test_reference_tables_and_boundaries_change_the_digest(house: Path, tmp_path: Path) -> None:
    tables = shutil.copytree(REFERENCE, tmp_path / "reference")
    boundaries = tmp_path / "beat.geojson"
    boundaries.write_text("{}")
    seen = {definitions_digest(tables, []), definitions_digest(tables, [boundaries])}
    with (tables / "beat.csv").open("a") as file:
        file.write("\n")
    assert len(seen | {definitions_digest(tables, [])}) == 3
    assert house.is_dir()
