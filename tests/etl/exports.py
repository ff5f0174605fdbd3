"""Small export files, written from compact rows in every form the export comes in.

A row is a dict of text by our column names, with times as `2025-11-03 14:00:00` and numbers as `3600`; each writer puts
them in its form. Text that is neither is written as it stands, so that a test can write any mistake.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from etl import export
from etl.export import Kind
from tests.golden.headers import HEADERS, api_name

Row = dict[str, str]

NAMES = {header: export.BY_KEY[export.header_key(header)].name for header in HEADERS}
"""Our name of each published header."""

REAL = Path(__file__).parents[3] / "shared" / "data" / "real"
"""Real rows, where the folder beside the repository has them."""

EVENT = "2025000500001"
PORTAL_QUEUED, PORTAL_TIME = "%m/%d/%Y %I:%M:%S %p", "%Y %b %d %I:%M:%S %p"
API_TIME = "%Y-%m-%dT%H:%M:%S.000"

_KINDS = {column.name: column.kind for column in export.COLUMNS}
_PARQUET_TYPES = {Kind.TIME: "TIMESTAMP", Kind.SECONDS: "BIGINT", Kind.COUNT: "INTEGER"}


def row(unit: str = "CARE12", event: str = EVENT, **changes: str) -> Row:
    """Give a good row of all 46 columns: sent after a minute, there after five, cleared after half an hour."""
    times = {
        "queued_at": "2025-11-03 14:00:00",
        "dispatched_at": "2025-11-03 14:01:00",
        "arrived_at": "2025-11-03 14:05:00",
        "cleared_at": "2025-11-03 14:31:00",
    }
    cells = {
        "event_number": event,
        "call_sign_dispatch_id": event + unit,
        "clearance": "CCR only - RESOURCES OR SUPPLIES PROVIDED",
        "call_source": "TELEPHONE OTHER, NOT 911",
        "priority": "3",
        "initial_call_type": "SERVICE - WELFARE CHECK",
        "final_call_type": "ASSIST PUBLIC - OTHER (NON-SPECIFIED)",
        "precinct": "WEST",
        "sector": "MARY",
        "beat": "M3",
        "neighborhood": "DOWNTOWN COMMERCIAL",
        "response_category": "CARE" if unit.startswith("CARE") else "SPD",
        "origin": "DISPATCH",
        "received": "COMMUNITY_GENERATED",
        "longitude": "REDACTED",
        "latitude": "REDACTED",
        "reporting_area": "REDACTED",
        "address": "REDACTED",
        "officers": "2",
    }
    cells |= times | changes
    return dict.fromkeys(NAMES.values(), "") | published(cells) | cells


def published(cells: Row) -> Row:
    """Work out the columns the export publishes beside the unit's times, as if it were its agency's only unit."""
    try:
        queued, sent, there, cleared = (
            datetime.fromisoformat(cells[name]) if cells[name] else None
            for name in ("queued_at", "dispatched_at", "arrived_at", "cleared_at")
        )
        officers = int(cells["officers"])
    except ValueError:
        return {}
    if queued is None or sent is None:
        return {}
    agency = "care" if cells["call_sign_dispatch_id"].startswith(cells["event_number"] + "CARE") else "spd"
    delay = str(round((sent - queued).total_seconds()))
    response = str(round((there - queued).total_seconds())) if there else ""
    service = str(round((cleared - sent).total_seconds()) * officers) if cleared else ""
    return {
        "event_arrived_at": cells["arrived_at"],
        "event_first_response_seconds": response,
        "dispatch_delay_seconds": delay,
        "response_seconds": response,
        "service_seconds": service,
        f"first_{agency}_dispatched_at": cells["dispatched_at"],
        f"first_{agency}_arrived_at": cells["arrived_at"],
        f"last_{agency}_cleared_at": cells["cleared_at"],
        f"first_{agency}_delay_seconds": delay,
        f"first_{agency}_response_seconds": response,
        f"{agency}_service_seconds": service,
    }


def many(count: int, unit: str = "2M1") -> list[Row]:
    """Give so many good rows, each of an event of its own."""
    return [row(unit, event=f"2025000{600_000 + number}") for number in range(count)]


def portal_lines(rows: Sequence[Row], headers: Sequence[str] = HEADERS) -> list[str]:
    """Write the portal's CSV, header first: two time formats, thousands separators. Each record ends with a newline."""
    records = [list(headers), *([portal_cell(NAMES[header], row) for header in headers] for row in rows)]
    return [_csv_record(record) for record in records]


