"""The home page says the same numbers as the question it asks."""

import json
import re
from datetime import date

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.chart_card import basis, csv_link
from app.components.phase_list import phases_shown
from app.components.static_html import as_text
from app.db import Snapshot
from app.filters import Filters, View
from app.labels import label
from app.pages.home import content
from app.quality import last_refresh
from app.queries import ask, phases, tiles
from app.question import Asked, read_question
from etl.metrics import METRICS

YEAR = Filters(start=date(2025, 1, 1), end=date(2025, 12, 31))
NOTHING = Filters(start=date(2021, 1, 1), end=date(2021, 6, 30))
ASKED = {
    "a year": YEAR,
    "everything": Filters(start=date(2022, 1, 1), end=date(2025, 12, 31)),
    "a day": Filters(start=date(2025, 3, 1), end=date(2025, 3, 1)),
    "a precinct": Filters(start=date(2023, 10, 26), end=date(2025, 12, 30), precinct=("EAST",)),
    "nothing": NOTHING,
    "no unit of ours": YEAR.model_copy(update={"responders": ("SPD only",)}),
}
each_question = pytest.mark.parametrize("filters", ASKED.values(), ids=ASKED)


def asked(snapshot: Snapshot, filters: Filters) -> Asked:
    return Asked(snapshot, filters, View())


def numbers(sentence: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)]


@each_question
def test_the_headline_is_the_metrics_own_answers(demo: Snapshot, filters: Filters) -> None:
    tiles_shown = as_text(content.headline(asked(demo, filters)))
    assert re.findall(r'id="tile-(\w+)"', tiles_shown) == list(content.HEADLINE)
    assert set(content.HEADLINE) <= set(METRICS)
    texts = [ask(demo, name, filters).only.text for name in content.HEADLINE]
    assert re.findall(r"<strong>([^<]*)</strong>", tiles_shown) == texts


@each_question
def test_the_sentences_say_the_answers_texts(demo: Snapshot, filters: Filters) -> None:
    said = as_text(content.sentences(asked(demo, filters)))
    calls = ask(demo, "care_calls", filters).only
    if not calls.n:
        assert "sent to no call" in said
        return
    assert f"CARE was sent to {calls.text} calls" in said
    for name in ("care_only_calls", "care_and_spd_calls"):
        assert f" {ask(demo, name, filters).only.text} " in said
    median = ask(demo, "care_response_median_minutes", filters).only
    assert (f"within {median.text} minutes" in said) == (median.value is not None)


@pytest.mark.parametrize("count", ["dispatched", "arrived", "all"])
def test_the_sentences_name_the_rule_that_counts(demo: Snapshot, count: str) -> None:
    filters = YEAR.model_copy(update={"count": count})
    said = as_text(content.sentences(asked(demo, filters)))
    words_of_rule = {"dispatched": "was sent to", "arrived": "reached", "all": "logged"}
    said_of_rule = f"CARE {words_of_rule[count]} {ask(demo, 'care_calls', filters).only.text} calls"
    assert said_of_rule in said
    assert said_of_rule in content.monthly(asked(demo, filters)).sentence


@each_question
def test_the_sentence_over_the_months_says_the_answers_numbers(demo: Snapshot, filters: Filters) -> None:
    rows = ask(demo, "care_calls", filters, ("month",)).rows
    sentence = content.monthly(asked(demo, filters)).sentence
    total = ask(demo, "care_calls", filters).only.n
    if not total:
        assert sentence == words.NOTHING_MATCHES
        return
    most = max(row.n for row in rows)
    (busiest, *_) = (row for row in rows if row.n == most)
    assert filters.start is not None
    assert filters.end is not None
    assert sentence == words.MONTHLY_SENTENCE["dispatched"].format(
        total=f"{total:,}",
        start=words.day(filters.start),
        end=words.day(filters.end),
        month=words.month(busiest.keys[0]),
        most=busiest.text,
    )
    assert (numbers(sentence)[0], numbers(sentence)[-1]) == (total, most)


@each_question
def test_bars_are_the_months_of_the_answer(demo: Snapshot, filters: Filters) -> None:
    shown = content.monthly(asked(demo, filters))
    bars = shown.figure["data"][0]
    rows = ask(demo, "care_calls", filters, ("month",)).rows
    assert [(x[:7], y) for x, y in zip(bars["x"], bars["y"], strict=True)] == [(*row.keys, row.value) for row in rows]
    assert sum(bars["y"]) == ask(demo, "care_calls", filters).only.value
    assert bars["marker"]["pattern"]["shape"] == ["" if row.complete else "/" for row in rows]
    assert (words.MONTHLY_INCOMPLETE in shown.note) == any(not row.complete for row in rows)
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


