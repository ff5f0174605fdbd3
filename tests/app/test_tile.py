"""A headline number says what it is, how it moved, what it rests on and what it leaves out, or why it cannot."""

from dataclasses import replace
from datetime import date

import pytest

from app import words
from app.comparison import PREVIOUS, Change, changes, percent_of
from app.components.change import change_in_words
from app.components.interval import interval
from app.components.static_html import as_text
from app.components.tile import tile
from app.db import Snapshot
from app.queries import Answer, ask
from app.question import read_question
from app.reference import phases
from app.rests_on import left_out
from app.words import tile as text
from app.words.sentences import counted
from etl.metrics import EVENT_METRICS
from tests.app.layouts import elements

YEAR_BEFORE = (date(2024, 1, 1), date(2024, 12, 31))
SEARCHES = (
    "",
    "?start=2025-01-01&end=2025-12-31&precinct=EAST",
    "?start=2025-03-01&end=2025-03-01",
    "?start=2022-03-01",
)


LAUNCH = (date(2023, 10, 26),)


def change(value: float | None, difference: float | None, percent: float | None, *, complete: bool = True) -> Change:
    text = "too few to show" if value is None else f"{value:g}"
    return Change(*YEAR_BEFORE, value, text, 12, difference, percent, complete)


def was(text: str, moved: Change) -> Change:
    """Let the number of the period before read as a screen shows it."""
    return replace(moved, text=text)


def answer_of(snapshot: Snapshot, name: str, now: str, *, complete: bool = True) -> Answer:
    answer = ask(snapshot, name, read_question("?start=2025-01-01&end=2025-11-30", snapshot).filters)
    return replace(answer, rows=(replace(answer.only, text=now, complete=complete),))


OTHER = {"other": "the period before"}
BEFORE = "in the period before, Jan 1 to Dec 31, 2024"


@pytest.mark.parametrize(
    ("name", "now", "moved", "told"),
    [
        ("care_calls", "15", change(12, 3, 25), f"25.0% more than {BEFORE} (12)."),
        ("care_calls", "9", change(12, -3, -25), f"25.0% less than {BEFORE} (12)."),
        ("care_wait_mean_minutes", "15", change(12, 3, 25), f"25.0% longer than {BEFORE} (12; n = 12)."),
        ("care_wait_mean_minutes", "9", change(12, -3, -25), f"25.0% shorter than {BEFORE} (12; n = 12)."),
        ("coverage_share", "9", change(12, -3, None), f"It was 12 {BEFORE} (n = 12)."),
        ("care_calls", "3", change(0, 3, None), f"From 0 {BEFORE}, to 3."),
        ("care_calls", "0", change(0, 0, None), f"The same as {BEFORE}."),
        ("care_only_hours", "0.3", was("0.0", change(0.04, 0.26, None)), f"From 0.0 {BEFORE} (n = 12), to 0.3."),
        ("coverage_share", "9.0%", was("0.0%", change(0, 9, None)), f"From 0.0% {BEFORE} (n = 12), to 9.0%."),
        ("spd_officer_hours_avoided", "4.0", was("-2.0", change(-2, 6, None)), f"It was -2.0 {BEFORE} (n = 12)."),
        ("care_calls", "12", change(12, 0, 0), f"The same as {BEFORE}."),
        ("care_only_hours", "12", change(12, 0.04, 0.3), f"The same as {BEFORE} (n = 12)."),
        ("care_wait_mean_minutes", "3.9", was("3.8", change(3.84, 0.04, 1.1)), f"It was 3.8 {BEFORE} (n = 12)."),
        ("care_calls", "15", change(None, None, None), "No value to compare with: Jan 1 to Dec 31, 2024."),
        ("care_wait_mean_minutes", "x", change(12, None, None), "No value to compare with: Jan 1 to Dec 31, 2024."),
    ],
)
def test_how_a_number_moved_is_said_as_a_reader_sees_it(
    demo: Snapshot, name: str, now: str, moved: Change, told: str
) -> None:
    assert change_in_words(answer_of(demo, name, now), moved, LAUNCH) == told


