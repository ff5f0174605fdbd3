"""Downloads read as their readers do: CSV strictly, with the types that the metadata names; Parquet as it is."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
from flask.testing import FlaskClient
from pyarrow import parquet

_READ = {
    "string": lambda cell: cell or None,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "datetime": lambda cell: datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S"),  # ISO 8601, and nothing else
}
Record = dict[str, Any]


def described(client: FlaskClient, headers: Mapping[str, str]) -> dict[str, Any]:
    """Follow a file's link to its metadata."""
    address, *parameters = headers["Link"].split(";")
    assert [parameter.strip() for parameter in parameters] == ['rel="describedby"', 'type="application/json"']
    told: dict[str, Any] = client.get(address.strip("<>")).json
    return told


def csv_rows(text: str) -> list[list[str]]:
    """Read CSV as RFC 4180 has it, the header first."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert text.endswith("\r\n")
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows


def csv_records(client: FlaskClient, address: str) -> list[Record]:
    """Download rows as CSV and read each cell as the metadata says; an empty one is None."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    types = {column["name"]: column["type"] for column in described(client, response.headers)["columns"]}
    header, *rows = csv_rows(response.text)
    assert header == list(types)
    return [
        {name: _READ[types[name]](cell) if cell else None for name, cell in zip(header, row, strict=True)}
        for row in rows
    ]


def parquet_table(client: FlaskClient, address: str) -> pa.Table:
    """Download rows as Parquet."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    return parquet.read_table(io.BytesIO(response.data))
