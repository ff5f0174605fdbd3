"""Intake: every file of a refresh is recognised, read and dated, then compared with what is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from etl import complete, dating, fire, fire_volume, held, log, merge, publish, readings, stage, validate
from etl.config import Settings
from etl.errors import BadInput
from etl.rejected import keep_rejected
from etl.supplied import FIRE_UNITS, Contract
from etl.supplied.loading import sort_out


@dataclass(frozen=True)
class Read:
    """The files of a refresh, read into the staging database.

    `sources` are the dispatch exports with their `vintages`, `fires` the fire units, and `supplied` every file that is
    no dispatch export, by its contract. `rejected_file` holds the rows that were rejected, but for those about people.
    `invented` says what kind the rows are, None where there are none.
    """

    sources: list[stage.Source]
    vintages: list[datetime]
    fires: fire.Read
    supplied: Mapping[Contract, list[Path]]
    rejected_file: Path | None
    invented: bool | None


@dataclass(frozen=True)
class Compared:
    """What becomes of the rows read and of those held; `brings` says whether it is anything new."""

    outcome: merge.Outcome
    fires: fire.Judged
    brings: bool

    @property
    def files(self) -> tuple[merge.FileOutcome, ...]:
        """What became of each file's rows."""
        return (*self.outcome.files, *self.fires.files)


def read(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    paths: Sequence[Path],
    *,
    snapshot: str,
    work: Path,
    as_of: datetime | None,
) -> Read:
    """Recognise every file before reading any, then read and validate each; keep what is rejected."""
    files = stage.find_exports(paths)
    _warn_of_spreadsheets(paths)
    _refuse_same_names(files)
    dispatch, supplied = sort_out(files)
    sources = _stage(con, dispatch, settings.most_unpacked)
    fires = fire.read(con, supplied.get(FIRE_UNITS, []), work, as_of=as_of, most=settings.most_unpacked)
    rejected = publish.rejected_path(settings.warehouse, snapshot)
    rejected_file = keep_rejected(con, sources, fires.rejected, rejected)
    publish.retire_rejected(settings.warehouse, written=rejected_file)
    vintages = readings.gather(con, sources, as_of)
    invented = fire.same_kind(fires, readings.is_invented(con) if sources else None)
    return Read(sources, vintages, fires, supplied, rejected_file, invented)


def refuse_nothing_to_go_on(came: Read, found: held.Held, paths: Sequence[Path]) -> None:
    """Raise `BadInput` where there is no dispatch export, now or before: the others are about its events."""
    if not came.sources and found.snapshot is None:
        raise BadInput(f"No dispatch export in {', '.join(map(str, paths))}, and none is held yet. Give one too.")


def compare(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    came: Read,
    found: held.Held,
    *,
    full: bool,
    as_of: datetime | None,
) -> Compared:
    """Decide what becomes of every row, of those read and of those held."""
    outcome = _judge(con, came.sources, came.vintages, full=full)
    dating.warn_of_rows_lost(con, came.sources, came.vintages, as_of)
    fires = fire.judge(con, came.fires)
    fire_volume.count(con, settings, invented=found.is_invented)
    return Compared(outcome, fires, _brings(con, outcome) or fires.changes or fire_volume.brings(con))


def _stage(con: duckdb.DuckDBPyConnection, paths: Sequence[Path], most_unpacked: int) -> list[stage.Source]:
    sources = [stage.open_export(con, path, most_unpacked) for path in paths]
    for number, source in enumerate(sources):
        validate.validate(con, source, number)
    return sources


def _warn_of_spreadsheets(paths: Sequence[Path]) -> None:
    for folder in filter(Path.is_dir, paths):
        for path in stage.spreadsheets_in(folder):
            log.warn(f"{path.name} is a spreadsheet's own file and is not read. Save it as 'CSV UTF-8'.")


def _refuse_same_names(paths: Sequence[Path]) -> None:
    names = [path.name for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"Two files are named {name}, and rows are traced by their file's name. Rename one.")


def _judge(
    con: duckdb.DuckDBPyConnection, sources: Sequence[stage.Source], vintages: Sequence[datetime], *, full: bool
) -> merge.Outcome:
    """Decide what becomes of every row of the dispatch exports read, and of every one held."""
    held.see(con)
    spans = complete.spans_read(con, vintages, full=full)
    now = [span for span in spans if span]
    readings.set_aside(con, sources, vintages, [*complete.spans_held(con), *now])
    complete.withdraw(con, now)
    return merge.judge(con, sources, vintages, spans)


def _brings(con: duckdb.DuckDBPyConnection, outcome: merge.Outcome) -> bool:
    """Say whether the dispatch exports change a row, a vintage, or what is known to be complete."""
    newest = max((file.vintage for file in outcome.files), default=datetime.min)
    spans = {file.complete for file in outcome.files if file.complete} - {*complete.spans_held(con)}
    changed = outcome.added or outcome.replaced or outcome.withdrawn or outcome.repeated
    return bool(changed or spans or newest > held.vintage(con))
