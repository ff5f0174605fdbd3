"""Too many of the rows read break their export's contract. Each kind of export is judged by itself."""

from collections.abc import Sequence

from etl.guards.guard import Guard, Merged, Rejects
from etl.merge import DISPATCH, FileOutcome

MAX_REJECTS = 0.01
"""The share of rows that may be rejected before a refresh is refused."""

A_HANDFUL = 10
"""How many rows of a supplied export may be rejected, whatever share they are: it is made by hand."""


def _reasons(merged: Merged) -> list[str]:
    """Judge each kind of export by itself: a large one must not hide what is wrong with a small one."""
    dispatch = [file for file in merged.files if file.export == DISPATCH]
    supplied = [*_supplied(merged), *merged.supplied]
    return [*_of_dispatch(dispatch, merged), *(line for kind in supplied for line in _of_supplied(kind, merged))]


def _of_dispatch(files: Sequence[FileOutcome], merged: Merged) -> list[str]:
    kind = _kind(DISPATCH, files, merged)
    if not _are_too_many(kind, merged):
        return []
    return [
        f"{kind.rejected:,} of {kind.read:,} rows were rejected; {merged.max_rejects:.1%} may be (--max-rejects). The "
        f"rows, each with its record number, are in {merged.rejected_file}. By reason:",
        *(f"  {file.name}: {rows:,} × {reason}" for file in files for reason, rows in file.rejected.items()),
    ]


def _of_supplied(kind: Rejects, merged: Merged) -> list[str]:
    """Say so without a number of rows: this is told to a webhook, and seven rows of such a file may be seven people."""
    if not _are_too_many(kind, merged, but=A_HANDFUL):
        return []
    return [
        f"Of {kind.kind}, more rows were rejected than may be: {A_HANDFUL}, or {merged.max_rejects:.1%} "
        f"(--max-rejects) where that is more, and never all. Each, with its line and the reason, is in "
        f"{kind.rejected_file}. By file:",
        *(f"  {name}: {reason}" for name, reasons in kind.reasons.items() for reason in reasons),
        f"Because of {', '.join(kind.reasons)}, nothing of this refresh was loaded, of other files neither. Correct "
        "the rows where the file was made, and save it again; or move it out of the folder: then the rest is loaded.",
    ]


def _are_too_many(kind: Rejects, merged: Merged, *, but: int = 0) -> bool:
    return kind.rejected > max(but, merged.max_rejects * kind.read) or (kind.rejected == kind.read > 0)


def _supplied(merged: Merged) -> list[Rejects]:
    """Give what was read of the supplied exports that are not about people."""
    names = dict.fromkeys(file.export for file in merged.files if file.export != DISPATCH)
    return [_kind(name, [file for file in merged.files if file.export == name], merged) for name in names]


def _kind(name: str, files: Sequence[FileOutcome], merged: Merged) -> Rejects:
    reasons = {file.name: file.rejected for file in files if file.rejected}
    return Rejects(name, sum(file.read for file in files), reasons, merged.rejected_file)


GUARD = Guard(
    "rejects",
    "more rows rejected than may be",
    "Download a dispatch export again; correct a file that was made by hand. Or ask who makes it what has changed.",
    _reasons,
    compares=False,
)
