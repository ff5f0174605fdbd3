"""The page of data: every number with the addresses of its files, and files that are what the page says they are."""

import csv
import io
import re
from fnmatch import fnmatchcase
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from app import words
from app.comparison import COMPARE
from app.components.static_html import as_text
from app.db import Snapshot
from app.pages.data import content, numbers
from app.queries import Answer, ask
from app.question import Asked, read_question
from app.words import data as text
from app.words import people
from app.words.sentences import counted
from etl.metrics import BY, FILTERS, METRICS, Aim
from tests.app.layouts import Element, elements, links

SEARCHES = (
    "",
    "?start=2025-01-01&end=2025-12-31&precinct=EAST&hour=13",
    "?start=2025-03-01&end=2025-03-01",
    "?start=2022-03-01&end=2022-03-31",
    "?count=all&police_share=40",
    "?responders=SPD+only&call_type=SERVICE+-+WELFARE+CHECK",
)
each_question = pytest.mark.parametrize("search", SEARCHES)


@pytest.fixture
def asked(demo: Snapshot, search: str) -> Asked:
    return read_question(search, demo)


def rows(asked: Asked) -> list[list[Element]]:
    """Take the table apart: the cells of each number's row, each with the links inside it."""
    found: list[list[Element]] = []
    for one in elements(f"<div>{as_text(numbers.numbers(asked))}</div>"):
        if one.get("role") == "rowheader":
            found.append([])
        if found and (one.get("role") in ("rowheader", "cell") or (one.tag == "a" and one.path[-1] != "h2")):
            found[-1].append(one)
    return found


def answers(asked: Asked) -> list[Answer]:
    """Ask every number, by aim."""
    return [
        ask(asked.snapshot, name, asked.filters) for aim in Aim for name, metric in METRICS.items() if metric.aim is aim
    ]


def cuts_of(answer: Answer) -> dict[str, str]:
    """List the breakdowns that have a link, with what it says: all that there are of people, some of events."""
    if not answer.metric.is_about_people:
        return text.BY
    assert set(answer.metric.breakdowns) - set(text.PEOPLE_BY) == {"year"}
    return {by: told for by, told in text.PEOPLE_BY.items() if by in answer.metric.breakdowns}


@each_question
def test_every_number_stands_there_with_its_text_and_n(asked: Asked) -> None:
    found = rows(asked)
    assert len(found) == len(METRICS)
    for (name, _, value, *_), answer in zip(found, answers(asked), strict=True):
        row, metric = answer.only, answer.metric
        assert name.text == metric.label
        unit = "" if row.value is None or metric.unit == "%" else f" {metric.unit}"
        assert value.text.startswith(f"{row.text}{unit}")
        assert words.N.format(counted=counted(row.n, metric.n_label)) in value.text
        ranged = words.RANGE.format(low=metric.text(row.low), high=metric.text(row.high))
        assert (ranged in value.text) == (row.low is not None and metric.text(row.low) != metric.text(row.high))


@each_question
def test_what_does_not_follow_a_filter_says_so(asked: Asked) -> None:
    for (_, _, value, *_), answer in zip(rows(asked), answers(asked), strict=True):
        if answer.metric.is_about_people:
            assert people.NOT_APPLIED in value.text
            continue
        told = text.NOT_APPLIED.format(filters=", ".join(words.FILTER_LABELS[name] for name in answer.not_applied))
        assert (told in value.text) == bool(answer.not_applied), answer.metric.name


@each_question
def test_every_file_is_asked_the_pages_question_of_the_same_snapshot(asked: Asked) -> None:
    for (_, definition, _, _, *files), answer in zip(rows(asked), answers(asked), strict=True):
        name = answer.metric.name
        assert definition["href"] == f"/methods#{name}"
        addresses = [urlsplit(file["href"]) for file in files]
        cuts = cuts_of(answer)
        in_all = len(cuts) + 2
        ending = f"/api/v1/metrics/{name}"
        assert [to.path for to in addresses] == [*[f"{ending}.csv"] * (in_all - 1), ending]
        queries = [parse_qs(to.query) for to in addresses]
        assert [query.pop("by", None) for query in queries] == [None, *[[by] for by in cuts], None]
        assert [query.pop("snapshot") for query in queries] == [[asked.snapshot.info.snapshot]] * in_all
        assert all(query == parse_qs(asked.filters.query()) for query in queries)
        assert [file.text for file in files] == [text.WHOLE, *cuts.values(), text.WHOLE]


