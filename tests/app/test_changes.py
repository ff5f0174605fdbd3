"""The page of changes: its table is its files and the interface, cell by cell, and its sentences say no more than it."""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal

import pytest
from flask.testing import FlaskClient

from app import words
from app.comparison import COMPARE, PREVIOUS, YEAR, other_period
from app.components.static_html import as_text
from app.db import Snapshot
from app.filters import NO_BREAKDOWN
from app.labels import label
from app.pages.changes.beside import beside
from app.pages.changes.table import shown, table
from app.question import read_question, view_choices
from app.words import changes as text
from etl.metrics import EVENT_METRICS, Metric, Unit
from tests.app.changes import SUMMER, each_search, show, table_of, tables
from tests.app.layouts import elements, links

Line = dict[str, str]


def told_of(snapshot: Snapshot, search: str) -> str:
    return " ".join(one.text for one in elements(f"<div>{as_text(table(read_question(search, snapshot)))}</div>")[:1])


def files(snapshot: Snapshot, search: str) -> dict[str, str]:
    return links(f"<div>{as_text(table(read_question(search, snapshot)))}</div>")


def fetched(client: FlaskClient, address: str) -> list[Line]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline=""), strict=True))


def rounded(value: str, metric: Metric) -> str:
    """Write a difference as the page must, from the number in a file."""
    if not value:
        return "–"
    scale = 100 if metric.unit is Unit.SHARE else 1
    step = "1" if metric.unit in (Unit.CALLS, Unit.EVENTS) else "0.1"
    number = (Decimal(value) * scale).quantize(Decimal(step), ROUND_HALF_UP)
    return f"{number:+,}" if number else f"{abs(number):,}"


def in_percent(value: str) -> str:
    if not value:
        return "–"
    number = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{number:+,}%" if number else "0.0%"


def with_range(line: Line, name: str, told: str, metric: Metric) -> str:
    low, high = (line.get(f"{name}_{end}", "") for end in ("low", "high"))
    if not low:
        return told
    ends = [metric.text(float(end)) for end in (low, high)]
    return told if ends[0] == ends[1] else f"{told}, between {ends[0]} and {ends[1]}"


def cells_of(line: Line, metric: Metric) -> list[str]:
    """Write a line of the file as the table must show it."""
    cells = [with_range(line, metric.name, line["text"], metric), f"{int(line['n']):,}"]
    for to in COMPARE:
        other = with_range(line, f"{to}_{metric.name}", line[f"{to}_text"], metric)
        cells += [other, f"{int(line[f'{to}_n']):,}", rounded(line[f"{to}_difference"], metric)]
        if metric.unit is not Unit.SHARE:
            cells.append(in_percent(line[f"{to}_difference_percent"]))
    return cells


