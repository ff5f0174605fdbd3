"""Describe: what travels inside a snapshot so that the file explains itself."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.dictionary import described
from etl.held import carry
from etl.merge import DISPATCH, FileOutcome, Outcome
from etl.metrics import METRICS, Metric
from etl.rows import insert_rows
from etl.stage import CSV, Source

_HERE = Path(__file__).parent
BESIDE = (
    *("__main__.py", "alert.py", "demo.py", "progress.py", "report.py", "status.py"),
    *("invented", "portal"),
)
"""What of `etl/` no snapshot depends on: the build does not import it, and a test holds it to that."""
_METRIC_FIELDS = (
    *("name", "label", "question", "meaning", "why", "aim", "unit", "grain"),
    *("relation", "population", "value", "low", "high", "n", "n_label", "smallest_n", "better", "format", "source"),
)
_SOURCE_FILE = """
    CREATE TABLE source_file (
        load_id VARCHAR, file_name VARCHAR, format VARCHAR, vintage TIMESTAMP,
        missing_cross_checks VARCHAR[], extra_columns VARCHAR[],
        rows_read BIGINT, rows_accepted BIGINT, rows_unchanged BIGINT, rows_superseded BIGINT, rows_rejected BIGINT,
        unreadable_cross_checks BIGINT, complete_from DATE, complete_to DATE, export VARCHAR
    )
"""
_REJECTION = "CREATE TABLE rejection (load_id VARCHAR, file_name VARCHAR, reason VARCHAR, rows BIGINT)"


def record_files(con: duckdb.DuckDBPyConnection, sources: Sequence[Source], outcome: Outcome, snapshot: str) -> None:
    """Create `source_file` and `rejection`: this refresh's files, after those of the snapshots before it."""
    con.execute(_SOURCE_FILE)
    con.execute(_REJECTION)
    carry(con, "source_file")
    con.execute("UPDATE source_file SET export = ? WHERE export IS NULL", [DISPATCH])  # older code knew no other
    carry(con, "rejection")
    for number, (source, file) in enumerate(zip(sources, outcome.files, strict=True)):
        unreadable = con.execute(
            f"SELECT coalesce(sum(unreadable_cross_checks), 0) FROM stage.read_{number}"
        ).fetchone()
        row: tuple[object, ...] = (
            *(snapshot, file.name, source.format, file.vintage),
            *([column.header for column in source.missing_cross_checks], list(source.extra_headers)),
            *(file.read, file.accepted, file.unchanged, file.superseded, sum(file.rejected.values())),
            *(unreadable or (0,)),
            *((file.complete.first, file.complete.last) if file.complete else (None, None)),
            file.export,
        )
        insert_rows(con, "source_file", [row])
        _record_rejected(con, file, snapshot)


def record_supplied(con: duckdb.DuckDBPyConnection, files: Sequence[FileOutcome], snapshot: str) -> None:
    """Add to `source_file` and `rejection` the files that departments supply beside the dispatch export."""
    for file in files:
        counts = (file.read, file.accepted, file.unchanged, file.superseded, sum(file.rejected.values()), 0)
        told: tuple[object, ...] = (file.vintage, [], [], *counts, None, None, file.export)
        insert_rows(con, "source_file", [(snapshot, file.name, CSV, *told)])
        _record_rejected(con, file, snapshot)


def _record_rejected(con: duckdb.DuckDBPyConnection, file: FileOutcome, snapshot: str) -> None:
    insert_rows(con, "rejection", [(snapshot, file.name, reason, rows) for reason, rows in file.rejected.items()])


@dataclass(frozen=True)
class Identity:
    """Which snapshot is built: its id, that of the one `before` it (None for a first load), whether it is invented.

    `definitions` is the digest of what it is built with, `definitions_before` that of the one before.
    """

    snapshot: str
    before: str | None
    invented: bool
    definitions: str
    definitions_before: str | None

    @property
    def definitions_changed(self) -> bool:
        """Whether everything has to be built anew; so it has for a first load."""
        return self.definitions != self.definitions_before


def describe(con: duckdb.DuckDBPyConnection, outcome: Outcome, identity: Identity, *, sorted_bytes: int) -> None:
    """Create `snapshot`, `metric` and `column`: what the file is, and what everything in it means.

    `sorted_bytes` is the file's size when it was last written whole, in order; `note_size` says it of a new one.
    """
    told = ", ".join(f"{name} VARCHAR" for name in _METRIC_FIELDS)
    con.execute(f"CREATE TABLE metric ({told}, breakdowns VARCHAR[], limits VARCHAR[], changed VARCHAR[])")
    insert_rows(con, "metric", [_metric_row(metric) for metric in METRICS.values()])
    columns = ("table_name", "name", "meaning", "unit", "allowed_values")
    con.execute('CREATE TABLE "column" (' + ", ".join(f"{name} VARCHAR" for name in columns) + ")")
    insert_rows(
        con, '"column"', [(told.table, told.name, told.meaning, told.unit, told.values) for told in described()]
    )
    con.execute(
        """
        CREATE TABLE snapshot AS
        SELECT ?::VARCHAR AS snapshot,
               (SELECT max(vintage) FROM source_file WHERE export = ?) AS vintage,
               CAST(min(queued_at) AS DATE) AS first_day,
               CAST(max(queued_at) AS DATE) - 1 AS data_through,
               ?::BOOLEAN AS is_invented,
               ?::BIGINT AS restated,
               ?::VARCHAR AS definitions,
               ?::BIGINT AS sorted_bytes,
               (SELECT CAST(min(dispatched_at) AS DATE) FROM fire_row) AS sfd_first_day,
               (SELECT CAST(max(dispatched_at) AS DATE) FROM fire_row) AS sfd_last_day
        FROM event
        """,
        [identity.snapshot, DISPATCH, identity.invented, outcome.restated, identity.definitions, sorted_bytes],
    )


def note_size(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Note how large the file is that has just been written whole, in order, with all its tables."""
    con.execute("CHECKPOINT built")
    con.execute("UPDATE snapshot SET sorted_bytes = ?", [file.stat().st_size])


def definitions_digest(reference: Path, boundaries: Sequence[Path]) -> str:
    """Digest everything but the exports that a snapshot's content depends on, to tell when a rebuild is due."""
    digest = hashlib.sha256()
    files = [*_definitions(), *reference.glob("*.csv"), *boundaries]
    for path in sorted(files, key=lambda path: (path.name, path.read_bytes())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _definitions() -> list[Path]:
    """List the code and SQL of the pipeline without what is `BESIDE` it: what is new counts until it is named there."""
    found = [*_HERE.rglob("*.py"), *_HERE.rglob("*.sql")]
    return [path for path in found if path.relative_to(_HERE).parts[0] not in BESIDE]


def _metric_row(metric: Metric) -> tuple[object, ...]:
    changed = [f"{day}: {what}" for day, what in metric.changed]
    words = (getattr(metric, name) for name in _METRIC_FIELDS)
    return (*words, list(metric.breakdowns), list(metric.limits), changed)
