"""The refresh, told as its steps. Each is a function of what the steps before it left in the database."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import boundaries, export, guards, merge, metrics, publish, stage, validate
from etl.config import Settings
from etl.cross_check import UNIT_DURATIONS, cross_check
from etl.describe import definitions_digest, describe, record_files
from etl.errors import BadInput
from etl.metrics.capacity import FEWEST_COMPARABLES
from etl.reference import load_reference
from etl.rejected import keep_rejected
from etl.unknown_values import count_unknown_values

TABLES = ("unit_response", "event", "comparable_cell", "care_event", "category_disagreement", "impossible_order")
STEPS = (
    *("reading", "comparing with what is held", "merging", *(f"building {table}" for table in TABLES)),
    *("cross-checking", "checking", "publishing"),
)
"""What `say` is told, in order."""

_SQL = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Summary:
    """What a refresh did. `snapshot` is the one served afterwards; `published` says whether it is new."""

    snapshot: str
    published: bool
    files: tuple[merge.FileOutcome, ...]
    restated: int
    events: int
    vintage: datetime
    invented: bool
    rejected_file: Path | None
    seconds: float
    peak_memory_mb: float


def refresh(
    settings: Settings,
    paths: Sequence[Path],
    *,
    as_of: datetime | None = None,
    max_rejects: float = guards.MAX_REJECTS,
    say: Callable[[str], object] = lambda _: None,
) -> Summary:
    """Load exports, build a snapshot and publish it; or raise a `PipelineError`, the old one still served.

    `as_of` dates files without a stamp in their name; `say` is told each step as it begins. A refresh that would
    change nothing publishes nothing.
    """
    started = time.monotonic()
    with publish.writer_lock(settings.warehouse), publish.workspace(settings.warehouse) as work:
        served = publish.current_snapshot(settings.warehouse)
        snapshot = publish.next_snapshot(settings.warehouse, datetime.now(UTC))
        building = publish.building_path(settings.warehouse, snapshot)
        with _database(settings, building, work, served) as con:
            say("reading")
            sources = _stage(con, paths)
            rejected_file = keep_rejected(con, sources, publish.rejected_path(settings.warehouse, snapshot))
            say("comparing with what is held")
            vintages = merge.gather(con, sources, as_of)
            invented = merge.is_invented(con)
            held = guards.refuse_invented_over_real(con, invented=invented, held=served is not None)
            outcome = merge.judge(con, sources, vintages, invented=invented, held=held)
            guards.refuse_rejects(outcome.files, max_rejects, rejected_file)
            definitions = definitions_digest(settings.reference, boundaries.held_files(settings.boundaries))
            changed = not held or _changes(con, outcome, definitions)
            if changed:
                say("merging")
                merge.merge(con, held=held)
                record_files(con, sources, outcome, snapshot, held=held)
                load_reference(con, settings.reference)
                boundaries.load_boundaries(con, settings.boundaries)
                for table in TABLES:
                    say(f"building {table}")
                    con.execute(table_sql(table))
                say("cross-checking")
                cross_check(con)
                count_unknown_values(con)
                con.execute(table_sql("quality"))
                say("checking")
                describe(con, outcome, snapshot, definitions)
                guards.check_promises(con)
            summary = Summary(
                snapshot=snapshot if changed else str(served),
                published=changed,
                files=outcome.files,
                restated=outcome.restated,
                events=_count_events(con, "event" if changed else "held.event"),
                vintage=max(vintages),
                invented=outcome.invented,
                rejected_file=rejected_file,
                seconds=time.monotonic() - started,
                peak_memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            )
        if changed:
            say("publishing")
            publish.publish(settings.warehouse, snapshot)
        else:
            building.unlink()
    return summary


def table_sql(table: str) -> str:
    """Read a table's SQL with the definitions filled in that it shares with the contract and the metrics."""
    columns = [column.name for column in export.EVENT_COLUMNS]
    return (
        (_SQL / f"{table}.sql")
        .read_text()
        .format(
            care_call_sign=export.CARE_CALL_SIGN,
            test_call_type=export.TEST_CALL_TYPE,
            is_counted=metrics.is_counted("service_seconds"),
            fewest_comparables=FEWEST_COMPARABLES,
            unit_durations=UNIT_DURATIONS,
            event_columns=", ".join(columns),
            event_struct="struct_pack(" + ", ".join(f"{name} := {name}" for name in columns) + ")",
        )
    )


@contextmanager
def _database(
    settings: Settings, building: Path, work: Path, served: str | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file to build, a private staging database beside it, and the snapshot served now, read-only."""
    con = duckdb.connect(str(building))
    try:
        con.execute("SET memory_limit = ?", [settings.memory_limit])
        con.execute("SET threads = ?", [settings.threads])
        con.execute("SET temp_directory = ?", [str(work / "spill")])
        con.execute("SET enable_progress_bar = false")
        _attach(con, work / "stage.duckdb", "stage")
        if served:
            _attach(con, publish.snapshot_path(settings.warehouse, served), "held", "(READ_ONLY)")
        yield con
    finally:
        con.close()


def _attach(con: duckdb.DuckDBPyConnection, path: Path, name: str, options: str = "") -> None:
    quoted = str(path).replace("'", "''")  # ATTACH takes no bound parameter
    con.execute(f"ATTACH '{quoted}' AS {name} {options}")


def _stage(con: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> list[stage.Source]:
    """Recognise every file before reading any, then read and validate each."""
    sources = [stage.open_export(con, path) for path in stage.find_exports(paths)]
    names = [source.path.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"Two files are named {name}, and rows are traced by their file's name. Rename one.")
    for number, source in enumerate(sources):
        validate.validate(con, source, number)
    return sources


def _changes(con: duckdb.DuckDBPyConnection, outcome: merge.Outcome, definitions: str) -> bool:
    """Say whether a new snapshot would differ: in a row, in its vintage, or in the definitions it is built with."""
    row = con.execute("SELECT vintage, definitions FROM held.snapshot").fetchone()
    accepted = any(file.accepted for file in outcome.files)
    newer = con.execute("SELECT count(*) FROM stage.kept").fetchone() != (0,)  # rows repeated by a newer file
    newest = max(file.vintage for file in outcome.files)
    return accepted or newer or row is None or newest > row[0] or definitions != row[1]


def _count_events(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return row[0] if row else 0
