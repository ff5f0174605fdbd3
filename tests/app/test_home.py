"""The home page says the same numbers as the question it asks."""

import json
import re
from datetime import date

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.chart_card import basis, csv_link
from app.db import Snapshot
from app.filters import Filters
from app.pages.home import content
from app.queries import ask, phases, read_address, tiles
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


def numbers(sentence: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)]


@each_question
def test_the_headline_is_the_metrics_own_answers(demo: Snapshot, filters: Filters) -> None:
    answers = content.headline(demo, filters)
    assert [answer.metric.name for answer in answers] == list(content.HEADLINE)
    assert set(content.HEADLINE) <= set(METRICS)
    assert [answer.only for answer in answers] == [ask(demo, name, filters).only for name in content.HEADLINE]


@each_question
def test_the_sentence_over_the_months_says_the_answers_numbers(demo: Snapshot, filters: Filters) -> None:
    rows = ask(demo, "care_calls", filters, ("month",)).rows
    sentence = content.monthly(demo, filters).sentence
    total = ask(demo, "care_calls", filters).only.n
    if not total:
        assert sentence == words.NOTHING_MATCHES
        return
    most = max(row.n for row in rows)
    (busiest, *_) = (row for row in rows if row.n == most)
    assert filters.start is not None
    assert filters.end is not None
    assert sentence == words.MONTHLY_SENTENCE.format(
        total=f"{total:,}",
        start=words.day(filters.start),
        end=words.day(filters.end),
        month=words.month(busiest.keys[0]),
        most=busiest.text,
    )
    assert (numbers(sentence)[0], numbers(sentence)[-1]) == (total, most)


@each_question
def test_bars_are_the_months_of_the_answer(demo: Snapshot, filters: Filters) -> None:
    shown = content.monthly(demo, filters)
    (bars,) = shown.figure["data"]
    rows = ask(demo, "care_calls", filters, ("month",)).rows
    assert [(x[:7], y) for x, y in zip(bars["x"], bars["y"], strict=True)] == [(*row.keys, row.value) for row in rows]
    assert sum(bars["y"]) == ask(demo, "care_calls", filters).only.value
    assert bars["marker"]["pattern"]["shape"] == ["" if row.complete else "/" for row in rows]
    assert (words.MONTHLY_INCOMPLETE in shown.note) == any(not row.complete for row in rows)
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


@each_question
def test_squares_and_elsewhere_add_up_to_the_whole(demo: Snapshot, filters: Filters) -> None:
    shown = content.beats(demo, filters)
    (heat,) = shown.figure["data"]
    mapped = sum(value for line in heat["z"] for value in line if value is not None)
    elsewhere = numbers(shown.note)[-1] if "no beat on the map" in shown.note else 0
    assert mapped + elsewhere == ask(demo, "care_calls", filters).only.n
    assert sum(value is not None for line in heat["z"] for value in line) == len(tiles(demo))
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


def test_calls_without_a_known_beat_are_counted_elsewhere(month: Snapshot) -> None:
    shown = content.beats(month, Filters())
    assert words.BEATS_ELSEWHERE.format(count="1") in shown.note
    assert numbers(shown.sentence)[-2:] == [13, 22]


@each_question
def test_the_sentence_over_the_map_says_the_answers_numbers(demo: Snapshot, filters: Filters) -> None:
    rows = ask(demo, "care_calls", filters, ("beat",)).rows
    sentence = content.beats(demo, filters).sentence
    if not rows:
        assert sentence == words.NOTHING_MATCHES
        return
    most = max(rows, key=lambda row: row.n)
    total = f"{sum(row.n for row in rows):,}"
    assert sentence == words.BEATS_SENTENCE.format(beat=most.keys[0], most=most.text, total=total)


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
    found = content.phases_shown(demo, filters)
    assert [number for number, _ in found] == shown
    assert [phase for _, phase in found] == [phases(demo)[number - 1] for number in shown]
    if start and end:
        lines = content.monthly(demo, filters).figure["layout"]["shapes"]
        assert [line["x0"] for line in lines] == [phase.starts_on.isoformat() for _, phase in found]


@each_question
def test_the_csv_beside_a_chart_holds_the_charts_rows(demo: Snapshot, client: FlaskClient, filters: Filters) -> None:
    for shown in (content.monthly(demo, filters), content.beats(demo, filters)):
        response = client.get(csv_link(shown.answer))
        assert response.status_code == 200, response.text
        assert len(response.text.splitlines()) == len(shown.answer.rows) + 1
        assert demo.info.snapshot in csv_link(shown.answer)
        assert "immutable" in response.headers["Cache-Control"]


def test_the_csv_beside_a_chart_works_for_a_day_outside_the_data(demo: Snapshot, client: FlaskClient) -> None:
    for search in ("?start=2030-01-01", "?end=2010-01-01"):
        filters, _ = read_address(search, demo)
        assert client.get(csv_link(content.monthly(demo, filters).answer)).status_code == 200


@each_question
def test_what_a_number_rests_on_is_said_beside_it(demo: Snapshot, filters: Filters) -> None:
    for answer in content.headline(demo, filters):
        said = basis(answer)
        assert said.startswith(words.INVENTED_SHORT)
        assert f"n = {answer.only.n:,} {answer.metric.n_label}." in said
        assert words.day(demo.info.data_through) in said
