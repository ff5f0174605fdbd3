"""The reference tables the department edits: small CSV files in `data/reference/`, each row with its source."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl.errors import BadInput


@dataclass(frozen=True)
class Table:
    """A reference file's columns: name, SQL type, and the function that reads a cell or raises `ValueError`."""

    name: str
    columns: tuple[tuple[str, str, Callable[[str], object]], ...]


def _text(cell: str) -> str:
    if not cell.strip():
        raise ValueError("is blank")
    return cell.strip()


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise ValueError(f"is {cell!r}, not a day such as 2025-03-01") from None


def _number(cell: str) -> int:
    if not cell.strip().isdigit():
        raise ValueError(f"is {cell!r}, not a whole number")
    return int(cell)


TABLES: tuple[Table, ...] = (
    Table(
        "programme_phase",
        (
            ("starts_on", "DATE", _day),
            ("label", "VARCHAR", _text),
            ("detail", "VARCHAR", _text),
            ("source", "VARCHAR", _text),
        ),
    ),
    Table(
        "beat",
        (
            ("beat", "VARCHAR", _text),
            ("sector", "VARCHAR", _text),
            ("precinct", "VARCHAR", _text),
            ("tile_row", "INTEGER", _number),
            ("tile_column", "INTEGER", _number),
            ("source", "VARCHAR", _text),
        ),
    ),
)


def load_reference(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create each reference table. A bad edit raises `BadInput` naming the file, the line and the column."""
    for table in TABLES:
        rows = _read(folder / f"{table.name}.csv", table)
        columns = ", ".join(f"{name} {sql_type}" for name, sql_type, _ in table.columns)
        con.execute(f"CREATE TABLE {table.name} ({columns})")
        marks = ", ".join("(" + ", ".join("?" for _ in row) + ")" for row in rows)
        con.execute(f"INSERT INTO {table.name} VALUES {marks}", [value for row in rows for value in row])


def _read(path: Path, table: Table) -> list[list[object]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            wanted = [name for name, _, _ in table.columns]
            if header != wanted:
                raise BadInput(
                    f"{path.name}, line 1: the columns must be {', '.join(wanted)}; found {', '.join(header)}."
                )
            rows = [_row(path, lines.line_num, table, line) for line in lines if line]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: cannot be read as a reference table. Restore it. ({error})") from error
    if not rows:
        raise BadInput(f"{path.name}: no row. Restore the file.")
    return rows


def _row(path: Path, number: int, table: Table, cells: list[str]) -> list[object]:
    if len(cells) != len(table.columns):
        raise BadInput(f"{path.name}, line {number}: {len(cells)} fields where {len(table.columns)} belong.")
    values: list[object] = []
    for (name, _, read), cell in zip(table.columns, cells, strict=True):
        try:
            values.append(read(cell))
        except ValueError as error:
            raise BadInput(f"{path.name}, line {number}: {name} {error}.") from error
    return values
