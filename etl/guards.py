"""Guards: what a refresh may not publish. Each refuses with its reasons; the snapshot before it stands."""

from pathlib import Path

import duckdb

from etl.errors import BadInput, Refused
from etl.merge import FileOutcome

MAX_REJECTS = 0.01
"""The share of rows that may be rejected before a refresh is refused."""

_CHECKS = Path(__file__).parent / "checks"


def refuse_rejects(files: tuple[FileOutcome, ...], max_rejects: float, rejected_file: Path | None) -> None:
    """Refuse when more than `max_rejects` of the rows read were rejected, or when none was valid."""
    read = sum(file.read for file in files)
    rejected = sum(sum(file.rejected.values()) for file in files)
    if rejected <= max_rejects * read and rejected < read:
        return
    reasons = "\n".join(
        f"  {file.name}: {rows:,} × {reason}" for file in files for reason, rows in file.rejected.items()
    )
    raise Refused(
        f"{rejected:,} of {read:,} rows were rejected; {max_rejects:.1%} may be (--max-rejects). "
        f"Nothing was published. The rows, each with its record number, are in {rejected_file}. By reason:\n{reasons}"
    )


def refuse_invented_over_real(con: duckdb.DuckDBPyConnection, *, invented: bool, held: bool) -> bool:
    """Say whether what is held can be merged with: real rows start afresh over invented ones, never the reverse."""
    if not held:
        return False
    row = con.execute("SELECT is_invented FROM held.snapshot").fetchone()
    held_is_invented = row == (True,)
    if invented and not held_is_invented:
        raise BadInput(
            "The export is invented (its event numbers begin with 9999) and the warehouse holds real data. "
            "Give another --warehouse to look at invented data."
        )
    return invented == held_is_invented


def check_promises(con: duckdb.DuckDBPyConnection, folder: Path = _CHECKS) -> None:
    """Ask each promise for its breakage: a query that returns a row is a promise broken."""
    broken = []
    for file in sorted(folder.glob("*.sql")):
        found = con.execute(file.read_text())
        names = [column[0] for column in found.description or ()]
        rows = found.fetchall()
        if rows:
            broken.append(f"{file.stem}: {len(rows):,} row(s), first {dict(zip(names, rows[0], strict=True))}")
    if broken:
        raise Refused("These promises do not hold, so nothing was published:\n  " + "\n  ".join(broken))
