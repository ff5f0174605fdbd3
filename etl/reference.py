"""The reference tables the department edits: small CSV files in `data/reference/`, each row with its source.

A list in a cell is separated by semicolons. A bad edit is refused by file, line and column before anything is built.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl import published
from etl.errors import BadInput, quoted, shortened
from etl.export import PRECINCTS
from etl.rows import insert_rows

_MOST_BYTES = 1_000_000
"""Of one table; the largest has 7 thousand. A file made to do harm would fill the memory with one line."""

_MOST_DIGITS = 9
"""What an INTEGER holds whatever the digits are."""
_LAST_TILE = 99
"""The beats of the City need rows and columns up to 11; a slip of the hand would stretch the tile map to nothing."""


@dataclass(frozen=True)
class Cell:
    """How one kind of cell is read; `read` raises `ValueError` saying what the cell is instead."""

    sql_type: str
    read: Callable[[str], object]


def _refuse_unseen(cell: str) -> None:
    """Refuse what no reader sees, but may be misled by: control characters, and marks that turn or join text."""
    unseen = next((letter for letter in cell if unicodedata.category(letter) in ("Cc", "Cf")), None)
    if unseen is not None:
        raise ValueError(f"holds the character U+{ord(unseen):04X}, which cannot be seen. Type the cell anew")


def _text(cell: str) -> str:
    if not cell.strip():
        raise ValueError("is blank")
    return cell.strip()


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise ValueError(f"is {quoted(cell)}, not a day such as 2025-03-01") from None


def _day_or_blank(cell: str) -> date | None:
    return _day(cell) if cell.strip() else None


def _number(cell: str) -> int:
    if not cell.strip().isdecimal():
        raise ValueError(f"is {quoted(cell)}, not a whole number")
    if len(cell.strip()) > _MOST_DIGITS:
        raise ValueError(f"is {quoted(cell)}: a whole number here has {_MOST_DIGITS} digits at most")
    return int(cell)


def _tile(cell: str) -> int:
    tile = _number(cell)
    if tile > _LAST_TILE:
        raise ValueError(f"is {tile}, not a row or column of the tile map from 0 to {_LAST_TILE}")
    return tile


def _hour(cell: str) -> int:
    hour = _number(cell)
    if hour > 24:
        raise ValueError(f"is {hour}, not an hour from 0 to 24")
    return hour


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _precincts(cell: str) -> list[str]:
    strange = [name for name in _list(cell) if name not in PRECINCTS]
    if strange:
        raise ValueError(f"holds {quoted(strange[0])}, not one of {', '.join(PRECINCTS)}")
    return _list(cell)


def _weekdays(cell: str) -> list[int]:
    days = [_number(part) for part in _list(cell)]
    if not days or any(not 1 <= day <= 7 for day in days):
        raise ValueError(f"is {quoted(cell)}, not days from 1 (Monday) to 7 such as 1;2;3")
    return days


def _each(read: Callable[[str], object]) -> Callable[[str], object]:
    """Read a list of what `read` reads."""
    return lambda cell: [read(part) for part in _list(cell)]


TEXT, NUMBER, DAY = Cell("VARCHAR", _text), Cell("INTEGER", _number), Cell("DATE", _day)
TILE = Cell("INTEGER", _tile)
DAY_OR_BLANK, HOUR = Cell("DATE", _day_or_blank), Cell("INTEGER", _hour)
LIST, PRECINCT_LIST, WEEKDAYS = Cell("VARCHAR[]", _list), Cell("VARCHAR[]", _precincts), Cell("INTEGER[]", _weekdays)
COMPARISON, METRIC_LIST = Cell("VARCHAR", published.comparison), Cell("VARCHAR[]", _each(published.metric))
FILTER_LIST, DIMENSION = Cell("VARCHAR[]", _each(published.filter_of)), Cell("VARCHAR", published.dimension)

TABLES: dict[str, dict[str, Cell]] = {
    "programme_phase": {
        "starts_on": DAY,
        "label": TEXT,
        "detail": TEXT,
        "opens_hour": HOUR,
        "closes_hour": HOUR,
        "weekdays": WEEKDAYS,
        "precincts": PRECINCT_LIST,
        "neighborhoods": LIST,
        "responders": NUMBER,
        "source": TEXT,
    },
    "eligible_call_type": {"call_type": TEXT, "starts_on": DAY, "ends_on": DAY_OR_BLANK, "source": TEXT},
    "beat": {
        "beat": TEXT,
        "sector": TEXT,
        "precinct": TEXT,
        "tile_row": TILE,
        "tile_column": TILE,
        "source": TEXT,
    },
    "clearance_wording": {"clearance": TEXT, "words": TEXT, "source": TEXT},
    "published_figure": {
        "figure": TEXT,
        "published": TEXT,
        "value": NUMBER,
        "unit": TEXT,
        "starts_on": DAY,
        "ends_on": DAY,
        "source": TEXT,
        "compared_as": COMPARISON,
        "metrics": METRIC_LIST,
        "filters": FILTER_LIST,
        "grouped_by": DIMENSION,
        "reason": TEXT,
    },
}
"""Each table's columns. The first is its key."""


