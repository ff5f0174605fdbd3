"""Reading supplied exports: as spreadsheets write them; a bad cell is told by line and column, never by what it holds."""

import gzip
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from etl.errors import BadInput
from etl.supplied import CONTACTS, FIRE_UNITS, SURVEY, Contract
from etl.supplied.loading import load, sort_out
from etl.supplied.reading import Rejection, Row, headers_of, read
from etl.supplied.templates import write_templates
from tests.etl.people_exports import Cells, answer, contact, write_people

MOST = 1_000_000
EVENT = "2025000500001"
FIRE = {"cad_event_number": EVENT, "unit": "E25", "crew": "4", "dispatched_at": "2025-02-03 14:05:10"}
GOOD: dict[str, tuple[Contract, Cells]] = {
    "contacts": (CONTACTS, contact(1, EVENT)),
    "survey": (SURVEY, answer(1)),
    "fire": (FIRE_UNITS, FIRE),
}


def records(path: Path, contract: Contract = CONTACTS) -> list[Row | Rejection]:
    """Read a whole file."""
    return list(read(path, contract, MOST))


def only(tmp_path: Path, name: str, **changes: str) -> Row | Rejection:
    """Read one good row with changes."""
    contract, cells = GOOD[name]
    (record,) = records(write_people(tmp_path / "export.csv", contract, [cells | changes]), contract)
    return record


def as_bytes(contract: Contract, rows: Sequence[Cells], newline: str = "\n") -> bytes:
    """Write rows without quotes."""
    lines = [",".join(contract.headers), *(",".join(cells.get(h, "") for h in contract.headers) for cells in rows)]
    return (newline.join(lines) + newline).encode()


@pytest.mark.parametrize("name", GOOD)
def test_a_good_row_is_read_whole(tmp_path: Path, name: str) -> None:
    record = only(tmp_path, name)
    assert isinstance(record, Row)
    assert record.line == 2
    assert set(record.values) == set(GOOD[name][0].headers)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2025-02-03 14:05",
            "2025-02-03 14:05:00",
            "2025-02-03T14:05",
            "2025-02-03T14:05:00",
            "2025-02-03T14:05:00.000",
        ),
        *("02/03/2025 02:05 PM", "2/3/2025 2:05 PM", "2/3/2025 2:05:00 pm", "2/3/2025 14:05", " 2025-02-03 14:05 "),
    ],
)
def test_times_are_read_in_every_form(tmp_path: Path, text: str) -> None:
    record = only(tmp_path, "contacts", contacted_at=text)
    assert isinstance(record, Row)
    assert record.values["contacted_at"] == datetime(2025, 2, 3, 14, 5)


@pytest.mark.parametrize("text", ["2025-02-03", "2/3/2025", "02/03/2025", "2025-02-03 14:05", "2/3/2025 2:05 PM"])
def test_days_are_read_in_every_form(tmp_path: Path, text: str) -> None:
    record = only(tmp_path, "survey", received_on=text)
    assert isinstance(record, Row)
    assert record.values["received_on"] == date(2025, 2, 3)


@pytest.mark.parametrize(
    ("name", "column", "text", "value"),
    [
        ("contacts", "outcome", "Served & Transported", "served and transported"),
        ("contacts", "outcome", "NO_CONTACT", "no contact"),
        ("contacts", "referral_made", "Y", True),
        ("contacts", "referral_made", "FALSE", False),
        ("contacts", "followup_1d", "", None),
        ("survey", "language", "somali", "Somali"),
        ("survey", "helped", "1", 1),
        ("survey", "would_call_again", "", None),
        ("fire", "crew", "0", 0),
    ],
)
def test_cells_are_read_as_they_are_meant(tmp_path: Path, name: str, column: str, text: str, value: object) -> None:
    record = only(tmp_path, name, **{column: text})
    assert isinstance(record, Row)
    assert record.values[column] == value


