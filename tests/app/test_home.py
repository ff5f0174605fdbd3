"""The home page says the same numbers as the question it asks."""

import json
import re
from datetime import date

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.basis import basis
from app.components.files import csv_link
from app.components.nothing import nothing_matches, outside_data
from app.components.over_time import grain, most
from app.components.phase_list import phases_shown
from app.components.static_html import as_text
from app.components.two_numbers import joint_events, other_kinds
from app.components.working_hours import hours_worked
from app.db import Snapshot
from app.filters import Filters, View
from app.labels import label
from app.pages.home import content
from app.periods import days_of, days_shown
from app.quality import last_refresh
from app.queries import ask
from app.question import Asked, read_question
from app.reference import phases, tiles
from app.words import home as text
from app.words import over_time as over_time_text
from app.words import places as places_text
from app.words.sentences import CALL, COUNTED, listed, several
from etl.metrics import COUNTS, METRICS

YEAR = Filters(start=date(2025, 1, 1), end=date(2025, 12, 31))
NOTHING = Filters(start=date(2022, 3, 1), end=date(2022, 6, 30))
OUTSIDE = Filters(start=date(2021, 1, 1), end=date(2021, 6, 30))
ASKED = {
    "a year": YEAR,
    "everything": Filters(start=date(2022, 1, 1), end=date(2025, 12, 31)),
    "a day": Filters(start=date(2025, 3, 1), end=date(2025, 3, 1)),
    "a precinct": Filters(start=date(2023, 10, 26), end=date(2025, 12, 30), precinct=("EAST",)),
    "nothing": NOTHING,
    "before the data": OUTSIDE,
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
@pytest.mark.parametrize("count", COUNTED)
def test_the_sentences_say_the_answers_texts(demo: Snapshot, filters: Filters, count: str) -> None:
    question = asked(demo, filters.model_copy(update={"count": count}))
    said = as_text(content.sentences(question))
    calls, alone, joint, median, eligible, stayed = (
        ask(demo, name, question.filters).only
        for name in (
            *("care_calls", "care_only_calls", "care_and_spd_calls", "care_response_median_minutes"),
            *("eligible_calls", "care_alone_after_spd_hours"),
        )
    )
    period = words.period(*days_shown(demo.info, question.filters))
    if outside := outside_data(ask(demo, "care_calls", question.filters)):
        assert said == f"<p>{outside}</p>"
        return
    if not calls.n:
        assert said == f"<p>{f'{text.NOTHING[count].format(period=period)} {hours_worked(question)}'.strip()}</p>"
        return
    told = text.CALLS[count].format(
        period=period, calls=several(calls.text, *COUNTED[count]), alone=alone.text, joint=joint.text
    )
    assert said.startswith(f"<p>{told} {hours_worked(question)}".rstrip())
    assert (f"within {median.text} minutes" in said) == (median.value is not None)
    assert (f"Of {eligible.text} call" in said) == bool(eligible.n)
    assert (other_kinds(question) in said) == bool(eligible.n)
    assert (f"for {stayed.text} hours in all ({stayed.n:,} " in said) == bool(stayed.n)
    assert (joint_events(question) in said) == bool(stayed.n)


@pytest.mark.parametrize("responders", [(), ("CARE only",), ("CARE and SPD", "CARE only")])
def test_coverage_says_that_it_does_not_follow_who_came(demo: Snapshot, responders: tuple[str, ...]) -> None:
    question = asked(demo, YEAR.model_copy(update={"responders": responders}))
    told = words.NOT_APPLIED.format(filters=words.FILTER_LABELS["responders"])
    (tile,) = re.findall(r'<li[^>]*id="tile-coverage_share".*?</li>', as_text(content.headline(question)))
    assert (told in tile) == bool(responders)
    assert (told in as_text(content.sentences(question))) == bool(responders)


def test_every_rule_of_counting_has_its_sentences() -> None:
    assert set(text.NOTHING) == set(text.CALLS) == set(text.OVER_TIME_SENTENCE) == set(COUNTED) == set(COUNTS)


@each_question
@pytest.mark.parametrize("count", COUNTED)
def test_the_sentence_over_time_says_the_answers_numbers(demo: Snapshot, filters: Filters, count: str) -> None:
    question = asked(demo, filters.model_copy(update={"count": count}))
    shown = content.over_time(question)
    calls = ask(demo, "care_calls", question.filters).only
    if not calls.n:
        assert shown.sentence == nothing_matches(shown.answers[0])
        return
    told = text.OVER_TIME_SENTENCE[count].format(
        period=words.period(*days_shown(demo.info, filters)), calls=several(calls.text, *COUNTED[count])
    )
    assert shown.sentence == f"{told} {most(question, shown.answers[0])}".strip()


def test_a_day_is_called_by_its_name(demo: Snapshot) -> None:
    busy = max(ask(demo, "care_calls", YEAR, ("day",)).rows, key=lambda row: row.n)
    day = date.fromisoformat(*busy.keys)
    shown = content.over_time(asked(demo, Filters(start=day, end=day)))
    (row,) = shown.answers[0].rows
    assert (row.keys, row.complete, shown.note) == (busy.keys, True, "")
    calls = several(busy.text, *CALL)
    assert shown.sentence == f"{words.day(day)}: CARE was sent to {calls}."
    assert shown.figure["data"][-1]["hovertext"] == [f"<b>{words.day(day)}</b><br>{calls}"]
    assert shown.figure["layout"]["title"]["text"] == over_time_text.CALLS_AXIS["day"]


@each_question
def test_bars_are_the_periods_of_the_answer(demo: Snapshot, filters: Filters) -> None:
    question = asked(demo, filters)
    shown = content.over_time(question)
    bars = shown.figure["data"][0]
    by = grain(question)
    rows = ask(demo, "care_calls", filters, (by,)).rows
    assert bars["x"] == [days_of(by, *row.keys)[0].isoformat() for row in rows]
    assert bars["y"] == [row.value for row in rows]
    whole = ask(demo, "care_calls", filters)
    assert sum(bars["y"]) == whole.only.n
    assert whole.only.value == (None if outside_data(whole) else whole.only.n)
    assert bars["marker"]["pattern"]["shape"] == ["" if row.complete else "/" for row in rows]
    assert shown.note == ("" if all(row.complete for row in rows) else over_time_text.STRIPED[by])
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


@each_question
def test_squares_and_elsewhere_add_up_to_the_whole(demo: Snapshot, filters: Filters) -> None:
    shown = content.places(asked(demo, filters))
    squares = [text.partition("</b><br>")[2] for text in shown.figure["data"][0]["text"]]
    elsewhere = numbers(shown.note.partition(places_text.ELSEWHERE.partition("{")[0])[2] or "0")[0]
    assert sum(numbers(" ".join(squares))) + elsewhere == ask(demo, "care_calls", filters).only.n
    assert len(squares) == len(tiles(demo))
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)


