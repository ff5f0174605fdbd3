"""The spoilers spoil, the same way each time; the plain reader reads what is whole, and nothing else."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.etl.exports import (
    Row,
    many,
    portal_lines,
    row,
    write,
    write_api_csv,
    write_json,
    write_json_lines,
    write_parquet,
)
from tests.faults.plain_reader import NotDefinedError, lines_left, read_plainly
from tests.faults.spoiled_bytes import BYTES, GZIPPED, PARQUET
from tests.faults.spoiled_case import make
from tests.faults.spoiled_csv import CSV
from tests.faults.spoiled_fields import FIELDS
from tests.faults.spoiled_json import OBJECT, WHOLE, as_array
from tests.faults.spoiled_loaded import rows_expected
from tests.faults.spoiled_parquet import TABLE
from tests.golden.rows import merge_exports

ROWS = [row("CARE12", clearance="A\nB"), row("2M1", officers="2"), row("2M2", final_call_type='X, "Y"')]
WRITERS: dict[str, Callable[..., Path]] = {
    "export.csv": write,
    "export.csv.gz": write,
    "export.api.csv": write_api_csv,
    "export.json": write_json,
    "export.jsonl": write_json_lines,
    "export.parquet": write_parquet,
}
TEXT = "".join(portal_lines(many(9)))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@pytest.mark.parametrize("number", range(12))
def test_a_seed_and_a_number_make_the_same_file_again(tmp_path: Path, number: int) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, two = make("tools", number, tmp_path / "one"), make("tools", number, tmp_path / "two")
    assert one.corruptions == two.corruptions
    assert one.corruptions
    if one.path.suffix != ".parquet":
        assert one.path.read_bytes() == two.path.read_bytes()


@pytest.mark.parametrize("name", BYTES)
def test_bytes_are_spoiled(name: str) -> None:
    data = TEXT.encode()
    assert any(BYTES[name](Random(seed), data) != data for seed in range(5))


@pytest.mark.parametrize("name", [*GZIPPED, *PARQUET])
def test_a_container_is_spoiled(name: str, tmp_path: Path) -> None:
    parquet = write_parquet(tmp_path / "export.parquet", *ROWS).read_bytes() if name in PARQUET else b""
    data = parquet or gzip.compress(TEXT.encode())
    assert {**GZIPPED, **PARQUET}[name](Random(1), data) != data


@pytest.mark.parametrize("name", CSV)
def test_records_are_spoiled(name: str) -> None:
    lines = _lines(TEXT)
    assert any(CSV[name](Random(seed), lines) != lines for seed in range(9))


@pytest.mark.parametrize("name", [*OBJECT, *WHOLE])
def test_json_is_spoiled(name: str, tmp_path: Path) -> None:
    objects = [json.dumps(each) for each in json.loads(write_json(tmp_path / "export.json", *ROWS).read_text())]
    if name in WHOLE:
        assert WHOLE[name](Random(1), objects) != as_array(objects)
    if name in OBJECT:
        assert OBJECT[name](Random(1), objects[0]) != objects[0]


@pytest.mark.parametrize("name", FIELDS)
def test_rows_are_spoiled(name: str) -> None:
    spoiled: list[Row] = [dict(each) for each in ROWS]
    FIELDS[name][1](Random(1), spoiled)
    assert spoiled != ROWS


def test_there_are_many_kinds_of_corruption() -> None:
    kinds = (BYTES, GZIPPED, PARQUET, CSV, OBJECT, WHOLE, TABLE, FIELDS)
    assert sum(map(len, kinds)) > 140


@pytest.mark.parametrize("name", WRITERS)
def test_the_plain_reader_finds_the_same_rows_in_every_form(tmp_path: Path, name: str) -> None:
    plain = read_plainly(WRITERS[name](tmp_path / name, *ROWS), tmp_path / "plain.csv")
    portal = merge_exports([write(tmp_path / "portal.csv", *ROWS)])
    assert [held.unit for held in merge_exports([plain.path]).held] == [held.unit for held in portal.held]
    assert plain.shift == (0 if ".csv" in name else 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("export.csv", TEXT.replace(",WEST,", ',"WEST,', 1)),
        ("export.csv", TEXT.replace(",WEST,", ',WE"ST,', 1)),
        ("export.csv", TEXT.replace(",WEST,", ',"WE"ST,', 1)),
        ("export.csv", TEXT.replace("\n", "\r\n", 3)),
        ("export.csv", TEXT.replace(",WEST,", ",WE\rST,", 1)),
        ("export.csv", "\n" + TEXT),
        ("export.csv", TEXT.replace("Priority", "Priorities")),
        ("export.csv", TEXT.replace("Dispatch Address", "priority")),
        ("export.csv.gz", TEXT),
        ("export.json", '{"priority": 1, "priority": 2}'),
        ("export.json", '[{"priority": NaN}]'),
        ("export.json", '[{"priority": 1}]['),
        ("export.jsonl", '{"priority": 1}\n[{"priority": 1}]'),
        ("export.json", "[" * 100_000),
        ("export.parquet", TEXT),
    ],
)
def test_the_plain_reader_leaves_alone_what_is_read_in_more_than_one_way(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_bytes(data.encode())
    with pytest.raises(NotDefinedError):
        read_plainly(tmp_path / name, tmp_path / "plain.csv")


def test_the_plain_reader_counts_what_is_no_object(tmp_path: Path) -> None:
    path = write_json(tmp_path / "export.json", *ROWS)
    path.write_text(path.read_text().replace("[", '[1, null, [], "text", ', 1))
    rows = merge_exports([read_plainly(path, tmp_path / "plain.csv").path])
    assert (rows.read, rows.accepted) == (7, 3)


def test_lines_left_are_those_that_stand_as_they_were(tmp_path: Path) -> None:
    header, *lines = _lines(TEXT)
    path = tmp_path / "export.csv"
    path.write_text(TEXT.replace(",WEST,", ",EAST,", 1))
    assert lines_left(path, header, lines) == {line.rstrip("\n") for line in lines[1:]}


def test_no_line_is_left_as_it_was_under_a_header_that_says_otherwise(tmp_path: Path) -> None:
    header, *lines = _lines(TEXT)
    path = tmp_path / "export.csv"
    swapped = (
        header.replace("Priority", "?").replace("Call Type Indicator", "Priority").replace("?", "Call Type Indicator")
    )
    path.write_text("".join([swapped, *lines]))
    assert lines_left(path, header, lines) == set()


def test_the_plain_reader_takes_bytes_for_the_text_that_they_are(tmp_path: Path) -> None:
    marked = write_parquet(tmp_path / "marked.parquet", *ROWS)
    for name, value in {"text": "caf\u00e9".encode(), "none": b"\xff"}.items():
        table = pq.read_table(marked)
        place = table.column_names.index("Priority")
        pq.write_table(
            table.set_column(place, "Priority", pa.array([value] * 3, pa.binary())), tmp_path / f"{name}.parquet"
        )
    plain = merge_exports([read_plainly(tmp_path / "text.parquet", tmp_path / "plain.csv").path])
    assert {held.unit.event_texts[2] for held in plain.held} == {"caf\u00e9"}
    with pytest.raises(NotDefinedError, match="no text"):
        read_plainly(tmp_path / "none.parquet", tmp_path / "plain.csv")


def test_rows_expected_stand_in_the_order_of_their_keys(tmp_path: Path) -> None:
    """An event number may be the beginning of another's: what is held is sorted by key alone."""
    rows = merge_exports(
        [write(tmp_path / "export.csv", row("01CARE1", "2"), row("CARE1", "1999"), row("CARE1", "20"))]
    )
    assert [row[1] for row in rows_expected(rows)] == ["1999CARE1", "201CARE1", "20CARE1"]
