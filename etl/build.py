"""The refresh, told as its steps. Each is a function of what the steps before it left in the database."""

import resource
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import boundaries, fire, fire_volume, guards, held, incremental, intake, merge, people, publish
from etl.config import Settings
from etl.cross_check import cross_check
from etl.derive import TABLES, derive
from etl.describe import Identity, definitions_digest, describe, note_size, record_files, record_supplied
from etl.reference import load_reference
from etl.restatements import carry_log, log_refresh, note_overruled
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
    publish_people: bool = False,
    say: Callable[[str], object] = lambda _: None,
) -> Summary:
    """Load exports, build a snapshot and publish it; or raise a `PipelineError`, the old one still served.

    `as_of` dates files without a stamp in their name; `full` declares the files complete for the days they span;
    `accept` names guards to overrule; `publish_people` publishes what is due of real people, for good; `say` is told
    each step as it begins. A refresh that would change nothing publishes nothing.
    """
    started = time.monotonic()
    warehouse = settings.warehouse
    with (
        publish.writer_lock(warehouse),
        publish.workspace(warehouse) as work,
        people.opened(settings, publish_people=publish_people) as private,
    ):
        snapshot = publish.next_snapshot(warehouse, datetime.now(UTC))
        with _staging(settings, work) as con:
            say("reading")
            came = intake.read(con, settings, paths, snapshot=snapshot, work=work, as_of=as_of)
            say("comparing with what is held")
            found = held.attach(con, warehouse, invented=came.invented)
            intake.refuse_nothing_to_go_on(came, found, paths)
            compared = intake.compare(con, settings, came, found, full=full, as_of=as_of)
            private.take(con, came.supplied, found, snapshot, as_of)
            merged = guards.Merged(con, compared.files, max_rejects, came.rejected_file, private.rejects)
            guards.refuse_no_rows(replace(merged, files=compared.outcome.files))
            identity = _identity(con, settings, snapshot, found)
            if changed := identity.definitions_changed or compared.brings or private.brings:
                anew = _build(con, settings, came, compared, identity, private, say)
                overruled = guards.judge(
                    replace(merged, only_touched=not anew), accept, held=found.snapshot is not None
                )
                note_overruled(con, snapshot, overruled)
            else:
                overruled = guards.judge_files(merged, accept)
            served = snapshot if changed else str(found.snapshot)
            private.look(con, "built.event" if changed else "held.event")
            summary = Summary(
                snapshot=served,
                published=changed,
                outcome=compared.outcome,
                supplied=compared.fires.files,
                events=_count_events(con, "built.event" if changed else "held.event"),
                vintage=max(came.vintages, default=held.vintage(con)),
                invented=found.is_invented,
                overruled=overruled,
                moved=_moved(found, served),
                about_people=private.told,
                rejected_file=came.rejected_file,
                seconds=time.monotonic() - started,
                peak_memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            )
            private.keep(con)
        if changed:
            say("publishing")
            publish.publish(warehouse, snapshot)
        elif publish.current_snapshot(warehouse) != served:
            publish.point_to(warehouse, served)
    return summary


def _build(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    came: intake.Read,
    compared: intake.Compared,
    identity: Identity,
    private: people.PeopleData,
    say: Callable[[str], object],
) -> bool:
    """Build every table of the snapshot anew, or of the events touched in a copy of the one before; say which."""
    say("merging")
    file = publish.building_path(settings.warehouse, identity.snapshot)
    copied = publish.snapshot_path(settings.warehouse, str(identity.before))
    anew = identity.definitions_changed or not incremental.is_worth_it(
        con, compared.outcome, copied, also=compared.fires.new_rows
    )
    if anew:
        con.execute(f"ATTACH '{held.quoted(file)}' AS built")
        con.execute("USE built")
    else:
        incremental.begin(con, copied, file)
    merge.merge(con, anew=anew)
    fire.write(con)
    record_files(con, came.sources, compared.outcome, identity.snapshot)
    record_supplied(con, compared.fires.files, identity.snapshot)
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
    describe(con, compared.outcome, identity, sorted_bytes=0 if anew else incremental.sorted_bytes(con))
    carry_log(con, held.attach_newest(con, settings.warehouse, identity.before))
    log_refresh(con, identity, compared.outcome, None if anew else incremental.touched_months(con))
    if anew:
        note_size(con, file)
    return anew


def _identity(con: duckdb.DuckDBPyConnection, settings: Settings, snapshot: str, found: held.Held) -> Identity:
    """Say which snapshot this refresh builds, if it builds one."""
    definitions = definitions_digest(settings.reference, boundaries.held_files(settings.boundaries))
    return Identity(snapshot, found.snapshot, found.is_invented, definitions, held.definitions(con))


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


def _count_events(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return row[0] if row else 0
