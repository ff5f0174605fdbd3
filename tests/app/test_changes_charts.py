"""The charts of changes: bars and sentences are the table's numbers, with its marks and n, and say no more than it."""

import csv
import io
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from app import words
from app.comparison import COMPARE, PREVIOUS, YEAR
from app.components.difference import reads_as_none
from app.components.static_html import as_text
from app.db import Snapshot
from app.pages.changes.beside import beside
from app.pages.changes.chart import MOST
from app.question import read_question
from app.words import changes as text
from app.words import tile
from app.words.sentences import listed
from etl.metrics import METRICS, Unit
from tests.app.changes import SEARCHES, SUMMER, each_search, show, table_of, tables
from tests.app.layouts import elements


@each_search
@pytest.mark.parametrize("to", COMPARE)
def test_bars_are_the_tables_differences_the_largest_rise_first(demo: Snapshot, search: str, to: str) -> None:
    content = show(demo, search, to)
    assert go.Figure(content.figure)
    _, rows = table_of(demo, search)
    place = 5 if to == PREVIOUS else 8 if METRICS[read_question(search, demo).view.change].unit is Unit.SHARE else 9
    differences = {row[0]: row[place] for row in rows}
    ((_, total, *bars),) = tables(as_text(content.table))
    assert total[0] == text.ALL
    assert {row[0]: row[5] for row in (total, *bars) if content.compare}.items() <= differences.items()
    for trace in content.figure["data"]:
        assert list(trace["text"]) == [row[5] for row in bars]
        assert trace["x"] == sorted(trace["x"], reverse=True)
        assert all(
            told[0] == ("+" if value > 0 else "-") for told, value in zip(trace["text"], trace["x"], strict=True)
        )
        assert sum(value > 0 for value in trace["x"]) <= MOST >= sum(value < 0 for value in trace["x"])
    assert bool(content.figure["data"]) == bool(bars)


@each_search
@pytest.mark.parametrize("to", COMPARE)
def test_a_cards_table_has_the_columns_and_marks_of_the_table_below(demo: Snapshot, search: str, to: str) -> None:
    content, (head, below) = show(demo, search, to), table_of(demo, search)
    width = (len(head) - 3) // 2
    others = slice(3, 3 + width) if to == PREVIOUS else slice(3 + width, None)
    assert content.compare in ((), (to,))
    ((card_head, *card),) = tables(as_text(content.table))
    assert card_head == [*head[:3], *(head[others] if content.compare else [])]
    assert card[0][0] == text.ALL
    assert all(row in [[*one[:3], *(one[others] if content.compare else [])] for one in below] for row in card)


@pytest.mark.parametrize(
    ("search", "to", "told"),
    [
        (
            "by=call_type&count=all&start=2025-01-01&end=2025-12-31",
            PREVIOUS,
            "the data does not hold all of this period",
        ),
        ("change=spd_officer_hours&by=precinct&start=2022-01-01&end=2022-01-31", YEAR, "No value to compare with"),
        ("by=precinct&start=2023-11-01&end=2023-11-30", PREVIOUS, "CARE began only on"),
    ],
)
def test_what_is_said_not_to_be_compared_is_compared_neither_in_the_cards_table_nor_in_its_files(
    client: FlaskClient, demo: Snapshot, search: str, to: str, told: str
) -> None:
    content = show(demo, search, to)
    assert told in content.sentence
    ((head, total),) = tables(as_text(content.table))
    is_whole = "of this period" not in told
    assert head[1:] == [text.NOW[0].format(mark="" if is_whole else text.MARK), text.NOW[1]]
    assert len(total) == 3
    assert content.compare == ()
    assert (text.INCOMPLETE.partition("* This")[2] in as_text(content.table)) == (not is_whole)
    html = client.get(f"/changes?{search}").text
    (place,) = (one for one in elements(html) if one.get("id") == f"first-changes-{to}-files")
    after = elements(html)[elements(html).index(place) :]
    addresses = [one["href"] for one in after if one.tag == "a" and one.get("class") == "download"][:2]
    for address in addresses:
        assert "compare=" not in address
    line = next(csv.DictReader(io.StringIO(client.get(addresses[0]).text, newline=""), strict=True))
    assert line["complete"] == ("yes" if is_whole else "no")
    assert not any("difference" in column for column in line)


