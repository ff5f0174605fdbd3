"""The page about people with data about them: every chart is the answers', and what is missing is said as missing."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app.components.chart_card import ChartCard, ChartContent
from app.components.static_html import as_text
from app.components.where import Where
from app.db import Snapshot
from app.filters import Filters
from app.labels import label
from app.pages.experience import content, people, shares
from app.pages.experience.layout import PAGE
from app.queries import Answer, ask
from app.question import Asked, read_question
from app.rests_on import counted_events
from app.words import experience as text
from app.words import no_data
from app.words import people as words_of_people
from etl.metrics import FEWER_THAN_11, FEWER_THAN_11_WHY, METRICS
from tests.app.analyst.screen import cards
from tests.app.layouts import Element, elements
from tests.app.people import CONTACTS, answered, invented_cells, table

CARDS: dict[str, ChartCard] = {
    where.block.name: where.block
    for where in PAGE.blocks
    if isinstance(where, Where) and isinstance(where.block, ChartCard)
}
each_card = pytest.mark.parametrize("name", CARDS)
SEARCHES = ("", "?precinct=EAST&hour=3&count=all", "?start=2022-03-01&end=2022-03-31")


@pytest.fixture
def people_of(request: pytest.FixtureRequest) -> Snapshot:
    """Give the snapshot that `people` is elsewhere: here that is the page's own module."""
    snapshot: Snapshot = request.getfixturevalue("people")
    return snapshot


@pytest.fixture
def asked(people_of: Snapshot) -> Asked:
    return read_question("", people_of)


@pytest.fixture
def page(people_client: FlaskClient) -> str:
    return people_client.get("/experience").text


def place(page: str, name: str) -> Element:
    (found,) = (one for one in elements(page) if one.get("id") == f"first-{name}")
    return found


def shown(asked: Asked, name: str) -> ChartContent:
    return CARDS[name].show(asked)


@each_card
def test_every_chart_is_of_its_answers_and_says_where_something_is_not_shown(asked: Asked, name: str) -> None:
    found = shown(asked, name)
    assert go.Figure(found.figure)
    json.dumps(found.figure, allow_nan=False)
    rows = [row for answer in found.answers for row in answer.rows]
    assert {answer.metric.is_about_people for answer in found.answers} == {True}
    assert found.sentence
    assert (FEWER_THAN_11_WHY in found.note) == any(row.known_n is None for row in rows)


@each_card
def test_no_filter_changes_a_chart_and_each_says_so(people_of: Snapshot, name: str) -> None:
    first, *others = (list(map(str, CARDS[name].values(read_question(search, people_of))[:5])) for search in SEARCHES)
    assert all(other == first for other in others)
    assert words_of_people.NOT_APPLIED in first[1]
    assert "Published Feb 15, 2026." in first[1]
    assert "Invented data" in first[1]


def test_all_that_is_published_is_on_the_page_over_time_and_by_group(people_of: Snapshot) -> None:
    asked = read_question("", people_of)
    by: dict[str, set[tuple[str, ...]]] = {}
    for name in CARDS:
        for answer in shown(asked, name).answers:
            by.setdefault(answer.metric.name, set()).add(answer.by)
    assert set(by) == {name for name, metric in METRICS.items() if metric.is_about_people}
    for name, cuts in by.items():
        part = "language" if name.startswith("survey") else "precinct"
        assert name == "contacts_by_outcome" or {("quarter",), (part,)} <= cuts


def test_lines_stand_at_the_values_and_leave_gaps(people_of: Snapshot) -> None:
    found = shown(read_question("", people_of), "contact-quarters")
    for trace, answer in zip(found.figure["data"], found.answers, strict=False):
        assert trace["y"] == [row.value for row in answer.rows]
    assert None in found.figure["data"][0]["y"]
    served = found.answers[0].rows
    assert f"{served[0].text} (2024-Q4), then {served[-1].text} (2025-Q4)" in found.sentence


def test_ranges_are_drawn_in_percent_with_their_n(people_of: Snapshot) -> None:
    found = shown(read_question("", people_of), "survey-shares")
    (points,) = found.figure["data"]
    rows = [answer.only for answer in found.answers]
    assert points["x"] == pytest.approx([100 * (row.value or 0) for row in rows])
    assert points["error_x"]["array"] == pytest.approx([100 * ((r.high or 0) - (r.value or 0)) for r in rows])
    drawn = json.dumps(found.figure, ensure_ascii=False).replace("<br>", " ")
    assert all(f"n\u00a0=\u00a0{row.n:,}" in drawn and row.text in drawn for row in rows)


