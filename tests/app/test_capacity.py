"""The page about capacity says the same numbers as the questions it asks, and never adds the measured to the modeled."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.answer_table import answer_table
from app.components.chart_card import ChartCard, ChartContent
from app.components.nothing import nothing_matches, outside_data
from app.components.over_time import most
from app.components.page import Passage
from app.components.static_html import as_html
from app.components.two_numbers import joint_events
from app.db import Snapshot
from app.filters import Filters
from app.pages.capacity import limits, measured, modeled, sentences, workings
from app.pages.capacity.layout import PAGE
from app.periods import span
from app.queries import DAYS_IN_A_YEAR, Answer, ask
from app.question import Asked, read_question
from app.words import capacity as text
from app.words import tables as tables_text
from etl.metrics import METRICS
from etl.metrics.capacity import FEWEST_COMPARABLES, OFFICER_YEAR_HOURS

QUESTIONS = {
    "as it opens": "",
    "a year": "?start=2025-01-01&end=2025-12-31",
    "everything": "?start=2022-01-01&end=2025-12-31",
    "all": "?count=all",
    "a precinct": "?precinct=EAST",
    "an hour": "?hour=13",
    "a few weeks": "?start=2025-03-10&end=2025-04-20",
    "a day": "?start=2025-03-01&end=2025-03-01",
    "nothing": "?start=2022-03-01&end=2022-03-31",
    "no unit of ours": "?responders=SPD+only",
    "no police": "?responders=CARE+only",
    "a share": "?police_share=40",
    "no share": "?police_share=0",
    "before the data": "?start=2010-01-01&end=2010-02-01",
}
CHARTS = [block for block in PAGE.blocks if isinstance(block, ChartCard)]
each_question = pytest.mark.parametrize("search", QUESTIONS.values(), ids=QUESTIONS)
Drawn = Callable[[ModuleType, str], list[Any]]


@pytest.fixture
def asked(demo: Snapshot, search: str) -> Asked:
    return read_question(search, demo)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Keep what a page gives a figure's builder to draw; how it is drawn is tested with the figures."""

    def keep(module: ModuleType, name: str) -> list[Any]:
        kept: list[Any] = []
        build = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda first, *rest, **named: (kept.extend(first), build(first, *rest, **named))[1]
        )
        return kept

    return keep


def the(asked: Asked, name: str, *by: str) -> Answer:
    return ask(asked.snapshot, name, asked.filters, by)


