"""Say what became of people data, to whoever runs the refresh: numbers about few people, which go nowhere else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from etl.people import store
from etl.people.tables import LEDGER, LOAD
from etl.people.told import Told

Report = dict[str, Any]
_COUNTS = ("read", "accepted", "unchanged", "superseded")


def told_as_dict(told: Told) -> Report | None:
    """Return what a refresh made of its files about people, None where it had none and published nothing."""
    if not told.files and not told.published:
        return None
    return {
        "files": [
            {
                "source": one.source,
                "file_name": one.loaded.path.name,
                "vintage": one.loaded.vintage.isoformat() + "Z",
                "read": one.loaded.read,
                "accepted": one.fate.accepted,
                "unchanged": one.fate.unchanged,
                "superseded": one.fate.superseded,
                "rejected": one.loaded.rejected,
            }
            for one in told.files
        ],
        "published": list(told.published),
        "late": dict(told.late),
        "unknown_events": told.unknown_events,
        "not_counted": told.not_counted,
        "rejected_file": str(told.rejected_file) if told.rejected_file else None,
    }


def lines_of(report: Mapping[str, Any] | None) -> list[str]:
    """Write it for a person."""
    if not report:
        return []
    lines = [line for file in report["files"] for line in _file_lines(file)]
    if report["rejected_file"]:
        lines.append(f"  the rejected rows are in {report['rejected_file']}")
    if report["published"]:
        lines.append(f"published about people, for good: {', '.join(report['published'])}")
    lines += [
        f"{rows:,} rows of {source} came after their quarter or year was published, and are in no number"
        for source, rows in report["late"].items()
    ]
    if report["unknown_events"]:
        lines.append(
            f"{report['unknown_events']:,} contacts are of an event that is not held: their precinct is UNKNOWN"
        )
    if report["not_counted"]:
        lines.append(f"{report['not_counted']:,} survey rows are without an invitation, and are in no number")
    return lines


def store_report(folder: Path, *, invented: bool) -> Report | None:
    """Describe the private store for `status`: the last reading of each file, and what was published; None without one.

    A store that cannot be read by this user, or at all, is said to be so.
    """
    path = store.path_of(folder, invented=invented)
    try:
        if not path.is_file():
            return None
        with duckdb.connect(str(path), read_only=True) as con:
            names = ("source", "file_name", "vintage", *_COUNTS, "rejected")
            loads = con.execute(f"SELECT * EXCLUDE (load_id) FROM {LOAD.partition('.')[2]} ORDER BY ALL").fetchall()
            periods = con.execute(
                f"SELECT DISTINCT source, period FROM {LEDGER.partition('.')[2]} ORDER BY ALL"
            ).fetchall()
    except (OSError, duckdb.Error) as error:
        return {"path": str(path), "problem": str(error).splitlines()[0]}
    files = [dict(zip(names, load, strict=True)) for load in loads]
    return {"path": str(path), "files": files, "published": [" ".join(each) for each in periods]}


def store_lines(report: Mapping[str, Any] | None) -> list[str]:
    """Write what `status` says of the store."""
    if report is None:
        return ["people        no private store; 'python -m etl templates' writes files to fill in"]
    if "problem" in report:
        return [f"people        the private store {report['path']} cannot be read: {report['problem']}"]
    published = ", ".join(report["published"]) or "nothing yet"
    return [
        f"people        {report['path']}; published: {published}",
        *(line for file in report["files"] for line in _file_lines(file)),
    ]


def _file_lines(file: Mapping[str, Any]) -> list[str]:
    counts = " + ".join(f"{file[name]:,} {name}" for name in _COUNTS[1:])
    rejected = sum(file["rejected"].values())
    return [
        f"  {file['file_name']} ({file['source']}): {file['read']:,} read = {counts} + {rejected:,} rejected",
        *(f"    rejected: {rows:,} × {reason}" for reason, rows in file["rejected"].items()),
    ]
