"""The map: four kinds of places told apart in the figure, the lists and the table, and each is a link."""

import json
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import duckdb
import plotly.graph_objects as go
import pytest

from app import words
from app.components.area_chart import area_chart
from app.components.chart_card import ChartContent
from app.components.static_html import as_text
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.filters import AREAS, MAP_METRICS, Filters, View
from app.main import PAGES
from app.pages.home import content as home
from app.pages.map import content as map_page
from app.places import within
from app.queries import ask
from app.question import Asked, read_question
from app.reference import tiles
from app.words import map as map_text
from app.words import places as text
from app.words.sentences import counted
from app.words.sentences import listed as names
from etl.metrics import METRICS, TOO_FEW
from tests.app.layouts import elements

MEDIAN, AVOIDED = "care_response_median_minutes", "spd_officer_hours_avoided"
SPRING = "?start=2025-03-01&end=2025-05-31"
QUESTIONS = ["", "?start=2023-10-26&end=2025-12-30", "?start=2025-06-07&end=2025-06-07", f"{SPRING}&precinct=EAST", "?neighborhood=CAPITOL+HILL&beat=E2",
             "?start=2022-03-01&end=2022-03-31", "?responders=SPD+only", "?police_share=0&count=all"]  # fmt: skip
NIGHT = "&".join(f"hour={hour}" for hour in range(10))
each_question = pytest.mark.parametrize("search", QUESTIONS)
each_metric = pytest.mark.parametrize("name", MAP_METRICS)