def steps(asked: Asked) -> list[str]:
    """Read the steps as a browser would show them, without their tables."""
    _, told = workings.worked_out(asked)
    html = re.sub(r"<table.*?</table>", "", str(as_html(told, "")), flags=re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", html)


def numbers(told: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in re.findall(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?", told)]


@each_question
@pytest.mark.parametrize("card", CHARTS, ids=lambda card: card.name)
def test_every_chart_draws_and_rests_on_the_one_answer_it_names(asked: Asked, card: ChartCard) -> None:
    shown = card.show(asked)
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)
    assert shown.sentence.endswith(".")
    (answer,) = shown.answers
    assert answer.rows == the(asked, answer.metric.name, *answer.by).rows
    assert bool(shown.figure["data"]) == any(row.n for row in answer.rows)


def test_measured_and_modeled_share_no_chart() -> None:
    assert not set(measured.HEADLINE) & set(modeled.HEADLINE)
    order = [block.name for block in PAGE.blocks]
    assert order.index("alone") < order.index("modeled") < order.index("avoided")


@each_question
@pytest.mark.parametrize(
    ("name", "show"), [("care_alone_after_spd_hours", measured.stayed), ("care_only_hours", measured.alone)]
)
def test_bars_are_the_hours_of_their_periods(
    asked: Asked, name: str, show: Callable[[Asked], ChartContent], drawn: Drawn
) -> None:
    kept = drawn(measured, "period_bars")
    shown = show(asked)
    whole, rows = the(asked, name).only, shown.answers[0].rows
    (series,) = kept
    assert [(point.value, point.is_complete) for point in series.points] == [(row.value, row.complete) for row in rows]
    if outside := outside_data(the(asked, name)):
        assert (whole.value, series.points, shown.sentence) == (None, [], outside)
        return
    assert sum(point.value or 0 for point in series.points) == pytest.approx(whole.value)
    if not whole.n:
        assert shown.sentence in (nothing_matches(the(asked, modeled.AVOIDED)), *nothing_timed())
        return
    assert shown.sentence.startswith(f"{whole.text} hours in all ({whole.n:,} ")
    assert shown.sentence.endswith(most(asked, shown.answers[0], "hours") or "timed).")


def nothing_timed() -> list[str]:
    return [text.HOURS_NONE.format(hours="0.0", noun=noun) for noun in ("event", "call")]


@each_question
def test_the_whole_is_drawn_with_its_interval_and_its_share(asked: Asked, drawn: Drawn) -> None:
    estimates = drawn(modeled, "interval_bar")
    shown = modeled.whole(asked)
    answer = the(asked, modeled.AVOIDED)
    row = answer.only
    if not row.n:
        assert estimates == []
        assert shown.sentence == nothing_matches(the(asked, modeled.AVOIDED))
        return
    (one,) = estimates
    assert (one.value, one.low, one.high) == (row.value, row.low, row.high)
    low, high = (answer.metric.text(end) for end in (row.low, row.high))
    ranged = f", between {low} and {high}," if asked.filters.police_share else ","
    assert shown.sentence.startswith(f"{row.text} police hours{ranged} if police would ")
    assert f"sent to {asked.filters.police_share:g}% of these calls ({row.n:,} call" in shown.sentence
    assert one.text == (f"{row.text} ({low} to {high})" if asked.filters.police_share else row.text)


@each_question
def test_estimates_over_time_are_the_answers(asked: Asked, drawn: Drawn) -> None:
    estimates = drawn(modeled, "interval_bar")
    shown = modeled.change(asked)
    (answer,) = shown.answers
    values = [row.value for row in answer.rows if row.value is not None]
    if not values:
        assert estimates == []
        return
    assert [(one.value, one.low, one.high) for one in estimates] == [
        (row.value, row.low, row.high) for row in answer.rows
    ]
    assert [words.INCOMPLETE in one.label for one in estimates] == [
        not row.complete and len(answer.rows) > 1 for row in answer.rows
    ]
    whole_ones = [row.value for row in answer.rows if row.value is not None and row.complete]
    compared = whole_ones if len(whole_ones) > 1 else values
    assert answer.metric.text(max(compared)) in shown.sentence
    assert answer.metric.text(min(compared)) in shown.sentence
    assert (text.CHANGE_OF_WHOLE[answer.by[0]] in shown.sentence) == (len(compared) < len(values))
    assert len(estimates) <= 14
    whole = the(asked, modeled.AVOIDED).only.value
    assert sum(values) == pytest.approx(whole)


LOW_SHARES = ("?police_share=0", "?police_share=0&start=2025-03-01&end=2025-03-31", "?police_share=1")


@pytest.mark.parametrize("search", LOW_SHARES)
def test_no_range_without_width_is_shown_or_spoken_of(asked: Asked) -> None:
    passages = [block.write(asked) for block in PAGE.blocks if isinstance(block, Passage)]
    charts = [card.show(asked) for card in CHARTS]
    told = str(as_html(passages, "")) + " ".join(
        f"{one.sentence} {one.note} {as_html(one.below, '')}" for one in charts
    )
    ranges = re.findall(r"between (-?[\d,]+\.\d%?) and (-?[\d,]+\.\d%?)", told)
    assert ranges, "those of the other shares"
    assert [one for one in ranges if one[0] == one[1]] == []
    assert (text.WHOLE_NOTE in told) == (text.CHANGE_RANGES in told) == bool(asked.filters.police_share)
    assert ("low to high" in json.dumps([one.figure for one in charts])) == bool(asked.filters.police_share)


@pytest.mark.parametrize("search", LOW_SHARES)
def test_a_table_has_no_ends_of_a_range_without_width(asked: Asked) -> None:
    answer = the(asked, modeled.AVOIDED, "month")
    rows = re.findall(r"<tr>(.*?)</tr>", str(as_html(answer_table(asked.snapshot, [answer]), "")))
    ends = [re.findall(r"<td>(.*?)</td>", row)[1:3] for row in rows[1:]]
    assert len(ends) == len(answer.rows)
    for row, shown in zip(answer.rows, ends, strict=True):
        low, high = answer.metric.text(row.low), answer.metric.text(row.high)
        is_point = row.low is not None and low == high
        assert shown == ([tables_text.NO_END] * 2 if is_point else [low, high])
        assert is_point or row.low is None or asked.filters.police_share


@pytest.mark.parametrize("share", ["0", "10", "100"])
def test_below_zero_is_told_of_the_share_assumed(demo: Snapshot, share: str) -> None:
    asked = read_question(f"?police_share={share}", demo)
    told = str(as_html(modeled.opening(asked), ""))
    assert "than on comparable ones" not in told
    assert ("At this share, below zero" in told) == (share != "0")
    assert (f"sent to {share}% of them" in told) == (share != "0")
    assert (text.NOTHING_MODELED in told) == (share == "0")


def test_negative_results_stand(demo: Snapshot) -> None:
    asked = read_question("?police_share=0", demo)
    row = the(asked, modeled.AVOIDED).only
    assert row.value is not None
    assert row.value < 0
    assert modeled.whole(asked).sentence.startswith(f"{row.text} police hours")


@each_question
def test_phases_are_named_where_they_begin(asked: Asked, drawn: Drawn) -> None:
    estimates = drawn(modeled, "interval_bar")
    below = str(as_html(modeled.change(asked).below, ""))
    told = re.findall(r"phase (\d) begins", " ".join(one.label for one in estimates))
    assert told == re.findall(r"<strong>(\d) </strong>", below)


@each_question
def test_the_levels_add_up_to_the_calls_reached(asked: Asked) -> None:
    found = the(asked, modeled.AVOIDED).only
    told = workings.worked_out(asked)
    if not found.n:
        assert str(as_html(told[1], "")) == f"<p>{nothing_matches(the(asked, modeled.AVOIDED))}</p>"
        return
    html = str(as_html(told[1], ""))
    counts = [int(count.replace(",", "")) for count in re.findall(r"<td>([\d,]+)</td>", html)]
    reached = ask(asked.snapshot, "care_calls", asked.filters.model_copy(update={"count": "arrived"})).only.n
    assert sum(counts[:-1]) == counts[-1] == reached
    assert sum(counts[:3]) == found.n
    assert steps(asked)[0].startswith(f"CARE reached {reached:,} call")


@each_question
def test_the_arithmetic_on_screen_holds_or_says_that_it_is_rounded(asked: Asked) -> None:
    answer = the(asked, modeled.AVOIDED)
    if not answer.only.n:
        return
    _, _, expected, actual, avoided, chance, share, officers = steps(asked)
    minuend, subtrahend, difference = numbers(avoided)[:3]
    assert numbers(expected)[0] == minuend
    assert numbers(actual)[0] == subtrahend
    assert difference == Decimal(answer.only.text.replace(",", ""))
    assert abs(minuend - subtrahend - difference) <= Decimal("0.1")
    assert (minuend - subtrahend == difference) == (text.ROUNDED not in avoided)
    if asked.filters.police_share:
        assert numbers(chance)[:2] == [Decimal(answer.metric.text(end).replace(",", "")) for end in ends(answer)]
    else:
        assert chance == text.NOTHING_MODELED
    shown = the(asked, "spd_officer_hours_avoided_share").only
    assert shown.text in share
    assert the(asked, "spd_officer_hours").only.text in share
    if shown.value is not None:
        _, part, whole, result = numbers(share)[:4]
        is_exact = abs(100 * part / whole - result) <= Decimal("0.05")
        assert is_exact == (text.ROUNDED not in share)
    full_time = the(asked, "officers_equivalent").only
    assert f"= {full_time.text}." in officers


def ends(answer: Answer) -> tuple[float | None, float | None]:
    return answer.only.low, answer.only.high


@each_question
def test_officers_are_the_hours_over_what_one_works_in_these_days(asked: Asked) -> None:
    answer = the(asked, modeled.AVOIDED)
    if answer.only.value is None:
        return
    first, last = span(asked.snapshot.info, asked.filters)
    days = (last - first).days + 1
    hours = OFFICER_YEAR_HOURS * days / DAYS_IN_A_YEAR
    assert the(asked, "officers_equivalent").only.value == pytest.approx(answer.only.value / hours)
    assert f"1,750 × {days:,} ÷ 365.25 = {answer.metric.text(hours)} hours" in steps(asked)[-1]


def test_the_words_hold_the_definitions_own_numbers() -> None:
    assert str(FEWEST_COMPARABLES) == text.FEWEST
    assert set(text.LEVELS) < set(METRICS[modeled.AVOIDED].details)


def test_calls_without_comparable_calls_are_said_to_have_no_number(month: Snapshot) -> None:
    asked = read_question("", month)
    found = the(asked, modeled.AVOIDED).only
    assert found.excluded["no_match"]
    assert not found.n
    said = text.NOT_MATCHED.format(calls=f"{found.excluded['no_match']} calls")
    assert modeled.whole(asked).sentence == said
    assert said in str(as_html(workings.worked_out(asked)[1], ""))


@pytest.mark.parametrize("share", ["0", "40", "100"])
def test_the_text_says_where_the_slider_stands(demo: Snapshot, share: str) -> None:
    told = str(as_html(modeled.opening(read_question(f"?police_share={share}", demo)), ""))
    assert f"set to {share}% now" in told
    assert words.POLICE_SHARE.removesuffix(":") in told


def test_what_is_modeled_is_never_called_diverted_nor_saved() -> None:
    told = " ".join(str(value) for name, value in vars(text).items() if name.isupper()).lower()
    assert "divert" not in told
    assert "saved" not in told


@pytest.mark.parametrize(
    ("search", "years"),
    [("", [2025]), ("?start=2022-01-01&end=2024-12-31", []), ("?start=2023-01-01&end=2025-01-01", [2025])],
)
def test_years_that_are_not_over_are_named(demo: Snapshot, search: str, years: list[int]) -> None:
    assert demo.info.data_through < date(2025, 12, 31)
    asked = read_question(search, demo)
    assert sentences.provisional(asked) == [text.PROVISIONAL.format(year=year) for year in years]
    told = str(as_html(limits.limits(asked), ""))
    assert all(sentence in told for sentence in sentences.provisional(asked))


@pytest.mark.parametrize("search", ["", "?count=all"])
def test_every_limit_of_the_definitions_is_told(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    told = str(as_html(limits.limits(asked), ""))
    for name in (*measured.HEADLINE, *modeled.HEADLINE):
        for limit in the(asked, name).metric.limits:
            assert str(as_html(limit, "")) in told
    assert (words.COUNT in told) == bool(search)


@pytest.mark.parametrize("search", ["", "?police_share=40", "?responders=SPD+only"])
def test_the_first_paint_says_what_the_page_says(demo: Snapshot, client: FlaskClient, search: str) -> None:
    response = client.get(f"/capacity{search}")
    assert response.status_code == 200
    asked = read_question(search, demo)
    for card in CHARTS:
        assert str(as_html(card.show(asked).sentence, "")) in response.text
    for step in workings.worked_out(asked)[1:]:
        assert str(as_html(step, "")) in response.text


def test_estimates_of_a_few_days_are_called_by_these(demo: Snapshot, drawn: Drawn) -> None:
    kept = drawn(modeled, "interval_bar")
    rows = ask(demo, modeled.AVOIDED, Filters(start=date(2025, 5, 2), end=date(2025, 5, 30)), ("day",)).rows
    day = next(date.fromisoformat(*row.keys) for row in rows if row.n)
    labels = {
        (day, day): [words.day(day)],
        (date(2025, 5, 1), date(2025, 5, 31)): ["May 2025"],
        (date(2025, 5, 2), date(2025, 5, 31)): ["May 2 to May 31, 2025"],
        (date(2025, 5, 2), date(2025, 6, 30)): ["May 2 to May 31, 2025, incomplete", "Jun 2025"],
        (date(2025, 11, 1), date(2026, 6, 30)): ["Nov 2025", "Dec 1 to Dec 31, 2025, incomplete"],
    }
    for (start, end), names in labels.items():
        kept.clear()
        modeled.change(read_question(f"?start={start}&end={end}", demo))
        assert [one.label for one in kept] == names


def test_the_events_that_are_no_calls_are_told_where_joint_events_are_counted(demo: Snapshot) -> None:
    asked = read_question("", demo)
    calls, events = (
        ask(demo, "care_and_spd_calls", asked.filters.model_copy(update={"count": count})).only.n
        for count in ("dispatched", "all")
    )
    assert calls < events
    assert joint_events(asked) in measured.stayed(asked).note
    assert joint_events(asked) not in measured.alone(asked).note


@pytest.mark.parametrize(("search", "is_told"), [("", False), ("?responders=CARE+only", True)])
def test_the_share_says_that_its_whole_does_not_follow_who_came(demo: Snapshot, search: str, is_told: bool) -> None:
    told = words.NOT_APPLIED_TO_WHOLE.format(filters=words.FILTER_LABELS["responders"])
    asked = read_question(search, demo)
    assert (told in steps(asked)[-2]) == is_told
    assert (told in str(as_html(modeled.headline(asked), ""))) == is_told
