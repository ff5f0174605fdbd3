"""What a guard is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.merge import FileOutcome


@dataclass(frozen=True)
class Rejects:
    """How many rows of the files of one supplied `kind` were read, and how many rejected: by file, then by reason.

    `rejected_file` holds the latter.
    """

    kind: str
    read: int
    reasons: Mapping[str, Mapping[str, int]]
    rejected_file: Path | None

    @property
    def rejected(self) -> int:
        """How many were rejected."""
        return sum(sum(counts.values()) for counts in self.reasons.values())


@dataclass(frozen=True)
class Merged:
    """A refresh before it is published, and the snapshot before it, attached as `held` where there is one.

    `con` holds the new tables, once they are built, and the staging database, where `stage.held_row` has the rows held
    and `stage.brought` those that come in. `max_rejects` is the share of rows that may be rejected, and
    `rejected_file` where those rejected are kept; `supplied` tells the same of each kind of export besides.
    `only_touched` says that only rows of the events in `stage.touched` were written, in a copy of what was held, which
    kept every promise.
    """

    con: duckdb.DuckDBPyConnection
    files: tuple[FileOutcome, ...]
    max_rejects: float
    rejected_file: Path | None
    supplied: tuple[Rejects, ...] = ()
    only_touched: bool = False


@dataclass(frozen=True)
class Guard:
    """One thing that must not be published.

    `reasons` gives what is wrong, a line each, nothing when all is well; `advice` says what to do about it. A guard
    that `compares` needs a snapshot before this one. One that may not be overruled stands whatever is accepted.
    """

    name: str
    refuses: str
    advice: str
    reasons: Callable[[Merged], list[str]]
    compares: bool = True
    may_be_overruled: bool = True