@each_question
def test_the_list_says_every_place_highest_first_and_each_is_a_question(demo: Snapshot, filters: Filters) -> None:
    told = as_text(content.places(asked(demo, filters)).below)
    rows = [row for row in ask(demo, "care_calls", filters, ("beat",)).rows if row.keys[0] != "UNKNOWN"]
    ranked = sorted(rows, key=lambda row: (-row.n, row.keys))
    in_order = told.partition("<ol")[2].partition("</ol>")[0]
    assert re.findall(r'data-area="(\w+)"', in_order) == [row.keys[0] for row in ranked]
    assert [int(n.replace(",", "")) for n in re.findall(r"</a>: ([\d,]+) calls?", told)] == [row.n for row in ranked]
    links = re.findall(r'href="([^"]*)"', in_order)
    for row, link in zip(ranked, links, strict=True):
        assert read_question(link.replace("&amp;", "&"), demo).filters == filters.model_copy(update={"beat": row.keys})


def test_calls_without_a_known_beat_are_counted_elsewhere(month: Snapshot) -> None:
    shown = content.places(asked(month, Filters()))
    assert places_text.ELSEWHERE.format(counted="1 call") in shown.note
    assert numbers(shown.sentence)[-2:] == [13, 22]


@each_question
def test_the_sentence_over_the_map_says_the_answers_numbers(demo: Snapshot, filters: Filters) -> None:
    rows = ask(demo, "care_calls", filters, ("beat",)).rows
    sentence = content.places(asked(demo, filters)).sentence
    if not rows:
        assert sentence == nothing_matches(ask(demo, "care_calls", filters))
        return
    known = [row for row in rows if row.keys[0] != "UNKNOWN"]
    most = [row for row in known if row.n == max(row.n for row in known)]
    names = listed(sorted(label(demo, "beat", *row.keys) for row in most))
    template = places_text.MOST if len(most) == 1 else places_text.MOST_TIED
    assert sentence == template.format(names=names, text=most[0].text, total=f"{sum(row.n for row in rows):,}")


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
        lines = content.over_time(asked(demo, filters)).figure["layout"]["shapes"]
        assert [line["x0"] for line in lines] == [phase.starts_on.isoformat() for _, phase in found]


@each_question
def test_the_csv_beside_a_chart_holds_the_charts_rows(demo: Snapshot, client: FlaskClient, filters: Filters) -> None:
    for shown in (content.over_time(asked(demo, filters)), content.places(asked(demo, filters))):
        response = client.get(csv_link(shown.answers[0]).href)
        assert response.status_code == 200, response.text
        assert len(response.text.splitlines()) == len(shown.answers[0].rows) + 1
        assert demo.info.snapshot in csv_link(shown.answers[0]).href
        assert "immutable" in response.headers["Cache-Control"]


def test_the_csv_beside_a_chart_works_for_a_day_outside_the_data(demo: Snapshot, client: FlaskClient) -> None:
    for search in ("?start=2030-01-01", "?end=2010-01-01"):
        shown = content.over_time(read_question(search, demo))
        assert client.get(csv_link(shown.answers[0]).href).status_code == 200


@each_question
def test_what_a_number_rests_on_is_said_beside_it(demo: Snapshot, filters: Filters) -> None:
    for answer in (ask(demo, name, filters) for name in content.HEADLINE):
        said = basis((answer,))
        assert said.startswith(words.INVENTED_SHORT)
        assert f"n = {answer.only.n:,} {answer.metric.n_label}." in said
        assert words.day(demo.info.data_through) in said
