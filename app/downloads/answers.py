"""Answers as files: the same rows as on the screen, with what they rest on in every row."""

import csv
import io
from collections.abc import Generator, Mapping, Sequence
from datetime import date
from itertools import repeat

import pyarrow as pa

from app.comparison import Change
from app.db import Snapshot
from app.downloads.answer_columns import LABELLED, answer_columns, group_columns
from app.downloads.csv_text import harmless
from app.downloads.kind import data_kind
from app.downloads.parquet import as_parquet
from app.downloads.schema import schema_of
from app.labels import label
from app.queries import Answer, Row

Cell = str | int | float | bool | date | None
Record = dict[str, Cell]


def answer_as_csv(snapshot: Snapshot, answer: Answer, compared: Sequence[Change] | None = None) -> str:
    """Write an answer from `snapshot` as RFC 4180 CSV in UTF-8, a row a group.

    Its columns are those that `words.CSV_COLUMNS` tells of, in that order.
    """
    out = io.StringIO()
    columns = answer_columns(answer, is_compared=compared is not None)
    writer = csv.DictWriter(out, [column.name for column in columns])
    writer.writeheader()
    group = {column.name for column in group_columns(answer)}
    for record in _records(snapshot, answer, compared):
        # Text of the export's own could run; ours cannot: a minus there is a number's.
        writer.writerow({n: harmless(str(cell)) if n in group else _text(cell) for n, cell in record.items()})
    return out.getvalue()


def answer_as_parquet(
    snapshot: Snapshot, answer: Answer, compared: Sequence[Change] | None, facts: Mapping[str, str]
) -> bytes:
    """Write an answer from `snapshot` as Parquet: the same columns as in CSV, values as they are, `facts` beside."""
    columns = answer_columns(answer, is_compared=compared is not None)

    def batches() -> Generator[pa.RecordBatch]:
        yield pa.RecordBatch.from_pylist(_records(snapshot, answer, compared), schema_of(columns))

    return b"".join(as_parquet(columns, batches(), facts))


def _records(snapshot: Snapshot, answer: Answer, compared: Sequence[Change] | None) -> list[Record]:
    pairs = zip(answer.rows, compared or repeat(None, len(answer.rows)), strict=True)
    return [_group(snapshot, answer, row) | _record(answer, row, change) for row, change in pairs]


def _group(snapshot: Snapshot, answer: Answer, row: Row) -> Record:
    """Write a row's keys, and beside a code what it means."""
    group: Record = {}
    for name, key in zip(answer.by, row.keys, strict=True):
        group[name] = key
        if name in LABELLED:
            group[f"{name}_label"] = label(snapshot, name, key)
    return group


def _record(answer: Answer, row: Row, change: Change | None) -> Record:
    """Write one row's number with its columns' names."""
    name = answer.metric.name
    record: Record = {name: row.value}
    if answer.metric.low:
        record |= {f"{name}_low": row.low, f"{name}_high": row.high}
    record |= {"text": row.text, "n": row.n}
    record |= {f"excluded_{reason}": count for reason, count in row.excluded.items()}
    record |= {f"detail_{part}": value for part, value in row.details.items()}
    if change:
        record |= {
            "compared_start": change.start,
            "compared_end": change.end,
            f"compared_{name}": change.value,
            "compared_text": change.text,
            "compared_n": change.n,
            "difference": change.difference,
            "difference_percent": change.percent,
            "compared_complete": change.complete,
        }
    return record | {
        "withheld": row.withheld,
        "complete": row.complete,
        **({"note": " ".join(answer.notes)} if answer.notes else {}),
        "snapshot": answer.info.snapshot,
        "data_through": answer.info.data_through,
        "data_kind": data_kind(is_invented=answer.info.is_invented),
    }


def _text(cell: Cell) -> str | int | float:
    """Write a cell of a text file: nothing for none, days as ISO 8601, numbers as they are."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case date():
            return cell.isoformat()
    return cell
