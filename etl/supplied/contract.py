"""What a supplied export's contract is: its columns, a line each, and what may stand in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from etl.export import header_key


class Kind(StrEnum):
    """What a column's text is read as."""

    NUMBER = "identifier"
    TEXT = "text"
    TIME = "local wall time"
    DAY = "day"
    CHOICE = "one of a list"
    YES_NO = "yes or no"
    SCALE = "1 to 5"
    COUNT = "whole number"


EXAMPLE = "EXAMPLE"
"""What an identifier of the guide's example begins with: left in, the row would be taken for a record."""

SQL_TYPES: dict[Kind, str] = {
    Kind.NUMBER: "VARCHAR",
    Kind.TEXT: "VARCHAR",
    Kind.TIME: "TIMESTAMP",
    Kind.DAY: "DATE",
    Kind.CHOICE: "VARCHAR",
    Kind.YES_NO: "BOOLEAN",
    Kind.SCALE: "INTEGER",
    Kind.COUNT: "INTEGER",
}
"""What each kind is stored as."""


@dataclass(frozen=True)
class Column:
    """One column: `header` as the template writes it, which is also its name here, and an `example` of a cell.

    `values` lists all that a choice may be; no other is accepted, for what is written freely may be about somebody.
    """

    header: str
    kind: Kind
    meaning: str
    example: str
    may_be_blank: bool = False
    values: tuple[str, ...] = ()

    @property
    def sql_type(self) -> str:
        """The type it is stored as."""
        return SQL_TYPES[self.kind]

    @property
    def may_hold(self) -> str:
        """What its cells may hold, in words."""
        held = " · ".join(self.values) if self.values else _MAY_HOLD[self.kind]
        return f"{held}, or blank" if self.may_be_blank else held


_MAY_HOLD: dict[Kind, str] = {
    Kind.NUMBER: "letters, digits, - and _, with at least one digit; no name, phone number or e-mail address",
    Kind.TEXT: "up to 60 letters, digits and spaces; no phone number or e-mail address",
    Kind.TIME: "a time such as 2026-01-31 14:05, 2026-01-31T14:05:00 or 1/31/2026 2:05 PM",
    Kind.DAY: "a day such as 2026-01-31 or 1/31/2026",
    Kind.CHOICE: "one of a list",
    Kind.YES_NO: "yes or no",
    Kind.SCALE: "a whole number from 1 (worst) to 5 (best)",
    Kind.COUNT: "a whole number from 0",
}


@dataclass(frozen=True)
class Contract:
    """One kind of supplied export.

    `key` names the columns that tell rows apart, `dated_by` the one whose newest day dates a file without a stamp.
    `is_about_people` says that its rows never enter a snapshot. `invented_mark` begins the value of `marked_by` in
    invented rows, and in no real one.
    """

    name: str
    title: str
    grain: str
    supplier: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    dated_by: str
    marked_by: str
    invented_mark: str
    is_about_people: bool

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in the template's order."""
        return tuple(column.header for column in self.columns)

    @property
    def by_key(self) -> dict[str, Column]:
        """Its columns by their headers as they are matched: see `header_key`."""
        return {header_key(column.header): column for column in self.columns}

    def column(self, header: str) -> Column:
        """Give one of its columns; a header that it does not have raises `KeyError`."""
        return self.by_key[header_key(header)]

    def is_known_by(self, headers: Iterable[str]) -> bool:
        """Say whether a file with these headers is one, or was meant to be: half of its columns are there."""
        found = {header_key(header) for header in headers} & set(self.by_key)
        return 2 * len(found) >= len(self.columns)

    def is_example(self, values: Mapping[str, object]) -> bool:
        """Say whether a row is the example that the guide shows: one of its identifiers says so."""
        return any(str(values[name]).upper().startswith(EXAMPLE) for name in self.key)


def same_word(text: str) -> str:
    """Reduce a choice to what its spellings share: `Served & transported` and `served_and_transported` are one."""
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("&", "and"))
