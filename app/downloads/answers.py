"""Answers as records and as CSV: the same rows as on the screen, with what they rest on in every row."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.comparison import Change, Compared, row_by_row
from app.db import Snapshot
from app.downloads.answer_columns import LABELLED, answer_columns, compared_prefixes, group_columns
from app.downloads.formulas import harmless
from app.downloads.kind import data_kind
from app.labels import label
from app.queries import Answer, Row
from etl.metrics import Metric

Cell = str | int | float | bool | date | None
Record = dict[str, Cell]


def answer_as_csv(snapshot: Snapshot, answer: Answer, compared: Compared = MappingProxyType({})) -> str:
    """Write an answer from `snapshot` as RFC 4180 CSV in UTF-8, a row a group.

    Its columns are those that `words.CSV_COLUMNS` tells of, in that order.
    """
    out = io.StringIO()
    columns = answer_columns(answer, compared)
    writer = csv.DictWriter(out, [column.name for column in columns])
    writer.writeheader()
    group = {column.name for column in group_columns(answer)}
    for record in records(snapshot, answer, compared):
        # Text of the export's own could run; ours cannot: a minus there is a number's.
        writer.writerow({n: harmless(str(cell)) if n in group else _text(cell) for n, cell in record.items()})
    return out.getvalue()


def records(snapshot: Snapshot, answer: Answer, compared: Compared) -> list[Record]:
    """Write an answer's rows, a cell a column."""
    pairs = row_by_row(answer, compared)
    return [_group(snapshot, answer, row) | _record(answer, row, found) for row, found in pairs]


def _group(snapshot: Snapshot, answer: Answer, row: Row) -> Record:
    """Write a row's keys, and beside a code what it means."""
    group: Record = {}
    for name, key in zip(answer.by, row.keys, strict=True):
        group[name] = key
        if name in LABELLED:
            group[f"{name}_label"] = label(snapshot, name, key)
    return group


def _record(answer: Answer, row: Row, found: Mapping[str, Change]) -> Record:
    """Write one row's number with its columns' names."""
    name = answer.metric.name
    record: Record = {name: row.value}
    if answer.metric.low:
        record |= {f"{name}_low": row.low, f"{name}_high": row.high}
    record |= {"text": row.text, "n": row.known_n}
    record |= {f"excluded_{reason}": count for reason, count in row.excluded.items()}
    record |= {f"detail_{part}": value for part, value in row.details.items()}
    for to, change in found.items():
        record |= _compared(answer.metric, change, *compared_prefixes(to, found))
    return record | {
        "withheld": row.withheld,
        "complete": row.complete,
        **({"published_on": row.published_on} if answer.metric.is_about_people else {}),
        **({"note": " ".join(answer.notes)} if answer.notes else {}),
        "snapshot": answer.info.snapshot,
        "data_through": answer.info.data_through,
        "data_kind": data_kind(is_invented=answer.info.is_invented),
    }


def _compared(metric: Metric, change: Change, other: str, own: str) -> Record:
    """Write how a row differs from its like in another period."""
    value = f"{other}{metric.name}"
    return {
        f"{other}start": change.start,
        f"{other}end": change.end,
        value: change.value,
        **({f"{value}_low": change.low, f"{value}_high": change.high} if metric.low else {}),
        f"{other}text": change.text,
        f"{other}n": change.n,
        f"{own}difference": change.difference,
        f"{own}difference_percent": change.percent,
        f"{other}complete": change.complete,
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