@pytest.mark.parametrize("to", COMPARE)
@pytest.mark.parametrize(
    "change", ["coverage_share", "spd_response_median_minutes", "spd_officer_hours", "spd_officer_hours_avoided"]
)
def test_every_value_of_a_sentence_and_its_citation_has_its_n(
    client: FlaskClient, demo: Snapshot, change: str, to: str
) -> None:
    search = f"{SUMMER}&by=precinct&change={change}"
    sentence, found = show(demo, search, to).sentence, beside(read_question(search, demo))
    total = found.total
    assert f"(n = {total.row.n:,})." in sentence
    was, n = re.escape(total.changes[to].text), f"{total.changes[to].n:,}"
    assert re.search(rf"\({was}; n = {n}\)|{was} in the .*? \(n = {n}\)", sentence)
    ends = re.findall(
        r"largest (?:rise|fall) by precinct: (\w+), from \S+ to \S+ \(.*?; n = (\S+) and (\S+)\)", sentence
    )
    by_name = {line.name: (f"{line.changes[to].n:,}", f"{line.row.n:,}") for line in found.lines}
    assert len(ends) == sentence.count("The largest ")
    assert ends or change not in ("spd_response_median_minutes", "spd_officer_hours")
    assert [by_name[name] for name, *_ in ends] == [(then, now) for _, then, now in ends]
    cited = [one.text for one in elements(client.get(f"/changes?{search}").text) if "citation" in one.classes]
    assert any(sentence in one for one in cited)


def test_a_difference_that_reads_as_zero_is_no_rise(demo: Snapshot) -> None:
    search = f"{SUMMER}&by=weekday&change=spd_travel_median_minutes"
    found = beside(read_question(search, demo))
    (tuesday,) = (line for line in found.lines if line.name == "Tuesday")
    change = tuesday.changes[PREVIOUS]
    assert tuesday.row.text != change.text, "both ends round apart, and 0.04 minutes lie between them"
    assert reads_as_none(found.whole.metric, change.difference)
    assert "Tuesday" not in [line.name for line in found.moved(PREVIOUS)]
    _, rows = table_of(demo, search)
    assert [row[5] for row in rows if row[0] == "Tuesday"] == ["0.0"]
    assert not any(row[place][0] in "+-" for row in rows for place in (5, 9) if not row[place].strip("+-0."))


@pytest.mark.parametrize("difference", [0.0, -0.0, 0.0004, -0.0004, 0.04, -0.04])
def test_what_reads_as_zero_is_named_neither_as_rise_nor_as_fall(demo: Snapshot, difference: float) -> None:
    found = beside(read_question(f"{SUMMER}&by=precinct&change=care_response_median_minutes", demo))
    change = replace(found.group_changes[PREVIOUS][0], text="-0.0", n=50, difference=difference)
    assert found.groups
    row = replace(found.groups.rows[0], text="0.0", n=50)
    alone = replace(found, groups=replace(found.groups, rows=(row,)), group_changes={PREVIOUS: [change]})
    assert alone.moved(PREVIOUS) == []


