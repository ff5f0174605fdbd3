"""The page about response times says the same numbers as the questions it asks."""

import csv
import io
import json
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.answer_table import answer_table
from app.components.chart_card import ChartCard, ChartContent
from app.components.files import csv_link
from app.components.nothing import nothing_matches
from app.components.static_html import as_html
from app.db import Snapshot
from app.figures.style import CARE, FIRST, SPD
from app.labels import UNKNOWN
from app.pages.response_times import content, groups, left_out, waits
from app.pages.response_times.layout import PAGE
from app.pages.response_times.sentences import minutes
from app.queries import Answer, ask
from app.question import Asked, read_question
from app.words import over_time
from app.words import response_times as text
from etl.metrics import TOO_FEW

QUESTIONS = {
    "as it opens": "",
    "a year": "?start=2025-01-01&end=2025-12-31",
    "everything": "?start=2022-01-01&end=2025-12-31",
    "all": "?count=all",
    "a precinct": "?precinct=EAST",
    "an hour": "?hour=13",
    "a few weeks": "?start=2025-03-10&end=2025-04-20",
    "a day": "?start=2025-03-01&end=2025-03-01",
    "before CARE": "?start=2022-03-01&end=2022-03-31",
    "no unit of ours": "?responders=SPD+only",
    "no police": "?responders=CARE+only",
    "a share": "?police_share=40",
    "before the data": "?start=2010-01-01&end=2010-02-01",
}
CHARTS = [block for block in PAGE.blocks if isinstance(block, ChartCard)]
each_question = pytest.mark.parametrize("search", QUESTIONS.values(), ids=QUESTIONS)


@pytest.fixture
def asked(demo: Snapshot, search: str) -> Asked:
    return read_question(search, demo)


Drawn = Callable[[ModuleType, str], list[Any]]


def the(asked: Asked, name: str, *by: str) -> Answer:
    return ask(asked.snapshot, name, asked.filters, by)


def rows_of(table: Any) -> list[list[str]]:
    """Read a table's rows as a browser would see them."""
    rows = re.findall(r"<tr>(.*?)</tr>", str(as_html(table, "")))
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


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


def is_drawn(shown: ChartContent) -> bool:
    return bool(shown.figure["data"])


@each_question
@pytest.mark.parametrize("card", CHARTS, ids=lambda card: card.name)
def test_every_chart_draws_and_rests_on_the_answers_it_names(asked: Asked, card: ChartCard) -> None:
    shown = card.show(asked)
    assert go.Figure(shown.figure)
    json.dumps(shown.figure, allow_nan=False)
    assert shown.sentence.endswith(".")
    assert is_drawn(shown) == any(row.n for answer in shown.answers for row in answer.rows)
    for answer in shown.answers:
        assert answer.rows == the(asked, answer.metric.name, *answer.by).rows


@each_question
def test_lines_are_the_medians_of_their_periods(asked: Asked, drawn: Drawn) -> None:
    lines = drawn(content, "period_lines")
    shown = content.trend(asked)
    assert [(line.name, line.look) for line in lines] == [(text.CARE, CARE), (text.SPD, SPD), (text.FIRST, FIRST)]
    for line, answer in zip(lines, shown.answers, strict=True):
        assert [(point.value, point.is_complete) for point in line.points] == [
            (row.value, row.complete) for row in answer.rows
        ]
    if is_drawn(shown):
        assert (over_time.HOLLOW[shown.answers[0].by[0]] in shown.note) == any(
            not row.complete for row in shown.answers[0].rows
        )
        assert (text.TREND_GAPS in shown.note) == any(
            row.value is None for answer in shown.answers for row in answer.rows
        )


@each_question
@pytest.mark.parametrize("show", [content.trend, groups.priority], ids=["trend", "priority"])
def test_sentences_say_the_first_and_the_last_median(asked: Asked, show: Callable[[Asked], ChartContent]) -> None:
    shown = show(asked)
    for who, answer in zip((text.CARE, text.SPD, text.FIRST), shown.answers, strict=False):
        said = told_of(who, shown.sentence)
        medians = [row for row in answer.rows if row.value is not None and UNKNOWN not in row.keys]
        if shown.sentence == nothing_matches(answer):
            assert not any(row.n or any(row.excluded.values()) for row in answer.rows)
        elif medians:
            ends = medians if len(medians) == 1 else [medians[0], medians[-1]]
            assert re.findall(r"\d+\.\d", said) == [row.text for row in ends]
        else:
            assert said == (TOO_FEW if any(row.n for row in answer.rows) else "no calls timed")