@pytest.mark.parametrize("search", SEARCHES[1:2] + SEARCHES[4:])
def test_a_file_holds_what_the_page_shows(client: FlaskClient, asked: Asked) -> None:
    for (_, _, value, _, one, *_, whole), answer in zip(rows(asked), answers(asked), strict=True):
        response = client.get(one["href"])
        assert response.status_code == 200, one["href"]
        assert "immutable" in response.headers["Cache-Control"]
        (line,) = csv.DictReader(io.StringIO(response.text, newline=""))
        assert (line["text"], line["n"]) == (answer.only.text, str(answer.only.n))
        assert value.text.startswith(line["text"])
        (row,) = client.get(whole["href"]).json["rows"]
        assert (row["value"], row["text"], row["n"]) == (answer.only.value, answer.only.text, answer.only.n)


@pytest.mark.parametrize("search", SEARCHES[:1])
def test_files_by_month_and_place_hold_the_rows_of_the_answer(client: FlaskClient, asked: Asked) -> None:
    cut = dict(zip(text.BY, rows(asked)[0][5:9], strict=True))
    for by, file in cut.items():
        lines = list(csv.DictReader(io.StringIO(client.get(file["href"]).text, newline="")))
        expected = ask(asked.snapshot, "care_calls", asked.filters, (by,)).rows
        assert [(line[by], line["text"], line["n"]) for line in lines] == [
            (*row.keys, row.text, str(row.n)) for row in expected
        ]


@pytest.mark.parametrize("search", SEARCHES[:1])
def test_the_numbers_are_folded_by_aim_the_first_open(asked: Asked) -> None:
    found = elements(f"<div>{as_text(numbers.numbers(asked))}</div>")
    folds = [one for one in found if one.tag == "details"]
    assert ["open" in one.attributes for one in folds] == [True, False, False]
    counts = [sum(metric.aim is aim for metric in METRICS.values()) for aim in Aim]
    assert [one.text for one in found if one.tag == "summary"] == [
        text.AIM.format(aim=aim.value, count=count) for aim, count in zip(Aim, counts, strict=True)
    ]


@each_question
def test_the_example_for_programs_answers_the_pages_question(client: FlaskClient, asked: Asked) -> None:
    led = links(f"<div>{as_text(content.programs(asked))}</div>")
    for to in led.values():
        assert client.get(to).status_code == 200, to
    (example,) = (to for to in led.values() if "care_calls?" in to)
    (as_file,) = (to for to in led.values() if "care_calls.csv?" in to)
    expected = ask(asked.snapshot, "care_calls", asked.filters, ("month",)).rows
    assert [row["text"] for row in client.get(example).json["rows"]] == [row.text for row in expected]
    assert len(client.get(as_file).text.splitlines()) == len(expected) + 1


def test_every_filter_is_named_for_programs(demo: Snapshot) -> None:
    said = as_text(content.programs(read_question("", demo)))
    assert all(re.search(rf"\b{name}\b", said) for name in (*FILTERS, "start", "end", "by", "compare", "snapshot"))
    assert all(period in said for period in COMPARE)


def test_every_column_of_every_file_is_explained_and_no_other(client: FlaskClient) -> None:
    told = [pattern for column in text.FILE_COLUMNS for pattern in _patterns(column)]
    used = set()
    of_events = (
        *("", "?by=month", "?by=precinct&by=hour", "?by=clearance&compare=year"),
        "?compare=year&compare=previous",
    )
    for metric, defined in METRICS.items():
        of_people = ("", *(f"?by={by}&by=year" for by in defined.breakdowns if by != "year"))
        for question in of_people if defined.is_about_people else of_events:
            header = client.get(f"/api/v1/metrics/{metric}.csv{question}").text.splitlines()[0].split(",")
            for column in header:
                found = [pattern for pattern in told if fnmatchcase(column, pattern)]
                assert found or column in METRICS or column in BY, column
                used.update(found)
    assert set(told) - used <= {"note"}, "what is explained is there"


def _patterns(column: str) -> list[str]:
    """Read the names of columns in a line of the page, dots standing for any letters."""
    names = column.split(", ")
    return [] if "…" in names else [name.replace("…", "*") for name in names]


def test_the_page_says_what_the_data_is_and_whether_it_is_real(demo: Snapshot) -> None:
    said = as_text(content.holds(read_question("", demo)))
    assert words.day(demo.info.first_day) in said
    assert words.day(demo.info.data_through) in said
    assert demo.info.snapshot in said
    assert demo.info.is_invented
    assert text.INVENTED in said
    assert text.DATASET_ADDRESS in said
    assert f"demonstration with invented data, data through {words.day(demo.info.data_through)}" in said


def test_real_data_is_cited_without_a_mark(month: Snapshot) -> None:
    said = as_text(content.holds(read_question("", month)))
    assert f"“{words.SITE}, data through {words.day(month.info.data_through)}, snapshot {month.info.snapshot}”" in said
    assert "invented" not in said
