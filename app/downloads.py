"""Answers as files: the same rows as on the screen, with what they rest on in every row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from app.comparison import Change, Compared, row_by_row
from app.db import Snapshot
from app.labels import label
from app.queries import Answer, Keys, Row, row_without_events
from etl.metrics import Metric

_LABELLED = ("hour", "weekday", "minutes_bin", "clearance")
"""The dimensions whose keys are codes: the others read well enough as they are, and sort."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float
Record = dict[str, Cell]


def answer_as_csv(snapshot: Snapshot, answer: Answer, compared: Compared = MappingProxyType({})) -> str:
    """Write an answer from `snapshot` as RFC 4180 CSV in UTF-8, a row a group.

    Its columns are those that `words.CSV_COLUMNS` tells of, in that order.
    """
    pairs = row_by_row(answer, compared)
    records = [_group(snapshot, answer.by, row.keys) | _record(answer, row, found) for row, found in pairs]
    out = io.StringIO()
    writer = csv.DictWriter(out, records[0] if records else _header(answer, compared))
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def answer_file_name(answer: Answer, compared: Iterable[str] = ()) -> str:
    """Name the file after what is in it and what that is compared with; invented data is marked first."""
    told = [*(f"by_{name}" for name in answer.by), *(f"with_{to}" for to in compared)]
    parts = [answer.metric.name, *told, answer.info.snapshot]
    return "-".join([*(["INVENTED"] if answer.info.is_invented else []), *parts]) + ".csv"


def data_kind(*, is_invented: bool) -> str:
    """Say in words whether rows are real."""
    return "invented demonstration data" if is_invented else "real"


def harmless(cell: str) -> str:
    """Keep a text cell from running as a formula in a spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _header(answer: Answer, compared: Iterable[str]) -> list[str]:
    """List the columns of an answer that has no row: those of a row without events, after those of its group."""
    row = row_without_events(replace(answer, by=()), ())
    day = answer.info.first_day
    change = Change(day, day, row.value, row.text, row.n, None, None, complete=False)
    return [*_group_columns(answer.by), *_record(answer, row, dict.fromkeys(compared, change))]


def _group_columns(by: Sequence[str]) -> list[str]:
    return [column for name in by for column in ([name, f"{name}_label"] if name in _LABELLED else [name])]


def _group(snapshot: Snapshot, by: Sequence[str], keys: Keys) -> Record:
    """Write a row's keys, and beside a code what it means; text that a reader's data holds is made harmless."""
    cells: list[str] = []
    for name, key in zip(by, keys, strict=True):
        cells += [key, label(snapshot, name, key)] if name in _LABELLED else [key]
    return dict(zip(_group_columns(by), map(harmless, cells), strict=True))


def _record(answer: Answer, row: Row, found: Mapping[str, Change]) -> Record:
    """Write one row's number with its columns' names."""
    name = answer.metric.name
    record: Record = {name: _cell(row.value)}
    if answer.metric.low:
        record |= {f"{name}_low": _cell(row.low), f"{name}_high": _cell(row.high)}
    record |= {"text": row.text, "n": row.n}
    record |= {f"excluded_{reason}": count for reason, count in row.excluded.items()}
    record |= {f"detail_{part}": _cell(value) for part, value in row.details.items()}
    for to, change in found.items():
        record |= _compared(answer.metric, change, to if len(found) > 1 else "")
    return record | {
        "withheld": row.withheld or "",
        "complete": _yes(row.complete),
        **({"note": " ".join(answer.notes)} if answer.notes else {}),
        "snapshot": answer.info.snapshot,
        "data_through": answer.info.data_through.isoformat(),
        "data_kind": data_kind(is_invented=answer.info.is_invented),
    }


def _compared(metric: Metric, change: Change, to: str) -> Record:
    """Write how a row differs from its like; where there are several, `to` says in each column's name from which."""
    other, own = f"{to or 'compared'}_", f"{to}_" if to else ""
    named = f"{other}{metric.name}"
    ends = {f"{named}_low": _cell(change.low), f"{named}_high": _cell(change.high)} if metric.low else {}
    return {
        f"{other}start": change.start.isoformat(),
        f"{other}end": change.end.isoformat(),
        named: _cell(change.value),
        **ends,
        f"{other}text": change.text,
        f"{other}n": change.n,
        f"{own}difference": _cell(change.difference),
        f"{own}difference_percent": _cell(change.percent),
        f"{other}complete": _yes(change.complete),
    }


def _cell(value: float | None) -> Cell:
    return "" if value is None else value


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
