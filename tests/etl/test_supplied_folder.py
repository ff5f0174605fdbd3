"""What lies in the folder of exports beside what is read: it is told, and nobody's row is repeated."""

from pathlib import Path

import duckdb
import pytest

from etl.config import private_from
from etl.errors import BadInput
from etl.supplied import CONTACTS, FIRE_UNITS, SURVEY, Contract
from etl.supplied.loading import load, sort_out
from etl.supplied.reading import Rejection
from tests.etl.conftest import Warehouse
from tests.etl.exports import row, write


@pytest.mark.parametrize("name", ["contacts.xlsx", "old.XLS", "units.ods"])
def test_a_spreadsheets_own_file_is_told_not_to_be_read(warehouse: Warehouse, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    write(folder / "dispatch_20260101T000000Z.csv", row())
    (folder / name).write_bytes(b"PK\x03\x04")
    assert (
        f"{name} is a spreadsheet's own file and is not read. Save it as 'CSV UTF-8'." in warehouse.refresh(folder).err
    )


def test_a_file_about_people_without_its_header_is_refused_and_no_row_of_it_told(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    path = tmp_path / "contacts_20260101T000000Z.csv"
    path.write_text("Quackenbush,2025000000001,206-555-0199,zeb@example.org,served,yes,,,,\n" * 3, encoding="utf-8")
    ran = warehouse.run("refresh", path)
    assert ran.code == 2
    assert f"{path.name}: not a dispatch export: of its 10 columns none has a header of one." in ran.err
    assert "python -m etl templates" in ran.err
    assert not any(told in ran.err + ran.out for told in ("Quackenbush", "555", "zeb@", "2025000000001"))


@pytest.mark.parametrize("contract", [CONTACTS, SURVEY], ids=lambda contract: contract.name)
def test_one_wrong_header_does_not_make_it_another_kind_of_file(tmp_path: Path, contract: Contract) -> None:
    key, *others = contract.headers
    path = tmp_path / "export.csv"
    path.write_text(",".join(["number", *others]) + "\n", encoding="utf-8")
    assert sort_out([path]) == ([], {contract: [path]})
    with (
        pytest.raises(BadInput, match=f"missing column '{key}' of the {contract.title.lower()} export"),
        duckdb.connect() as con,
    ):
        load(con, contract, [path], into="read", as_of=None, most=10**6, keep=never)


def never(_: Path, rejection: Rejection) -> None:
    raise AssertionError(rejection)


@pytest.mark.parametrize("type_", ["call 206-555-0199", "zeb@example.org", "x" * 61, "a <b>"])
def test_a_fire_units_type_is_no_place_for_anything_else(tmp_path: Path, type_: str) -> None:
    path = tmp_path / "units_20260101T000000Z.csv"
    told = ["2025000000001", "E25", "4", "2025-11-03 14:02:00", "", "", type_]
    good = [*told[:1], "A5", *told[2:6], "Aid Response - Yellow (BLS)"]
    path.write_text("\n".join(map(",".join, [FIRE_UNITS.headers, told, good])), encoding="utf-8")
    rejected: list[Rejection] = []
    with duckdb.connect() as con:
        load(con, FIRE_UNITS, [path], into="read", as_of=None, most=10**6, keep=lambda _, why: rejected.append(why))
        assert con.execute("SELECT type FROM read").fetchall() == [("Aid Response - Yellow (BLS)",)]
    assert [(one.line, one.reason.split(" is ")[0]) for one in rejected] == [(2, "type")]
    assert type_ not in rejected[0].reason


def test_a_name_without_a_time_is_told_for_it_settles_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "units.csv"
    told = ["2025000000001", "E25", "4", "2025-11-03 14:02:00", "", "", ""]
    path.write_text("\n".join(map(",".join, [FIRE_UNITS.headers, told])), encoding="utf-8")
    with duckdb.connect() as con:
        (loaded,) = load(con, FIRE_UNITS, [path], into="read", as_of=None, most=10**6, keep=never)
    assert str(loaded.vintage) == "2025-11-03 14:02:00"
    warned = capsys.readouterr().err
    assert "units.csv has no UTC time in its name" in warned
    assert "sfd_units_20260405T120000Z.csv" in warned


def test_what_is_kept_about_people_lies_beside_the_snapshots_and_never_among_them(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    assert private_from(warehouse, {}) == tmp_path / "private"
    assert private_from(warehouse, {"CARE_PRIVATE": str(tmp_path / "own")}) == tmp_path / "own"
    for among in (warehouse, warehouse / "private", tmp_path / "x" / ".." / "warehouse" / "p"):
        with pytest.raises(BadInput, match="CARE_PRIVATE lies in the folder of snapshots"):
            private_from(warehouse, {"CARE_PRIVATE": str(among)})
