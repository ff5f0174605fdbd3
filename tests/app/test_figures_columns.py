"""Columns drawn without scripts: heights, stacks, words, and what is not complete."""

from app.figures.columns import Column, columns
from app.figures.style import CARE, CARE_AND_SPD, CARE_ONLY
from tests.app.layouts import Element, elements

LOOKS = (CARE_ONLY, CARE_AND_SPD)
THREE = (
    Column("Jan", "2025", (10.0, 30.0), "40"),
    Column("Feb", "", (20.0, 60.0), "80"),
    Column("Mar", "▲4", (None, None), "–", is_complete=False),
)


def parts(svg: str) -> list[Element]:
    """List the parts of the columns: the rectangles outside the patterns' definitions."""
    return [one for one in elements(svg) if one.tag == "rect" and "defs" not in one.path]


def number(one: Element, name: str) -> float:
    return float(one[name])


def test_a_part_is_as_tall_as_its_value_and_stands_on_the_one_below() -> None:
    first, second, third, fourth, *_ = parts(columns(THREE, LOOKS, "calls", "told"))
    assert number(third, "height") / number(first, "height") == 2
    assert number(fourth, "height") / number(third, "height") == 3
    assert abs(number(second, "y") + number(second, "height") - number(first, "y")) < 0.11
    assert number(first, "x") == number(second, "x") < number(third, "x")


def test_the_tallest_column_leaves_room_for_its_words() -> None:
    svg = columns(THREE, LOOKS, "calls", "told")
    assert min(number(one, "y") for one in parts(svg)) >= 18
    assert all(number(one, "y") >= 10 for one in elements(svg) if one.tag == "text")


def test_looks_are_told_apart_without_their_colour_and_the_incomplete_is_open() -> None:
    svg = columns(THREE, LOOKS, "calls", "told")
    plain, striped, *_, lower, upper = parts(svg)
    assert (plain["fill"], striped["fill"]) == (CARE_ONLY.color, "url(#calls-1)")
    assert [one["id"] for one in elements(svg) if one.tag == "pattern"] == ["calls-1"]
    assert {lower["fill"], upper["fill"]} == {"none"}
    assert "stroke-dasharray" in lower.attributes
    assert "stroke-dasharray" not in plain.attributes


def test_words_stand_above_and_below_and_it_says_itself_to_those_who_do_not_see_it() -> None:
    svg = columns(THREE, LOOKS, "calls", 'Calls "by" month & <year>')
    assert [one.text for one in elements(svg) if one.tag == "text"] == [
        *("40", "Jan", "2025", "80", "Feb", "–", "Mar", "▲4"),
    ]
    (picture,) = (one for one in elements(svg) if one.tag == "svg")
    assert (picture["role"], picture["aria-label"]) == ("img", 'Calls "by" month & <year>')


def test_nothing_and_zeros_are_drawn_flat() -> None:
    assert parts(columns((), LOOKS, "none", "told")) == []
    (part,) = parts(columns([Column("Jan", "", (0.0,), "0")], (CARE,), "zero", "told"))
    assert number(part, "height") == 0


def test_words_of_the_data_are_text() -> None:
    assert "<b>" not in columns([Column("<b>", "<b>", (1.0,), "<b>")], (CARE,), "x", "<b>")
