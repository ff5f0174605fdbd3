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
from etl.supplied.personal import is_personal, refuse_by_name, refuse_by_value

_TIME_FORMS = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S.%f"),
    *("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M"),
)
_DAY_FORMS = ("%Y-%m-%d", "%m/%d/%Y")
_FIRST, _END = date.fromisoformat(FIRST_TIME), date.fromisoformat(END_OF_TIMES)
_NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9_-]{1,64}", re.ASCII)
_SHORT_TEXT = re.compile(r"[\w .,:;/()&#+*'’-]{1,60}")
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.ASCII)
"""A number of more than eleven digits as spreadsheets write it into a CSV: its last digits are gone."""
_LOOKED_AT = 2_000
"""Records whose cells are looked at for personal data before any is read."""
_LONGEST_HEADER = 1 << 16
"""Characters of the first line that are looked at to tell what a file is."""
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}


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
    """Read a CSV's header, whatever separates it; empty when there is none that can be read."""
    try:
        with _text(path) as file:
            line = file.readline(_LONGEST_HEADER)
        return next(csv.reader([line], delimiter=max((",", *_OTHER_SEPARATORS), key=line.count)), [])
    except (csv.Error, EOFError, zlib.error, OSError):
        return []  # whoever reads it says what is wrong


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
        raise _no_csv(path.name, error) from error


def _read(path: Path, contract: Contract) -> Iterator[Row | Rejection]:
    with _text(path) as file:
        reader = csv.reader(file, strict=True)
        headers = [header.strip() for header in next(reader, [])]
        columns = _columns(path, contract, headers)
        if contract.is_about_people:
            _refuse_personal(path, contract, headers)
        line, found = reader.line_num + 1, False
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    found = True
                    yield _without_example(contract, _judged(line, cells, headers, columns), cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise _no_csv(f"{path.name}, line {line}", error) from error
    if not found:
        raise BadInput(f"{path.name}: a header and no rows. Fill it in, or take the file away.")


def _no_csv(place: str, error: csv.Error) -> BadInput:
    return BadInput(f"{place}: cannot be read as CSV ({error}). Save it as 'CSV UTF-8' again.")


def _text(path: Path) -> io.TextIOWrapper:
    return io.TextIOWrapper(unpacked.opened(path), "utf-8-sig", errors="replace", newline="")


def _columns(path: Path, contract: Contract, headers: Sequence[str]) -> list[Column | None]:
    """Find each field's column, None for one that the contract does not know; refuse what is missing or twice there."""
    _refuse_other_separators(path, headers)
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


def _refuse_other_separators(path: Path, headers: Sequence[str]) -> None:
    for separator, name in _OTHER_SEPARATORS.items():
        if len(headers) == 1 and separator in headers[0]:
            raise BadInput(
                f"{path.name}: its columns are separated by {name}, not by commas. Save it as 'CSV UTF-8 (comma "
                "delimited)'; a spreadsheet set to a region that writes 1,5 for one and a half has to be set to "
                "'English (United States)' for that."
            )


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
        value = None if is_personal(column, cell.strip()) else typed(cell.strip(), column)
        if value is None and (cell.strip() or not column.may_be_blank):
            return Rejection(line, f"{column.header} {_wrong_with(cell.strip(), column)}", text)
        values[column.header] = value
    return Row(line, values)


def _without_example(contract: Contract, record: Row | Rejection, cells: Sequence[str]) -> Row | Rejection:
    """Reject the guide's example: left in, it would be taken for a record, and might replace one."""
    if isinstance(record, Row) and contract.is_example(record.values):
        return Rejection(record.line, "the example of the guide, left in: take this row out", ",".join(cells))
    return record


def _wrong_with(text: str, column: Column) -> str:
    if column.kind is Kind.NUMBER and _SHORTENED.fullmatch(text):
        return "was shortened by a spreadsheet, as in 2.026E+12: give the column the format Text, and fill it in again"
    return "is not " + column.may_hold if text else "is blank"


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


def _short_text(text: str) -> str | None:
    return text if _SHORT_TEXT.fullmatch(text) else None


_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.NUMBER: _number,
    Kind.TEXT: _short_text,
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