def test_what_must_be_known_to_read_a_change_is_said(demo: Snapshot) -> None:
    moved, broken = change(12, 3, 25), change(12, 3, 25, complete=False)
    answer = answer_of(demo, "care_calls", "15")
    before = "Jan 1 to Dec 31, 2024"
    assert change_in_words(answer, broken, LAUNCH) == words.CHANGE_INCOMPLETE_BEFORE.format(before=before, **OTHER)
    unfinished = answer_of(demo, "care_calls", "15", complete=False)
    assert change_in_words(unfinished, broken, LAUNCH) == words.CHANGE_INCOMPLETE.format(**OTHER)
    late = change_in_words(answer, moved, [date(2024, 1, 2)])
    assert late == words.CHANGE_BEFORE_LAUNCH.format(day="Jan 2, 2024", **OTHER)
    assert "25.0% more" in change_in_words(answer, moved, [date(2024, 1, 1)])


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("name", EVENT_METRICS)
def test_any_metric_makes_a_tile(demo: Snapshot, name: str, search: str) -> None:
    asked = read_question(search, demo)
    answer = ask(demo, name, asked.filters)
    metric, row = answer.metric, answer.only
    item, *inside = elements(as_text(tile(asked, name)))
    assert (item.tag, item["id"]) == ("li", f"tile-{name}")
    (value,) = (one for one in inside if "tile-value" in one.classes)
    unit = "" if row.value is None or metric.unit == "%" else f" {metric.unit}"
    assert value.text == f"{row.text}{unit}"
    assert ("tile-without-value" in value.classes) == (row.value is None)
    assert (words.N.format(counted=counted(row.n, metric.n_label))) in item.text
    begun = [phase.starts_on for phase in phases(demo)]
    assert change_in_words(answer, changes(demo, answer, PREVIOUS)[0], begun) in item.text
    assert left_out(answer) in item.text
    assert bool(left_out(answer)) == any(row.excluded.values())
    is_modeled = metric.low is not None and row.value is not None
    ranged = text.INTERVAL.format(interval=interval(metric, row))
    assert (ranged in item.text) == bool(interval(metric, row))
    assert (text.ASSUMED.format(percent="100%") in item.text) == is_modeled
    assert (text.NONE.format(counted=metric.n_label) in item.text) == (not row.n and row.withheld is not None)
    assert [one["href"] for one in inside if one.tag == "a"] == [f"/methods#{name}", "/methods#glossary"]


@pytest.mark.parametrize(("search", "by"), [("?start=2025-02-01&end=2025-04-30", "week"), ("", "month")])
def test_the_trend_is_a_picture_that_says_what_it_shows(demo: Snapshot, search: str, by: str) -> None:
    asked = read_question(search, demo)
    (picture,) = (one for one in elements(as_text(tile(asked, "care_calls"))) if one.tag == "img")
    rows = ask(demo, "care_calls", asked.filters, (by,)).rows
    assert picture["src"].startswith("data:image/svg+xml")
    assert f"{rows[0].text} in " in picture["alt"]
    assert f"{rows[-1].text} in " in picture["alt"]


def test_a_single_day_has_no_trend(demo: Snapshot) -> None:
    one_day = read_question("?start=2025-03-01&end=2025-03-01", demo)
    assert [one for one in elements(as_text(tile(one_day, "care_calls"))) if one.tag == "img"] == []


def told(snapshot: Snapshot, name: str, search: str) -> str:
    return elements(as_text(tile(read_question(search, snapshot), name)))[0].text


@pytest.mark.parametrize("name", [name for name, metric in EVENT_METRICS.items() if metric.assumes_police_share])
@pytest.mark.parametrize("share", ["0", "1", "62.5", "100"])
def test_a_modeled_number_says_what_it_assumes_and_no_range_without_width(
    demo: Snapshot, name: str, share: str
) -> None:
    search = f"?start=2022-01-01&end=2025-12-30&police_share={share}"
    said, row = told(demo, name, search), ask(demo, name, read_question(search, demo).filters).only
    low, high = EVENT_METRICS[name].text(row.low), EVENT_METRICS[name].text(row.high)
    assert f"if police would have gone to {share}% of these calls" in said
    assert (f"between {low} and {high} (95%, chance only)" in said) == (low != high)
    assert ("between" in said.replace(text.CARE_CHANGED, "")) == (low != high)
    assert low == high or share != "0"
    assert row.value is not None
    assert (text.BELOW_ZERO in said) == (row.value < 0)
    assert row.value < 0 or share not in ("0", "1")