@pytest.fixture(scope="module")
def bounded(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Publish the invented snapshot as if boundaries of two neighborhoods and of a beat had been loaded."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("bounded") / "warehouse")
    (file,) = folder.glob("care-*.duckdb")
    square = [[[-122.4, 47.5], [-122.3, 47.5], [-122.3, 47.6], [-122.4, 47.6]]]
    shapes = [("neighborhood", "CAPITOL HILL"), ("neighborhood", "BALLARD NORTH"), ("beat", "E2")]
    with duckdb.connect(str(file)) as con:
        con.executemany("INSERT INTO area (kind, name, rings) VALUES (?, ?, ?)", [(*shape, square) for shape in shapes])
    return Warehouse(Settings(folder)).current()


def shown(snapshot: Snapshot, search: str, name: str = MEDIAN, kind: str = "beat") -> ChartContent:
    return area_chart(read_question(search, snapshot), name, kind)


def hovers(content: ChartContent) -> dict[str, str]:
    """Give what hovering says of each square."""
    (squares,) = content.figure["data"]
    told = (hover.partition("</b><br>")[2] for hover in squares["hovertext"])
    return {name: said for (name,), said in zip(squares["customdata"], told, strict=True)}


def patterns(content: ChartContent) -> dict[str, str]:
    (squares,) = content.figure["data"]
    shapes = squares["marker"]["pattern"]["shape"]
    return {name: shape for (name,), shape in zip(squares["customdata"], shapes, strict=True)}


def listed(content: ChartContent, heading: str) -> list[str]:
    """Name the places of the list that stands under a heading."""
    _, found, after = as_text(content.below).partition(heading)
    return re.findall(r'data-area="([^"]*)"', after.partition("</ul>")[0]) if found else []


def named_after(start: str, said: str) -> list[str]:
    """List the names between the start of a sentence and its end."""
    _, found, names_and_more = said.partition(start.rstrip("."))
    return names_and_more.partition(".")[0].split(", ") if found else []


@each_question
@each_metric
@pytest.mark.parametrize("kind", AREAS)
def test_every_place_on_the_map_is_a_link_once_and_figures_are_sound(
    demo: Snapshot, search: str, name: str, kind: str
) -> None:
    content = shown(demo, search, name, kind)
    assert go.Figure(content.figure)
    json.dumps(content.figure, allow_nan=False)
    links = Counter(re.findall(r'data-area="([^"]*)"', as_text(content.below)))
    assert set(links.values()) <= {1}
    if kind == "beat":
        assert {tile.beat for tile in tiles(demo)} <= set(links)
    assert {row.keys[0] for row in content.answers[0].rows} - {"UNKNOWN"} <= set(links)


@each_question
@each_metric
def test_four_kinds_of_beats_are_told_apart_the_same_way_everywhere(demo: Snapshot, search: str, name: str) -> None:
    content = shown(demo, search, name)
    metric = content.answers[0].metric
    filters = read_question(search, demo).filters
    rows = {row.keys[0]: row for row in content.answers[0].rows}
    inside = within(demo, filters, "beat")
    none = text.NO_EVENTS.format(counted=metric.n_label)
    headings = {key: heading.format(counted=metric.n_label) for key, heading in text.WITHOUT_VALUE.items()}
    kinds: dict[str, set[str]] = {key: set() for key in ("shown", *text.WITHOUT_VALUE)}
    for beat, said in hovers(content).items():
        row = rows.get(beat)
        if inside is not None and beat not in inside and row is None:
            assert (said, patterns(content)[beat]) == (text.LEFT_OUT, ".")
            kinds["left out"].add(beat)
        elif row is None or not row.n:
            assert said.startswith(none)
            assert (patterns(content)[beat], TOO_FEW in said) == ("", False), "no events are not few events"
            kinds["no events"].add(beat)
        elif row.value is None:
            assert said.startswith(f"{TOO_FEW} (n = {counted(row.n, metric.n_label)})")
            assert patterns(content)[beat] == "/"
            kinds["too few"].add(beat)
        else:
            assert row.text in said
            assert patterns(content)[beat] == ""
            kinds["shown"].add(beat)
    in_lists = {key: set(listed(content, heading)) for key, heading in headings.items()}
    drawn = {tile.beat for tile in tiles(demo)}
    assert {key: there & drawn for key, there in in_lists.items()} == {key: kinds[key] for key in headings}
    legend = as_text(content.below).partition("</ul>")[0]
    assert ("step-left-out" in legend, "step-withheld" in legend) == (bool(kinds["left out"]), bool(kinds["too few"]))
    said_in_table = as_text(content.table)
    for key, sentence in text.WITHOUT_ROW.items():
        assert set(named_after(sentence.format(counted=metric.n_label, names=""), said_in_table)) == in_lists[key]


def test_the_questions_above_have_every_kind(demo: Snapshot) -> None:
    """Otherwise the test above would not look at some of them."""
    contents = [as_text(shown(demo, search, name).below) for search in QUESTIONS for name in MAP_METRICS]
    for heading in (*text.WITHOUT_VALUE.values(), '<ol class="ranked">'):
        said = heading.format(counted=METRICS[MEDIAN].n_label)
        assert 0 < sum(said in content for content in contents) < len(contents)


def test_a_place_that_is_left_out_is_asked_for_without_the_filters_that_leave_it_out(demo: Snapshot) -> None:
    content = shown(demo, f"{SPRING}&precinct=EAST&hour=13")
    (link,) = re.findall(r'data-area="K1"><a href="([^"]*)"', as_text(content.below))
    assert read_question(link.replace("&amp;", "&"), demo).filters == Filters(
        start=date(2025, 3, 1), end=date(2025, 5, 31), hour=("13",), beat=("K1",)
    )


def test_what_each_area_counts_is_said_where_other_places_are_filtered_by(demo: Snapshot) -> None:
    told = text.PARTLY.format(filters="Precinct: EAST, Neighborhood: CAPITOL HILL")
    assert told in shown(demo, "?precinct=EAST&neighborhood=CAPITOL+HILL").note
    assert "in the filter" not in shown(demo, "?beat=E2&hour=13").note


@pytest.mark.parametrize("share", [0, 40, 100])
def test_modeled_numbers_carry_their_range_in_hover_list_and_sentence(demo: Snapshot, share: int) -> None:
    content = shown(demo, f"?police_share={share}", AVOIDED)
    metric = METRICS[AVOIDED]
    rows = [row for row in content.answers[0].rows if row.value is not None and row.keys[0] in hovers(content)]
    below = as_text(content.below)
    for row in rows:
        low, high = metric.text(row.low), metric.text(row.high)
        told = f"{row.text} hours, {words.RANGE.format(low=low, high=high)}" if share else f"{row.text} hours"
        told = f"{told} (n = {counted(row.n, metric.n_label)})"
        assert hovers(content)[row.keys[0]].startswith(told)
        assert f">{row.keys[0]}</a>: {told}" in below
        assert (low == high) == (share == 0), "with a share of 0 nothing is modeled, so chance plays no part"
    best = max(rows, key=lambda row: row.value or 0)
    assert f"at {best.text} hours" in content.sentence
    assert ("between" in content.sentence) == bool(share)
    assert (text.NOTHING_MODELED in content.note) == (share == 0)
    assert (text.MODELED.format(percent=f"{share}%") in content.note) == (share > 0)


def test_a_share_is_shown_with_its_part_and_its_whole(demo: Snapshot) -> None:
    content = shown(demo, "?start=2023-10-26&end=2025-12-30", "coverage_share")
    share, part = content.answers
    parts = {row.keys[0]: row for row in part.rows}
    for row in share.rows:
        if row.value is not None and row.keys[0] in hovers(content):
            reached = parts[row.keys[0]].n if row.keys[0] in parts else 0
            assert reached == round(row.value * row.n)
            assert f"{row.text} ({reached} of {counted(row.n, 'eligible calls')})" in hovers(content)[row.keys[0]]


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("?start=2024-01-01&end=2024-12-31", {"C1": "Jul 2, 2024", "N1": "Jan 1, 2025", "F1": "Mar 1, 2025"}),
        ("?start=2024-07-02&end=2024-12-31", {"N1": "Jan 1, 2025", "F1": "Mar 1, 2025"}),
        ("?start=2025-03-01&end=2025-03-31", {}),
    ],
)
def test_where_care_did_not_work_for_all_of_the_period_is_told(
    demo: Snapshot, search: str, told: dict[str, str]
) -> None:
    content = shown(demo, search, "care_calls")
    for beat in ("K1", "C1", "N1", "F1"):
        said = text.NOT_BEFORE.format(day=told[beat]) if beat in told else ""
        assert hovers(content)[beat].endswith(said)
        assert ("CARE’s area" in hovers(content)[beat]) == bool(said)
    below = as_text(content.below)
    for beat, day in told.items():
        (names,) = re.findall(rf"Included from {day} on: ([^.]*)\.", below)
        assert beat in names.split(", ")
    assert ('class="since"' in below) == ("CARE’s area" in str(hovers(content)))


