"""What is due, asked of a store in memory: every pattern of quarters that may be held, published, or lost."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import duckdb
import pytest

from etl.people import ledger, store
from etl.people.due import Due, all_due
from etl.people.families import FAMILIES
from etl.people.outlook import outlook
from etl.people.publication import QUARTER, YEAR, Cell
from etl.people.quarters import last_quarter, quarters_of
from etl.people.tables import LOAD, create_tables
from etl.people.told import lost_quarters

CONTACTS = FAMILIES[0]
NOW = datetime(2026, 3, 1)
DAYS = {"1": "01-15", "2": "05-02", "3": "08-03", "4": "11-04"}
HELD, ASTRAY = "2025000500001", "2025000999999"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty store in memory, of which a file of now was read, and a table of one event."""
    with duckdb.connect() as con:
        store.attach_copy(con, None, invented=False)
        create_tables(con)
        con.execute(f"INSERT INTO {LOAD} (source, vintage) VALUES ('contacts', ?)", [NOW])
        con.execute("CREATE TABLE event AS SELECT ? AS event_number, 'WEST' AS precinct", [HELD])
        yield con


def hold(con: duckdb.DuckDBPyConnection, quarters: Iterable[str], *, frozen: bool = False, event: str = HELD) -> None:
    """Put a row of each quarter into the store, as it was published too where it is `frozen`."""
    for quarter in quarters:
        day = f"{quarter[:4]}-{DAYS[quarter[-1]]}"
        row = [f"C-{quarter}-{event}", event, day]
        columns = "contact_id, cad_event_number, contacted_at"
        con.execute(f"INSERT INTO people.contact ({columns}) VALUES (?, ?, ?)", row)
        if frozen:
            con.execute(
                f"INSERT INTO people.frozen_contact ({columns}, quarter, part) VALUES (?, ?, ?, ?, 'WEST')",
                [*row, quarter],
            )
            publish(con, quarter)


def publish(con: duckdb.DuckDBPyConnection, period: str) -> None:
    """Enter a period into the ledger."""
    scope = QUARTER if "Q" in period else YEAR
    ledger.add(con, [Cell("contacts", scope, period, None, "people", "all", 30, NOW.date())])


def due(con: duckdb.DuckDBPyConnection) -> Due:
    """Ask what is due of contacts."""
    return next(iter(all_due(con, NOW)), Due(CONTACTS, NOW, (), (), {}))


def test_the_quarters_of_a_year() -> None:
    assert quarters_of("2025") == ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
    assert last_quarter("2025") == "2025-Q4"


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ("1234", ""),
        ("234", ""),
        ("4", ""),
        ("124", "2025-Q3"),
        ("12", "2025-Q3, 2025-Q4"),
        ("24", "2025-Q3"),
        ("1", "2025-Q2, 2025-Q3, 2025-Q4"),
    ],
)
@pytest.mark.parametrize("frozen", [False, True])
def test_a_year_is_due_without_a_gap_since_the_first_quarter_ever_held(
    con: duckdb.DuckDBPyConnection, numbers: str, missing: str, *, frozen: bool
) -> None:
    hold(con, [f"2025-Q{number}" for number in numbers], frozen=frozen)
    assert due(con).years == (() if missing else ("2025",))
    assert due(con).not_due == ({"2025": f"no rows of {missing}"} if missing else {})
    assert due(con).quarters == (() if frozen else tuple(f"2025-Q{number}" for number in numbers))


def test_rows_of_the_year_before_mean_that_this_one_begins_with_january(con: duckdb.DuckDBPyConnection) -> None:
    hold(con, ["2024-Q4"], frozen=True)
    publish(con, "2024")
    hold(con, ["2025-Q2", "2025-Q3", "2025-Q4"])
    assert due(con).not_due == {"2025": "no rows of 2025-Q1"}


def test_a_year_that_has_not_settled_is_neither_due_nor_said_not_to_be(con: duckdb.DuckDBPyConnection) -> None:
    hold(con, ["2026-Q1"])
    assert all_due(con, NOW) == []


def test_a_year_of_which_published_rows_are_lost_is_not_due(con: duckdb.DuckDBPyConnection) -> None:
    publish(con, "2025-Q1")
    hold(con, ["2025-Q2", "2025-Q3", "2025-Q4"])
    assert due(con).not_due == {"2025": "the rows of 2025-Q1, which were published, are lost"}
    assert lost_quarters(con) == {"contacts": ("2025-Q1",)}


def test_the_outlook_counts_rows_as_they_would_be_published(con: duckdb.DuckDBPyConnection) -> None:
    """Those frozen, and of those that wait only what is due: rows that came too late are in no number."""
    hold(con, ["2025-Q1", "2025-Q2"], frozen=True)
    hold(con, ["2025-Q2", "2025-Q3", "2025-Q4"], event=ASTRAY)
    hold(con, ["2025-Q4"])
    told = {each.period: each for each in outlook(con, all_due(con, NOW), "event")}
    assert {name: (each.rows, each.events_not_held) for name, each in told.items()} == {
        "2025-Q3": (1, 1),
        "2025-Q4": (2, 1),
        "2025": (5, 2),
    }
    assert told["2025"].quarters == quarters_of("2025")
    assert (told["2025"].first_day, told["2025"].last_day) == (date(2025, 1, 15), date(2025, 11, 4))
