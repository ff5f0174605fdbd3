"""Rows as Parquet, written batch by batch: types as they are, and what the file rests on in its footer."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing

import pyarrow as pa
from pyarrow import parquet

from app.downloads.columns import FileColumn
from app.downloads.schema import schema_of
from app.downloads.sink import Sink

ROWS_AT_A_TIME = 20_000
"""Rows of a row group: enough for it to compress well, few enough to hold."""


def as_parquet(
    columns: Sequence[FileColumn], batches: Generator[pa.RecordBatch], facts: Mapping[str, str]
) -> Generator[bytes]:
    """Write batches with those columns as Parquet, `facts` beside them in the footer; closing it closes the batches."""
    schema = schema_of(columns).with_metadata(facts)
    sink = Sink()
    with closing(batches):
        with parquet.ParquetWriter(sink, schema) as writer:
            yield sink.drained()
            for batch in batches:
                writer.write_batch(batch.cast(schema))
                yield sink.drained()
        yield sink.drained()
