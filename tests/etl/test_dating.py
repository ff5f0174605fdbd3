"""A file without a time in its name is dated by its newest row; what that costs is said aloud."""

import json
from pathlib import Path

import pytest

from tests.etl.conftest import Warehouse
from tests.etl.exports import many, row, write

LOST = (
    "corrected.csv has no UTC time in its name, so it is dated by its newest row, 2025-11-03 14:31:00; 2 of its rows "
    "lost to newer versions. If the file is newer than that, give --as-of, or a name such as "
    "export_20260227T120000Z.csv."
)


@pytest.fixture
def loaded(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Hold three rows of an export of February."""
    warehouse.refresh(write(tmp_path / "export_20260201T000000Z.csv", row(), row("2M1"), row("2M2")))
    return warehouse


def corrected(folder: Path, name: str = "corrected.csv") -> Path:
    return write(folder / name, row(officers="3"), row("2M1", officers="3"), row("2M2"))


def test_rows_that_lose_because_a_name_has_no_time_are_warned_of(loaded: Warehouse, tmp_path: Path) -> None:
    ran = loaded.refresh(corrected(tmp_path))
    assert "Nothing new" in ran.out
    assert f"warning: {LOST}\n" in ran.err
    assert json.loads(loaded.refresh(corrected(tmp_path), "--json").out)["warnings"] == [LOST]


def test_machines_are_told_the_file_and_the_rows(
    loaded: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_LOG_FORMAT", "json")
    told = [json.loads(line) for line in loaded.refresh(corrected(tmp_path)).err.splitlines()]
    (warned,) = (line for line in told if line["level"] == "warning")
    assert (warned["file"], warned["rows_lost"], warned["message"]) == ("corrected.csv", 2, LOST)


def test_the_same_name_with_other_rows_is_warned_of(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "corrected.csv", row(), row("2M1"), row("2M2")))
    assert LOST in warehouse.refresh(corrected(tmp_path)).err


@pytest.mark.parametrize("name", ["corrected_20260227T120000Z.csv", "corrected_2025-12-01T00-00-00Z.csv"])
def test_a_time_in_the_name_is_taken_at_its_word(loaded: Warehouse, tmp_path: Path, name: str) -> None:
    assert "warning" not in loaded.refresh(corrected(tmp_path, name)).err


def test_a_time_given_is_taken_at_its_word(loaded: Warehouse, tmp_path: Path) -> None:
    ran = loaded.refresh(corrected(tmp_path), "--as-of", "2026-02-27")
    assert ("warning" in ran.err, "2 restated" in ran.out) == (False, True)


def test_rows_that_lose_to_nothing_newer_are_not_warned_of(loaded: Warehouse, tmp_path: Path) -> None:
    twice = write(tmp_path / "mine.csv", *many(3), row("2M8"), row("2M8", officers="3"))
    assert "warning" not in loaded.refresh(twice, write(tmp_path / "same.csv", row())).err


def test_a_time_that_no_calendar_has_is_warned_of(loaded: Warehouse, tmp_path: Path) -> None:
    ran = loaded.refresh(corrected(tmp_path, "corrected_20260230T120000Z.csv"))
    assert "warning: corrected_20260230T120000Z.csv has 20260230T120000Z in its name, which is no time" in ran.err
    assert "is dated by its newest row, 2025-11-03 14:31:00; 2 of its rows lost" in ran.err