@each_question
def test_squares_and_elsewhere_add_up_to_the_whole(demo: Snapshot, filters: Filters) -> None:
    shown = content.places(asked(demo, filters))
    squares = [text.partition("</b><br>")[2] for text in shown.figure["data"][0]["text"]]
    elsewhere = numbers(shown.note)[-1] if "no place on the map" in shown.note else 0
    assert sum(numbers(" ".join(squares))) + elsewhere == ask(demo, "care_calls", filters).only.n
    assert len(squares) == len(tiles(demo))
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


@each_question
def test_the_list_says_every_place_highest_first_and_each_is_a_question(demo: Snapshot, filters: Filters) -> None:
    told = as_text(content.places(asked(demo, filters)).below)
    rows = [row for row in ask(demo, "care_calls", filters, ("beat",)).rows if row.keys[0] != "UNKNOWN"]
    ranked = sorted(rows, key=lambda row: (-row.n, row.keys))
    assert re.findall(r'data-area="(\w+)"', told) == [row.keys[0] for row in ranked]
    assert [int(n.replace(",", "")) for n in re.findall(r"</a>: ([\d,]+) calls", told)] == [row.n for row in ranked]
    links = re.findall(r'href="([^"]*)"', told)
    for row, link in zip(ranked, links, strict=True):
        assert read_question(link.replace("&amp;", "&"), demo).filters == filters.model_copy(update={"beat": row.keys})


def test_calls_without_a_known_beat_are_counted_elsewhere(month: Snapshot) -> None:
    shown = content.places(asked(month, Filters()))
    assert words.AREA_ELSEWHERE.format(count="1 calls") in shown.note
    assert numbers(shown.sentence)[-2:] == [13, 22]


@each_question
def test_the_sentence_over_the_map_says_the_answers_numbers(demo: Snapshot, filters: Filters) -> None:
    rows = ask(demo, "care_calls", filters, ("beat",)).rows
    sentence = content.places(asked(demo, filters)).sentence
    if not rows:
        assert sentence == words.NOTHING_MATCHES
        return
    known = [row for row in rows if row.keys[0] != "UNKNOWN"]
    most = min(known, key=lambda row: (-row.n, row.keys))
    total = f"{sum(row.n for row in rows):,}"
    area = label(demo, "beat", most.keys[0])
    assert sentence == words.AREA_COUNT_SENTENCE.format(area=area, text=most.text, total=total)


def test_what_the_last_refresh_brought_is_told(demo: Snapshot) -> None:
    told = as_text(content.last_refresh(asked(demo, YEAR)))
    refresh = last_refresh(demo)
    assert refresh.read == refresh.accepted + refresh.unchanged + refresh.rejected
    assert [f"{count:,}" in told for count in (refresh.read, refresh.accepted, refresh.rejected)] == [True] * 3


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (None, None, [1, 2, 3, 4]),
        (date(2023, 10, 26), date(2024, 7, 2), [1, 2]),
        (date(2023, 10, 27), date(2024, 7, 1), []),
        (date(2024, 12, 1), date(2025, 11, 30), [3, 4]),
        (date(2025, 3, 1), None, [4]),
        (None, date(2023, 10, 25), []),
    ],
)
def test_only_phases_that_began_within_the_period_are_shown(
    demo: Snapshot, start: date | None, end: date | None, shown: list[int]
) -> None:
    filters = Filters(start=start, end=end)
    found = phases_shown(asked(demo, filters))
    assert [number for number, _ in found] == shown
    assert [phase for _, phase in found] == [phases(demo)[number - 1] for number in shown]
    if start and end:
        lines = content.monthly(asked(demo, filters)).figure["layout"]["shapes"]
        assert [line["x0"] for line in lines] == [phase.starts_on.isoformat() for _, phase in found]


@each_question
def test_the_csv_beside_a_chart_holds_the_charts_rows(demo: Snapshot, client: FlaskClient, filters: Filters) -> None:
    for shown in (content.monthly(asked(demo, filters)), content.places(asked(demo, filters))):
        response = client.get(csv_link(shown.answers[0]).href)
        assert response.status_code == 200, response.text
        assert len(response.text.splitlines()) == len(shown.answers[0].rows) + 1
        assert demo.info.snapshot in csv_link(shown.answers[0]).href
        assert "immutable" in response.headers["Cache-Control"]


def test_the_csv_beside_a_chart_works_for_a_day_outside_the_data(demo: Snapshot, client: FlaskClient) -> None:
    for search in ("?start=2030-01-01", "?end=2010-01-01"):
        shown = content.monthly(read_question(search, demo))
        assert client.get(csv_link(shown.answers[0]).href).status_code == 200


@each_question
def test_what_a_number_rests_on_is_said_beside_it(demo: Snapshot, filters: Filters) -> None:
    for answer in (ask(demo, name, filters) for name in content.HEADLINE):
        said = basis((answer,))
        assert said.startswith(words.INVENTED_SHORT)
        assert f"n = {answer.only.n:,} {answer.metric.n_label}." in said
        assert words.day(demo.info.data_through) in said
