"""The columns of a file as Arrow knows them."""

from collections.abc import Sequence

import pyarrow as pa

from app.downloads.columns import FileColumn, Type

_ARROW: dict[Type, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("s"),
}


def schema_of(columns: Sequence[FileColumn]) -> pa.Schema:
    """Write columns as a schema; each says in its own metadata what it means."""
    return pa.schema([_field(column) for column in columns])


def _field(column: FileColumn) -> pa.Field:
    told = {"description": column.description, "unit": column.unit, "values": column.values}
    return pa.field(column.name, _ARROW[column.type], metadata={name: word for name, word in told.items() if word})
