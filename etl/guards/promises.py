"""A promise that does not hold: each is a query for its breakage, and a row returned is a promise broken."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.errors import Refused
from etl.guards.guard import Guard, Merged
from etl.incremental import only_touched

CHECKS = Path(__file__).parents[1] / "checks"

_NEVER_BROKEN = ("invented_and_real_never_share", "no_feed_stands_beside_invented_rows", "no_location_is_stored")
"""The promises that nobody can overrule."""


_OF_ALL_EVENTS = ("comparables_are_spd_alone", "units_of_events_add_up")
"""The promises that are about all events together; every other is about each event, whatever the others are."""


def check_promises(con: duckdb.DuckDBPyConnection) -> None:
    """Raise `Refused` naming each promise that an open snapshot does not keep."""
    broken = _broken(con, CHECKS.glob("*.sql"))
    if broken:
        raise Refused("These promises do not hold:\n  " + "\n  ".join(broken))


def _broken(con: duckdb.DuckDBPyConnection, promises: Iterable[Path]) -> list[str]:
    """Ask promises for their breakage, by name."""
    told = []
    for file in sorted(promises):
        found = con.execute(file.read_text())
        names = [column[0] for column in found.description or ()]
        rows = found.fetchall()
        if rows:
            told.append(f"{file.stem}: {len(rows):,} row(s), first {dict(zip(names, rows[0], strict=True))}")
    return told


def _reasons(merged: Merged) -> list[str]:
    promises = [file for file in CHECKS.glob("*.sql") if file.stem not in _NEVER_BROKEN]
    if not merged.only_touched:
        return _broken(merged.con, promises)
    of_all = _broken(merged.con, [file for file in promises if file.stem in _OF_ALL_EVENTS])
    with only_touched(merged.con):
        return [*of_all, *_broken(merged.con, [file for file in promises if file.stem not in _OF_ALL_EVENTS])]


def _never(merged: Merged) -> list[str]:
    return _broken(merged.con, (file for file in CHECKS.glob("*.sql") if file.stem in _NEVER_BROKEN))


GUARD = Guard(
    "promises",
    "a promise of etl/checks/ that does not hold",
    "It is a mistake in the pipeline or in data that it does not foresee: keep the files, and tell who maintains it.",
    _reasons,
    compares=False,
)
NEVER_OVERRULED = Guard(
    "never",
    "a location in a snapshot, or invented rows beside real ones",
    "It is a mistake in the pipeline: keep the files, and tell who maintains it.",
    _never,
    compares=False,
    may_be_overruled=False,
)
