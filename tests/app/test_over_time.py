"""Charts over time: how long their periods are, and which of them are said to have the most."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import words
from app.components.over_time import grain, incomplete_note, most, series, told
from app.db import Snapshot
from app.figures.style import CARE
from app.filters import Filters, View
from app.labels import label
from app.queries import Answer, ask
from app.question import Asked
from app.words import over_time as text
from tests.app.questions import effort

NOVEMBER = date(2025, 11, 3)
Counts = list[tuple[int, bool]]


def asked(snapshot: Snapshot, start: date, days: int) -> Asked:
    return Asked(snapshot, Filters(start=start, end=start + timedelta(days=days - 1)), View())


def answered(question: Asked, counts: Counts) -> Answer:
    """Answer by period with these counts, each of a period that is complete or not."""
    answer = ask(question.snapshot, "care_calls", question.filters, (grain(question),))
    rows = zip(answer.rows, counts, strict=True)
    return replace(
        answer,
        rows=tuple(
            replace(row, value=count, n=count, text=f"{count:,}", complete=complete) for row, (count, complete) in rows
        ),
    )


@pytest.mark.parametrize(
    ("days", "by"),
    [(1, "day"), (14, "day"), (15, "week"), (30, "week"), (120, "week"), (121, "month"), (365, "month")],
)
def test_the_longer_the_period_the_longer_its_parts(demo: Snapshot, days: int, by: str) -> None:
    assert grain(asked(demo, date(2025, 3, 1), days)) == by


def test_days_outside_the_data_do_not_make_the_parts_longer(demo: Snapshot) -> None:
    last = demo.info.last_day
    assert grain(asked(demo, last, 500)) == "day"
    assert grain(asked(demo, last - timedelta(days=40), 500)) == "week"
    assert grain(asked(demo, date(2010, 1, 1), 500)) == "month", "no day is loaded"


def test_every_length_has_its_words() -> None:
    lengths = {"day", "week", "month"}
    for told_by_length in (text.CALLS_AXIS, text.STRIPED, text.HOLLOW, text.MOST, text.OF_WHOLE):
        assert set(told_by_length) == lengths


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([(3, True), (5, True), (4, True)], "Most on Nov 4, 2025: 5."),
        ([(5, True), (5, True), (4, True)], "Most on Nov 3, 2025 and Nov 4, 2025: 5 each."),
        ([(3, True), (2, True), (9, False)], "Of the complete days, most on Nov 3, 2025: 3."),
        ([(2, True), (2, True), (9, False)], "Of the complete days, most on Nov 3, 2025 and Nov 4, 2025: 2 each."),
        ([(0, True), (0, True), (9, False)], "Most on Nov 5, 2025 (incomplete): 9."),
        ([(3, True), (2, False), (9, False)], "Most on Nov 5, 2025 (incomplete): 9."),
        ([(9, True), (2, False), (9, False)], "Most on Nov 3, 2025 and Nov 5, 2025 (incomplete): 9 each."),
        ([(0, True), (0, True), (0, True)], ""),
        ([(0, False), (0, False), (0, False)], ""),
        ([(9, True)], ""),
        ([(9, False)], ""),
    ],
)
def test_the_most_is_told_of_complete_periods_or_as_not_complete(demo: Snapshot, counts: Counts, sentence: str) -> None:
    question = asked(demo, NOVEMBER, len(counts))
    assert most(question, answered(question, counts)) == sentence


def test_weeks_and_months_are_named_in_the_sentence_and_hours_have_their_unit(demo: Snapshot) -> None:
    weeks = asked(demo, NOVEMBER, 21)
    counts = [(3, True), (5, True), (4, True)]
    assert most(weeks, answered(weeks, counts)) == "Most in the week of Nov 10, 2025: 5."
    months = asked(demo, date(2025, 3, 1), 122)
    counts = [(3, True), (7, True), (4, True), (9, False)]
    assert most(months, answered(months, counts), "hours") == "Of the complete months, most in April 2025: 7 hours."


@effort
@given(counts=st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=6))
def test_a_period_that_is_not_complete_is_never_named_without_saying_so(demo: Snapshot, counts: Counts) -> None:
    question = asked(demo, NOVEMBER, len(counts))
    answer = answered(question, counts)
    sentence = most(question, answer)
    for row in answer.rows:
        name = label(demo, "day", row.keys[0])
        assert row.complete or name not in sentence.replace(text.NOT_COMPLETE.format(name=name), "")
    if sentence and not sentence.startswith("Of the"):
        assert f": {max(row.n for row in answer.rows)}" in sentence


def test_what_a_point_says_has_its_unit_and_its_n(demo: Snapshot) -> None:
    question = asked(demo, date(2025, 1, 1), 365)
    for name, ends in {
        "care_calls": (" call", " calls"),
        "care_alone_after_spd_hours": ")",
        "care_response_median_minutes": ")",
    }.items():
        answer = ask(demo, name, question.filters, ("month",))
        points = series(question, answer, "", CARE).points
        assert [point.text for point in points] == [told(answer, row) for row in answer.rows]
        assert all(point.text.endswith(ends) for point in points)
        assert ["incomplete" in point.label for point in points] == [not row.complete for row in answer.rows]
    withheld = replace(answer.rows[0], value=None, text="too few to show", n=3)
    assert told(answer, withheld) == "too few to show (n = 3)"
    timed = replace(answer.rows[0], value=7.25, text="7.3", n=1234)
    assert told(answer, timed) == "7.3 minutes (n = 1,234)"


def test_the_note_speaks_of_incomplete_periods_only_where_there_are_some(demo: Snapshot) -> None:
    question = asked(demo, NOVEMBER, 2)
    assert incomplete_note(answered(question, [(1, True), (2, True)]), text.STRIPED) == ""
    assert incomplete_note(answered(question, [(1, True), (2, False)]), text.STRIPED) == text.STRIPED["day"]
    assert words.day(NOVEMBER) == "Nov 3, 2025"
