"""What stands around a page's blocks: what it was asked, the list of its parts, the words it uses, and its notes."""

import pytest

from app import words
from app.components.basis import basis, note
from app.components.chart_card import ChartCard
from app.components.filters_on import filters_on, rules_on
from app.components.page_head import stated
from app.components.static_html import as_text
from app.db import Snapshot
from app.main import PAGES
from app.queries import ask
from app.question import read_question
from app.words import page as text
from app.words.glossary import WORDS
from tests.app.layouts import components, elements, with_ids

each_page = pytest.mark.parametrize("path", PAGES)
LONG = ("/calls", "/response-times", "/capacity", "/experience", "/data", "/methods", "/reconciliation", "/report")


def test_paper_says_the_period_the_filters_the_rule_and_how_far_the_data_reaches(demo: Snapshot) -> None:
    told = stated(read_question("?start=2025-01-01&end=2025-06-30&precinct=EAST&hour=13&count=arrived", demo), "/")
    assert told == (
        "Jan 1 to Jun 30, 2025. Filters: Precinct: EAST; Hour of the day: 1 pm to 2 pm. "
        f"What counts as a call: CARE arrived. Data through {words.day(demo.info.data_through)}. "
        f"Snapshot {demo.info.snapshot}."
    )


def test_paper_says_the_rule_also_where_nothing_is_chosen(demo: Snapshot) -> None:
    told = stated(read_question("?start=2025-01-01&end=2025-06-30", demo), "/")
    assert told.startswith(f"Jan 1 to Jun 30, 2025. {words.NO_CHIPS} What counts as a call: CARE was sent. Data")


def test_paper_says_a_share_of_police_that_was_moved(demo: Snapshot) -> None:
    assert f"{words.POLICE_SHARE} 40%." in stated(read_question("?police_share=40", demo), "/capacity")
    assert words.POLICE_SHARE not in stated(read_question("?police_share=40", demo), "/calls")
    assert words.POLICE_SHARE not in stated(read_question("", demo), "/capacity")


def test_what_is_on_leads_to_the_question_without_it(demo: Snapshot) -> None:
    asked = read_question("?precinct=EAST&precinct=WEST&hour=13&count=all&police_share=40", demo)
    on = filters_on(asked) | rules_on(asked, "/capacity")
    assert len(on) == 5
    left = [read_question(address, demo).filters for address in on.values()]
    assert [one.precinct for one in left] == [("WEST",), ("EAST",), *[("EAST", "WEST")] * 3]
    assert [one.hour for one in left] == [("13",)] * 2 + [()] + [("13",)] * 2
    assert [one.count for one in left] == ["all"] * 3 + ["dispatched", "all"]
    assert [one.police_share for one in left] == [40] * 4 + [100]


@each_page
def test_a_long_page_lists_its_parts_and_every_page_leads_back_to_the_top(path: str) -> None:
    page = PAGES[path]
    layout = page.layout()
    links = {node.href: node.children for node in components(layout) if node._type == "A"}
    assert links.pop("#navigation") == text.BACK_TO_TOP
    listed = {f"#{place}": title for place, title in page.parts.items()}
    assert links == (listed if path in LONG else {})
    assert set(page.parts) <= set(with_ids(layout))


@each_page
def test_every_card_that_is_always_there_is_a_part_of_its_page(path: str) -> None:
    page = PAGES[path]
    cards = [block for block in page.blocks if isinstance(block, ChartCard)]
    always = {card.part("heading"): card.question for card in cards if not card.is_there}
    assert always.items() <= page.parts.items()
    assert not {card.part("heading") for card in cards if card.is_there} & page.parts.keys()


@each_page
def test_a_page_explains_its_words_a_line_each(path: str) -> None:
    page = PAGES[path]
    found = elements(f"<div>{as_text(page.layout())}</div>")
    assert tuple(one.text for one in found if one.tag == "dt") == page.terms
    assert [one.text for one in found if one.tag == "dd"] == [WORDS[term] for term in page.terms]


def test_the_n_of_many_answers_stands_in_the_table_and_on_paper_in_the_note(demo: Snapshot) -> None:
    filters = read_question("", demo).filters
    names = ("care_calls", "care_only_calls", "care_and_spd_calls", "eligible_calls")
    answers = tuple(ask(demo, name, filters) for name in names)
    assert as_text(note("Told.", answers[:3])) == as_text(f"Told. {basis(answers[:3])}")
    html = f"<p>{as_text(note('Told.', answers))}</p>"
    whole, screen, paper = elements(html)
    assert (screen.classes, screen.text) == (["only-screen"], f"{words.N_IN_TABLE}.")
    assert paper.classes == ["only-paper"]
    assert whole.text.replace(screen.text, "") == f"Told. {basis(answers)}"
    assert all(f"{answer.metric.label}: n = {answer.only.n:,} " in paper.text for answer in answers)
