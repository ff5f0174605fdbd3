"""Say what a refresh did: as one JSON object for machines, as lines for a person."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from etl import people
from etl.boundaries import Accepted
from etl.build import Summary
from etl.status import Report, quality_lines


def summary_as_dict(summary: Summary, warnings: Sequence[str] = ()) -> dict[str, Any]:
    """Return the `--json` summary: counts over all files, rejected rows by reason, what was warned of, time, memory."""
    return {
        "snapshot": summary.snapshot,
        "published": summary.published,
        "rows_read": sum(file.read for file in summary.files),
        "accepted": sum(file.accepted for file in summary.files),
        "unchanged": sum(file.unchanged for file in summary.files),
        "superseded": sum(file.superseded for file in summary.files),
        "rejected": rejected_by_reason(summary),
        "restated": summary.outcome.restated,
        "withdrawn": summary.outcome.withdrawn,
        "events": summary.events,
        "vintage": summary.vintage.isoformat() + "Z",
        "is_invented": summary.invented,
        "overruled": summary.overruled,
        "moved": summary.moved or None,
        "warnings": list(warnings),
        "rejected_file": str(summary.rejected_file) if summary.rejected_file else None,
        "people": people.told_as_dict(summary.about_people),
        "seconds": round(summary.seconds, 2),
        "peak_memory_mb": round(summary.peak_memory_mb),
    }


def rejected_by_reason(summary: Summary) -> dict[str, int]:
    """Add up rejected rows by reason over all files."""
    reasons: Counter[str] = Counter()
    for file in summary.files:
        reasons.update(file.rejected)
    return dict(reasons)


def summary_as_text(summary: Summary, report: Report) -> str:
    """Write the summary for a person, with what the files lack and what the export says of itself."""
    told = summary_as_dict(summary)
    lines = [
        _what_is_served(summary),
        f"{told['rows_read']:,} rows read = {told['accepted']:,} accepted + {told['unchanged']:,} unchanged + "
        f"{told['superseded']:,} superseded + {sum(told['rejected'].values()):,} rejected; "
        f"{summary.outcome.restated:,} restated; {summary.events:,} events; vintage {told['vintage']}; "
        f"{told['seconds']} s, {told['peak_memory_mb']:,} MB",
    ]
    if summary.moved:
        lines.insert(1, summary.moved)
    if summary.outcome.withdrawn:
        lines.append(f"  withdrawn: {summary.outcome.withdrawn:,} rows held that a complete export lacks (--full)")
    if summary.overruled:
        lines.append(f"  overruled: {', '.join(summary.overruled)}")
    lines += [f"  rejected: {rows:,} × {reason}" for reason, rows in told["rejected"].items()]
    if summary.rejected_file:
        lines.append(f"  the rejected rows are in {summary.rejected_file}")
    lines += people.lines_of(told["people"])
    if summary.published:
        lines += [
            f"{file['file_name']} lacks {len(file['missing_cross_checks'])} columns used for cross-checking only: "
            + ", ".join(file["missing_cross_checks"])
            for file in report["load"]
            if file["missing_cross_checks"]
        ]
        lines += quality_lines(report)
    if summary.invented:
        lines.append("INVENTED DATA: every page, answer and file says so.")
    return "\n".join(lines)


def _what_is_served(summary: Summary) -> str:
    """Say whether the snapshot is new. Rows about people are kept apart, and may be new without being published."""
    if summary.published:
        return f"Published snapshot {summary.snapshot}."
    nothing = "Nothing to publish from" if summary.about_people.files else "Nothing new in"
    return f"{nothing} these files: snapshot {summary.snapshot} stands."


def accepted_as_text(accepted: Accepted) -> str:
    """Say which boundaries were kept, what was passed over, and what to do next."""
    lines = [
        f"Kept {len(layer.shapes)} {layer.kind.words} from {layer.source}"
        + (f"; passed over {', '.join(layer.passed_over)}, not in data/reference/beat.csv" if layer.passed_over else "")
        + "."
        for layer in accepted.layers
    ]
    if accepted.others:
        lines.append(f"Passed over, no boundaries of these kinds: {', '.join(accepted.others)}.")
    if accepted.on_water:
        lines.append(f"In no council district, on water: {', '.join(accepted.on_water)}.")
    return "\n".join([*lines, "Run 'python -m etl refresh' to publish them."])
