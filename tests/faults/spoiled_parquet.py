"""Parquet files whose columns have other types, names or numbers than an export's."""

import datetime as dt
import decimal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

_NOON = dt.datetime(2025, 11, 3, 14, 5, 0, 250_000)
COLUMNS: dict[str, Callable[[int], pa.Array]] = {
    "whole numbers": lambda n: pa.array([2] * n, pa.int64()),
    "small numbers": lambda n: pa.array([2] * n, pa.uint8()),
    "fractions": lambda n: pa.array([2.0, 2.5] * n, pa.float64())[:n],
    "no numbers": lambda n: pa.array([float("nan"), float("inf")] * n, pa.float64())[:n],
    "decimals": lambda n: pa.array([decimal.Decimal("2.00")] * n, pa.decimal128(9, 2)),
    "truth values": lambda n: pa.array([True] * n),
    "days": lambda n: pa.array([dt.date(2025, 11, 3)] * n),
    "moments": lambda n: pa.array([_NOON] * n, pa.timestamp("us")),
    "nanoseconds": lambda n: pa.array([_NOON] * n, pa.timestamp("ns")),
    "moments with a zone": lambda n: pa.array([_NOON] * n, pa.timestamp("ms", "UTC")),
    "moments far away": lambda n: pa.array([2**62, -(2**62)] * n, pa.timestamp("us"))[:n],
    "times of day": lambda n: pa.array([dt.time(14, 5)] * n),
    "bytes": lambda n: pa.array([b"\xff\x00'"] * n, pa.binary()),
    "lists": lambda n: pa.array([["2"], [], None] * n)[:n],
    "structs": lambda n: pa.array([{"a": "2"}] * n),
    "nothing": pa.nulls,
    "a dictionary": lambda n: pa.array(["2", None] * n)[:n].dictionary_encode(),
}
"""Columns of types that the export's text can come in, and of types that it cannot."""

Change = Callable[[Random, pa.Table], pa.Table]


def _with_names(change: Callable[[Random, list[str]], list[str]]) -> Change:
    return lambda choose, table: table.rename_columns(change(choose, list(table.column_names)))


def _one(change: Callable[[str], str]) -> Callable[[Random, list[str]], list[str]]:
    def renamed(choose: Random, names: list[str]) -> list[str]:
        place = choose.randrange(len(names))
        return [change(name) if n == place else name for n, name in enumerate(names)]

    return renamed


def _of_type(kind: str) -> Change:
    def changed(choose: Random, table: pa.Table) -> pa.Table:
        place = choose.randrange(table.num_columns)
        return table.set_column(place, table.column_names[place], COLUMNS[kind](table.num_rows))

    return changed


TABLE: dict[str, Change] = {
    **{f"a column of {kind}": _of_type(kind) for kind in COLUMNS},
    "a name changed": _with_names(_one(lambda name: name + "x")),
    "a name in another spelling": _with_names(_one(lambda name: name.lower().replace(" ", "_"))),
    "an empty name": _with_names(_one(lambda _: "")),
    "a name with quotes": _with_names(_one(lambda _: "a\"b'c")),
    "a name twice": lambda choose, table: table.append_column(
        table.column_names[place := choose.randrange(table.num_columns)], table.column(place)
    ),
    "a column missing": lambda choose, table: table.remove_column(choose.randrange(table.num_columns)),
    "1,000 columns more": lambda _, table: pa.table(
        [*table.columns, *([pa.nulls(table.num_rows)] * 1_000)], [*table.column_names, *(f"x{n}" for n in range(1_000))]
    ),
    "no rows": lambda _, table: table.slice(0, 0),
    "all rows twice": lambda _, table: pa.concat_tables([table, table]),
}
"""Corruptions of the table that a Parquet file holds."""


def spoil_table(choose: Random, path: Path) -> str:
    """Write a Parquet file again with one corruption, in row groups of a few rows; say which."""
    name = choose.choice(list(TABLE))
    table = TABLE[name](choose, pq.read_table(path))
    compression = choose.choice(("none", "snappy", "zstd", "gzip"))
    pq.write_table(table, path, row_group_size=choose.choice((3, 100)), compression=compression)
    return name
