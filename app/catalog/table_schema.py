"""The columns and keys of a file as a Table Schema: https://datapackage.org/standard/table-schema/."""

from collections.abc import Sequence
from typing import Any

from app.downloads.columns import FileColumn
from app.downloads.kind import DATA_KINDS

Told = dict[str, Any]

_TYPES = {"month": "yearmonth"}
"""Columns of text for which Table Schema knows a closer type."""

_FORMATS = {"datetime": "%Y-%m-%dT%H:%M:%S"}
"""Local wall time: the format that Table Schema expects names a zone."""

_BOOLEANS = {"trueValues": ["true", "yes"], "falseValues": ["false", "no"]}
_WITH_UNITS = ("integer", "number", "datetime")
"""The types whose values are of a unit: of the others it says only what kind of text they are."""

_NO_UNIT = "number"
"""What the dictionary says of a number that only tells things apart."""

_CLOSED = ("agency", "care_activity", "coverage_step", "responders", "withheld")
"""The columns whose values are ours: no export can bring another one."""

_OURS = {"data_kind": list(DATA_KINDS)}
"""The same of what every file says of itself."""


def table_schema(columns: Sequence[FileColumn], key: Sequence[str], always_there: Sequence[str]) -> Told:
    """Write the schema of a file whose rows `key` tells apart; the columns `always_there` are never blank."""
    return {
        "fields": [_field(column, _constraints(column, key, always_there)) for column in columns],
        "missingValues": [""],
        "primaryKey": list(key),
    }


def _field(column: FileColumn, constraints: Told) -> Told:
    return {
        "name": column.name,
        "type": _TYPES.get(column.name, column.type),
        **({"format": _FORMATS[column.type]} if column.type in _FORMATS else {}),
        "description": column.description,
        **({"unit": column.unit} if column.type in _WITH_UNITS and column.unit != _NO_UNIT else {}),
        **(_BOOLEANS if column.type == "boolean" else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _constraints(column: FileColumn, key: Sequence[str], always_there: Sequence[str]) -> Told:
    values = _values(column)
    return {
        **({"required": True} if column.name in (*key, *always_there) or column.type == "boolean" else {}),
        **({"unique": True} if [column.name] == list(key) else {}),
        **({"enum": values} if values else {}),
    }


def _values(column: FileColumn) -> list[str]:
    """List the values of a closed column; those that hold commas are set apart by semicolons."""
    if column.name in _CLOSED:
        return column.values.split("; " if ";" in column.values else ", ")
    return _OURS.get(column.name, [])