BAD = [
    *(
        ("contacts", "contact_id", text)
        for text in ("", "Maria Lopez", "no digit", "x1" * 40, "206-555-0134", "2065550134")
    ),
    *(
        ("contacts", "contacted_at", text)
        for text in ("", "yesterday", "2025-02-30 10:00", "1999-12-31 10:00", "2100-01-01 10:00")
    ),
    *(
        ("contacts", "contacted_at", text)
        for text in ("13/13/2025 10:00", "2025-02-03", "45691.58", "2025-02-03 14:05 PST")
    ),
    *(("contacts", "outcome", text) for text in ("", "served well", "was rude to 'him'")),
    *(("contacts", "referral_made", text) for text in ("", "maybe", "2")),
    *(("contacts", "followup_30d", text) for text in ("yes", "reached twice")),
    *(("survey", "received_on", text) for text in ("", "2025-13-01", "Feb 3")),
    *(("survey", "helped", text) for text in ("0", "6", "4.5", "five", "٥", "-1")),
    *(("survey", "language", text) for text in ("Klingon", "English and Spanish")),
    *(("survey", "invited", text) for text in ("", "perhaps")),
    *(("fire", "crew", text) for text in ("", "-1", "4.0", "many", "1234567")),
    *(("fire", "unit", text) for text in ("",)),
]


@pytest.mark.parametrize(("name", "column", "text"), BAD)
def test_a_bad_cell_rejects_its_row_by_column_without_its_value(
    tmp_path: Path, name: str, column: str, text: str
) -> None:
    contract, good = GOOD[name]
    others = [good | {contract.key[0]: f"{good[contract.key[0]]}{n}"} for n in range(8)]  # a slip, not a column of such
    path = write_people(tmp_path / "export.csv", contract, [*others, good | {column: text}])
    *read_well, record = records(path, contract)
    assert all(isinstance(each, Row) for each in read_well)
    assert isinstance(record, Rejection)
    assert record.line == 10
    assert record.reason.startswith(f"{column} is ")
    assert len(text) < 2 or text not in record.reason
    assert text in record.text.replace('""', '"')


# the file


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_line_ending_and_a_byte_order_mark_are_read(tmp_path: Path, newline: str, mark: bytes) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(mark + as_bytes(CONTACTS, [contact(1, EVENT), contact(2, EVENT)], newline))
    assert [(type(record), record.line) for record in records(path)] == [(Row, 2), (Row, 3)]


def test_a_gzip_is_read_and_one_cut_short_is_refused(tmp_path: Path) -> None:
    data = gzip.compress(as_bytes(CONTACTS, [contact(n, EVENT) for n in range(300)]))
    path = tmp_path / "export.csv.gz"
    path.write_bytes(data)
    assert len(records(path)) == 300
    path.write_bytes(data[:-20])
    with pytest.raises(BadInput, match="cut short or damaged"):
        records(path)
    path.write_bytes(b"no gzip at all")
    assert headers_of(path) == []
    assert sort_out([path]) == ([path], {})


