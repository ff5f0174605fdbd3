"""Status: what is served, what is kept, and what the last refresh made of its files, read from the snapshots."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import publish
from etl.errors import BadInput
from etl.metrics import METRICS
from etl.people import store_lines

Report = dict[str, Any]
_LISTED = 10
_SHOWN = ("care_calls", "care_response_median_minutes", "coverage_share", "care_alone_after_spd_hours")


def served(warehouse: Path) -> str:
    """Return the id of the snapshot served; raises `BadInput` when there is none."""
    snapshot = publish.current_snapshot(warehouse)
    if snapshot is None:
        raise BadInput(f"No snapshot is served from {warehouse}. {_remedy(warehouse)}")
    return snapshot


def _remedy(warehouse: Path) -> str:
    """Say how a snapshot comes to be served: what is kept needs only a pointer."""
    kept = publish.snapshots(warehouse)
    if not kept:
        return "Run 'python -m etl refresh' first."
    return (
        f"{warehouse / publish.POINTER} is missing, or names none that is kept. Serve the newest again with "
        f"'python -m etl publish {kept[-1]}', or run 'python -m etl refresh'. Kept: {', '.join(kept)}."
    )


def warehouse_report(warehouse: Path) -> Report:
    """Describe the served snapshot, its last load, and every snapshot kept."""
    snapshot = served(warehouse)
    report = read(publish.snapshot_path(warehouse, snapshot))
    age = datetime.now(UTC).date() - report["data_through"]
    kept = publish.snapshots(warehouse)
    return {**report, "age_days": age.days, "kept": kept, "kept_headline": _headlines(warehouse, kept)}


def refuse_unreadable(warehouse: Path, snapshot: str) -> None:
    """Raise `BadInput` when a kept snapshot cannot be read, so that readers are not pointed at it."""
    path = publish.snapshot_path(warehouse, snapshot)
    try:
        if path.is_file():
            read(path)
    except duckdb.Error as error:
        raise BadInput(f"Snapshot {snapshot} cannot be read, so it is not served: {error}") from error


def read(path: Path) -> Report:
    """Read what one snapshot says of itself.

    `load` holds the files of its last refresh with their row counts, `rejected` the reasons; `boundaries` the areas
    loaded, by kind and source; `cross_check` the comparison with published columns; `category_without_units` up to ten
    events whose published category names an agency that has no unit row.
    """
    with duckdb.connect(str(path), read_only=True) as con:
        report = _one(con, "SELECT * EXCLUDE (definitions) FROM snapshot")
        report |= _one(
            con, "SELECT (SELECT count(*) FROM event) AS events, count(*) AS unit_responses FROM unit_response"
        )
        last = "load_id = (SELECT max(load_id) FROM source_file)"
        report["load"] = _all(con, f"SELECT * EXCLUDE (load_id) FROM source_file WHERE {last} ORDER BY file_name")
        report["rejected"] = _all(con, f"SELECT file_name, reason, rows FROM rejection WHERE {last} ORDER BY ALL")
        report["boundaries"] = _boundaries(con)
        report["cross_check"] = _all(con, "FROM cross_check")
        report["impossible_order"] = _all(con, "FROM impossible_order")
        report["unknown_values"] = _all(con, "FROM unknown_value")
        report |= _one(
            con,
            "SELECT count(*) AS category_disagreements, count(agency_without_units) AS categories_without_units "
            "FROM category_disagreement",
        )
        report["category_without_units"] = _all(
            con,
            "SELECT event_number, response_category, agency_without_units FROM category_disagreement "
            f"WHERE agency_without_units IS NOT NULL ORDER BY event_number LIMIT {_LISTED}",
        )
    return report


def as_text(report: Mapping[str, Any]) -> str:
    """Write a report for a person."""
    invented = "  INVENTED DATA: no number says anything of Seattle" if report["is_invented"] else ""
    lines = [
        f"snapshot      {report['snapshot']}{invented}",
        f"vintage       {report['vintage']} UTC",
        f"data          {report['first_day']} to {report['data_through']}, {report['age_days']} days old",
        f"events        {report['events']:,} with {report['unit_responses']:,} unit responses",
        f"boundaries    {boundaries_line(report)}",
        *store_lines(report.get("people")),
        f"kept          {', '.join(report['kept'])}",
        *(_headline_line(kept, report["snapshot"]) for kept in report["kept_headline"]),
        "last load",
    ]
    for file in report["load"]:
        lines.append(
            f"  {file['file_name']}: {file['rows_read']:,} read = {file['rows_accepted']:,} accepted + "
            f"{file['rows_unchanged']:,} unchanged + {file['rows_superseded']:,} superseded + "
            f"{file['rows_rejected']:,} rejected"
        )
    lines += [f"  rejected from {row['file_name']}: {row['rows']:,} × {row['reason']}" for row in report["rejected"]]
    return "\n".join([*lines, *quality_lines(report)])


def _headlines(warehouse: Path, kept: list[str]) -> list[Report]:
    """Read what each kept snapshot says of itself and its headline metrics, newest first; of older code only the id.

    A file that cannot be read is said to be so: it cannot be served either.
    """
    return [_headline(warehouse, snapshot) for snapshot in reversed(kept)]


def _headline(warehouse: Path, snapshot: str) -> Report:
    try:
        with duckdb.connect(str(publish.snapshot_path(warehouse, snapshot)), read_only=True) as con:
            told = _one(con, "SELECT snapshot, vintage, data_through FROM snapshot")
            if not _all(con, "FROM duckdb_tables() WHERE table_name = 'headline'"):
                return told | {"metrics": {}}
            rows = _all(con, "SELECT metric, value, n FROM headline WHERE month IS NULL")
            return told | {"metrics": {row["metric"]: {"value": row["value"], "n": row["n"]} for row in rows}}
    except duckdb.Error as error:
        return {"snapshot": snapshot, "problem": str(error).splitlines()[0]}


def _headline_line(kept: Report, served_now: str) -> str:
    mark = "*" if kept["snapshot"] == served_now else " "
    if "problem" in kept:
        return f" {mark}{kept['snapshot']}  cannot be read: {kept['problem']}"
    shown = (
        f"{METRICS[name].label} {METRICS[name].text(kept['metrics'][name]['value'])}"
        for name in _SHOWN
        if name in kept["metrics"]
    )
    return f" {mark}{kept['snapshot']}  through {kept['data_through']}: {'; '.join(shown) or 'not logged then'}"


def boundaries_line(report: Mapping[str, Any]) -> str:
    """Say which boundaries are loaded, and from what."""
    kinds = [f"{row['areas']} {row['kind']} areas from {row['source']}" for row in report["boundaries"]]
    return "; ".join(kinds) or "none; 'python -m etl boundaries' fetches the City's"


def quality_lines(report: Mapping[str, Any]) -> list[str]:
    """Write what the export says of itself beside what its unit rows say."""
    lines = ["published beside computed (agree / differ / not comparable: not published, or unit rows missing)"]
    for row in report["cross_check"]:
        lines.append(f"  {row['column_name']:<30}{row['agree']:>12,}{row['differ']:>10,}{row['not_comparable']:>12,}")
    lines.append(
        f"events whose category names an agency without a unit row: {report['categories_without_units']:,}"
        f" (of {report['category_disagreements']:,} whose category and units differ)"
    )
    lines += [
        f"  {row['event_number']}  {row['response_category']}  without a {row['agency_without_units']} unit"
        for row in report["category_without_units"]
    ]
    lines.append("kept and counted")
    lines += [f"  {row['rows']:,} × {row['what']}" for row in report["impossible_order"]]
    lines += [f"  {row['rows']:,} × unknown {row['column_name']} {row['value']!r}" for row in report["unknown_values"]]
    return lines


def _boundaries(con: duckdb.DuckDBPyConnection) -> list[Report]:
    """Count the areas by kind; a kept snapshot of before there were boundaries has no such table."""
    if not _all(con, "FROM duckdb_tables() WHERE table_name = 'area'"):
        return []
    return _all(con, "SELECT kind, source, count(*) AS areas FROM area GROUP BY ALL ORDER BY kind")


def _all(con: duckdb.DuckDBPyConnection, query: str) -> list[Report]:
    found = con.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _one(con: duckdb.DuckDBPyConnection, query: str) -> Report:
    return _all(con, query)[0]
