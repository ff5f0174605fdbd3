"""Where readers find files: under every chart, and on the page of data, each link telling what it leads to."""

import pytest
from dash import html
from flask.testing import FlaskClient

from app import words
from app.components.files import files
from app.components.static_html import as_text
from app.db import Snapshot
from app.downloads.metadata import count_rows
from app.downloads.row_files import ROW_FILES
from app.filters import Filters
from app.pages.data import rows
from app.queries import ask
from app.question import read_question
from app.words import data as text
from tests.app.downloaded import parquet_table
from tests.app.layouts import Element, elements

FILTERS = Filters(start="2025-01-01", end="2025-12-31", precinct=("EAST",))


def links(told: list[object]) -> list[Element]:
    return [one for one in elements(as_text(html.Div(told))) if one.tag == "a"]


def test_a_chart_of_one_answer_offers_its_rows_as_csv_and_parquet(client: FlaskClient, demo: Snapshot) -> None:
    answer = ask(demo, "care_calls", FILTERS, ("month",))
    found = links(files((answer,)))
    assert [one.text for one in found] == [words.CSV, words.PARQUET_FILE]
    assert [one.get("aria-label") for one in found] == [None, None]
    assert len(client.get(found[0]["href"]).text.splitlines()) == len(answer.rows) + 1
    assert parquet_table(client, found[1]["href"]).num_rows == len(answer.rows)


def test_links_of_several_answers_are_told_apart_by_their_names(client: FlaskClient, demo: Snapshot) -> None:
    answers = tuple(ask(demo, name, FILTERS, ("month",)) for name in ("care_only_calls", "care_and_spd_calls"))
    found = links(files(answers))
    assert [one["aria-label"] for one in found] == [
        words.FILE_OF.format(kind=kind, label=answer.metric.label)
        for answer in answers
        for kind in (words.CSV, words.PARQUET_FILE)
    ]
    assert all(one["aria-label"].startswith(one.text) for one in found), "the name begins with what is seen"
    assert {client.head(one["href"]).status_code for one in found} == {200}
    told = as_text(html.Div(files(answers)))
    assert all(f"{answer.metric.label}: <a" in told for answer in answers)


@pytest.mark.parametrize(
    "search", ["", "?start=2025-01-01&end=2025-12-31&precinct=EAST", "?start=2000-01-01&end=2000-01-02"]
)
def test_the_page_of_data_leads_to_the_rows_of_its_question(client: FlaskClient, demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    told = rows.rows(asked)
    found = links(told)
    assert [one.text for one in found] == [words.CSV, words.PARQUET_FILE, text.ROWS_DESCRIBED] * len(ROW_FILES)
    said = as_text(html.Div(told))
    for file, (as_csv, as_parquet, as_json) in zip(
        ROW_FILES.values(), zip(*[iter(found)] * 3, strict=True), strict=True
    ):
        n = parquet_table(client, as_parquet["href"]).num_rows
        assert n == count_rows(demo, file, asked.filters) == client.get(as_json["href"]).json["rows"]
        assert client.get(as_csv["href"]).text.count("\r\n") == n + 1
        assert f"n = {n:,}" in said
        assert file.description in said
        assert all(file.title in one["aria-label"] for one in (as_csv, as_parquet, as_json))
        assert all(f"snapshot={demo.info.snapshot}" in one["href"] for one in (as_csv, as_parquet, as_json))