def test_where_care_works_says_nothing_of_how_fast_police_come(demo: Snapshot) -> None:
    assert "CARE" not in str(hovers(shown(demo, "?start=2024-01-01&end=2024-12-31", "spd_response_median_minutes")))


def test_places_that_share_the_first_place_are_all_named(demo: Snapshot) -> None:
    found = set()
    for first, days in product(range(1, 25), (6, 13)):
        start = date(2025, 6, first)
        content = shown(demo, f"?start={start}&end={start + timedelta(days)}", "care_calls")
        rows = [row for row in content.answers[0].rows if row.keys[0] != "UNKNOWN"]
        most = sorted(row.keys[0] for row in rows if row.n == max(row.n for row in rows))
        is_tied = 1 < len(most) == len(rows)
        if is_tied:
            assert content.sentence == f"{counted(rows[0].n, 'calls')} in each of: {', '.join(most)}."
        elif most:
            assert content.sentence.startswith(f"Most were in {names(most)}: ")
            assert ("each, of" in content.sentence) == (len(most) > 1)
        found.add("all" if is_tied else str(len(most)))
    assert {"1", "2", "all"} <= found, "periods with one first, with two, and with the same everywhere"


def test_the_only_place_that_can_be_shown_is_called_that(demo: Snapshot) -> None:
    content = shown(demo, "?start=2025-03-01&end=2025-04-29", "coverage_share", "precinct")
    assert content.sentence == (
        "Only NORTH has enough eligible calls to show. Eligible calls that CARE reached: 50.0% (5 of 10 eligible calls)."
    )
    assert TOO_FEW in {row.withheld for row in content.answers[0].rows}
    alone = shown(demo, "?start=2024-06-01&end=2024-06-28", "care_alone_after_spd_hours", "precinct")
    assert alone.sentence.startswith("Only WEST has any joint events timed. ")