def _hours_in_order(row: Mapping[str, object]) -> None:
    opens, closes = int(str(row["opens_hour"])), int(str(row["closes_hour"]))
    if opens >= closes:
        raise ValueError(f"closes_hour is {closes}, not after opens_hour, which is {opens}")


def _days_in_order(row: Mapping[str, object]) -> None:
    starts, ends = row["starts_on"], row["ends_on"]
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        raise ValueError(f"ends_on is {ends}, before starts_on, which is {starts}")


def _figure(row: Mapping[str, object]) -> None:
    _days_in_order(row)
    published.check(row)


_TOGETHER: dict[str, Callable[[Mapping[str, object]], None]] = {
    "programme_phase": _hours_in_order,
    "eligible_call_type": _days_in_order,
    "published_figure": _figure,
}
"""What holds for the cells of a row together, in the tables where something does."""


def load_reference(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create each reference table; raises `BadInput` at a bad edit."""
    for table, columns in TABLES.items():
        rows = read_reference(folder, table)
        con.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {cell.sql_type}' for name, cell in columns.items())})")
        insert_rows(con, table, rows)


def read_reference(folder: Path, table: str) -> list[list[object]]:
    """Read one reference table's rows. A bad edit raises `BadInput` naming the file, the line and the column."""
    path, columns = folder / f"{table}.csv", TABLES[table]
    try:
        _refuse_large(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            if header != list(columns):
                found = shortened(",".join(header))
                raise BadInput(f"{path.name}, line 1: the columns must be {','.join(columns)}; found {found}.")
            rows = [_row(path, lines.line_num, table, line) for line in lines if line]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: cannot be read as a reference table. Restore it. ({error})") from error
    if not rows:
        raise BadInput(f"{path.name}: no row. Restore the file.")
    twice = next((key for key, count in Counter(row[0] for row in rows).items() if count > 1), None)
    if twice is not None:
        raise BadInput(
            f"{path.name}: {next(iter(columns))} {shortened(str(twice))} is there more than once. Keep one row."
        )
    return rows


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput(f"{path.name}: is larger than {_MOST_BYTES // 10**6} MB; a reference table is not. Restore it.")


def _row(path: Path, number: int, table: str, cells: list[str]) -> list[object]:
    columns = TABLES[table]
    if len(cells) != len(columns):
        raise BadInput(f"{path.name}, line {number}: {len(cells)} fields where {len(columns)} belong.")
    row: dict[str, object] = {}
    for (name, kind), cell in zip(columns.items(), cells, strict=True):
        try:
            _refuse_unseen(cell)
            row[name] = kind.read(cell)
        except ValueError as error:
            raise BadInput(f"{path.name}, line {number}: {name} {error}.") from error
    try:
        _TOGETHER.get(table, _nothing)(row)
    except ValueError as error:
        raise BadInput(f"{path.name}, line {number}: {error}.") from error
    return list(row.values())


def _nothing(_row: Mapping[str, object]) -> None:
    """Hold a row of a table whose columns do not depend on each other: to nothing."""
