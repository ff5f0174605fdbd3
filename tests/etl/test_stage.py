"""Which files are read, in which forms, and what is said of those that are not."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import stage
from etl.errors import BadInput
from tests.etl.conftest import Warehouse, assert_refused
from tests.etl.exports import (
    NAMES,
    REAL,
    many,
    portal_lines,
    row,
    write,
    write_api_csv,
    write_json,
    write_json_lines,
    write_lines,
    write_parquet,
)
from tests.golden.headers import HEADERS, api_name

DOWNLOAD = "Download 'Call Data' (33kz-ixgy) from data.seattle.gov"
PRE_2024 = (
    *("CAD Event Number", "Event Clearance Description", "Call Type", "Priority", "Initial Call Type"),
    *("Final Call Type", "Original Time Queued", "Arrived Time", "Precinct", "Sector", "Beat"),
    *("Blurred_Longitude", "Blurred_Latitude"),
)
ROWS = (
    row("CARE12", initial_call_type='WELFARE, "CHECK"'),
    row("2M1", arrived_at="", cleared_at="", longitude="-122.33", latitude="47.61"),
    row("2M2", event="2025000500002", cleared_at="2025-11-03 18:44:27", precinct="", received=""),
)
SAME = "SELECT * FROM {} ORDER BY ALL"


def _file(name: str, data: bytes | str = b"") -> Callable[[Path], Path]:
    """Make the function that writes such a file into a folder."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return make


def _unclosed(line: str) -> str:
    return line.replace(",WEST,", ',"WEST,')


def _closed(line: str) -> str:
    return line.replace(",WEST,", ',WEST",')


def _plain(count: int) -> list[str]:
    """Give records without a quote in them, header first."""
    return portal_lines([cells | {"call_source": "911", "service_seconds": ""} for cells in _short(count)])


def _short(count: int) -> list[dict[str, str]]:
    return [row("2M1", event=f"2025000{600_000 + n}", cleared_at="") for n in range(count)]


def _header_without(*names: str) -> str:
    return ",".join(header for header in HEADERS if header not in names) + "\n"


HEADER, *RECORDS = portal_lines(many(40))
PLAIN_HEADER, *PLAIN = _plain(40)
GZIPPED = gzip.compress("".join([HEADER, *RECORDS]).encode())
OBJECTS = [{api_name(header): cells[NAMES[header]] for header in HEADERS} for cells in many(3)]