@each_question
@pytest.mark.parametrize("show", [groups.hour, groups.place], ids=["hour", "place"])
def test_sentences_say_the_shortest_and_the_longest_median(asked: Asked, show: Callable[[Asked], ChartContent]) -> None:
    shown = show(asked)
    for who, answer in zip((text.CARE, text.SPD), shown.answers, strict=False):
        medians = [row for row in answer.rows if row.value is not None and UNKNOWN not in row.keys]
        if is_drawn(shown) and medians:
            said = set(re.findall(r"\d+\.\d", told_of(who, shown.sentence)))
            ordered = sorted(medians, key=lambda row: row.value or 0)
            assert said == {ordered[0].text, ordered[-1].text}


def told_of(who: str, sentence: str) -> str:
    """Cut out what a sentence says of one of them."""
    return re.split(r"\. (?:CARE|Police \(SPD\)|Whoever came first):|\.$", sentence.split(f"{who}: ")[-1])[0]


@each_question
def test_parts_are_the_metrics_own_medians(asked: Asked, drawn: Drawn) -> None:
    series = drawn(content, "ranked_bars")
    shown = content.parts(asked)
    for one, agency in zip(series, ("care", "spd"), strict=True):
        answers = [the(asked, f"{agency}_{part}_median_minutes") for part in content.PARTS]
        assert [(bar.value, bar.text) for bar in one.bars] == [
            (answer.only.value, minutes(answer, answer.only)) for answer in answers
        ]
        for answer in answers:
            if answer.only.value is not None:
                assert f"{answer.only.text} minutes" in shown.sentence


@each_question
@pytest.mark.parametrize("agency", ["care", "spd"])
def test_bins_hold_every_call_timed(asked: Asked, agency: str, drawn: Drawn) -> None:
    kept = drawn(waits, "distribution")
    card = {"care": CHARTS[2], "spd": CHARTS[3]}[agency]
    shown = card.show(asked)
    half, nine = (the(asked, f"{agency}_response_{statistic}_minutes").only for statistic in ("median", "p90"))
    found = {row.keys[0]: row.n for row in the(asked, f"{agency}_response_median_minutes", "minutes_bin").rows}
    (series,) = kept
    assert [(one.start, one.value) for one in series.bins] == [
        (start, found.get(str(start), 0)) for start in range(0, 125, 5)
    ]
    assert sum(one.value for one in series.bins) == half.n
    assert [mark.minute for mark in series.landmarks] == [row.value for row in (half, nine) if row.value is not None]
    if half.value is not None:
        assert f"within {half.text} minutes, nine in ten within {nine.text} ({half.n:,} calls" in shown.sentence
    elif half.n:
        assert shown.sentence.startswith(f"{half.n} call")
    _, *table = rows_of(answer_table(asked.snapshot, shown.answers))
    assert [cells[1:] for cells in table] == [[f"{count:,}"] for count in found.values()]


@each_question
def test_bars_by_priority_stand_in_one_order(asked: Asked, drawn: Drawn) -> None:
    series = drawn(groups, "ranked_bars")
    answers = groups.priority(asked).answers
    for one, answer in zip(series, answers, strict=True):
        labels = [bar.label for bar in one.bars]
        assert labels == sorted(bar.label for bar in series[0].bars)
        told = {row.keys[0]: row.value for row in answer.rows if row.n}
        assert {key: value for key, value in told.items() if value is not None} == {
            bar.label.split()[1].upper(): bar.value for bar in one.bars if bar.value is not None
        }
        assert len(labels) >= len(told)


@each_question
def test_cells_are_the_medians_of_their_hours(asked: Asked, drawn: Drawn) -> None:
    cells = drawn(groups, "heat_grid")
    rows = [row for answer in groups.hour(asked).answers for row in answer.rows if row.n]
    assert [(cell.value, cell.text) for cell in cells] == [
        (row.value, row.text if row.value is not None else "") for row in rows
    ]
    assert all(f"n = {row.n:,}" in cell.hover for cell, row in zip(cells, rows, strict=True))


