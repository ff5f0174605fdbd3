"""How the private store stands, for `status`: what was read, what is published, what is due, and what is lost."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import held
from etl.people import store
from etl.people.due import all_due
from etl.people.outlook import outlook
from etl.people.report import COUNTS, Report, due_as_dicts, due_lines, file_lines, of_lost_rows
from etl.people.store import DATABASE
from etl.people.tables import LEDGER, LOAD, create_tables
from etl.people.told import lost_quarters, reasons


def store_report(folder: Path, snapshot: Path, *, invented: bool) -> Report | None:
    """Describe the private store beside the snapshot served; None where there is none and nothing is published.

    A store that cannot be read by this user, or at all, is said to be so.
    """
    path = store.path_of(folder, invented=invented)
    try:
        with duckdb.connect() as con:
            con.execute(f"ATTACH '{held.quoted(snapshot)}' AS held (READ_ONLY)")
            has_store = _attach(con, path)
            report = {"path": str(path), "has_store": has_store, **_standing(con)}
    except (OSError, duckdb.Error) as error:
        return {"path": str(path), "problem": str(error).splitlines()[0]}
    return report if has_store or report["lost"] else None


def store_lines(report: Mapping[str, Any] | None) -> list[str]:
    """Write what `status` says of the store."""
    if report is None:
        return ["people        no private store; 'python -m etl templates' writes files to fill in"]
    if "problem" in report:
        return [f"people        the private store {report['path']} cannot be read: {report['problem']}"]
    published = ", ".join(report["published"]) or "nothing yet"
    is_there = "" if report["has_store"] else " is not there"
    return [
        f"people        {report['path']}{is_there}; published: {published}",
        *([f"  {of_lost_rows(report['lost'])}"] if report["lost"] else []),
        *(line for file in report["files"] for line in file_lines(file)),
        *(f"  {line}" for line in due_lines(report)),
    ]


def _attach(con: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Attach the store as it is, or an empty one in its place; say whether there is one."""
    if path.is_file():
        con.execute(f"ATTACH '{held.quoted(path)}' AS {DATABASE} (READ_ONLY)")
        return True
    con.execute(f"ATTACH ':memory:' AS {DATABASE}")
    create_tables(con)
    return False


def _standing(con: duckdb.DuckDBPyConnection) -> Report:
    shown = "UNION ALL BY NAME FROM held.people_cell" if held.columns(con, "people_cell") else ""
    cells = f"(FROM {LEDGER} {shown})"
    names = ("source", "file_name", "vintage", *COUNTS, "rejected")
    loads = con.execute(f"SELECT * EXCLUDE (load_id) FROM {LOAD} ORDER BY ALL").fetchall()
    periods = con.execute(f"SELECT DISTINCT source, period FROM {cells} ORDER BY ALL").fetchall()
    due = all_due(con, datetime.now(UTC).replace(tzinfo=None))
    return {
        "files": [dict(zip(names, load, strict=True)) for load in loads],
        "published": [" ".join(each) for each in periods],
        "due": due_as_dicts([*outlook(con, due, "held.event")]),
        "not_due": list(reasons(due)),
        "lost": lost_quarters(con, cells),
    }