@pytest.mark.parametrize(("ours", "theirs"), [(10, 10), (10, 9), (9, 10)])
def test_a_percentage_needs_ten_events_on_both_sides(demo: Snapshot, ours: int, theirs: int) -> None:
    answer = answer_of(demo, "care_calls", "15")
    answer = replace(answer, rows=(replace(answer.only, value=15, n=ours),))
    percent = percent_of(answer.metric, answer.only, replace(answer.only, value=12, text="12", n=theirs))
    told = change_in_words(answer, change(12, 3, percent), LAUNCH)
    has_few = min(ours, theirs) < 10
    assert told == (f"It was 12 {BEFORE}." if has_few else f"25.0% more than {BEFORE} (12).")


@pytest.mark.parametrize(
    ("begun", "is_told"),
    [("2024-01-01", False), ("2024-01-02", True), ("2025-11-30", True), ("2025-12-01", False)],
)
def test_a_change_of_care_between_two_periods_is_told(demo: Snapshot, begun: str, is_told: bool) -> None:
    answer, all_begun = answer_of(demo, "care_calls", "15"), [*LAUNCH, date.fromisoformat(begun)]
    assert change_in_words(answer, change(12, 3, 25), all_begun).endswith(text.CARE_CHANGED) == is_told
    assert text.CARE_CHANGED not in change_in_words(answer, change(None, None, None), all_begun)


@pytest.mark.parametrize(
    ("search", "period"),
    [
        ("?start=2022-01-01&end=2025-12-30", "Jan 1, 2022 to Dec 30, 2025"),
        ("?start=2025-01-01&end=2025-12-31", "Jan 1 to Dec 31, 2025, includes part of Dec 31"),
        ("?start=2000-01-01&end=2099-12-31", "Jan 1, 2022 to Dec 31, 2025, includes part of Dec 31"),
        ("?start=2025-12-31&end=2026-01-31", "Part of Dec 31, 2025"),
        ("?start=2026-06-01&end=2026-07-01", "Jun 1 to Jul 1, 2026"),
    ],
)
def test_the_period_is_that_of_the_days_shown(demo: Snapshot, search: str, period: str) -> None:
    page = elements(as_text(tile(read_question(search, demo), "care_calls")))
    assert [one.text for one in page if "tile-period" in one.classes] == [period]


@pytest.mark.parametrize("name", EVENT_METRICS)
@pytest.mark.parametrize("search", ["?start=2000-01-01&end=2025-12-30", "?start=2026-06-01&end=2026-07-01"])
def test_days_that_the_data_does_not_hold_are_compared_with_nothing(demo: Snapshot, name: str, search: str) -> None:
    page = elements(as_text(tile(read_question(search, demo), name)))
    assert [one.text for one in page if "tile-change" in one.classes] == [words.CHANGE_INCOMPLETE.format(**OTHER)]


@pytest.mark.parametrize("name", EVENT_METRICS)
def test_outside_the_data_a_tile_has_no_data(demo: Snapshot, name: str) -> None:
    page = elements(as_text(tile(read_question("?start=2026-06-01&end=2026-07-01", demo), name)))
    assert [one.text for one in page if "tile-value" in one.classes] == ["no data"]


@pytest.mark.parametrize(("days", "is_of_none"), [("2022-03-01 2022-03-31", True), ("2025-03-01 2025-03-03", False)])
def test_none_is_not_taken_for_few(demo: Snapshot, days: str, is_of_none: bool) -> None:
    start, end = days.split()
    said = told(demo, "care_response_median_minutes", f"?start={start}&end={end}")
    assert "too few to show" in said
    assert ("No calls timed." in said) == is_of_none


def test_spd_times_say_of_which_calls_they_are(demo: Snapshot) -> None:
    metric = EVENT_METRICS["spd_response_median_minutes"]
    assert "of every priority" in metric.base
    assert metric.base in metric.limits
    assert metric.base in told(demo, metric.name, "")
    assert metric.base not in told(demo, "care_response_median_minutes", "")
