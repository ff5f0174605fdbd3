"""Too many of the rows read break their export's contract. Each kind of export is judged by itself."""

from etl.guards.guard import Guard, Merged, Rejects

MAX_REJECTS = 0.01
"""The share of rows that may be rejected before a refresh is refused."""


def _reasons(merged: Merged) -> list[str]:
    return [*_of_dispatch(merged), *(_told(kind, merged) for kind in merged.supplied if _are_too_many(kind, merged))]


def _of_dispatch(merged: Merged) -> list[str]:
    read = sum(file.read for file in merged.files)
    rejected = sum(sum(file.rejected.values()) for file in merged.files)
    if not _are_too_many(Rejects("dispatch", read, rejected, merged.rejected_file), merged):
        return []
    return [
        f"{rejected:,} of {read:,} rows were rejected; {merged.max_rejects:.1%} may be (--max-rejects). The rows, each "
        f"with its record number, are in {merged.rejected_file}. By reason:",
        *(f"  {file.name}: {rows:,} × {reason}" for file in merged.files for reason, rows in file.rejected.items()),
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
