"""One answer of the portal: a CSV table, held against what can go wrong on the way."""

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise

from etl.http import Answer

_PLAIN = re.compile("[0-9A-Z]+")
_EVENT = 13
"""How much of a key is a CAD event's number."""


class Trouble(Exception):
    """An answer that is not what was asked for; the portal may give the right one when asked again.

    `retry_after` are the seconds it asks to wait.
    """

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Table:
    """Rows as text; `head` and `lines` are the bytes that the header and the rows were sent as."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    head: bytes
    lines: bytes

    def column(self, name: str) -> list[str]:
        """Return one column's values; raises `Trouble` when there is no such column."""
        if name not in self.header:
            raise Trouble(f"sends a table without the column {name}")
        at = self.header.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True)
class Tally:
    """How many rows a month holds, and when the newest of them was changed, as the portal writes it."""

    rows: int
    changed: str


def read_table(answer: Answer) -> Table:
    """Read a CSV answer. Raises `Trouble` for another kind of answer, and for one that is cut short."""
    if answer.status != 200:
        raise Trouble(f"answers with status {answer.status} instead of rows")
    if answer.content_type != "text/csv":
        raise Trouble(f"sends {answer.content_type} instead of text/csv")
    if not answer.is_whole or not answer.body.endswith(b"\n"):
        raise Trouble("sends an answer that is cut short")
    text = answer.body.decode("utf-8", errors="replace")  # a bad byte rejects its row when the file is read
    try:
        header, *rows = (tuple(record) for record in csv.reader(io.StringIO(text, newline=""), strict=True))
    except (csv.Error, ValueError) as error:
        raise Trouble(f"sends what is not a CSV table ({error})") from error
    if any(len(row) != len(header) for row in rows):
        raise Trouble("sends rows that do not have a field for each column")
    end_of_head = answer.body.index(b"\n") + 1
    return Table(header, tuple(rows), answer.body[:end_of_head], answer.body[end_of_head:])


def check_order(keys: list[str], after: str, before: frozenset[str]) -> None:
    """Hold a page's keys against the order asked for: none twice, none of the page before, none before `after`.

    Raises `Trouble`.
    """
    if not all(keys):
        raise Trouble("sends rows without a key")
    if len(set(keys)) < len(keys):
        raise Trouble("sends a row twice in one page")
    if after in keys or not before.isdisjoint(keys):
        raise Trouble("sends rows again that it sent in the page before")
    if not all(_are_in_order(first, second) for first, second in pairwise((after, *keys))):
        raise Trouble("sends a page whose rows are not in order")


def _are_in_order(first: str, second: str) -> bool:
    """Compare keys as every database does: how one orders signs in a call sign is its own affair."""
    if _PLAIN.fullmatch(first) and _PLAIN.fullmatch(second):
        return first < second
    return first[:_EVENT] <= second[:_EVENT]
