"""Maps and reference tables made to do harm: they lie, mislead, or want to be run."""

import csv
import json
import re
import shutil
import time
from pathlib import Path

import pytest

from app.config import Settings
from app.main import create_app
from etl.config import PROJECT
from etl.errors import BadInput
from etl.reference import TABLES, read_reference
from tests.etl.conftest import Warehouse, _held, _settings, assert_refused, held, warehouse  # noqa: F401
from tests.etl.exports import many, row, write
from tests.etl.square_city import beats, collection, districts, feature, neighborhoods, put, square

# maps

HUGE = collection(feature({"mcpp": "HUGE"}, [[1e308, -1e308], [1e308, 0], [0, 1e308], [1e308, -1e308]]))
ESCAPES = "\x1b[2J\x07\u202eGPJ.EXE\0"
MAPS: dict[str, tuple[str, str]] = {
    "coordinates beyond all numbers": (json.dumps(HUGE), "is not a longitude and a latitude"),
    "a number that is none": (json.dumps(HUGE).replace("1e+308", "NaN", 1), "NaN is not a JSON number"),
    "a number too large for any": (json.dumps(HUGE).replace("1e+308", "1e999", 1), "is not a longitude and a latitude"),
    "coordinates nested without end": (
        json.dumps(HUGE).replace("1e+308", "[" * 50_000 + "]" * 50_000, 1),
        "is nested too deeply to be GeoJSON",
    ),
    "properties nested without end": (
        json.dumps(collection(feature({"mcpp": "DEEP"}, square(0, 0)))).replace('"DEEP"', '{"a":' * 50_000 + "1" + "}" * 50_000),
        "is nested too deeply to be GeoJSON",
    ),
    "ten million points": ("[" + "[-122.3,47.6]," * 1_500_000 + "[0,0]]", "is larger than 20 MB"),
    "a name that moves the cursor": (json.dumps(collection(feature({"mcpp": ESCAPES}, square(0, 0)))), "is not a name of 1 to 80"),
    "a name without end": (json.dumps(collection(feature({"mcpp": "A" * 1_000_000}, square(0, 0)))), "is not a name of 1 to 80"),
    "a kind that moves the cursor": (
        json.dumps(collection({"type": "Feature", "properties": {"mcpp": "A"}, "geometry": {"type": ESCAPES}})),
        "not a Polygon or MultiPolygon",
    ),
    "a prototype": (json.dumps(collection(feature({"__proto__": {"mcpp": "A"}}, square(0, 0)))), "has none of the prop"),
}  # fmt: skip


@pytest.mark.parametrize("case", MAPS)
def test_a_map_made_to_do_harm_is_refused(
    warehouse: Warehouse,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
) -> None:
    text, said = MAPS[case]
    monkeypatch.setenv("CARE_BOUNDARIES", str(tmp_path / "kept"))
    path = tmp_path / "map.geojson"
    path.write_text(text, encoding="utf-8")
    started = time.monotonic()
    ran = warehouse.run("boundaries", path)
    assert ran.code == 2, ran.err
    assert ran.err.count("error: ") == 1
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err) < 1_000
    assert not [letter for letter in ran.err if not letter.isprintable() and letter != "\n"]
    assert not (tmp_path / "kept").exists()
    assert time.monotonic() - started < 10


