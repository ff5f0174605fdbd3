"""The refresh, told as its steps. Each is a function of what the steps before it left in the database."""

import resource
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import (
    boundaries,
    complete,
    dating,
    fire,
    fire_volume,
    guards,
    held,
    incremental,
    merge,
    people,
    publish,
    readings,
    stage,
    validate,
)
from etl.config import Settings
from etl.cross_check import cross_check
from etl.derive import TABLES, derive
from etl.describe import Identity, definitions_digest, describe, note_size, record_files, record_supplied
from etl.errors import BadInput
from etl.reference import load_reference
from etl.rejected import keep_rejected
from etl.restatements import carry_log, log_refresh, note_overruled
from etl.supplied import FIRE_UNITS
from etl.supplied.loading import sort_out
from etl.unknown_values import count_unknown_values

STEPS = (
    *("reading", "comparing with what is held", "merging", *(f"building {table}" for table in TABLES)),
    *("cross-checking", "checking", "publishing"),
)
"""What `say` is told, in order."""


@dataclass(frozen=True)
class Summary:
    """What a refresh did. `snapshot` is the one served afterwards; `published` says whether it is new.

    `outcome` is what it made of the dispatch exports, `supplied` of the files that departments supply beside them.
    `overruled` names the guards whose refusal was overruled. `moved` says what readers see now, and why, where the
    snapshot served before could not be read; else it is blank.
    """

    snapshot: str
    published: bool
    outcome: merge.Outcome
    supplied: tuple[merge.FileOutcome, ...]
    events: int
    vintage: datetime
    invented: bool
    overruled: tuple[str, ...]
    moved: str
    about_people: people.Told
    rejected_file: Path | None
    seconds: float
    peak_memory_mb: float

    @property
    def files(self) -> tuple[merge.FileOutcome, ...]:
        """What became of each file's rows."""
        return (*self.outcome.files, *self.supplied)


def refresh(
    settings: Settings,
    paths: Sequence[Path],
    *,
    as_of: datetime | None = None,
    full: bool = False,
    max_rejects: float = guards.MAX_REJECTS,
    accept: Collection[str] = (),
    say: Callable[[str], object] = lambda _: None,
) -> Summary:
    """Load exports, build a snapshot and publish it; or raise a `PipelineError`, the old one still served.

    `as_of` dates files without a stamp in their name; `full` declares the files complete for the days they span;
    `accept` names guards to overrule; `say` is told each step as it begins. A refresh that would change nothing
    publishes nothing.
    """
    started = time.monotonic()
    warehouse = settings.warehouse
    with publish.writer_lock(warehouse), publish.workspace(warehouse) as work, people.opened(settings) as private:
        snapshot = publish.next_snapshot(warehouse, datetime.now(UTC))
        with _staging(settings, work) as con:
            say("reading")
            found_files = stage.find_exports(paths)
            _refuse_same_names(found_files)
            dispatch, supplied = sort_out(found_files)
            sources = _stage(con, dispatch, settings.most_unpacked)
            fire_read = fire.read(con, supplied.get(FIRE_UNITS, []), work, as_of=as_of, most=settings.most_unpacked)
            rejected_path = publish.rejected_path(warehouse, snapshot)
            rejected_file = keep_rejected(con, sources, fire_read.rejected, rejected_path)
            publish.retire_rejected(warehouse, written=rejected_file)
            say("comparing with what is held")
            vintages = readings.gather(con, sources, as_of)
            invented = fire.same_kind(fire_read, readings.is_invented(con) if sources else None)
            found = held.attach(con, warehouse, invented=invented)
            before = found.snapshot
            if not sources and before is None:
                raise BadInput(
                    f"No dispatch export in {', '.join(map(str, paths))}, and none is held yet. Give one too."
                )
            outcome = _judge(con, sources, vintages, full=full)
            dating.warn_of_rows_lost(con, sources, vintages, as_of)
            guards.refuse_no_rows(guards.Merged(con, outcome.files, max_rejects, rejected_file))
            fire_judged = fire.judge(con, fire_read)
            private.take(con, supplied, found, snapshot, as_of)
            files = (*outcome.files, *fire_judged.files)
            merged = guards.Merged(con, files, max_rejects, rejected_file, private.rejects)
            fire_volume.count(con, settings, invented=found.is_invented)
            definitions = definitions_digest(settings.reference, boundaries.held_files(settings.boundaries))
            identity = Identity(snapshot, before, found.is_invented, definitions, held.definitions(con))
            brings = _brings(con, outcome) or fire_judged.changes or private.brings
            if changed := identity.definitions_changed or brings:
                anew = _build(con, settings, sources, outcome, fire_judged, identity, private, say)
                overruled = guards.judge(replace(merged, only_touched=not anew), accept, held=before is not None)
                note_overruled(con, snapshot, overruled)
            else:
                overruled = guards.judge_files(merged, accept)
            private.look(con, "built.event" if changed else "held.event")
            summary = Summary(
                snapshot=snapshot if changed else str(before),
                published=changed,
                outcome=outcome,
                supplied=fire_judged.files,
                events=_count_events(con, "built.event" if changed else "held.event"),
                vintage=max(vintages, default=_held_vintage(con)),
                invented=found.is_invented,
                overruled=overruled,
                moved=_moved(found, snapshot if changed else str(before)),
                about_people=private.told,
                rejected_file=rejected_file,
                seconds=time.monotonic() - started,
                peak_memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            )
            private.keep(con)
        if changed:
            say("publishing")
            publish.publish(warehouse, snapshot)
        elif publish.current_snapshot(warehouse) != before:
            publish.point_to(warehouse, str(before))
    return summary


