"""The page about calls says the same numbers as the questions it asks."""

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.chart_card import ChartCard, ChartContent
from app.components.files import csv_link
from app.components.nothing import nothing_matches, outside_data
from app.components.over_time import grain, most
from app.components.ranked_chart import LONGEST, leaders
from app.components.static_html import as_html
from app.components.two_numbers import other_kinds
from app.components.working_hours import hours_worked
from app.db import Snapshot
from app.labels import UNKNOWN, label
from app.pages.calls import content, coverage, headline, hours, who
from app.pages.calls.layout import PAGE
from app.queries import Answer, ask
from app.question import Asked, read_question
from app.words import calls as text
from app.words import over_time
from app.words import working_hours as working_hours_text
from app.words.sentences import CALL, COUNTED, listed, several
from etl.metrics import COUNTS, METRICS

QUESTIONS = {
    "as it opens": "",
    "a year": "?start=2025-01-01&end=2025-12-31",
    "everything": "?start=2022-01-01&end=2025-12-31",
    "arrived": "?count=arrived",
    "all": "?count=all",
    "a precinct": "?precinct=EAST",
    "an hour": "?hour=13",
    "a few weeks": "?start=2025-03-10&end=2025-04-20&count=all",
    "a day": "?start=2025-03-01&end=2025-03-01",
    "nothing": "?start=2022-03-01&end=2022-03-31",
    "no unit of ours": "?responders=SPD+only",
    "a share": "?police_share=40",
    "a type nobody may answer": "?call_type=DISTURBANCE",
    "before the data": "?start=2010-01-01&end=2010-02-01",
}
CHARTS = [block for block in PAGE.blocks if isinstance(block, ChartCard)]
RANKED = {"call_type": content.call_types, "call_source": content.sources, "neighborhood": content.neighborhoods}
each_question = pytest.mark.parametrize("search", QUESTIONS.values(), ids=QUESTIONS)
each_ranking = pytest.mark.parametrize(("by", "show"), RANKED.items(), ids=RANKED)


@pytest.fixture
def asked(demo: Snapshot, search: str) -> Asked:
    return read_question(search, demo)


def the(asked: Asked, name: str, *by: str) -> Answer:
    return ask(asked.snapshot, name, asked.filters, by)


def numbers(sentence: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)]


def cells(table: Any) -> list[list[str]]:
    """Read a table's rows as a browser would see them."""
    rows = re.findall(r"<tr>(.*?)</tr>", str(as_html(table, "")))
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


@each_question
@pytest.mark.parametrize("card", CHARTS, ids=lambda card: card.name)
def test_every_chart_draws_and_rests_on_the_answers_it_names(asked: Asked, card: ChartCard) -> None:
    shown = card.show(asked)
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)
    assert shown.sentence.endswith(".")
    for answer in shown.answers:
        rows = the(asked, answer.metric.name, *answer.by).rows
        assert sorted(answer.rows, key=lambda row: row.keys) == sorted(rows, key=lambda row: row.keys)


@each_question
def test_the_files_beside_the_charts_hold_their_rows(asked: Asked, client: FlaskClient) -> None:
    for card in CHARTS:
        for answer in card.show(asked).answers:
            response = client.get(csv_link(answer).href)
            assert response.status_code == 200, response.text
            assert len(response.text.splitlines()) == len(answer.rows) + 1


@each_question
def test_the_rule_is_said_in_the_bars_own_words(asked: Asked) -> None:
    rule, tiles = headline.headline(asked)
    count = asked.filters.count
    assert words.COUNTED_AS[count] in rule.children
    assert text.RULE_MEANS[count] in rule.children
    assert [tile.id for tile in tiles.children] == [f"tile-{name}" for name in headline.HEADLINE]


