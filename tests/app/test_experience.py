"""The page about people says how calls end, and plainly what is not known."""

import json
import re

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.static_html import as_html
from app.db import Snapshot
from app.labels import label, told_apart
from app.pages.experience import content, people
from app.queries import ask
from app.question import read_question
from app.words import experience as text
from app.words import no_data

SEARCHES = (
    "",
    "?count=all",
    "?count=arrived",
    "?precinct=EAST",
    "?start=2025-03-01&end=2025-03-01",
    "?start=2022-03-01&end=2022-03-31",
    "?responders=SPD+only",
    "?police_share=40",
)
MISSING = (*people.OF_CONTACTS, *people.OF_SURVEY, content.FIRE)
each_question = pytest.mark.parametrize("search", SEARCHES)


@each_question
def test_endings_are_the_answers_rows_in_plain_words(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    shown = content.endings(asked)
    rows = ask(demo, "care_calls", asked.filters, ("clearance",)).rows
    bars, *_ = shown.figure["data"]
    assert sorted(shown.answers[0].rows, key=lambda row: row.keys) == sorted(rows, key=lambda row: row.keys)
    assert len(bars["x"]) == len(rows)
    assert sum(bars["x"]) == ask(demo, "care_calls", asked.filters).only.value
    drawn = json.dumps(shown.figure, ensure_ascii=False).replace("<br>", " ")
    assert all(label(demo, "clearance", row.keys[0]) in drawn for row in rows)
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


@each_question
def test_the_endings_sentence_names_the_most_common(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    shown = content.endings(asked)
    if not shown.answers[0].rows:
        assert shown.sentence == words.NOTHING_MATCHES
        return
    first = shown.answers[0].rows[0]
    assert label(demo, "clearance", first.keys[0]) in shown.sentence
    assert re.search(rf"{first.text}( each)? of {ask(demo, 'care_calls', asked.filters).only.text}", shown.sentence)
    assert words.COUNTED_AS[asked.filters.count] in shown.note
    assert shown.below.children == text.ENDINGS_LIMIT


def test_wordings_that_codes_share_carry_their_code() -> None:
    wordings = {"A": "Help given", "B": "Help given", "C": "Not recorded"}
    assert told_apart(wordings) == {"A": "Help given (A)", "B": "Help given (B)", "C": "Not recorded"}


@each_question
def test_the_wait_is_the_metrics_own_and_leads_on_with_the_question(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    median = ask(demo, "care_response_median_minutes", asked.filters).only
    _, told = content.wait(asked)
    sentence, _, link = told.children
    assert (median.text in sentence) == (median.value is not None)
    assert f"{median.n:,} call" in sentence
    assert link.href == f"/response-times{asked.address}"


def test_what_is_not_known_shows_no_number(demo: Snapshot) -> None:
    asked = read_question("", demo)
    page = "".join(str(as_html(write(asked)[-1], "")) for write in (people.contacts, people.survey, content.later))
    assert page.count(no_data.NO_DATA_YET) == page.count(no_data.ONCE_SUPPLIED) == len(MISSING)
    assert "tile-value" not in page
    assert "n =" not in page
    assert re.findall(r"\d+", re.sub(r"<[^>]+>", " ", page)) == ["1", "7", "30"]
    suppliers = {one.supplier for one in MISSING}
    assert suppliers == {text.CARE_DEPARTMENT, text.WITH_UNIVERSITY, text.FIRE_DEPARTMENT}


def test_the_page_comes_filled_before_any_script(client: FlaskClient) -> None:
    page = client.get("/experience?start=2025-01-01&end=2025-12-31").text
    assert text.ENDINGS_LIMIT in page
    assert page.count(no_data.NO_DATA_YET) == len(MISSING)