@pytest.mark.parametrize(
    ("search", "name", "kind", "told"),
    [
        ("?start=2025-01-04&end=2025-01-31", "care_alone_after_spd_hours", "beat", "Time CARE carried alone: there was none in any place."),
        (f"?start=2022-01-01&end=2025-12-30&{NIGHT}", "coverage_share", "precinct", "CARE reached none of the eligible calls in any place with enough of them to show."),
    ],
)  # fmt: skip
def test_where_the_highest_is_nothing_no_place_is_called_highest(
    demo: Snapshot, search: str, name: str, kind: str, told: str
) -> None:
    content = shown(demo, search, name, kind)
    values = [row.value for row in content.answers[0].rows if row.value is not None]
    assert (len(values) > 1, set(values)) == (True, {0})
    assert content.sentence == told


def test_what_only_a_click_can_follow_is_not_on_paper(demo: Snapshot) -> None:
    content = shown(demo, f"{SPRING}&precinct=EAST", "care_calls")
    html = f"<div>{as_text(content.below)}{as_text(content.table)}</div>"
    on_screen = [one.text for one in elements(html) if "only-screen" in one.classes]
    hints = (text.CHOOSE_SQUARE, words.AREA_CHOOSE, "Not in the filter (", "Not in the filter: ")
    for hint in hints:
        assert html.count(hint) == sum(hint in said for said in on_screen) == 1, hint
    assert not any(hint in content.note for hint in hints)
    (choose, *_) = elements(f"<div>{as_text(map_page.shown(read_question('', demo)))}</div>")[1:]
    assert (choose.text, "only-screen" in choose.classes) == (map_text.INTRO, True)


def test_what_a_map_counts_by_another_rule_is_called_events_and_says_so(demo: Snapshot) -> None:
    content = shown(demo, f"{SPRING}&count=all", "care_calls")
    said = str(hovers(content))
    assert " event" in said
    assert " call" not in said


def test_one_call_is_a_call(demo: Snapshot) -> None:
    said = str(hovers(shown(demo, "?start=2025-06-07&end=2025-06-07", "care_calls")))
    assert "1 call" in said
    assert "1 calls" not in said


def test_a_map_first_comes_by_neighborhood_where_those_can_be_drawn(demo: Snapshot, bounded: Snapshot) -> None:
    assert read_question("", demo).view == View()
    asked = read_question("", bounded)
    assert (asked.view.areas, asked.address) == ("neighborhood", "")
    assert read_question("?areas=neighborhood", bounded).address == ""
    assert read_question("?areas=beat", bounded).address == "?areas=beat"
    assert read_question("?areas=planet", bounded).view == asked.view
    for snapshot in (demo, bounded):
        question = read_question("", snapshot)
        assert home.places(question).answers[0].by == (question.view.areas,)


def test_areas_are_drawn_by_kind_and_the_map_draws_near_to_those_in_the_filter(bounded: Snapshot) -> None:
    content = shown(bounded, "?precinct=EAST", "care_calls", "neighborhood")
    traces = {trace["name"]: trace for trace in content.figure["data"]}
    assert set(traces) == {"CAPITOL HILL", "BALLARD NORTH"}
    assert traces["BALLARD NORTH"]["text"].endswith(f"<br>{text.LEFT_OUT}")
    assert traces["BALLARD NORTH"]["fillpattern"]["shape"] == "."
    assert "fillcolor" in traces["CAPITOL HILL"]
    assert text.ELSEWHERE.partition("{")[0] in content.note, "the neighborhoods without an outline"


@pytest.mark.parametrize("path", ["/", "/map"])
def test_pages_with_boundaries_can_be_asked_anything(bounded: Snapshot, path: str) -> None:
    for search in (*QUESTIONS, "?areas=beat&precinct=WEST", "?areas=district"):
        assert PAGES[path].values(read_question(search, bounded))


def test_the_numbers_are_the_answers(demo: Snapshot) -> None:
    question = Asked(demo, read_question(f"{SPRING}&precinct=EAST&beat=E2", demo).filters, View())
    content = area_chart(question, "care_calls", "beat")
    assert content.answers == (ask(demo, "care_calls", question.filters.model_copy(update={"beat": ()}), ("beat",)),), (
        "a filter on beats marks, and leaves none out"
    )