@each_question
def test_requests_and_outreach_stand_beside_the_headline_until_they_are_asked_into_it(asked: Asked) -> None:
    heading, why, tiles = headline.beside(asked)
    assert [tile.id for tile in tiles.children] == [f"tile-{name}" for name in headline.BESIDE]
    if asked.filters.count != "all":
        assert (heading.children, why.children) == (text.BESIDE, text.BESIDE_WHY)
        return
    *parts, total = numbers(why.children)
    assert heading.children == text.BESIDE_INSIDE
    assert sum(parts) == total == the(asked, "care_calls").only.value
    assert parts[1:] == [the(asked, name).only.value for name in headline.BESIDE]


def test_every_rule_has_its_words() -> None:
    assert set(text.RULE_MEANS) == set(text.WHO_SENTENCE) == set(COUNTED) == set(COUNTS)


@each_question
def test_who_came_stacks_up_to_all_calls(asked: Asked) -> None:
    shown = who.who_came(asked)
    calls, alone, joint = shown.answers
    bars = shown.figure["data"][:2]
    assert [bar["name"] for bar in bars] == [alone.metric.label, joint.metric.label]
    stacked = [sum(parts) for parts in zip(*(bar["y"] for bar in bars), strict=True)]
    assert stacked == [row.value for row in calls.rows]
    whole = the(asked, "care_calls")
    assert sum(stacked) == whole.only.n == (whole.only.value or 0)
    assert (whole.only.value is None) == bool(outside_data(whole))
    assert calls.by == (grain(asked),)


@each_question
def test_who_came_says_the_answers_numbers(asked: Asked) -> None:
    shown = who.who_came(asked)
    calls, alone, joint = (the(asked, answer.metric.name).only for answer in shown.answers)
    if not calls.n:
        assert shown.sentence == nothing_matches(the(asked, "care_calls"))
        return
    assert numbers(shown.sentence)[:3] == [calls.value, alone.value, joint.value]
    assert shown.sentence.endswith(most(asked, shown.answers[0]))


@each_question
def test_periods_that_are_not_complete_are_said_to_be_striped(asked: Asked) -> None:
    shown = who.who_came(asked)
    (by,) = shown.answers[0].by
    is_incomplete = any(not row.complete for row in shown.answers[0].rows)
    assert shown.note == (over_time.STRIPED[by] if is_incomplete else "")


@each_question
@each_ranking
def test_a_ranking_goes_from_most_to_fewest_the_unknown_last(
    asked: Asked, by: str, show: Callable[[Asked], ChartContent]
) -> None:
    shown = show(asked)
    (answer,) = shown.answers
    known = [row.value or 0 for row in answer.rows if row.keys[0] != UNKNOWN]
    assert all(more >= less for more, less in pairwise(known))
    assert [row.keys[0] for row in answer.rows[: len(known)]].count(UNKNOWN) == 0
    bars, *_ = shown.figure["data"]
    assert bars["x"] == [row.value for row in answer.rows[:LONGEST]]
    assert bars["text"] == [row.text for row in answer.rows[:LONGEST]]
    assert sum(row.n for row in answer.rows) == the(asked, "care_calls").only.n
    assert ("largest of" in shown.note) == (len(answer.rows) > LONGEST)
    assert by == answer.by[0]


@each_question
@each_ranking
def test_a_ranking_names_the_first_and_counts_the_groups(
    asked: Asked, by: str, show: Callable[[Asked], ChartContent]
) -> None:
    shown = show(asked)
    known = [row for row in shown.answers[0].rows if row.keys[0] != UNKNOWN]
    if not shown.answers[0].rows:
        assert shown.sentence == nothing_matches(the(asked, "care_calls"))
        return
    first = leaders(known)
    assert (
        f"{first[0].text}{' each' if len(first) > 1 else ''} of {the(asked, 'care_calls').only.text}" in shown.sentence
    )
    assert f"in all: {len(known):,}." in shown.sentence
    assert label(asked.snapshot, by, first[0].keys[0]) in shown.sentence


