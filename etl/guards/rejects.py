"""Too many of the rows read break the export's contract."""

from collections.abc import Sequence

from etl.guards.guard import Guard, Merged
from etl.merge import FileOutcome

MAX_REJECTS = 0.01
"""The share of rows that may be rejected before a refresh is refused."""


def _reasons(merged: Merged) -> list[str]:
    """Judge each kind of export by itself: a large one must not hide what is wrong with a small one."""
    exports = dict.fromkeys(file.export for file in merged.files)
    return [
        reason for export in exports for reason in _of([file for file in merged.files if file.export == export], merged)
    ]


def _of(files: Sequence[FileOutcome], merged: Merged) -> list[str]:
    read = sum(file.read for file in files)
    rejected = sum(sum(file.rejected.values()) for file in files)
    if rejected <= merged.max_rejects * read and (rejected < read or not read):
        return []
    return [
        f"{rejected:,} of {read:,} rows were rejected; {merged.max_rejects:.1%} may be (--max-rejects). The rows, each "
        f"with its record number, are in {merged.rejected_file}. By reason:",
        *(f"  {file.name}: {rows:,} × {reason}" for file in files for reason, rows in file.rejected.items()),
    ]


GUARD = Guard(
    "rejects",
    "more rows rejected than may be",
    "Download the export again, or ask who makes it what has changed.",
    _reasons,
    compares=False,
)
