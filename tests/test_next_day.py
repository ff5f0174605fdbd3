"""The export of a day after an invented one brings what it says it brings."""

import csv
from pathlib import Path

import pytest

from tests.next_day import DaySize, write_next_day
from tests.served import invent

SIZE = DaySize(new=40, restated=6, repeated=9)
KEY, QUEUED, SENT = "Call Sign Dispatch ID", "CAD Event Original Time Queued", "Call Sign Dispatch Time"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invent(tmp_path_factory.mktemp("export"), 1_200, seed=1)


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    """Read an export by key, each of which it has once."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_key = {row[KEY]: row for row in rows}
    assert len(by_key) == len(rows)
    return by_key


def test_a_day_brings_new_rows_of_that_day_and_says_former_ones_otherwise_or_again(
    export: Path, tmp_path: Path
) -> None:
    held, day = rows_of(export), rows_of(write_next_day(export, tmp_path, 3, SIZE))
    new = {key: row for key, row in day.items() if key not in held}
    assert SIZE.new - 10 <= len(new) <= SIZE.new  # whole events only
    assert {row[QUEUED][:10] for row in new.values()} == {"01/03/2026"}
    assert {row[SENT][:8] for row in new.values()} <= {"2026 Jan"}
    again = [day[key] == held[key] for key in day if key in held]
    assert (again.count(False), again.count(True)) == (SIZE.restated, SIZE.repeated)


def test_days_share_no_new_event_and_the_same_day_has_the_same_bytes(export: Path, tmp_path: Path) -> None:
    first, second = (write_next_day(export, tmp_path, number, SIZE) for number in (1, 2))
    bytes_of_first = first.read_bytes()
    assert write_next_day(export, tmp_path, 1, SIZE).read_bytes() == bytes_of_first
    assert first.name < second.name
    assert not (rows_of(first).keys() & rows_of(second).keys()) - rows_of(export).keys()


def test_too_small_an_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="invent more events"):
        write_next_day(invent(tmp_path, 20, seed=1), tmp_path, 1, SIZE)