def test_a_place_that_is_not_known_is_counted_and_never_the_first(month: Snapshot) -> None:
    everything = read_question("?start=2025-10-31&end=2025-11-30&count=all", month)
    shown = content.neighborhoods(everything)
    counts = {row.keys[0]: row.text for row in shown.answers[0].rows}
    assert text.WHERE_RANKING.unknown.format(count=counts[UNKNOWN]) in shown.note
    nowhere = read_question(f"?start=2025-10-31&end=2025-11-30&neighborhood={UNKNOWN}", month)
    shown = content.neighborhoods(nowhere)
    assert shown.sentence == text.WHERE_RANKING.none_known.format(total="1")


@each_question
def test_each_place_in_the_chart_leads_to_its_own_numbers(asked: Asked) -> None:
    shown = content.neighborhoods(asked)
    if not shown.answers[0].rows:
        assert shown.below == []
        return
    _, places = shown.below
    for item, row in zip(places.children, shown.answers[0].rows[:LONGEST], strict=True):
        link, told = item.children
        assert told == f": {row.text}"
        narrowed = read_question(link.href, asked.snapshot)
        assert narrowed.filters.neighborhood == row.keys
        assert the(narrowed, "care_calls").only.value == row.value


@each_question
def test_who_started_the_calls_adds_up(asked: Asked) -> None:
    sentence = content.sources(asked).sentence
    started = [numbers(told)[-1] for told in re.findall(r"Started by [^.]*\.", sentence)]
    assert sum(started) == the(asked, "care_calls").only.n


@each_question
def test_the_grid_holds_every_call_once(asked: Asked) -> None:
    shown = hours.hours_and_days(asked)
    if outside_data(the(asked, "care_calls")):
        assert shown.figure["data"] == []
        return
    grid, *_ = shown.figure["data"]
    kept = len(asked.filters.hour or range(24)) * len(asked.filters.weekday or range(7))
    assert len(grid["x"]) == kept
    head, *rows = cells(shown.table)
    assert len(rows) * (len(head) - 1) == kept
    assert sum(numbers(cell)[0] for row in rows for cell in row[1:]) == the(asked, "care_calls").only.n
    assert sum(int(told.replace(",", "")) for told in grid["text"] if told) == the(asked, "care_calls").only.n


@each_question
def test_the_busiest_time_is_said_in_words(asked: Asked) -> None:
    sentence = hours.hours_and_days(asked).sentence
    rows = the(asked, "care_calls", "hour", "weekday").rows
    if not rows:
        assert sentence == nothing_matches(the(asked, "care_calls"))
        return
    first = leaders(rows)
    hour, day = (label(asked.snapshot, by, key) for by, key in zip(("hour", "weekday"), first[0].keys, strict=True))
    assert f"{day} from {hour}" in sentence
    assert f"{first[0].text}{' each' if len(first) > 1 else ''} of" in sentence
    for by in ("weekday", "hour"):
        groups = the(asked, "care_calls", by).rows
        most = f"({leaders(groups)[0].text}{' each' if len(leaders(groups)) > 1 else ''})"
        assert (f"The {'day' if by == 'weekday' else 'hour'}" in sentence) == (len(groups) > 1)
        assert most in sentence or len(groups) == 1


@each_question
def test_the_five_steps_add_up_to_the_eligible_calls(asked: Asked) -> None:
    shown = coverage.coverage(asked)
    eligible = the(asked, "eligible_calls").only
    if outside_data(the(asked, "eligible_calls")):
        assert (shown.figure["data"], eligible.value) == ([], None)
        return
    bars, *_ = shown.figure["data"]
    assert bars["x"] == [the(asked, name).only.value for name in coverage.STEPS]
    assert sum(bars["x"]) == eligible.value
    _, *rows, whole = cells(shown.table)
    assert [row[1] for row in rows] == [the(asked, name).only.text for name in coverage.STEPS]
    assert whole[1] == whole[3] == eligible.text
    assert sum(numbers(row[1])[0] for row in rows) == numbers(whole[1])[0]


@each_question
def test_the_step_without_a_reason_looks_unlike_the_others(asked: Asked) -> None:
    drawn = coverage.coverage(asked).figure["data"]
    if outside_data(the(asked, "eligible_calls")):
        assert drawn == []
        return
    bars, *_ = drawn
    shapes = bars["marker"]["pattern"]["shape"]
    assert shapes[-1] == "/"
    assert "/" not in shapes[:-1]