REFUSED: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "no such file": (lambda folder: folder / "nowhere.csv", ("nowhere.csv: no such file", "Give a dispatch export")),
    "a folder without exports": (lambda folder: folder, ("No export found in", DOWNLOAD)),
    "an unknown ending": (_file("export.xlsx", "PK"), ("export.xlsx: not a kind of file", "Give .csv")),
    "an empty file": (_file("export.csv"), ("export.csv: the file is empty", "Download it again")),
    "nothing but line breaks": (_file("export.csv", "\n\n"), ("export.csv: the file is empty",)),
    "a gzip of nothing": (_file("export.csv.gz", gzip.compress(b"")), ("export.csv.gz: the file is empty",)),
    "a header only": (_file("export.csv", HEADER), ("export.csv: a header and no rows", "download it again")),
    "a header and a blank line": (_file("export.csv", HEADER + "\n"), ("a header and no rows",)),
    "the export of before 2024": (
        _file("old.csv", ",".join(PRE_2024) + "\n" + "x," * 12 + "x\n"),
        ("old.csv", "before 2024", "13 columns", DOWNLOAD, "a row per dispatched unit"),
    ),
    "one required column missing": (
        _file("export.csv", _header_without("Count Of Officers")),
        ("missing required column 'Count Of Officers'.", DOWNLOAD),
    ),
    "several required columns missing": (
        _file("export.csv", _header_without("Call Sign at Scene Time", "Priority")),
        ("missing required column 'Priority', 'Call Sign at Scene Time'.",),
    ),
    "another table": (
        _file("trees.csv", "species,height\noak,9\n"),
        ("trees.csv: not a dispatch export: of its 2 columns none has a header of one.", DOWNLOAD),
    ),
    "10,000 columns more": (
        _file("export.csv", HEADER.replace("\n", "".join(f",extra {n}" for n in range(10_000)) + "\n")),
        ("export.csv: 10,046 columns, and 500 are the most", DOWNLOAD),
    ),
    "a column twice": (
        _file("export.csv", HEADER.replace("\n", ",call_sign_at_scene_time\n")),
        ("the column 'Call Sign at Scene Time' is there more than once",),
    ),
    "a gzip cut short": (
        _file("export.csv.gz", GZIPPED[:-40]),
        ("export.csv.gz: the gzip file is cut short or damaged", "Download it again"),
    ),
    "a long gzip cut short": (
        _file("export.csv.gz", gzip.compress("".join([HEADER, *RECORDS * 200]).encode())[:20_000]),
        ("export.csv.gz: the gzip file is cut short or damaged",),
    ),
    "a gzip of other bytes than its checksum says": (
        _file("export.csv.gz", GZIPPED[:-8] + b"\0\0\0\0" + GZIPPED[-4:]),
        ("export.csv.gz: the gzip file is cut short or damaged", "CRC"),
    ),
    "a long gzip of other bytes": (
        _file("export.csv.gz", gzip.compress("".join([HEADER, *RECORDS * 200]).encode())[:-8] + bytes(8)),
        ("export.csv.gz: the gzip file is cut short or damaged",),
    ),
    "a gzip in name only": (_file("export.csv.gz", HEADER), ("cut short or damaged",)),
    "an unclosed quote that swallows the rest": (
        _file("export.csv", "".join([PLAIN_HEADER, *PLAIN[:2], _unclosed(PLAIN[2]), *PLAIN[3:]])),
        ("export.csv, record 4: a quote is opened and not closed", "Download the file again"),
    ),
    "an unclosed quote that swallows the next rows": (
        _file("export.csv", "".join([PLAIN_HEADER, *PLAIN[:2], _unclosed(PLAIN[2]), *PLAIN[3:5], *RECORDS])),
        ("export.csv, record 4: a quote is opened and not closed",),
    ),
    "a quote closed some rows on": (
        _file(
            "export.csv", "".join([HEADER, *PLAIN[:2], _unclosed(PLAIN[2]), PLAIN[3], PLAIN[4].replace("Y,", 'Y",')])
        ),
        ("export.csv, record 4: a quote is opened and not closed",),
    ),
    "a quote closed some rows on in the same column": (
        _file(
            "export.csv",
            "".join([PLAIN_HEADER, PLAIN[0], _unclosed(PLAIN[1]), PLAIN[2], _closed(PLAIN[3]), *PLAIN[4:]]),
        ),
        ("export.csv, record 3: a quote is opened and closed only rows later", "Download the file again"),
    ),
    "mixed line endings": (
        _file("export.csv", "".join([HEADER, *RECORDS[:3], RECORDS[3].replace("\n", "\r\n"), *RECORDS[4:]])),
        ("export.csv: the file mixes line endings", "Download it again"),
    ),
    "JSON that is none": (_file("export.json", "{cad_event_number"), ("export.json: cannot be read to its end",)),
    "a JSON array cut short": (
        _file("export.json", json.dumps(OBJECTS)[:-300]),
        ("export.json", "cut short", "Download it again"),
    ),
    "a JSON array cut after a comma": (
        _file("export.json", json.dumps(OBJECTS[:2])[:-1] + ","),
        ("export.json: the JSON array is not closed",),
    ),
    "JSON lines cut short": (
        _file("export.jsonl", "\n".join(map(json.dumps, OBJECTS))[:-99]),
        ("export.jsonl: cannot be read to its end",),
    ),
    "an empty JSON array": (
        _file("export.json", "[]"),
        ("export.json: no rows. The portal sends this when busy: download it again.",),
    ),
    "a Parquet file that is none": (_file("export.parquet", HEADER), ("export.parquet: cannot be read to its end",)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_and_the_old_snapshot_stands(
    held: Warehouse, tmp_path: Path, case: str
) -> None:
    make, said = REFUSED[case]
    folder = tmp_path / "exports"
    folder.mkdir()
    assert_refused(held, 2, held.run("refresh", make(folder)), *said)


def test_one_bad_file_among_good_ones_refuses_all(held: Warehouse, tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.csv", *ROWS), write_lines(tmp_path / "bad.csv", [HEADER])
    assert_refused(held, 2, held.run("refresh", good, bad), "bad.csv: a header and no rows")


@pytest.mark.parametrize("name", ["export.json", "export.jsonl.gz"])
def test_json_of_some_thousand_rows_takes_little_memory(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    rows = many(2_500)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(write_json_lines(tmp_path / "export.jsonl", *rows).read_bytes()))
    else:
        write_json(path, *rows)
    monkeypatch.setenv("CARE_ETL_MEMORY", "256MB")
    assert "2,500 rows read = 2,500 accepted" in warehouse.refresh(path).out


def test_a_json_key_that_looks_like_a_path_is_no_column(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write_json(tmp_path / "export.json", row())
    path.write_text(path.read_text().replace("{", '{"$.priority.x": "9", "it\'s": 1, "a\\"b": [2], ', 1))
    warehouse.refresh(path)
    assert warehouse.one("SELECT priority FROM export_row") == row()["priority"]


def test_an_unclosed_quote_is_found_across_the_readers_buffers(held: Warehouse, tmp_path: Path) -> None:
    lines = PLAIN * 3_000
    lines[2] = _unclosed(lines[2])
    path = write_lines(tmp_path / "export.csv", [PLAIN_HEADER, *lines])
    assert path.stat().st_size > 32 << 20, "as large as a buffer, or the error is reported another way"
    ran = held.run("refresh", path, "--max-rejects", 1)
    assert_refused(held, 2, ran, "export.csv, record 4: a quote is opened and not closed")


def test_two_files_of_one_name_are_refused(held: Warehouse, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "export.csv", *ROWS)
    ran = held.run("refresh", tmp_path / "one", tmp_path / "two")
    assert_refused(held, 2, ran, "Two files are named export.csv", "Rename one")


def test_the_same_file_named_twice_is_read_once(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", *ROWS)
    assert "3 rows read" in warehouse.refresh(path, tmp_path, path).out


FORMS: dict[str, Callable[[Path], Path]] = {
    "portal CSV, gzipped": lambda folder: write(folder / "export.csv.gz", *ROWS),
    "an ending in capitals": lambda folder: write(folder / "EXPORT.CSV", *ROWS),
    "API CSV": lambda folder: write_api_csv(folder / "export.csv", *ROWS),
    "JSON array": lambda folder: write_json(folder / "export.json", *ROWS),
    "JSON lines": lambda folder: write_json_lines(folder / "export.jsonl", *ROWS),
    "Parquet of text": lambda folder: write_parquet(folder / "export.parquet", *ROWS),
    "Parquet with types": lambda folder: write_parquet(folder / "export.parquet", *ROWS, typed=True),
    "At for at": lambda folder: _reheaded(folder, lambda header: header.replace("At Scene", "at Scene")),
    "_s_ for (s)": lambda folder: _reheaded(folder, lambda header: header.replace("(s)", "_s_")),
    "upper case": lambda folder: _reheaded(folder, str.upper),
    "a column nobody knows": lambda folder: write_lines(
        folder / "export.csv",
        [line.replace("\n", f",{'Event Group' if n == 0 else 7}\n") for n, line in enumerate(portal_lines(ROWS))],
    ),
    "a byte order mark": lambda folder: write_lines(folder / "export.csv", ["\ufeff", *portal_lines(ROWS)]),
    "Windows line endings": lambda folder: write_lines(
        folder / "export.csv", [line.replace("\n", "\r\n") for line in portal_lines(ROWS)]
    ),
    "no last line break": lambda folder: write_lines(folder / "export.csv", ["".join(portal_lines(ROWS)).rstrip()]),
    "columns the other way round": lambda folder: write(folder / "export.csv", *ROWS, headers=HEADERS[::-1]),
}


def _reheaded(folder: Path, change: Callable[[str], str]) -> Path:
    lines = portal_lines(ROWS)
    return write_lines(folder / "export.csv", [change(lines[0]), *lines[1:]])


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_in_any_form_make_the_same_tables(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    portal = Warehouse(tmp_path / "portal", capsys)
    portal.refresh(write(tmp_path / "portal.csv", *ROWS))
    folder = tmp_path / "exports"
    folder.mkdir()
    warehouse.refresh(FORMS[form](folder))
    for table in ("event", "unit_response", "cross_check"):
        expected = portal.rows(SAME.format(table))
        assert warehouse.rows(SAME.format(table)) == expected
        assert expected


def test_a_line_of_any_length_is_not_held_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_LONGEST_LINE", 16)
    path = tmp_path / "export.csv"
    path.write_text("a,b\n" + "x" * 100 + '\n\n"1\n\n",2\n' + "y" * 32 + "\n\n")
    assert stage.empty_records(path) == [3, 6]
    with path.open(newline="") as file:
        assert max(map(len, stage._lines(file))) == 16


def _with_beat_of_bytes(path: Path, beat: bytes) -> Path:
    """Write rows as Parquet whose column of beats is not marked as text, as some writers leave it."""
    table = pq.read_table(write_parquet(path, *ROWS))
    beats = pa.array([beat] * table.num_rows, pa.binary())
    pq.write_table(table.set_column(table.column_names.index("Dispatch Beat"), "Dispatch Beat", beats), path)
    return path


def test_text_that_parquet_does_not_mark_as_text_is_read_as_text(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(_with_beat_of_bytes(tmp_path / "export.parquet", "É1".encode()))
    assert warehouse.rows("SELECT DISTINCT beat FROM export_row") == [("É1",)]


def test_parquet_with_bytes_that_are_no_text_is_refused(held: Warehouse, tmp_path: Path) -> None:
    ran = held.run("refresh", _with_beat_of_bytes(tmp_path / "export.parquet", b"\xff1"))
    assert_refused(held, 2, ran, "export.parquet: cannot be read to its end")


def test_thousands_separators_lose_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", *ROWS)
    assert '"34,014"' in path.read_text(), "the service time of the third row: two officers for 17,007 seconds"
    warehouse.refresh(path)
    assert warehouse.one("SELECT max(service_seconds) FROM export_row") == 34_014


def test_a_file_without_cross_check_columns_loads_and_says_what_it_lacks(warehouse: Warehouse, tmp_path: Path) -> None:
    needed = [header for header, name in NAMES.items() if name in {column.name for column in stage.export.REQUIRED}]
    ran = warehouse.refresh(write(tmp_path / "bare.csv", *ROWS, headers=needed))
    missing = [column.header for column in stage.export.CROSS_CHECKS]
    assert warehouse.rows("SELECT missing_cross_checks, rows_accepted FROM source_file") == [(missing, 3)]
    assert f"bare.csv lacks {len(missing)} columns used for cross-checking only: {', '.join(missing)}" in ran.out
    assert warehouse.one("SELECT sum(agree + differ) FROM cross_check WHERE column_name = 'service_seconds'") == 1, (
        "nothing published beside a unit without a clear: both are blank"
    )


def test_an_unknown_column_is_named_in_the_snapshot(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(FORMS["a column nobody knows"](tmp_path))
    assert warehouse.rows("SELECT extra_columns, format FROM source_file") == [(["Event Group"], "CSV")]


@pytest.mark.parametrize("name", ["export*.csv", "export?.csv", "export[1].csv", "it's (1).csv"])
def test_a_file_name_is_no_pattern(warehouse: Warehouse, tmp_path: Path, name: str) -> None:
    for other in ("export1.csv", "exports.csv"):
        write(tmp_path / other, *many(9))
    assert "3 rows read" in warehouse.refresh(write(tmp_path / name, *ROWS)).out
    assert warehouse.one("SELECT file_name FROM source_file") == name


@pytest.mark.parametrize(
    ("name", "stamp"),
    [
        ("calls_20260104T120000Z.csv", "2026-01-04T12:00:00+00:00"),
        ("calls-2026-01-04T12:00:00Z.csv", "2026-01-04T12:00:00+00:00"),
        ("calls_20261304T120000Z.csv", None),
        ("Call_Data_20260227.csv", None),
    ],
)
def test_the_utc_stamp_in_a_name_is_read(name: str, stamp: str | None) -> None:
    found = stage.stamp_in(name)
    assert (found.isoformat() if found else None) == stamp


def test_without_paths_real_exports_come_before_the_demo(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    assert stage.default_exports(tmp_path) == [tmp_path / "demo"]
    write(tmp_path / "export.csv", *ROWS)
    assert stage.default_exports(tmp_path) == [tmp_path]


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real rows are not here: {REAL.name}")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "spd_call_data_new_schema_api_head_5rows.csv",
            "missing required column 'Dispatch Beat', 'CAD Event Response Category', 'Call Sign Dispatch ID', "
            "'Call Sign Dispatch Time'.",
        ),
        ("spd_call_data_2024_event_rollup_1000rows.csv", "missing required column 'CAD Event Number'"),
        ("spd_call_data_points_2026-07-12_2026-07-16.csv", "missing required column"),
        ("sfd_fire911_points_2026-07-02_2026-07-20.csv", "not a dispatch export"),
        ("spd_call_data_2025_final_call_type_by_response_category_pct.csv", "not a dispatch export"),
        ("spd_call_data_aggregates_2010-2026.json", "not a dispatch export"),
        ("spd_call_events_mcpp_2025-07_2026-07.parquet", "not a dispatch export"),
    ],
)
def test_real_files_that_are_no_dispatch_exports_are_refused(held: Warehouse, name: str, said: str) -> None:
    assert_refused(held, 2, held.run("refresh", REAL / name), name, said, DOWNLOAD)


def test_a_bad_file_is_told_in_one_line(tmp_path: Path) -> None:
    error = stage.unreadable(tmp_path / "export.csv", OSError("disk\nand more"))
    assert isinstance(error, BadInput)
    assert str(error) == "export.csv: cannot be read to its end. Download it again. (disk)"


def test_the_helper_writes_the_published_header(tmp_path: Path) -> None:
    with write(tmp_path / "export.csv", *ROWS).open(newline="") as file:
        assert next(csv.reader(file)) == list(HEADERS)