def test_groups_are_of_the_newest_year_all_others_named_and_not_ranked(people_of: Snapshot) -> None:
    asked = read_question("", people_of)
    found = shown(asked, "contact-precincts")
    assert found.sentence.startswith("In 2025.")
    assert words_of_people.ALL_OTHERS not in found.sentence
    assert words_of_people.ALL_OTHERS in json.dumps(found.figure, ensure_ascii=False)
    referral = found.figure["data"][1]
    assert FEWER_THAN_11 in referral["text"]
    assert [row.keys[0] for row in found.answers[0].rows] == ["EAST", "WEST", "UNKNOWN", "ALL OTHERS"]
    low, high = sorted(found.answers[0].rows[:2], key=lambda row: row.value or 0)
    assert f"from {low.text} ({low.keys[0]}) to {high.text} ({high.keys[0]})" in found.sentence


@each_card
def test_each_number_tells_when_it_is_not_shown(people_of: Snapshot, name: str) -> None:
    told = str(CARDS[name].values(read_question("", people_of)))
    answers = shown(read_question("", people_of), name).answers
    assert told.count(words_of_people.SHOWN_WHERE) == len(answers)


def test_a_share_shown_for_one_group_names_it(people_of: Snapshot) -> None:
    found = shown(read_question("", people_of), "survey-languages")
    (safe,) = (answer for answer in found.answers if answer.metric.name == "survey_felt_safe_share")
    assert f"Felt safe: {safe.rows[0].text} (English)." in found.sentence


def test_outcomes_are_ranked_in_words(people_of: Snapshot) -> None:
    found = shown(read_question("", people_of), "contact-outcomes")
    first = found.answers[0].rows[0]
    total = sum(row.n for row in found.answers[0].rows)
    assert f"“{label(people_of, 'outcome', first.keys[0])}”, {first.text} of {total:,} contacts" in found.sentence


# the whole page


def test_the_first_paint_has_every_card_and_its_table_holds_the_answer(page: str, people_of: Snapshot) -> None:
    on_page = {card.name: card for card in cards(page)}
    asked = read_question("", people_of)
    for name in CARDS:
        assert "hidden" not in place(page, f"where-{name}").attributes
        texts = {cell for line in on_page[name].table for cell in line}
        for answer in shown(asked, name).answers:
            assert {row.text for row in answer.rows} <= {cell.partition(",")[0] for cell in texts} | texts
        assert len(on_page[name].files) == 2 * len(shown(asked, name).answers)


def test_what_is_not_shown_has_dashes_beside_it_in_the_table(page: str) -> None:
    (card,) = (one for one in cards(page) if one.name == "contact-quarters")
    (line,) = (line for line in card.table if line[0] == "April to June 2025")
    assert line[1:5] == [FEWER_THAN_11, "–", "–", "–"]
    assert line[5].endswith("%")


def test_files_of_a_card_hold_what_its_table_shows(page: str, people_client: FlaskClient) -> None:
    (card,) = (one for one in cards(page) if one.name == "survey-languages")
    body = people_client.get(card.files[0].replace(".csv", "")).json
    assert [line[1] for line in card.table[1:]] == [row["text"] for row in body["rows"]]
    assert [line[0] for line in card.table[1:]] == [row["labels"]["language"] for row in body["rows"]]


def test_the_page_says_why_filters_do_not_apply_and_who_answered(page: str, people_of: Snapshot) -> None:
    said = place(page, "page-experience").text
    assert "The filters above do not change these numbers." in said
    assert "so that no number about fewer than 11 people is shown or can be worked out" in said
    assert "published once, at least 45 days after it ends" in said
    assert text.WHO_ANSWERED in said
    response = ask(people_of, "survey_response_share", Filters()).only
    assert f"Of {response.n:,} people invited to answer, {response.text} did" in said
    assert said.count(no_data.NO_DATA_YET) == 1, "of the fire department"


def test_what_comes_first_stays_first() -> None:
    names = [getattr(block, "name", "") for block in PAGE.blocks]
    assert names[:3] == ["endings", "experience-wait", "experience-contacts"]
    assert names[-1] == "where-fire-is-missing"


def test_without_data_no_card_is_seen_and_nothing_is_asked(client: FlaskClient, demo: Snapshot) -> None:
    page = client.get("/experience").text
    for name in CARDS:
        assert "hidden" in place(page, f"where-{name}").attributes
        assert not place(page, f"{name}-sentence").text
    where = next(block for block in PAGE.blocks if isinstance(block, Where))
    hidden, *rest = where.values(read_question("", demo))
    assert hidden is True
    assert not any(rest)
    assert len(rest) + 1 == len(where.outputs())