@each_question
def test_coverage_says_the_answers_numbers(asked: Asked) -> None:
    shown = coverage.coverage(asked)
    eligible, share, arrived, not_sent = (
        the(asked, name).only
        for name in ("eligible_calls", "coverage_share", "coverage_arrived_calls", "coverage_not_sent_calls")
    )
    if not eligible.n:
        assert shown.sentence == (outside_data(the(asked, "eligible_calls")) or text.COVERAGE_NOTHING)
        return
    assert shown.sentence.endswith(other_kinds(asked))
    found = numbers(re.sub(r" \([^)]*\)", "", shown.sentence.removesuffix(other_kinds(asked))))
    assert found == [eligible.value, arrived.value, not_sent.value]
    assert (f"({share.text})" in shown.sentence) == (share.value is not None)


@each_question
def test_a_step_has_a_share_only_where_the_metric_would_show_one(asked: Asked) -> None:
    shown = coverage.coverage(asked)
    share = the(asked, "coverage_share").only
    _, arrived, *_ = cells(shown.table)
    assert arrived[2] == share.text
    if outside_data(the(asked, "coverage_share")):
        assert share.value is None
        return
    bars, *_ = shown.figure["data"]
    assert [("%" in told) for told in bars["text"]] == [share.value is not None] * 5
    assert (text.SHARES.format(told=share.text) in shown.note) == (share.value is None)


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("", []),
        ("?responders=SPD+only", [words.NOT_APPLIED.format(filters=words.FILTER_LABELS["responders"])]),
        ("?count=arrived", [text.COUNT_NOT_APPLIED.format(switch=words.COUNT)]),
    ],
)
def test_choices_that_change_nothing_here_are_named(demo: Snapshot, search: str, told: list[str]) -> None:
    asked = read_question(search, demo)
    (card,) = (card for card in CHARTS if card.name == "coverage")
    note = str(dict(zip(map(str, card.outputs()), card.values(asked), strict=True))["coverage-note.children"])
    assert [sentence for sentence in told if sentence in note] == told
    assert ("does not apply" in note or "changes nothing" in note) == bool(told)
    assert METRICS["eligible_calls"].ignores == ("responders",)


def test_sentences_are_right_for_one_and_for_many() -> None:
    assert several("1", *CALL) == "1 call"
    assert several("0", *CALL) == "0 calls"
    assert several("1,001", *CALL) == "1,001 calls"
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D"]) == "A, B and 2 more"


def test_the_page_comes_filled_before_any_script(client: FlaskClient) -> None:
    page = client.get("/calls?count=all&start=2025-01-01&end=2025-12-31").text
    assert text.BESIDE_INSIDE in page
    assert all(card.question in page for card in CHARTS)
    assert date(2025, 12, 31).isoformat() in page


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("?start=2025-01-01&end=2025-06-30", "noon to 10 pm."),
        ("?start=2024-01-01&end=2024-07-01", "11 am to 11 pm."),
        ("?start=2024-07-02&end=2024-12-31", "noon to 10 pm."),
        ("?start=2022-01-01&end=2025-12-31", "11 am to 11 pm; from Jul 2, 2024, noon to 10 pm."),
    ],
)
def test_when_calls_come_is_read_beside_the_hours_that_care_works(demo: Snapshot, search: str, told: str) -> None:
    said = hours.hours_and_days(read_question(search, demo)).sentence
    hours_told = working_hours_text.HOURS.format(hours=told.removesuffix("."))
    assert said.startswith(f"{hours_told} {text.OUTSIDE_HOURS} ")


def test_before_care_began_it_has_no_hours(demo: Snapshot) -> None:
    assert hours_worked(read_question("?start=2023-10-25&end=2023-10-25", demo)) == ""
    assert hours_worked(read_question("?start=2023-10-25&end=2023-10-26", demo))
