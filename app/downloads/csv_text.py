"""Rows as CSV that every program reads alike and no spreadsheet runs: RFC 4180, UTF-8, ISO 8601 times."""

import re
from collections.abc import Generator, Sequence
from contextlib import closing

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from app.downloads.columns import FileColumn
from app.downloads.formulas import FORMULA_STARTS
from app.downloads.schema import schema_of
from app.downloads.sink import Sink

ROWS_AT_A_TIME = 10_000
_RUNS = f"^[{re.escape(''.join(FORMULA_STARTS))}]"
_OPTIONS = csv.WriteOptions(eol="\r\n", quoting_header="none", batch_size=ROWS_AT_A_TIME)
_DAY_LENGTH = len("2025-12-31")


def as_csv(columns: Sequence[FileColumn], batches: Generator[pa.RecordBatch]) -> Generator[bytes]:
    """Write batches with those columns as CSV, the header at once; closing it closes the batches."""
    schema = pa.schema([pa.field(column.name, _written_as(column)) for column in columns])
    sink = Sink()
    with closing(batches), csv.CSVWriter(sink, schema, write_options=_OPTIONS) as writer:
        yield sink.drained()
        for batch in batches:
            writer.write_batch(pa.record_batch([_written(column) for column in batch.columns], schema=schema))
            yield sink.drained()


def _written_as(column: FileColumn) -> pa.DataType:
    """Return the type that a column's cells are written from: times are text, for the writer's own are not ISO 8601."""
    (field,) = schema_of([column])
    return pa.string() if pa.types.is_timestamp(field.type) else field.type


def _written(cells: pa.Array) -> pa.Array:
    if pa.types.is_string(cells.type):
        return _harmless(cells)
    return _iso(cells) if pa.types.is_timestamp(cells.type) else cells


def _harmless(cells: pa.Array) -> pa.Array:
    """Make text harmless; a batch seldom has any to be made so."""
    runs = pc.match_substring_regex(cells, _RUNS)
    if not pc.any(runs).as_py():
        return cells
    return pc.if_else(runs, pc.binary_join_element_wise("'", cells, ""), cells)


def _iso(times: pa.Array) -> pa.Array:
    """Write 2025-12-31 13:55:53 with a T between day and time."""
    told = times.cast(pa.string()).cast(pa.binary())
    return pc.binary_replace_slice(told, start=_DAY_LENGTH, stop=_DAY_LENGTH + 1, replacement=b"T").cast(pa.string())