@each_search
def test_the_table_is_its_file_cell_by_cell(client: FlaskClient, demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    metric, by = EVENT_METRICS[asked.view.change], asked.view.by
    _, (total, *groups) = table_of(demo, search)
    addresses = files(demo, search)
    lines = fetched(client, addresses[text.FILE_BOTH])
    if by == NO_BREAKDOWN:
        assert text.FILE_WHOLE not in addresses
        assert groups == []
        assert total == [text.ALL, *cells_of(lines[0], metric)]
        return
    (whole,) = fetched(client, addresses[text.FILE_WHOLE])
    assert total == [text.ALL, *cells_of(whole, metric)]
    assert groups == [[label(demo, by, line[by]), *cells_of(line, metric)] for line in lines]


@each_search
def test_the_table_is_the_interfaces_answer(client: FlaskClient, demo: Snapshot, search: str) -> None:
    _, rows = table_of(demo, search)
    address = files(demo, search)[text.FILE_BOTH].replace(".csv", "")
    body = client.get(address).json
    assert body is not None
    told = [
        [row["text"], *(row["comparisons"][to]["text"] for to in COMPARE), row["n"], *(row["comparisons"][to]["n"] for to in COMPARE)]
        for row in body["rows"]
    ]  # fmt: skip
    is_share = EVENT_METRICS[read_question(search, demo).view.change].unit is Unit.SHARE
    places = (1, 3, 6 if is_share else 7, 2, 4, 7 if is_share else 8)
    shown_rows = rows[len(rows) - len(told) :]
    assert len(told) == len(rows) - (0 if "by=none" in search else 1)
    for row, cells in zip(told, shown_rows, strict=True):
        found = [cells[place] for place in places]
        assert [one.split(", between")[0] for one in found] == [
            one if isinstance(one, str) else f"{one:,}" for one in row
        ]


@each_search
@pytest.mark.parametrize("to", COMPARE)
def test_the_file_of_one_comparison_is_part_of_the_file_of_both(
    client: FlaskClient, demo: Snapshot, search: str, to: str
) -> None:
    addresses = files(demo, search)
    metric, by = read_question(search, demo).view.change, read_question(search, demo).view.by
    both = {line.get(by, ""): line for line in fetched(client, addresses[text.FILE_BOTH])}
    one = {line.get(by, ""): line for line in fetched(client, addresses[text.FILE_OF[to]])}
    for group, line in one.items():
        for column in ("start", "end", "text", "n", metric):
            assert line[f"compared_{column}"] == both[group][f"{to}_{column}"]
        assert line["difference_percent"] == both[group][f"{to}_difference_percent"]
    assert all(both[group][f"{to}_n"] == "0" for group in both.keys() - one.keys()), "groups of the other one only"


def test_a_group_that_only_another_period_has_stands_in_the_table(demo: Snapshot) -> None:
    found = beside(read_question("start=2025-06-07&end=2025-06-08&by=hour", demo))
    assert found.groups
    added = [line for line in found.lines if not line.row.n]
    assert added
    assert all(line.row.text == "0" and max(line.changes[to].n for to in COMPARE) for line in added)
    _, rows = table_of(demo, "start=2025-06-07&end=2025-06-08&by=hour")
    assert {row[0] for row in rows if row[1] == "0"} == {line.name for line in added}


@pytest.mark.parametrize(
    ("search", "marked"),
    [
        (f"{SUMMER}", []),
        ("start=2025-12-01&end=2025-12-31", ["now"]),
        ("start=2022-02-01&end=2022-02-28", [YEAR]),
        ("start=2022-01-01&end=2022-01-31", [PREVIOUS, YEAR]),
        ("start=2010-01-01&end=2010-01-31", ["now", PREVIOUS, YEAR]),
    ],
)
def test_periods_say_their_days_and_those_not_complete_are_marked_with_words(
    demo: Snapshot, search: str, marked: list[str]
) -> None:
    asked = read_question(search, demo)
    start, end = asked.filters.start, asked.filters.end
    assert start
    assert end
    days = {"now": (start, end)} | {to: other_period(start, end, to) for to in COMPARE}
    html = as_text(table(asked))
    items = [one.text for one in elements(f"<div>{html}</div>") if one.tag == "li"]
    assert items == [
        (text.INCOMPLETE if name in marked else text.PERIOD).format(name=text.PERIODS[name], period=words.period(*span))
        for name, span in days.items()
    ]
    head, _ = table_of(demo, search)
    values = {"now": head[1], PREVIOUS: head[3], YEAR: head[7]}
    assert [name for name, column in values.items() if column.endswith("*")] == marked


def test_a_share_differs_in_percentage_points_and_has_no_percent(demo: Snapshot) -> None:
    head, rows = table_of(demo, f"{SUMMER}&by=precinct&change=coverage_share")
    assert not any(column.startswith("%") for column in head)
    assert text.POINTS in told_of(demo, f"{SUMMER}&change=coverage_share")
    assert {len(row) for row in rows} == {len(head)}
    assert not any("%" in row[place] for row in rows for place in (5, 8))
    assert "percentage points" in show(demo, f"{SUMMER}&change=coverage_share", PREVIOUS).sentence


def test_few_events_are_withheld_and_give_no_percent(demo: Snapshot) -> None:
    _, rows = table_of(demo, f"{SUMMER}&by=neighborhood&change=care_response_median_minutes")
    withheld = [row for row in rows if "too few to show" in (row[1], row[3])]
    assert withheld
    assert {(row[5], row[6]) for row in withheld} == {("–", "–")}
    _, counts = table_of(demo, f"{SUMMER}&by=neighborhood")
    few = [row for row in counts if min(int(row[2].replace(",", "")), int(row[4].replace(",", ""))) < 10]
    assert few
    assert {row[6] for row in few} == {"–"}
    assert any(row[6] != "–" for row in counts)


def test_modeled_numbers_carry_their_ranges_and_say_what_they_assume(demo: Snapshot) -> None:
    search = f"{SUMMER}&change=spd_officer_hours_avoided&police_share=40"
    _, ((_, now, _, before, *_), *_) = table_of(demo, search)
    assert ", between " in now
    assert ", between " in before
    assert text.MODELED.format(percent="40%") in told_of(demo, search)


# what the reader chooses


@pytest.mark.parametrize("name", EVENT_METRICS)
def test_any_number_can_be_asked_for(demo: Snapshot, name: str) -> None:
    asked = read_question(f"{SUMMER}&change={name}&by=priority", demo)
    assert f"Shown: {EVENT_METRICS[name].label}, by priority." in as_text(shown(asked)).replace("&#39;", "'")
    is_supplied = not EVENT_METRICS[name].supplied_by or demo.info.sfd_days is not None
    assert bool(beside(asked).lines) == is_supplied, "of what nobody supplies no group is known"
    assert all(show(demo, f"{SUMMER}&change={name}&by=priority", to).sentence for to in COMPARE)


def test_any_breakdown_can_be_asked_for(demo: Snapshot) -> None:
    for by in view_choices(demo)["by"]:
        head, rows = table_of(demo, f"{SUMMER}&by={by}")
        assert head[0] == (text.GROUP if by == NO_BREAKDOWN else words.BREAKDOWNS[by])
        assert (len(rows) == 1) == (by == NO_BREAKDOWN)


def test_without_scripts_the_form_sends_both_choices(client: FlaskClient, demo: Snapshot) -> None:
    html = client.get(f"/changes?{SUMMER}&change=coverage_share&by=hour").text
    names = {one["name"]: one for one in elements(html) if one.tag == "select" and one.get("name")}
    assert {"change", "by", "metric", "areas"} <= set(names)
    chosen = [one["value"] for one in elements(html) if one.tag == "option" and "selected" in one.attributes]
    assert {"coverage_share", "hour"} <= set(chosen)
    headings = [one.text for one in elements(html) if one.tag == "option" and "disabled" in one.attributes]
    assert headings == list(dict.fromkeys(metric.aim.value for metric in EVENT_METRICS.values()))
    _, rows = table_of(demo, f"{SUMMER}&change=coverage_share&by=hour")
    (page,) = (found for found in tables(html) if len(found[0]) == 9)
    assert page[1:] == rows
