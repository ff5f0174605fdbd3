"""Answers as Parquet."""

from collections.abc import Generator, Mapping

import pyarrow as pa

from app.comparison import Compared
from app.db import Snapshot
from app.downloads.answer_columns import answer_columns
from app.downloads.answers import records
from app.downloads.parquet import as_parquet
from app.downloads.schema import schema_of
from app.queries import Answer


def answer_as_parquet(snapshot: Snapshot, answer: Answer, compared: Compared, facts: Mapping[str, str]) -> bytes:
    """Write an answer from `snapshot` as Parquet: the same columns as in CSV, values as they are, `facts` beside."""
    columns = answer_columns(answer, compared)

    def batches() -> Generator[pa.RecordBatch]:
        yield pa.RecordBatch.from_pylist(records(snapshot, answer, compared), schema_of(columns))

    return b"".join(as_parquet(columns, batches(), facts))