def test_only_what_is_missing_is_said_to_be(contacts_only: Snapshot, without_people: Snapshot, demo: Snapshot) -> None:
    def tiles(snapshot: Snapshot) -> list[int]:
        asked = read_question("", snapshot)
        parts = (people.contacts, people.survey, content.later)
        return [as_text(write(asked)).count(no_data.NO_DATA_YET) for write in parts]

    assert tiles(demo) == tiles(without_people) == [3, 1, 1]
    assert tiles(contacts_only) == [0, 1, 1]
    assert "45 days" in as_text(people.contacts(read_question("", contacts_only)))


# single cases


def test_before_a_whole_year_is_published_groups_say_so(demo: Snapshot) -> None:
    found = shares.by_part(read_question("", demo), ("contact_served_share",), "precinct")
    assert found.sentence == text.NO_YEAR
    assert found.figure["data"] == []


def test_outcomes_that_are_never_shown_leave_no_chart(monkeypatch: pytest.MonkeyPatch, demo: Snapshot) -> None:
    hidden = list(table(CONTACTS, "quarter", "2025-Q1", None, 400, hidden=("outcome", "referral")))
    monkeypatch.setattr("app.components.ranked_chart.ask", lambda _, name, __, by: answered(hidden, name, by))
    found = people.outcomes(read_question("", demo))
    assert found.sentence == f"Contacts: not shown. {FEWER_THAN_11_WHY}"
    assert found.figure["data"] == []


@pytest.mark.parametrize("show", [shares.together, shares.by_quarter, partial(shares.by_part, by="precinct")])
def test_shares_that_are_never_shown_leave_no_chart_and_say_why(
    show: Callable[..., ChartContent], monkeypatch: pytest.MonkeyPatch, demo: Snapshot
) -> None:
    hidden = list(table(CONTACTS, "quarter", "2025-Q1", None, 400, hidden=("referral",)))
    hidden += table(CONTACTS, "precinct", "2025", "EAST", 400, hidden=("referral",))
    monkeypatch.setattr(shares, "ask", lambda _, name, __, by=(): answered(hidden, name, by))
    found = show(read_question("", demo), ("contact_referral_share",))
    assert found.sentence.endswith(FEWER_THAN_11_WHY)
    assert METRICS["contact_referral_share"].label in found.sentence
    assert (found.figure["data"], found.note) == ([], "")
    served = show(read_question("", demo), ("contact_referral_share", "contact_served_share"))
    assert served.figure["data"]
    assert served.figure["layout"].get("xaxis", {}).get("range") != [-0.06, 0.06]


@pytest.mark.parametrize(
    ("name", "axis", "reach"),
    [("survey-shares", "xaxis", 100), ("survey-quarters", "yaxis", 1), ("survey-languages", "xaxis", 1)],
)
def test_shares_stand_on_an_axis_up_to_all(people_of: Snapshot, name: str, axis: str, reach: float) -> None:
    low, high = shown(read_question("", people_of), name).figure["layout"][axis]["range"]
    assert low <= 0
    assert reach <= high < 1.2 * reach


def test_of_whom_the_survey_speaks_is_said(page: str) -> None:
    said = place(page, "page-experience").text
    assert "a question left blank counts as not said" in said
    assert "who answers without an invitation is no sample" in said


@pytest.mark.parametrize(
    ("quarters", "told"),
    [
        (["2025-Q1"], r"^Served: [\d.]+% \(2025-Q1\)\.$"),
        (["2025-Q1", "2025-Q3"], r"^Served: [\d.]+% \(2025-Q1\), then [\d.]+% \(2025-Q3\)\.$"),
    ],
)
def test_a_sentence_fits_how_many_quarters_there_are(quarters: list[str], told: str) -> None:
    cells = [cell for quarter in quarters for cell in table(CONTACTS, "quarter", quarter, None, 400)]
    answer: Answer = answered(cells, "contact_served_share", ("quarter",))
    assert re.match(told, shares._first_to_last(answer))


def test_the_invented_cells_never_hold_what_may_not_be_published() -> None:
    assert not [cell for cell in invented_cells() if cell.people is not None and 0 < cell.people < 11]


def test_where_nothing_of_a_number_is_shown_neither_is_what_it_rests_on(people_of: Snapshot) -> None:
    hidden = replace_rows(ask(people_of, "contact_served_share", Filters(), ("quarter",)), FEWER_THAN_11_WHY)
    shown = ask(people_of, "contacts_by_outcome", Filters())
    assert counted_events([hidden]) == "n is not shown"
    assert counted_events([hidden, shown]) == f"Served: n is not shown; Contacts: n = {shown.only.n:,} contacts"


def replace_rows(answer: Answer, withheld: str) -> Answer:
    return replace(answer, rows=tuple(replace(row, value=None, n=0, withheld=withheld) for row in answer.rows))
