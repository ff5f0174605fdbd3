"""Too many of the rows read break their export's contract. Each kind of export is judged by itself."""

from collections.abc import Sequence

from etl.guards.guard import Guard, Merged, Rejects
from etl.merge import FileOutcome

MAX_REJECTS = 0.01
"""The share of rows that may be rejected before a refresh is refused."""


def _reasons(merged: Merged) -> list[str]:
    """Judge each kind of export by itself: a large one must not hide what is wrong with a small one."""
    exports = dict.fromkeys(file.export for file in merged.files)
    of_files = (_of([file for file in merged.files if file.export == export], merged) for export in exports)
    of_people = (_told(kind, merged) for kind in merged.supplied if _are_too_many(kind, merged))
    return [*(reason for reasons in of_files for reason in reasons), *of_people]


def _of(files: Sequence[FileOutcome], merged: Merged) -> list[str]:
    read = sum(file.read for file in files)
    rejected = sum(sum(file.rejected.values()) for file in files)
    if not _are_too_many(Rejects(files[0].export, read, rejected, merged.rejected_file), merged):
        return []
    return [
        f"{rejected:,} of {read:,} rows were rejected; {merged.max_rejects:.1%} may be (--max-rejects). The rows, each "
        f"with its record number, are in {merged.rejected_file}. By reason:",
        *(f"  {file.name}: {rows:,} × {reason}" for file in files for reason, rows in file.rejected.items()),
    ]


def _are_too_many(kind: Rejects, merged: Merged) -> bool:
    return kind.rejected > merged.max_rejects * kind.read or (kind.rejected == kind.read > 0)


def _told(kind: Rejects, merged: Merged) -> str:
    """Say so without a number: this is told to a webhook, and seven rows of such a file may be seven people."""
    return (
        f"Of {kind.kind}, more rows were rejected than may be: {merged.max_rejects:.1%} (--max-rejects). Each, with "
        f"its line and the reason, is in {kind.rejected_file}."
    )


GUARD = Guard(
    "rejects",
    "more rows rejected than may be",
    "Download the export again, or ask who makes it what has changed.",
    _reasons,
    compares=False,
)