def _build(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    sources: Sequence[stage.Source],
    outcome: merge.Outcome,
    fires: fire.Judged,
    identity: Identity,
    private: people.PeopleData,
    say: Callable[[str], object],
) -> bool:
    """Build every table of the snapshot anew, or of the events touched in a copy of the one before; say which."""
    say("merging")
    file = publish.building_path(settings.warehouse, identity.snapshot)
    copied = publish.snapshot_path(settings.warehouse, str(identity.before))
    anew = identity.definitions_changed or not incremental.is_worth_it(con, outcome, copied, also=fires.new_rows)
    if anew:
        con.execute(f"ATTACH '{held.quoted(file)}' AS built")
        con.execute("USE built")
    else:
        incremental.begin(con, copied, file)
    merge.merge(con, anew=anew)
    fire.write(con)
    record_files(con, sources, outcome, identity.snapshot)
    record_supplied(con, fires.files, identity.snapshot)
    load_reference(con, settings.reference)
    boundaries.load_boundaries(con, settings.boundaries)
    fire_volume.write(con)
    for table in TABLES:
        say(f"building {table}")
        derive(con, table, anew=anew)
    say("cross-checking")
    cross_check(con) if anew else incremental.cross_check_touched(con)
    count_unknown_values(con)
    derive(con, "quality")
    private.publish(con, "event")
    say("checking")
    describe(con, outcome, identity, sorted_bytes=0 if anew else incremental.sorted_bytes(con))
    carry_log(con, held.attach_newest(con, settings.warehouse, identity.before))
    log_refresh(con, identity, outcome, None if anew else incremental.touched_months(con))
    if anew:
        note_size(con, file)
    return anew


def _judge(
    con: duckdb.DuckDBPyConnection, sources: Sequence[stage.Source], vintages: Sequence[datetime], *, full: bool
) -> merge.Outcome:
    """Decide what becomes of every row read and of every row held."""
    held.see(con)
    spans = complete.spans_read(con, vintages, full=full)
    now = [span for span in spans if span]
    readings.set_aside(con, sources, vintages, [*complete.spans_held(con), *now])
    complete.withdraw(con, now)
    return merge.judge(con, sources, vintages, spans)


@contextmanager
def _staging(settings: Settings, work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a private staging database, called `stage`, to which others are attached."""
    con = duckdb.connect(str(work / "stage.duckdb"))
    try:
        con.execute("SET memory_limit = ?", [settings.memory_limit])
        con.execute("SET threads = ?", [settings.threads])
        con.execute("SET temp_directory = ?", [str(work / "spill")])
        con.execute("SET enable_progress_bar = false")
        yield con
    finally:
        con.close()


def _stage(con: duckdb.DuckDBPyConnection, paths: Sequence[Path], most_unpacked: int) -> list[stage.Source]:
    """Recognise every file before reading any, then read and validate each."""
    sources = [stage.open_export(con, path, most_unpacked) for path in paths]
    for number, source in enumerate(sources):
        validate.validate(con, source, number)
    return sources


def _refuse_same_names(paths: Sequence[Path]) -> None:
    names = [path.name for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"Two files are named {name}, and rows are traced by their file's name. Rename one.")


def _brings(con: duckdb.DuckDBPyConnection, outcome: merge.Outcome) -> bool:
    """Say whether the files change a row, a vintage, what is known to be complete, or the fire department's feed."""
    newest = max((file.vintage for file in outcome.files), default=datetime.min)
    spans = {file.complete for file in outcome.files if file.complete} - {*complete.spans_held(con)}
    changed = outcome.added or outcome.replaced or outcome.withdrawn or outcome.repeated
    return bool(changed or spans or newest > _held_vintage(con) or fire_volume.brings(con))


def _moved(found: held.Held, snapshot: str) -> str:
    """Say where readers were moved and why; nothing where the snapshot served was merged with, or none is."""
    if not (found.why and found.snapshot):
        return ""
    if snapshot == found.snapshot:
        return f"Readers were moved to {snapshot}, because {found.why}."
    return (
        f"Readers were moved to {snapshot}, which goes on from {found.snapshot}, because {found.why}. Rows that came "
        "after it are missing: load the exports since then again."
    )


def _held_vintage(con: duckdb.DuckDBPyConnection) -> datetime:
    row = con.execute("SELECT vintage FROM held.snapshot").fetchone() if held.columns(con, "snapshot") else None
    return row[0] if row else datetime.min


def _count_events(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return row[0] if row else 0
