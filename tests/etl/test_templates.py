"""Templates, filled in as a department's analyst would with a spreadsheet, and read back as a refresh reads them."""

import csv
import gzip
import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.__main__ import main
from etl.config import PROJECT
from etl.errors import BadInput
from etl.stage import stamp_in
from etl.supplied import CONTACTS, CONTRACTS, FIRE_UNITS, SURVEY, Contract
from etl.supplied.contract import EXAMPLE
from etl.supplied.loading import load, sort_out
from etl.supplied.reading import Rejection, headers_of
from etl.supplied.templates import guide_to, write_templates

EACH = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
ENOUGH = 10**6

Cells = Sequence[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_templates(tmp_path / "templates", CONTRACTS)
    return tmp_path / "templates"


def template(folder: Path, contract: Contract) -> Path:
    return folder / f"{contract.name}_template.csv"


def example(contract: Contract, **cells: str) -> list[str]:
    """Write a row as the guide's example is, with identifiers of its own."""
    return [cells.get(column.header, of_its_own(column.example)) for column in contract.columns]


def of_its_own(cell: str) -> str:
    return cell.replace(EXAMPLE, "X")


def fill_in(path: Path, *rows: Cells, dialect: str = "excel", **how: Any) -> Path:
    """Write rows below a template's header, as Excel saves CSV UTF-8: a BOM, and lines that end with CR and LF."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        header = next(csv.reader(file))
    text = io.StringIO(newline="")
    csv.writer(text, dialect, **how).writerows([header, *rows])
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    return path


def read(contract: Contract, path: Path) -> tuple[list[dict[str, Any]], list[Rejection]]:
    rejected: list[Rejection] = []
    with duckdb.connect() as con:
        load(con, contract, [path], into="read", as_of=None, most=ENOUGH, keep=lambda _, why: rejected.append(why))
        found = con.execute("FROM read ORDER BY line")
        names = [name for name, *_ in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()], rejected


@EACH
def test_a_template_is_the_contracts_header_and_no_more(folder: Path, contract: Contract) -> None:
    written = template(folder, contract).read_bytes()
    assert written == b"\xef\xbb\xbf" + ",".join(contract.headers).encode() + b"\r\n"
    assert sort_out([template(folder, contract)]) == ([], {contract: [template(folder, contract)]})


@EACH
def test_a_template_with_its_example_filled_in_is_read_whole(folder: Path, contract: Contract) -> None:
    [row], rejected = read(contract, fill_in(template(folder, contract), example(contract)))
    assert rejected == []
    assert all(row[column.header] is not None for column in contract.columns)
    assert row["line"] == 2


@EACH
def test_the_rows_that_the_guide_shows_are_read_too(folder: Path, contract: Contract) -> None:
    header, whole, shortest = shown_in_the_guide(folder, contract)
    path = template(folder, contract)
    path.write_text(of_its_own(f"{header}\n{whole}\n{shortest}\n"), encoding="utf-8")
    [full, short], rejected = read(contract, path)
    assert rejected == []
    blank = {column.header for column in contract.columns if column.may_be_blank}
    assert {name for name in contract.headers if short[name] is None} == blank
    assert all(full[name] == short[name] for name in set(contract.headers) - blank)


def shown_in_the_guide(folder: Path, contract: Contract) -> list[str]:
    guide = (folder / "README.md").read_text(encoding="utf-8")
    chapter = guide.split(f"`{contract.name}_template.csv`\n")[1]
    return chapter.split("```")[1].strip().splitlines()


@EACH
def test_the_guide_names_every_column_its_meaning_and_all_that_it_may_hold(folder: Path, contract: Contract) -> None:
    guide = (folder / "README.md").read_text(encoding="utf-8")
    for column in contract.columns:
        [line] = [line for line in guide.splitlines() if line.startswith(f"| `{column.header}` | {column.meaning}")]
        assert all(value in line.split(" | ")[2].replace(", or blank", "").split(" · ") for value in column.values)
        assert line.count("|") == 5
        assert ("or blank" in line) == column.may_be_blank
    assert contract.grain in guide
    assert contract.supplier in guide


def test_the_committed_page_is_the_guide() -> None:
    assert (PROJECT / "docs" / "supplied-exports.md").read_text(encoding="utf-8") == guide_to(CONTRACTS)


def test_the_guides_example_of_a_name_carries_the_time_it_says() -> None:
    [name] = re.findall(r"`(contacts_\S+Z\.csv)`", guide_to(CONTRACTS))
    stamp = stamp_in(name)
    assert stamp is not None
    assert (stamp.month, stamp.day, stamp.year, stamp.hour - 7) == (4, 5, 2026, 5)
    assert "made on April 5, 2026, at 5 in the morning" in " ".join(guide_to(CONTRACTS).split())


def test_the_command_writes_them_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "--out", str(tmp_path / "new" / "folder")]) == 0
    names = ["README.md", "contacts_template.csv", "sfd_units_template.csv", "survey_template.csv"]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == names
    assert capsys.readouterr().out.count("Written: ") == 4


def test_days_and_times_as_a_spreadsheet_writes_them_are_the_same(folder: Path) -> None:
    texts = ("1/31/2026 14:05", "1/31/2026 2:05 PM", "01/31/2026 02:05:00 PM", "2026-01-31T14:05:00")
    rows = [example(CONTACTS, contact_id=f"C-{n}", contacted_at=text) for n, text in enumerate(texts)]
    found, rejected = read(CONTACTS, fill_in(template(folder, CONTACTS), *rows))
    assert rejected == []
    assert [row["contacted_at"] for row in found] == [datetime(2026, 1, 31, 14, 5)] * len(texts)
    [answer], _ = read(SURVEY, fill_in(template(folder, SURVEY), example(SURVEY, received_on="1/31/2026")))
    assert answer["received_on"] == date(2026, 1, 31)


def test_yes_no_and_words_are_read_however_a_spreadsheet_changes_them(folder: Path) -> None:
    rows = [
        example(CONTACTS, contact_id="1", referral_made="TRUE", outcome="Served & Transported"),
        example(CONTACTS, contact_id="2", referral_made="FALSE", outcome="NO CONTACT"),
        example(CONTACTS, contact_id="3", referral_made="Yes ", outcome=" served_and_handed_over"),
    ]
    found, rejected = read(CONTACTS, fill_in(template(folder, CONTACTS), *rows))
    assert rejected == []
    assert [row["referral_made"] for row in found] == [True, False, True]
    assert [row["outcome"] for row in found] == ["served and transported", "no contact", "served and handed over"]


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_empty_lines_and_quotes_do_not_matter(folder: Path, quoting: int) -> None:
    empty = [""] * len(FIRE_UNITS.columns)
    rows = [example(FIRE_UNITS), empty, example(FIRE_UNITS, unit="L1"), empty, empty, []]
    found, rejected = read(FIRE_UNITS, fill_in(template(folder, FIRE_UNITS), *rows, quoting=quoting))
    assert rejected == []
    assert [(row["unit"], row["line"]) for row in found] == [("X E25", 2), ("L1", 4)]


def test_columns_in_another_order_and_headers_in_other_letters_are_the_same(folder: Path) -> None:
    names = [name.replace("_", " ").title() for name in reversed(SURVEY.headers)]
    path = template(folder, SURVEY)
    path.write_text(",".join(names) + "\n" + ",".join(reversed(example(SURVEY))) + "\n", encoding="utf-8")
    assert sort_out([path]) == ([], {SURVEY: [path]})
    [row], rejected = read(SURVEY, path)
    assert (row["response_id"], row["felt_safe"], rejected) == ("X-1", 4, [])


@EACH
def test_a_template_saved_without_rows_says_what_to_do(folder: Path, contract: Contract) -> None:
    with pytest.raises(BadInput, match=r"_template\.csv: a header and no rows\. Fill it in, or take the file away\."):
        read(contract, template(folder, contract))
    empty = fill_in(template(folder, contract), [""] * len(contract.columns))
    with pytest.raises(BadInput, match="a header and no rows"):
        read(contract, empty)


@EACH
@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_are_known_and_the_error_says_so(
    folder: Path, contract: Contract, delimiter: str, name: str
) -> None:
    path = fill_in(template(folder, contract), example(contract), delimiter=delimiter)
    assert sort_out([path]) == ([], {contract: [path]})
    with pytest.raises(BadInput, match=rf"{path.name}: its columns are separated by {name}, not by commas\. Save it"):
        read(contract, path)


def test_a_number_that_a_spreadsheet_shortened_is_rejected_with_what_to_do(folder: Path) -> None:
    rows = [example(CONTACTS), example(CONTACTS, contact_id="2", cad_event_number="2.026E+12")]
    found, [why] = read(CONTACTS, fill_in(template(folder, CONTACTS), *rows))
    assert len(found) == 1
    assert why.line == 3
    assert why.reason.startswith("cad_event_number was shortened by a spreadsheet")
    assert "the format Text" in why.reason


def test_what_breaks_a_rule_is_rejected_with_its_column_and_what_it_may_hold(folder: Path) -> None:
    rows = [
        example(SURVEY),
        example(SURVEY, response_id="R 1"),
        example(SURVEY, received_on="1/31/26"),
        example(SURVEY, helped="very"),
        example(SURVEY, invited=""),
        example(SURVEY)[:-1],
    ]
    found, rejected = read(SURVEY, fill_in(template(folder, SURVEY), *rows))
    assert len(found) == 1
    reasons = [rejection.reason for rejection in rejected]
    assert reasons[1:] == [
        "received_on is not a day such as 2026-01-31 or 1/31/2026",
        "helped is not a whole number from 1 (worst) to 5 (best), or blank",
        "invited is blank",
        "9 fields in place of 10",
    ]
    assert reasons[0].startswith("response_id is not letters, digits")


def damaged(path: Path) -> None:
    path.write_bytes(b"no gzip")


def cut_short(path: Path) -> None:
    path.write_bytes(gzip.compress(b"contact_id,cad_event_number\n" * 1_000)[:40])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [damaged, cut_short, empty])
def test_a_file_whose_header_cannot_be_read_is_left_to_the_dispatch_exports_to_refuse(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "export.csv.gz"
    spoil(path)
    assert headers_of(path) == []
    assert sort_out([path]) == ([path], {})


@EACH
def test_the_example_left_in_is_no_record(folder: Path, contract: Contract) -> None:
    _, whole, _ = shown_in_the_guide(folder, contract)
    path = fill_in(template(folder, contract), example(contract), next(csv.reader([whole])))
    [row], [rejected] = read(contract, path)
    assert row["line"] == 2
    assert (rejected.line, rejected.reason) == (3, "the example of the guide, left in: take this row out")