def portal_cell(name: str, row: Row) -> str:
    """Write one cell as the portal does."""
    text = row[name]
    if _KINDS[name] is Kind.TIME and _is_time(text):
        return datetime.fromisoformat(text).strftime(PORTAL_QUEUED if name == "queued_at" else PORTAL_TIME)
    if _KINDS[name] is Kind.SECONDS and re.fullmatch(r"-?[0-9]{1,18}", text):
        return f"{int(text):,}"
    return text


def write(path: Path, *rows: Row, headers: Sequence[str] = HEADERS) -> Path:
    """Write rows as a portal CSV."""
    return write_lines(path, portal_lines(rows, headers))


def write_lines(path: Path, lines: Sequence[str]) -> Path:
    """Write a CSV's records as they are; gzipped where the name says so."""
    data = "".join(lines).encode("utf-8", errors="surrogateescape")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_api_csv(path: Path, *rows: Row) -> Path:
    """Write rows as the portal's API does as CSV: lower-snake headers, ISO times, plain numbers."""
    records = [[api_name(header) for header in HEADERS], *(list(_api_cells(row).values()) for row in rows)]
    return write_lines(path, [_csv_record(record) for record in records])


def write_json(path: Path, *rows: Row) -> Path:
    """Write rows as the API's JSON array; nulls are left out."""
    path.write_text(json.dumps(_objects(rows)), encoding="utf-8")
    return path


def write_json_lines(path: Path, *rows: Row) -> Path:
    """Write rows as one JSON object a line; nulls are left out."""
    path.write_text("".join(json.dumps(cells) + "\n" for cells in _objects(rows)), encoding="utf-8")
    return path


def write_parquet(path: Path, *rows: Row, typed: bool = False) -> Path:
    """Write rows as Parquet: as the portal's text, or with typed times and numbers."""
    texts = [[row[NAMES[h]] if typed else portal_cell(NAMES[h], row) for h in HEADERS] for row in rows]
    with duckdb.connect() as con:
        columns = ", ".join(f'"{header}" VARCHAR' for header in HEADERS)
        con.execute(f"CREATE TABLE export ({columns})")
        marks = ", ".join("nullif(?, '')" for _ in HEADERS)
        con.executemany(f"INSERT INTO export VALUES ({marks})", texts)
        types = {h: _PARQUET_TYPES.get(_KINDS[NAMES[h]], "VARCHAR") if typed else "VARCHAR" for h in HEADERS}
        cells = ", ".join(f'CAST("{header}" AS {kind}) AS "{header}"' for header, kind in types.items())
        con.execute(f"COPY (SELECT {cells} FROM export) TO '{path}' (FORMAT parquet)")
    return path


def _objects(rows: Sequence[Row]) -> list[Row]:
    return [{name: text for name, text in _api_cells(row).items() if text} for row in rows]


def _api_cells(row: Row) -> Row:
    """One row's cells by the API's names."""
    cells = {api_name(header): row[NAMES[header]] for header in HEADERS}
    return {
        name: datetime.fromisoformat(text).strftime(API_TIME) if _is_time(text) else text
        for name, text in cells.items()
    }


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).isoformat(sep=" ") == text
    except ValueError:
        return False


def _csv_record(cells: Sequence[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