def test_quotes_and_line_breaks_within_a_cell_keep_the_lines_right(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    header = ",".join((*CONTACTS.headers, "team"))
    good = ",".join(contact(1, EVENT).get(name, "") for name in CONTACTS.headers)
    path.write_text(f'{header}\n{good},"day, north"\n{good},"one\ntwo"\n\n{good.replace("served", "lost")},late\n')
    assert [(type(record), record.line) for record in records(path)] == [(Row, 2), (Row, 3), (Rejection, 6)]


@pytest.mark.parametrize("line", ['"C-1,2025', 'C-1,"open\n2,3', 'C"1"x,"a"b'])
def test_what_is_no_csv_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(as_bytes(FIRE_UNITS, [FIRE, FIRE]) + line.encode())
    with pytest.raises(BadInput, match=r"export\.csv, line 4: cannot be read as CSV"):
        records(path, FIRE_UNITS)


def test_wrong_field_counts_and_bytes_that_are_not_utf8_reject_the_row(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    good = as_bytes(CONTACTS, [contact(1, EVENT)])
    path.write_bytes(
        good + b"C-2,too,few\n" + b"," * 40 + b"x\n" + good.splitlines()[1].replace(b"served", b"serv\xe9d") + b"\n"
    )
    _, few, many, bytes_ = records(path)
    width = len(CONTACTS.headers)
    assert isinstance(few, Rejection)
    assert (few.line, few.reason) == (3, f"3 fields in place of {width}")
    assert isinstance(many, Rejection)
    assert (many.line, many.reason) == (4, f"41 fields in place of {width}")
    assert isinstance(bytes_, Rejection)
    assert (bytes_.line, bytes_.reason) == (5, "bytes that are not UTF-8")


def test_a_missing_column_one_twice_there_and_no_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    write_people(path, CONTACTS, [], [h for h in CONTACTS.headers if h != "outcome"])
    with pytest.raises(BadInput, match="missing column 'outcome'"):
        records(path)
    path.write_text(",".join([*CONTACTS.headers, "Outcome"]) + "\n")
    with pytest.raises(BadInput, match="'outcome' is there more than once"):
        records(path)
    path.write_text(",".join(CONTACTS.headers) + "\n\n , \n")
    with pytest.raises(BadInput, match="a header and no rows"):
        records(path)


def test_a_file_with_personal_data_is_refused_before_a_row_is_read(tmp_path: Path) -> None:
    rows = [contact(n, EVENT, phone="206-555-0134") for n in range(3)]
    path = write_people(tmp_path / "export.csv", CONTACTS, rows, [*CONTACTS.headers, "phone"])
    with pytest.raises(BadInput, match="'phone' seems to hold phone numbers"):
        next(read(path, CONTACTS, MOST))
    fire = write_people(
        tmp_path / "fire.csv", FIRE_UNITS, [FIRE | {"notes": "a b c d e f"}], [*FIRE_UNITS.headers, "notes"]
    )
    assert len(records(fire, FIRE_UNITS)) == 1  # it is not about people


# which export it is


def test_exports_are_known_by_their_headers(tmp_path: Path) -> None:
    files = [write_people(tmp_path / f"{name}.csv", contract, [cells]) for name, (contract, cells) in GOOD.items()]
    dispatch = tmp_path / "dispatch.csv"
    dispatch.write_text("CAD Event Number,Call Sign Dispatch ID\n1,2\n")
    parquet = tmp_path / "other.parquet"
    parquet.write_bytes(b"PAR1")
    assert sort_out([dispatch, *files, parquet]) == (
        [dispatch, parquet],
        {contract: [path] for (contract, _), path in zip(GOOD.values(), files, strict=True)},
    )


def test_a_header_that_never_ends_is_not_taken_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(b"a," * 1_000_000)
    assert len(headers_of(path)) < 60_000


def test_templates_are_known_as_what_they_are(tmp_path: Path) -> None:
    contracts = tuple(contract for contract, _ in GOOD.values())
    written = write_templates(tmp_path / "templates", contracts)
    _, found = sort_out(path for path in written if path.suffix == ".csv")
    assert set(found) == set(contracts)


def test_rows_are_loaded_with_where_they_were_read(tmp_path: Path) -> None:
    stamped = write_people(
        tmp_path / "a_20250601T120000Z.csv", CONTACTS, [contact(1, EVENT), contact(2, EVENT, outcome="?")]
    )
    plain = write_people(tmp_path / "b.csv", CONTACTS, [contact(3, EVENT, "2025-03-04")])
    kept: list[tuple[str, int]] = []
    with duckdb.connect() as con:
        loaded = load(
            *(con, CONTACTS, [stamped, plain]),
            into="found",
            as_of=None,
            most=MOST,
            keep=lambda path, rejection: kept.append((path.name, rejection.line)),
        )
        rows = con.execute("SELECT contact_id, vintage, file_name, line FROM found ORDER BY 1").fetchall()
    assert rows == [
        ("C-000001", datetime(2025, 6, 1, 12), stamped.name, 2),
        ("C-000003", datetime(2025, 3, 4, 14, 5), plain.name, 2),
    ]
    assert [(one.read, sum(one.rejected.values())) for one in loaded] == [(2, 1), (1, 0)]
    assert kept == [(stamped.name, 3)]
