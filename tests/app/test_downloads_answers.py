"""Files: the rows as CSV that every program reads alike, and that no spreadsheet runs."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import words
from app.db import Info, Snapshot
from app.downloads.answers import answer_as_csv
from app.downloads.formulas import harmless
from app.filters import Filters
from app.queries import DISTRICT, Answer, Row, ask
from etl.metrics import EVENT_METRICS
from tests.app.questions import effort

INFO = Info("20260101T000000Z", datetime(2026, 1, 1), date(2022, 1, 1), date(2025, 12, 30), is_invented=False)
EXCLUDED = {"no_arrival": 1, "outside_0_24h": 2}


def answer(*keys: str, value: float | None = 13.5) -> Answer:
    """Answer CARE's response by call type, a row a key."""
    rows = tuple(Row((key,), value, "13.5", None, None, 18, None, EXCLUDED, {}, complete=True) for key in keys)
    return Answer(EVENT_METRICS["care_response_median_minutes"], Filters(), ("call_type",), INFO, rows)


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_file_says_what_every_row_rests_on(month: Snapshot) -> None:
    assert records(answer_as_csv(month, answer("FIGHT"))) == [
        ["call_type", "care_response_median_minutes", "text", "n", "excluded_no_arrival", "excluded_outside_0_24h",
         "withheld", "complete", "snapshot", "data_through", "data_kind"],
        ["FIGHT", "13.5", "13.5", "18", "1", "2", "", "yes", "20260101T000000Z", "2025-12-30", "real"],
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(month: Snapshot, start: str) -> None:
    cell = f'{start}HYPERLINK("https://example.org","x")'
    assert harmless(cell) == f"'{cell}"
    (_, row) = records(answer_as_csv(month, answer(cell)))
    assert row[0] == f"'{cell}"


@pytest.mark.parametrize("cell", ["FIGHT", "1", "A=B", "A - B", "", " =1", "'quoted'"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize("value", [-3.5, 0.0, 12345.678, 1e-7, 3])
def test_numbers_stay_numbers(month: Snapshot, value: float) -> None:
    (_, row) = records(answer_as_csv(month, answer("FIGHT", value=value)))
    assert float(row[1]) == value
    assert [int(cell) for cell in row[3:6]] == [18, 1, 2]


def test_a_value_that_is_not_shown_is_an_empty_cell(month: Snapshot) -> None:
    withheld = replace(answer("X").rows[0], value=None, text="too few to show", withheld="too few to show")
    (_, row) = records(answer_as_csv(month, replace(answer(), rows=(withheld,))))
    assert (row[1], row[2], row[6]) == ("", "too few to show", "too few to show")


def test_commas_quotes_and_lines_are_quoted_as_rfc_4180_says(month: Snapshot) -> None:
    lines = answer_as_csv(month, answer("A, B", 'the "C"', "two\nlines")).split("\r\n")
    assert [line.split(",13.5,")[0] for line in lines[1:4]] == ['"A, B"', '"the ""C"""', '"two\nlines"']
    assert lines[-1] == "", "the last record ends with a line break too"


@effort
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_any_cell_is_read_back_as_it_was_written(month: Snapshot, cells: list[str]) -> None:
    text = answer_as_csv(month, answer(*cells)).encode().decode()
    header, *rows = records(text)
    assert [row[0] for row in rows] == [harmless(cell) for cell in cells]
    assert {len(row) for row in rows} <= {len(header)}


@pytest.mark.parametrize("metric", EVENT_METRICS)
def test_every_metrics_columns_stand_under_their_names(demo: Snapshot, metric: str) -> None:
    asked = ask(demo, metric, Filters(), ("precinct", "month"))
    table = list(csv.DictReader(io.StringIO(answer_as_csv(demo, asked), newline=""), strict=True))
    for row, given_row in zip(asked.rows, table, strict=True):
        assert (given_row["precinct"], given_row["month"], given_row["n"]) == (*row.keys, str(row.n))
        assert given_row[metric] == ("" if row.value is None else str(row.value))
        assert {name: given_row[f"excluded_{name}"] for name in row.excluded} == {
            name: str(count) for name, count in row.excluded.items()
        }


def test_a_key_that_is_a_code_stands_beside_its_words(month: Snapshot) -> None:
    by = ("hour", "month", "weekday")
    rows = (replace(answer("X").rows[0], keys=("13", "2025-11", "1")),)
    header, row = records(answer_as_csv(month, replace(answer(), by=by, rows=rows)))
    assert header[:5] == ["hour", "hour_label", "month", "weekday", "weekday_label"]
    assert row[:5] == ["13", "1 pm to 2 pm", "2025-11", "1", "Monday"]
    (empty,) = records(answer_as_csv(month, replace(answer(), by=by, rows=())))
    assert empty == header


def test_words_that_a_spreadsheet_would_run_are_made_harmless_too(month: Snapshot) -> None:
    rows = (replace(answer("X").rows[0], keys=("=1+1",)),)
    (_, row) = records(answer_as_csv(month, replace(answer(), by=("clearance",), rows=rows)))
    assert row[:2] == ["'=1+1", "'=1+1"]


def test_a_file_by_district_says_in_every_row_that_districts_are_approximate(month: Snapshot) -> None:
    header, row = records(answer_as_csv(month, replace(answer("3"), by=(DISTRICT,))))
    assert row[header.index("note")] == words.DISTRICTS_ARE_APPROXIMATE
    (empty,) = records(answer_as_csv(month, replace(answer(), by=(DISTRICT,))))
    assert empty == header
