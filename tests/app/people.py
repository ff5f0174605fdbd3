"""Published tables about people, written into a copy of a snapshot, and a second implementation of what they say."""

import math
import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import duckdb

from app.db import Info, Snapshot
from app.filters import Filters
from app.queries import Answer, ask

CONTACTS, SURVEY = "contacts", "survey"
TABLE = """
    CREATE OR REPLACE TABLE people_cell (source VARCHAR, scope VARCHAR, period VARCHAR, part VARCHAR, variable VARCHAR,
                              answer VARCHAR, people BIGINT, published_on DATE)
"""
ANSWERS: dict[str, dict[str, tuple[str, ...]]] = {
    CONTACTS: {
        "people": ("all",),
        "outcome": ("no contact", "declined", "served", "served and transported", "served and handed over"),
        "referral": ("yes", "no"),
        **{f"followup_{days}d": ("reached", "not reached", "not due") for days in (1, 7, 30)},
    },
    SURVEY: {
        "people": ("all",),
        **dict.fromkeys(("helped", "respected", "felt_safe", "would_call_again"), ("yes", "no", "no answer")),
        "response": ("answered invitation", "did not answer"),
    },
}
"""What each variable's people are split into, by source."""

SHARES: dict[str, tuple[str, str, set[str], set[str]]] = {
    "contact_served_share": (
        *(CONTACTS, "outcome", {"served", "served and transported", "served and handed over"}),
        {"no contact", "declined"},
    ),
    "contact_referral_share": (CONTACTS, "referral", {"yes"}, {"no"}),
    "contact_transport_share": (
        *(CONTACTS, "outcome", {"served and transported"}),
        {"no contact", "declined", "served", "served and handed over"},
    ),
    **{
        f"followup_{days}d_reached_share": (CONTACTS, f"followup_{days}d", {"reached"}, {"not reached"})
        for days in (1, 7, 30)
    },
    **{
        f"survey_{asked}_share": (SURVEY, asked, {"yes"}, {"no"})
        for asked in ("helped", "respected", "felt_safe", "would_call_again")
    },
    "survey_response_share": (SURVEY, "response", {"answered invitation"}, {"did not answer"}),
}
"""Each share's source, variable, the answers counted, and the others it is a share of."""


@dataclass(frozen=True)
class Cell:
    """One published number: how many people gave an answer; None where it is not shown."""

    source: str
    scope: str
    period: str
    part: str | None
    variable: str
    answer: str
    people: int | None
    published_on: date


def table(
    source: str, scope: str, period: str, part: str | None, people: int, *, hidden: Iterable[str] = ()
) -> Iterator[Cell]:
    """Split so many people by each variable, the first answers taking half of what is left, or a bit more.

    Variables in `hidden` are not shown.
    """
    year, quarter = int(period[:4]), int(period[-1]) if "Q" in period else 4
    day = date(year + quarter // 4, quarter % 4 * 3 + 2, 15)
    for turn, (variable, answers) in enumerate(ANSWERS[source].items()):
        left = people
        for place, answer in enumerate(answers):
            some = left if place == len(answers) - 1 else left // 2 + left * (people % 7 + turn) // 40
            left -= some
            yield Cell(source, scope, period, part, variable, answer, None if variable in hidden else some, day)


_HIDDEN = {
    "2025-Q2": ("outcome", "helped"),
    "2025-Q3": ("referral", "respected"),
    "2025": ("outcome", "helped"),
}
"""Variables that are not shown citywide, by period."""


def invented_cells(sources: Iterable[str] = (CONTACTS, SURVEY)) -> list[Cell]:
    """Publish five quarters and two years of each source; some variables are not shown, of a quarter or its year."""
    found: list[Cell] = []
    cuts = {CONTACTS: ("precinct", ("EAST", "WEST", "UNKNOWN")), SURVEY: ("language", ("English", "Spanish"))}
    for source in sources:
        for place, quarter in enumerate(("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")):
            found += table(source, "quarter", quarter, None, 1_400 + 141 * place, hidden=_HIDDEN.get(quarter, ()))
        scope, parts = cuts[source]
        for year, people in (("2024", 5_300), ("2025", 7_010)):
            found += table(source, "year", year, None, people, hidden=_HIDDEN.get(year, ()))
            for place, part in enumerate(parts):
                hidden = ("referral", "felt_safe") if place == 1 else ()
                found += table(source, scope, year, part, people // (place + 3), hidden=hidden)
            found += table(source, scope, year, "ALL OTHERS", 1_320)
    return found


def published(warehouse: Path, folder: Path, cells: Iterable[Cell]) -> Path:
    """Copy a warehouse into a folder, and write the cells into its snapshot."""
    copy = shutil.copytree(warehouse, folder)
    (file,) = copy.glob("care-*.duckdb")
    with duckdb.connect(str(file)) as con:
        _write(con, cells)
    return copy


def _write(con: duckdb.DuckDBPyConnection, cells: Iterable[Cell]) -> None:
    con.execute(TABLE)
    if rows := [tuple(vars(cell).values()) for cell in cells]:
        con.executemany("INSERT INTO people_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def answered(cells: Iterable[Cell], name: str, by: tuple[str, ...] = ()) -> Answer:
    """Ask cells alone, held by a database in memory."""
    con = in_memory()
    _write(con, cells)
    return ask(cast(Snapshot, _CellsOnly(con)), name, Filters(), by)


@cache
def in_memory() -> duckdb.DuckDBPyConnection:
    """Open one database for all examples: opening takes longer than asking."""
    return duckdb.connect()


class _CellsOnly:
    """A snapshot of nothing but cells, which remembers nothing."""

    info = Info("20260301T000000Z", datetime(2026, 3, 1), date(2024, 1, 1), date(2025, 12, 31), is_invented=True)

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        return self._con.execute(sql, dict(parameters or {})).fetchall()

    def remember(self, _: Hashable, work_out: Callable[[], Any]) -> Any:
        return work_out()


# the second implementation


@dataclass(frozen=True)
class Told:
    """What cells say of one group: None for a value, n and ends of what is not shown."""

    value: float | None
    n: int | None
    low: float | None = None
    high: float | None = None


def share_of(name: str, cells: Iterable[Cell]) -> Told:
    """Work a share out of the cells of one group."""
    source, variable, part, rest = SHARES[name]
    of_it = [cell for cell in cells if (cell.source, cell.variable) == (source, variable)]
    if any(cell.people is None for cell in of_it):
        return Told(None, None)
    counts = {answer: sum(cell.people or 0 for cell in of_it if cell.answer == answer) for answer in part | rest}
    yes, n = sum(counts[answer] for answer in part), sum(counts.values())
    return Told(None, 0) if n < 10 else Told(yes / n, n, *wilson(yes, n))


def wilson(yes: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Solve |p - yes/n| = z √(p (1 - p) / n) for p, Wilson's own question: a quadratic in p."""
    a, b, c = n + z * z, -(2 * yes + z * z), yes * yes / n
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def of_total(cells: Iterable[Cell], source: str, variable: str) -> list[Cell]:
    """Choose what a total is made of: of each year its own cells, where they are shown, else its shown quarters.

    Where nothing is shown, there is none.
    """
    citywide = [c for c in cells if (c.source, c.variable) == (source, variable) and c.scope in ("quarter", "year")]
    shown = [c for c in citywide if all(o.people is not None for o in citywide if o.period == c.period)]
    years = {c.period for c in shown if c.scope == "year"}
    return [c for c in shown if c.scope == "year" or c.period[:4] not in years]
