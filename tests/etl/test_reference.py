"""A bad edit of a reference table is named by file, line and column, and publishes nothing."""

import shutil
from pathlib import Path

import pytest

from etl.config import PROJECT
from tests.etl.conftest import Warehouse, assert_refused
from tests.etl.exports import many, row, write

BEAT, PHASE = "beat.csv", "programme_phase.csv"
BEAT_HEADER = "beat,sector,precinct,tile_row,tile_column,source"
PHASE_HEADER = "starts_on,label,detail,source"


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the reference tables to edit."""
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    return Path(shutil.copytree(PROJECT / "data" / "reference", tmp_path / "data" / "reference"))


EDITS: dict[str, tuple[str, str | bytes, str]] = {
    "another header": (BEAT, "beat,sector\nB1,BOY\n", f"beat.csv, line 1: the columns must be {', '.join(BEAT_HEADER.split(','))}; found beat, sector."),
    "columns in another order": (PHASE, "label,starts_on,detail,source\n", "programme_phase.csv, line 1: the columns must be"),
    "a field too few": (BEAT, f"{BEAT_HEADER}\nB1,BOY,NORTH,3,1\n", "beat.csv, line 2: 5 fields where 6 belong."),
    "a field too many": (PHASE, f"{PHASE_HEADER}\n2025-01-01,a,b,c,d\n", "programme_phase.csv, line 2: 5 fields where 4 belong."),
    "no day": (PHASE, f"{PHASE_HEADER}\n2025-01-01,a,b,c\n1/2/2025,a,b,c\n", "programme_phase.csv, line 3: starts_on is '1/2/2025', not a day such as 2025-03-01."),
    "a day that never was": (PHASE, f"{PHASE_HEADER}\n2025-02-30,a,b,c\n", "starts_on is '2025-02-30', not a day"),
    "no source": (PHASE, f"{PHASE_HEADER}\n2025-01-01,a,b, \n", "programme_phase.csv, line 2: source is blank."),
    "no number": (BEAT, f"{BEAT_HEADER}\nB1,BOY,NORTH,three,1,s\n", "beat.csv, line 2: tile_row is 'three', not a whole number."),
    "below zero": (BEAT, f"{BEAT_HEADER}\nB1,BOY,NORTH,3,-1,s\n", "beat.csv, line 2: tile_column is '-1', not a whole number."),
    "no row": (BEAT, f"{BEAT_HEADER}\n", "beat.csv: no row. Restore the file."),
    "no byte": (BEAT, "", "beat.csv, line 1: the columns must be"),
    "not UTF-8": (BEAT, BEAT_HEADER.encode() + b"\nB1,B\xc9Y,NORTH,3,1,s\n", "beat.csv: cannot be read as a reference table. Restore it."),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_a_bad_edit_is_refused_where_it_stands(held: Warehouse, reference: Path, tmp_path: Path, case: str) -> None:
    name, text, said = EDITS[case]
    (reference / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert_refused(held, 2, held.run("refresh", write(tmp_path / "export.csv", *many(3))), said)


def test_a_missing_table_is_refused_by_name(held: Warehouse, reference: Path, tmp_path: Path) -> None:
    (reference / BEAT).unlink()
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 2, ran, "beat.csv: cannot be read as a reference table. Restore it.")


def test_an_edit_alone_makes_a_new_snapshot_of_the_same_rows(
    warehouse: Warehouse, reference: Path, tmp_path: Path
) -> None:
    export = write(tmp_path / "export.csv", row())
    warehouse.refresh(export)
    before = warehouse.current
    with (reference / PHASE).open("a", encoding="utf-8") as file:
        file.write('2027-01-01,"Later, if ever",All night,A wish\n\n')
    warehouse.refresh(export)
    assert warehouse.current > before
    assert warehouse.rows("SELECT label FROM programme_phase WHERE starts_on = DATE '2027-01-01'") == [
        ("Later, if ever",)
    ]
    assert warehouse.one("SELECT count(*) FROM event") == 1


def test_the_tables_kept_here_are_loaded_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    assert warehouse.one("SELECT count(DISTINCT beat) FROM beat WHERE sector <> 'HARBOR'") >= 51
    assert warehouse.one("SELECT count(*) - count(DISTINCT (tile_row, tile_column)) FROM beat") == 0
    assert warehouse.one("SELECT min(starts_on)::VARCHAR FROM programme_phase") == "2023-10-26"
    for table in ("beat", "programme_phase"):
        assert warehouse.one(f"SELECT count(*) FROM {table} WHERE trim(source) = ''") == 0
