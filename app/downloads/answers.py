"""Answers as files: the same rows as on the screen, with what they rest on in every row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

from app.comparison import Change
from app.db import Snapshot
from app.downloads.kind import data_kind
from app.labels import label
from app.queries import Answer, Keys, Row, row_without_events

_LABELLED = ("hour", "weekday", "minutes_bin", "clearance")
"""The dimensions whose keys are codes: the others read well enough as they are, and sort."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float
Record = dict[str, Cell]


def answer_as_csv(snapshot: Snapshot, answer: Answer, compared: Sequence[Change] | None = None) -> str:
    """Write an answer from `snapshot` as RFC 4180 CSV in UTF-8, a row a group.

    Its columns are those that `words.CSV_COLUMNS` tells of, in that order.
    """
    pairs = zip(answer.rows, compared or repeat(None, len(answer.rows)), strict=True)
    records = [_group(snapshot, answer.by, row.keys) | _record(answer, row, change) for row, change in pairs]
    out = io.StringIO()
    writer = csv.DictWriter(out, records[0] if records else _header(answer, is_compared=compared is not None))
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def answer_file_name(answer: Answer) -> str:
    """Name the file after what is in it; invented data is marked first."""
    parts = [answer.metric.name, *(f"by_{name}" for name in answer.by), answer.info.snapshot]
    return "-".join([*(["INVENTED"] if answer.info.is_invented else []), *parts]) + ".csv"


def harmless(cell: str) -> str:
    """Keep a text cell from running as a formula in a spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _header(answer: Answer, *, is_compared: bool) -> list[str]:
    """List the columns of an answer that has no row: those of a row without events, after those of its group."""
    row = row_without_events(replace(answer, by=()), ())
    day = answer.info.first_day
    change = Change(day, day, row.value, row.text, row.n, None, None, complete=False) if is_compared else None
    return [*_group_columns(answer.by), *_record(answer, row, change)]


def _group_columns(by: Sequence[str]) -> list[str]:
    return [column for name in by for column in ([name, f"{name}_label"] if name in _LABELLED else [name])]


def _group(snapshot: Snapshot, by: Sequence[str], keys: Keys) -> Record:
    """Write a row's keys, and beside a code what it means; text that a reader's data holds is made harmless."""
    cells: list[str] = []
    for name, key in zip(by, keys, strict=True):
        cells += [key, label(snapshot, name, key)] if name in _LABELLED else [key]
    return dict(zip(_group_columns(by), map(harmless, cells), strict=True))


def _record(answer: Answer, row: Row, change: Change | None) -> Record:
    """Write one row's number with its columns' names."""
    name = answer.metric.name
    record: Record = {name: _cell(row.value)}
    if answer.metric.low:
        record |= {f"{name}_low": _cell(row.low), f"{name}_high": _cell(row.high)}
    record |= {"text": row.text, "n": row.n}
    record |= {f"excluded_{reason}": count for reason, count in row.excluded.items()}
    record |= {f"detail_{part}": _cell(value) for part, value in row.details.items()}
    if change:
        record |= {
            "compared_start": change.start.isoformat(),
            "compared_end": change.end.isoformat(),
            f"compared_{name}": _cell(change.value),
            "compared_text": change.text,
            "compared_n": change.n,
            "difference": _cell(change.difference),
            "difference_percent": _cell(change.percent),
            "compared_complete": _yes(change.complete),
        }
    return record | {
        "withheld": row.withheld or "",
        "complete": _yes(row.complete),
        **({"note": " ".join(answer.notes)} if answer.notes else {}),
        "snapshot": answer.info.snapshot,
        "data_through": answer.info.data_through.isoformat(),
        "data_kind": data_kind(is_invented=answer.info.is_invented),
    }


def _cell(value: float | None) -> Cell:
    return "" if value is None else value


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
