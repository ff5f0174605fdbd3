"""Say what became of people data, to whoever runs the refresh: numbers about few people, which go nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from etl.people.outlook import Period
from etl.people.told import Told

Report = dict[str, Any]
COUNTS = ("read", "accepted", "unchanged", "superseded")


def told_as_dict(told: Told) -> Report | None:
    """Return what a refresh made of its files about people, None where it had none and there is nothing to say."""
    if not (told.files or told.published or told.due or told.not_due or told.lost):
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
                "too_late": one.too_late,
            }
            for one in told.files
        ],
        "published": list(told.published),
        "due": due_as_dicts(told.due),
        "not_due": list(told.not_due),
        "late": dict(told.late),
        "lost": {source: list(quarters) for source, quarters in told.lost.items()},
        "of_lost": dict(told.of_lost),
        "unknown_events": told.unknown_events,
        "not_counted": told.not_counted,
        "rejected_file": str(told.rejected_file) if told.rejected_file else None,
    }


def lines_of(report: Mapping[str, Any] | None) -> list[str]:
    """Write it for a person."""
    if not report:
        return []
    lines = [line for file in report["files"] for line in file_lines(file)]
    if report["rejected_file"]:
        lines.append(f"  the rejected rows are in {report['rejected_file']}")
    if report["published"]:
        lines.append(f"published about people, for good: {', '.join(report['published'])}")
    lines += due_lines(report)
    lines += [
        f"{rows:,} rows of {source} came after their quarter or year was published, and are in no number"
        for source, rows in report["late"].items()
    ]
    lines += [
        f"{rows:,} rows of {source} are of quarters whose rows were lost after they were published: which of them are "
        "in a number, nobody can tell"
        for source, rows in report["of_lost"].items()
    ]
    if report["unknown_events"]:
        lines.append(
            f"{report['unknown_events']:,} contacts are of an event that is not held: their precinct is UNKNOWN"
        )
    if report["not_counted"]:
        lines.append(f"{report['not_counted']:,} survey rows are without an invitation, and are in no number")
    return lines


def due_as_dicts(due: Sequence[Period]) -> list[Report]:
    """Return what is due with days as text, a dict each."""
    days = ({"first_day": str(each.first_day), "last_day": str(each.last_day)} for each in due)
    return [asdict(each) | told | {"quarters": list(each.quarters)} for each, told in zip(due, days, strict=True)]


def due_lines(report: Mapping[str, Any]) -> list[str]:
    """Write what is due and what to do about it, and which years are not due, and why."""
    lines = list(report["not_due"])
    if report["due"]:
        lines += [
            "Due to be published about people, once and for good:",
            *(f"  {_due_line(each)}" for each in report["due"]),
            "Look at them; then run the refresh again with --publish-people.",
        ]
    return lines


def of_lost_rows(lost: Mapping[str, Sequence[str]]) -> str:
    """Say that rows of published quarters are not in the store, and what follows."""
    periods = ", ".join(f"{source} {quarter}" for source, quarters in lost.items() for quarter in quarters)
    return (
        f"The private store has no rows of {periods}, which are published: it is gone, or was begun anew. Put it back "
        "from a backup. What is published stands; without the store, a year that has one of these quarters and is not "
        "published yet never will be, and nobody can tell which rows are in what is published."
    )


def _due_line(due: Mapping[str, Any]) -> str:
    told = f"{due['source']} {due['period']}: {due['rows']:,} rows from {due['first_day']} to {due['last_day']}"
    if due["quarters"] != [due["period"]]:
        told += f", of {', '.join(due['quarters'])}"
    if due["events_not_held"]:
        told += f"; {due['events_not_held']:,} are of events that are not held: load those first"
    return told


def file_lines(file: Mapping[str, Any]) -> list[str]:
    counts = " + ".join(f"{file[name]:,} {name}" for name in COUNTS[1:])
    rejected = sum(file["rejected"].values())
    too_late = file.get("too_late", 0)
    return [
        f"  {file['file_name']} ({file['source']}): {file['read']:,} read = {counts} + {rejected:,} rejected",
        *([f"    {too_late:,} of these came too late: they change nothing published"] if too_late else []),
        *(f"    rejected: {rows:,} × {reason}" for reason, rows in file["rejected"].items()),
    ]
