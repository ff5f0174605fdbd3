"""Loading supplied exports: known by their headers, dated, and read into a table of typed rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import log, supplied
from etl.errors import BadInput
from etl.stage import stamp_in
from etl.supplied.contract import Contract, Kind
from etl.supplied.reading import Rejection, Row, headers_of, read
from etl.supplied.versions import columns_sql

_AT_A_TIME = 50_000
_CSV = (".csv", ".csv.gz")

_ARROW = {
    Kind.NUMBER: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.TIME: pa.timestamp("us"),
    Kind.DAY: pa.date32(),
    Kind.CHOICE: pa.string(),
    Kind.YES_NO: pa.bool_(),
    Kind.SCALE: pa.int32(),
    Kind.COUNT: pa.int32(),
}

Keep = Callable[[Path, Rejection], object]
"""What is told of each record that is rejected."""


@dataclass(frozen=True)
class Loaded:
    """One supplied export, read: how many records, how many rejected by reason, and its vintage (UTC)."""

    path: Path
    vintage: datetime
    read: int
    rejected: dict[str, int]


def sort_out(files: Iterable[Path]) -> tuple[list[Path], dict[Contract, list[Path]]]:
    """Tell the dispatch exports from the supplied ones, which are known by their headers."""
    dispatch: list[Path] = []
    found: dict[Contract, list[Path]] = {}
    for path in files:
        headers = headers_of(path) if path.name.lower().endswith(_CSV) else []
        contract = next((one for one in supplied.CONTRACTS if one.is_known_by(headers)), None)
        found.setdefault(contract, []).append(path) if contract else dispatch.append(path)
    return dispatch, found


def load(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    files: Sequence[Path],
    *,
    into: str,
    as_of: datetime | None,
    most: int,
    keep: Keep,
) -> list[Loaded]:
    """Create the table `into` of every valid row of these files, each with its place; `keep` takes what is rejected.

    A file's vintage is the UTC stamp in its name, else `as_of`, else the newest time in it. Raises `BadInput` as `read`
    does, when two files have one name, and when invented and real rows are mixed.
    """
    names = Counter(path.name for path in files)
    if twice := [name for name, count in names.items() if count > 1]:
        raise BadInput(f"Two files are named {twice[0]}, and rows are traced by their file's name. Rename one.")
    con.execute(f"CREATE TABLE {into} ({columns_sql(contract)})")
    loaded = [_load(con, contract, path, into, as_of, most, keep) for path in files]
    is_invented(con, contract, into)
    return loaded


def is_invented(con: duckdb.DuckDBPyConnection, contract: Contract, table: str) -> bool:
    """Say whether a table's rows are invented; a mixture of invented and real raises `BadInput`."""
    found = con.execute(
        f"""SELECT starts_with({contract.marked_by}, ?) AS invented, min({{'file': file_name, 'line': line}}) AS place
            FROM {table} GROUP BY 1 ORDER BY 1""",
        [contract.invented_mark],
    ).fetchall()
    if len(found) > 1:
        (_, real), (_, made_up) = found
        raise BadInput(
            f"Invented and real rows never share a store. {made_up['file']}, line {made_up['line']} is invented (its "
            f"{contract.marked_by} begins with {contract.invented_mark}); {real['file']}, line {real['line']} is not. "
            "Give one kind only."
        )
    return bool(found and found[0][0])


def _load(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    path: Path,
    into: str,
    as_of: datetime | None,
    most: int,
    keep: Keep,
) -> Loaded:
    rejected: Counter[str] = Counter()
    count = 0

    def rows() -> Iterator[Row]:
        for record in read(path, contract, most):
            if isinstance(record, Row):
                yield record
            else:
                rejected[record.reason] += 1
                keep(path, record)

    valid = rows()
    while batch := list(islice(valid, _AT_A_TIME)):
        count += len(batch)
        _insert(con, contract, path, batch, into)
    vintage = _vintage(con, contract, path, into, as_of)
    con.execute(f"UPDATE {into} SET vintage = ? WHERE file_name = ?", [vintage, path.name])
    return Loaded(path, vintage, count + rejected.total(), dict(rejected))


def _insert(con: duckdb.DuckDBPyConnection, contract: Contract, path: Path, batch: Sequence[Row], into: str) -> None:
    arrays = [pa.array([row.values[c.header] for row in batch], _ARROW[c.kind]) for c in contract.columns]
    arrays += [
        pa.nulls(len(batch), pa.timestamp("us")),
        pa.array([path.name] * len(batch)),
        pa.array([row.line for row in batch]),
    ]
    con.register("read_batch", pa.Table.from_arrays(arrays, names=[*contract.headers, "vintage", "file_name", "line"]))
    con.execute(f"INSERT INTO {into} BY NAME FROM read_batch")
    con.unregister("read_batch")


def _vintage(
    con: duckdb.DuckDBPyConnection, contract: Contract, path: Path, table: str, as_of: datetime | None
) -> datetime:
    given = stamp_in(path.name) or as_of
    if given:
        return given.replace(tzinfo=None)
    log.warn(
        f"{path.name} has no UTC time in its name, so it is as new as its newest row. Name it as the guide says: "
        f"{contract.name}_20260405T120000Z.csv.",
        file=path.name,
    )
    newest = con.execute(
        f"SELECT CAST(max({contract.dated_by}) AS TIMESTAMP) FROM {table} WHERE file_name = ?", [path.name]
    ).fetchone()
    return newest[0] if newest and newest[0] else datetime.fromtimestamp(0, UTC).replace(tzinfo=None)
