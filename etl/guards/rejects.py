"""Too many of the rows read break the export's contract."""

from etl.guards.guard import Guard, Merged

MAX_REJECTS = 0.01
"""The share of rows that may be rejected before a refresh is refused."""


def _reasons(merged: Merged) -> list[str]:
    read = sum(file.read for file in merged.files)
    rejected = sum(sum(file.rejected.values()) for file in merged.files)
    if rejected <= merged.max_rejects * read and (rejected < read or not read):
        return []
    return [
        f"{rejected:,} of {read:,} rows were rejected; {merged.max_rejects:.1%} may be (--max-rejects). The rows, each "
        f"with its record number, are in {merged.rejected_file}. By reason:",
        *(f"  {file.name}: {rows:,} × {reason}" for file in merged.files for reason, rows in file.rejected.items()),
    ]


GUARD = Guard(
    "rejects",
    "more rows rejected than may be",
    "Download the export again, or ask who makes it what has changed.",
    _reasons,
    compares=False,
)