# tables


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the reference tables to edit."""
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    return Path(shutil.copytree(PROJECT / "data" / "reference", tmp_path / "data" / "reference"))


def typed(table: str, cell: bytes) -> bytes:
    """Write a reference table with the cell in every text of one more row."""
    return ",".join(TABLES[table]).encode() + b"\n" + b",".join(cell for _ in TABLES[table]) + b"\n"


CELLS = {
    "NUL": (b"A\0B", "beat holds the character U+0000, which cannot be seen"),
    "an escape sequence": (b"\x1b[2JA", "beat holds the character U+001B"),
    "a mark that turns text": ("A\u202eB".encode(), "beat holds the character U+202E"),
    "a mark of no width": ("A\u200bB".encode(), "beat holds the character U+200B"),
    "a cell longer than any": (b"A" * 140_000, "cannot be read as a reference table"),
    "a number without end": (b"9" * 100_000, "tile_row is '999"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_table_whose_cells_mislead_is_refused(held: Warehouse, reference: Path, tmp_path: Path, case: str) -> None:
    cell, said = CELLS[case]
    csv.field_size_limit(131_072)  # its own default, which a library may have raised for the whole process
    (reference / "beat.csv").write_bytes(typed("beat", cell))
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 2, ran, said)
    assert len(ran.err) < 2_000
    assert not [letter for letter in ran.err if not letter.isprintable() and letter != "\n"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_one_line_of_a_gigabyte_is_refused_unread(reference: Path, table: str) -> None:
    with (reference / f"{table}.csv").open("wb") as file:
        file.truncate(1_000_000_000)
    started = time.monotonic()
    with pytest.raises(BadInput, match=rf"^{table}\.csv: is larger than 1 MB; a reference table is not. Restore it.$"):
        read_reference(reference, table)
    assert time.monotonic() - started < 1


def test_a_table_of_as_many_rows_as_may_be_is_read_in_no_time(held: Warehouse, reference: Path, tmp_path: Path) -> None:
    rows = "".join(f"T{number},2025-01-01,,s\n" for number in range(45_000))
    (reference / "eligible_call_type.csv").write_text(
        f"{','.join(TABLES['eligible_call_type'])}\n{rows}T7,2025-01-01,,s\n"
    )
    started = time.monotonic()
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 2, ran, "eligible_call_type.csv: call_type T7 is there more than once")
    assert time.monotonic() - started < 10


# what is accepted

IMAGE, FORMULA, SQL = "<img src=x onerror=alert(1)>", "=HYPERLINK(1)", "'); DROP TABLE event; --"
HOSTILE = f"{IMAGE} {FORMULA} {SQL}"
PAGES = ("/", "/calls", "/response-times", "/capacity", "/map", "/changes", "/experience", "/data", "/methods")
OTHERS = ("/reconciliation", "/report?month=2025-11", "/api/v1/reconciliation", "/data.json", "/api")


def test_what_is_accepted_is_shown_as_text_and_runs_nowhere(
    warehouse: Warehouse,
    reference: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CARE_BOUNDARIES", str(tmp_path / "kept"))
    maps = tmp_path / "maps"
    maps.mkdir()
    named = neighborhoods()
    named["features"][0]["properties"]["mcpp"] = IMAGE
    for name, document in (("beats", beats()), ("neighborhoods", named), ("districts", districts())):
        put(maps / f"{name}.geojson", document)
    assert warehouse.run("boundaries", maps).code == 0
    for name, texts in {
        "programme_phase": (1, 2, 9),
        "clearance_wording": (1, 2),
        "published_figure": (0, 1, 6),
    }.items():
        spoil(reference / f"{name}.csv", texts)
    hostile = row(
        event="2025000700001", initial_call_type=HOSTILE.upper(), neighborhood=IMAGE.upper(), clearance=FORMULA
    )
    warehouse.refresh(write(tmp_path / "export.csv", *many(20), *many(20, "CARE1"), hostile))
    client = create_app(Settings(warehouse.path)).server.test_client()
    shown = {address: client.get(address).get_data(as_text=True) for address in (*PAGES, *OTHERS)}
    for address, text in shown.items():
        if not address.startswith(("/api/", "/data.json")):
            assert "<img src=x" not in text.lower(), address
    for address in ("/methods", "/reconciliation"):
        assert "&lt;img src=x" in shown[address], f"{address} shows it as it stands"
    files = [client.get(address).get_data(as_text=True) for address in CSV_FILES]
    assert any(FORMULA in text for text in files)
    for text in files:
        assert not re.search(r'(^|,)"?=HYPERLINK', text, re.MULTILINE)
    assert warehouse.one("SELECT count(*) FROM event") == 21


CSV_FILES = (
    "/api/v1/reconciliation.csv",
    "/download/events.csv",
    "/api/v1/metrics/care_calls.csv?by=clearance&count=all",
)


def spoil(table: Path, columns: tuple[int, ...]) -> None:
    """Write text that wants to be run into some columns of a table's every row, each row's differing."""
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    for number, cells in enumerate(rows):
        for position in columns:
            cells[position] = f"{FORMULA} {HOSTILE} {number}"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