@each_question
def test_neighborhoods_are_links_to_their_own_numbers_longest_first(asked: Asked) -> None:
    rows = [row for row in the(asked, groups.CARE_MEDIAN, "neighborhood").rows if row.n]
    shown = groups.place(asked)
    if not rows:
        assert not shown.below
        return
    html = str(as_html(shown.below, ""))
    told = re.findall(r'<li><a href="([^"]*)">[^<]*</a>: (\S+) minutes \(n\xa0=\xa0([\d,]+)\)</li>', html)
    medians = sorted((row for row in rows if row.value is not None), key=lambda row: (-(row.value or 0), row.keys))
    assert [(value, n) for _, value, n in told] == [(row.text, f"{row.n:,}") for row in medians]
    few = len(rows) - len(medians)
    assert ("too few calls to show" in html) == bool(few)
    for (href, _, _), row in zip(told, medians, strict=True):
        there = read_question(href.replace("&amp;", "&"), asked.snapshot)
        assert there.filters == asked.filters.model_copy(update={"neighborhood": row.keys})


@each_question
def test_timed_and_left_out_are_all_the_calls(asked: Asked) -> None:
    _, *rows = rows_of(left_out.left_out(asked)[-1])
    assert len(rows) == len(left_out.MEDIANS)
    for name, (label, counted, reasons) in zip(left_out.MEDIANS, rows, strict=True):
        answer = the(asked, name)
        timed, calls = (int(count.replace(",", "")) for count in counted.split(" of "))
        left = [int(count.replace(",", "")) for count in re.findall(r"(?:^|; )([\d,]+)", reasons)]
        assert label == answer.metric.label
        assert timed == answer.only.n
        assert left == list(answer.only.excluded.values())
        assert timed + sum(left) == calls
    sent = the(asked, "care_calls") if asked.filters.count == "dispatched" else None
    if sent:
        assert {row[1].split(" of ")[1] for row in rows[:4]} == {f"{sent.only.n:,}"}


@pytest.mark.parametrize(("search", "is_told"), [("", False), ("?count=all", True), ("?count=arrived", True)])
def test_the_page_says_where_the_switch_changes_nothing(demo: Snapshot, search: str, is_told: bool) -> None:
    told = str(as_html(content.clock(read_question(search, demo)), ""))
    assert (words.COUNT in told) == is_told
    for sentence in text.CLOCK_SENTENCES:
        assert sentence in told


@pytest.mark.parametrize("search", ["", "?precinct=EAST", "?responders=SPD+only"])
def test_the_first_paint_says_what_the_page_says(demo: Snapshot, client: FlaskClient, search: str) -> None:
    response = client.get(f"/response-times{search}")
    assert response.status_code == 200
    for card in CHARTS:
        assert str(as_html(card.show(read_question(search, demo)).sentence, "")) in response.text


@each_question
def test_every_box_says_its_unit_and_its_n(asked: Asked) -> None:
    for shown in (content.trend(asked), waits.care_waits(asked), waits.spd_waits(asked)):
        boxes = [box for trace in shown.figure["data"] for box in trace.get("hovertext", ())]
        said = [line for box in boxes for line in box.split("<br>")]
        for line in said:
            assert re.search(r"</b>$|(minutes|show|data) \(n = [\d,]+\)$|: [\d,]+ calls?$", line), line
    for cell in (box for trace in groups.hour(asked).figure["data"] for box in trace["hovertext"]):
        assert re.search(r"(minutes|show) \(n = [\d,]+\)$", cell), cell


@each_question
@pytest.mark.parametrize("agency", ["care", "spd"])
def test_the_file_of_the_bins_names_their_minutes_and_says_what_its_values_are(
    asked: Asked, agency: str, client: FlaskClient
) -> None:
    (answer,) = {"care": CHARTS[2], "spd": CHARTS[3]}[agency].show(asked).answers
    rows = list(csv.DictReader(io.StringIO(client.get(csv_link(answer).href).text)))
    assert len(rows) == len(answer.rows)
    for row in rows:
        assert re.fullmatch(r"\d+ to \d+ minutes|120 minutes or more", row["minutes_bin_label"])
        assert row["note"] == words.BINS_HOLD_THEIR_OWN
