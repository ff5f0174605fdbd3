"""Reading a supplied export: each record becomes a row of typed values, or is rejected with its line and column."""

import csv
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl import unpacked
from etl.errors import BadInput
from etl.export import END_OF_TIMES, FIRST_TIME, header_key
from etl.supplied.contract import Column, Contract, Kind, same_word
from etl.supplied.personal import refuse_by_name, refuse_by_value

_TIME_FORMS = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S.%f"),
    *("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M"),
)
_DAY_FORMS = ("%Y-%m-%d", "%m/%d/%Y")
_FIRST, _END = date.fromisoformat(FIRST_TIME), date.fromisoformat(END_OF_TIMES)
_NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9_-]{1,64}", re.ASCII)
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_LOOKED_AT = 2_000
"""Records whose cells are looked at for personal data before any is read."""


@dataclass(frozen=True)
class Row:
    """One record that keeps the contract: its values by header, None where a cell is blank. `line` is its first."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Rejection:
    """One record that does not: where, why, and its text, which only the private file of rejected rows may hold."""

    line: int
    reason: str
    text: str


def headers_of(path: Path) -> list[str]:
    """Read a CSV's header, empty when there is none, or none that can be read: whoever reads the file says why."""
    try:
        with _text(path) as file:
            return next(csv.reader(file), [])
    except (csv.Error, EOFError, zlib.error, OSError):
        return []


def read(path: Path, contract: Contract, most: int) -> Iterator[Row | Rejection]:
    """Read an export's records in their order; `most` is how many bytes it may be unpacked.

    Raises `BadInput` when a column is missing, is there twice, or holds personal data, and when the file is damaged,
    cut short, or holds no row.
    """
    try:
        for _ in unpacked.chunks(path, most):  # to its end and its checksum, before a row is believed
            pass
        yield from _read(path, contract)
    except (EOFError, zlib.error, OSError) as error:
        raise BadInput(f"{path.name}: the file is cut short or damaged. Make it again. ({error})") from error
    except csv.Error as error:
        raise BadInput(f"{path.name}: cannot be read as CSV ({error}). Save it as 'CSV UTF-8' again.") from error


def _read(path: Path, contract: Contract) -> Iterator[Row | Rejection]:
    with _text(path) as file:
        reader = csv.reader(file, strict=True)
        headers = [header.strip() for header in next(reader, [])]
        columns = _columns(path, contract, headers)
        if contract.is_about_people:
            _refuse_personal(path, contract, headers)
        line, found = reader.line_num + 1, False
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found = True
                yield _judged(line, cells, headers, columns)
            line = reader.line_num + 1
    if not found:
        raise BadInput(f"{path.name}: a header and no rows. Make the export again, or take the file away.")


def _text(path: Path) -> io.TextIOWrapper:
    return io.TextIOWrapper(unpacked.opened(path), "utf-8-sig", errors="replace", newline="")


def _columns(path: Path, contract: Contract, headers: Sequence[str]) -> list[Column | None]:
    """Find each field's column, None for one that the contract does not know; refuse what is missing or twice there."""
    keys = [header_key(header) for header in headers]
    missing = [column.header for key, column in contract.by_key.items() if key not in keys]
    if missing:
        raise BadInput(
            f"{path.name}: missing column {', '.join(map(repr, missing))} of the {contract.title.lower()} export. "
            "`python -m etl templates` writes a file with all of them."
        )
    if twice := [column.header for key, column in contract.by_key.items() if keys.count(key) > 1]:
        raise BadInput(f"{path.name}: the column {twice[0]!r} is there more than once.")
    return [contract.by_key.get(key) for key in keys]


def _refuse_personal(path: Path, contract: Contract, headers: Sequence[str]) -> None:
    refuse_by_name(contract, path.name, headers)
    with _text(path) as file:
        records = csv.reader(file, strict=True)
        next(records)
        looked_at = [record for record, _ in zip(records, range(_LOOKED_AT), strict=False)]
    cells = {header: [r[i].strip() for r in looked_at if i < len(r)] for i, header in enumerate(headers)}
    refuse_by_value(contract, path.name, cells)


def _judged(
    line: int, cells: Sequence[str], headers: Sequence[str], columns: Sequence[Column | None]
) -> Row | Rejection:
    text = ",".join(cells)
    if len(cells) != len(headers):
        return Rejection(line, f"{len(cells)} fields in place of {len(headers)}", text)
    if "\N{REPLACEMENT CHARACTER}" in text:
        return Rejection(line, "bytes that are not UTF-8", text)
    values: dict[str, Any] = {}
    for cell, column in zip(cells, columns, strict=True):
        if column is None:
            continue
        value = typed(cell.strip(), column)
        if value is None and (cell.strip() or not column.may_be_blank):
            wanted = "is not " + column.may_hold if cell.strip() else "is blank"
            return Rejection(line, f"{column.header} {wanted}", text)
        values[column.header] = value
    return Row(line, values)


def typed(text: str, column: Column) -> object:
    """Read a cell as its column's kind; None when it is blank or cannot be read."""
    if column.kind is Kind.CHOICE:
        return next((value for value in column.values if same_word(value) == same_word(text)), None)
    return _READERS[column.kind](text)


def _number(text: str) -> str | None:
    return text if _NUMBER.fullmatch(text) else None


def _yes_or_no(text: str) -> bool | None:
    return True if text.lower() in _YES else False if text.lower() in _NO else None


def _scale(text: str) -> int | None:
    return int(text) if re.fullmatch("[1-5]", text, re.ASCII) else None


def _count(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,6}", text, re.ASCII) else None


def _day(text: str) -> date | None:
    time = _read_time(text, (*_DAY_FORMS, *_TIME_FORMS))
    return time.date() if time else None


def _time(text: str) -> datetime | None:
    return _read_time(text, _TIME_FORMS)


def _text_or_none(text: str) -> str | None:
    return text or None


_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.NUMBER: _number,
    Kind.TEXT: _text_or_none,
    Kind.TIME: _time,
    Kind.DAY: _day,
    Kind.YES_NO: _yes_or_no,
    Kind.SCALE: _scale,
    Kind.COUNT: _count,
}


def _read_time(text: str, forms: Sequence[str]) -> datetime | None:
    """Read a time in the first form that fits, to the second; one that no record can have is none."""
    for form in forms:
        try:
            time = datetime.strptime(text, form).replace(microsecond=0)
        except ValueError:
            continue
        return time if _FIRST <= time.date() < _END else None
    return None