@pytest.mark.parametrize("to", COMPARE)
@pytest.mark.parametrize("search", [search for search in SEARCHES if SUMMER in search])
def test_the_sentence_names_the_largest_rise_and_fall_with_enough_events(demo: Snapshot, search: str, to: str) -> None:
    found, content = beside(read_question(search, demo)), show(demo, search, to)
    lines = [
        line
        for line in found.lines
        if line.changes[to].difference and max(line.row.n, line.changes[to].n) >= 10 and line.row.keys != ("UNKNOWN",)
    ]
    values = [line.changes[to].difference or 0 for line in lines]
    for named, end in ((text.RISES, max(values, default=0)), (text.FALLS, min(values, default=0))):
        said = named.partition("{")[0]
        first = [line.name for line in lines if line.changes[to].difference == end]
        is_there = end > 0 if named == text.RISES else end < 0
        if is_there and content.figure["data"]:
            assert said in content.sentence
            assert first[0] in content.sentence.partition(said)[2]
        else:
            assert said not in content.sentence


def test_the_change_in_all_is_said_as_headline_numbers_say_it(demo: Snapshot) -> None:
    sentence = show(demo, SUMMER, PREVIOUS).sentence
    _, (total, *_) = table_of(demo, SUMMER)
    percent = total[6].lstrip("+-")
    assert f"{percent} more than in the period before, Mar 1 to May 31, 2025 ({total[3]})." in sentence
    assert sentence.startswith(f"CARE calls: {total[1]} calls.")
    year = show(demo, SUMMER, YEAR).sentence
    assert "the same period a year before, Jun 1 to Aug 31, 2024" in year
    assert (tile.CARE_CHANGED in sentence, tile.CARE_CHANGED in year) == (False, True)


@pytest.mark.parametrize(
    ("search", "to", "told"),
    [
        ("start=2025-12-01&end=2025-12-31", PREVIOUS, "the data does not hold all of this period"),
        ("start=2023-10-26&end=2023-11-30", PREVIOUS, "CARE began only on Oct 26, 2023"),
        ("start=2022-01-01&end=2022-01-31&change=spd_officer_hours", YEAR, "No value to compare with"),
        ("start=2010-01-01&end=2010-01-31", PREVIOUS, "The data does not reach these days"),
        ("start=2025-01-01&end=2025-06-30&by=none", YEAR, "in the same period a year before"),
        ("start=2024-01-01&end=2024-12-31", YEAR, text.SAME_PERIOD.partition("{")[0]),
    ],
)
def test_where_there_is_nothing_to_draw_the_sentence_says_why(demo: Snapshot, search: str, to: str, told: str) -> None:
    content = show(demo, search, to)
    assert told in content.sentence
    assert content.figure["data"] == []
    assert content.note == ""
    assert not any(part.partition("{")[0] in content.sentence for part in (text.RISES, text.FALLS))


@pytest.mark.parametrize(
    ("search", "many"),
    [
        ("start=2025-06-03&end=2025-09-01&by=responders&change=care_calls", 2),
        ("start=2025-05-20&end=2025-08-11&by=responders&change=eligible_calls", 2),
        (f"{SUMMER}&by=precinct&change=eligible_calls", 1),
    ],
)
def test_a_rise_that_several_share_names_them_all(demo: Snapshot, search: str, many: int) -> None:
    asked = read_question(search, demo)
    moved, sentence = beside(asked).moved(PREVIOUS), show(demo, search, PREVIOUS).sentence
    most = [line for line in moved if line.changes[PREVIOUS].difference == moved[0].changes[PREVIOUS].difference]
    names = listed([line.name for line in most])
    by = words.BREAKDOWNS[asked.view.by].lower()
    assert len(most) == many
    assert text.RISES.format(by=by, told=names).rstrip(".") in sentence
    assert (" each)" in sentence.partition(text.FALLS.partition("{")[0])[0]) == (many > 1)


def test_the_file_of_a_chart_compares_as_the_chart_does(client: FlaskClient, demo: Snapshot) -> None:
    for to in COMPARE:
        html = client.get(f"/changes?{SUMMER}").text
        (place,) = (one for one in elements(html) if one.get("id") == f"first-changes-{to}-files")
        assert place.text == f"{words.CSV} {words.PARQUET_FILE}"
        assert f"compare={to}" in html
    assert show(demo, SUMMER, YEAR).compare == (YEAR,)
