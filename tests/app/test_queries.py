"""Rows: which groups are there, which of them are complete, and that each question is worked out once."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import pytest
from flask.testing import FlaskClient

from app.db import Snapshot
from app.filters import Filters
from app.queries import ask, choices
from app.question import read_question
from app.reference import phases, tiles
from etl.metrics import FILTERS, METRICS, TOO_FEW
from etl.metrics.definition import NO_VALUE


def test_periods_without_events_are_there_with_nothing(month: Snapshot) -> None:
    quiet = Filters(start=date(2025, 11, 28), end=date(2025, 11, 29))
    for row in ask(month, "care_calls", quiet, ("day",)).rows:
        assert (row.value, row.text, row.n, row.withheld) == (0, "0", 0, None)
    for row in ask(month, "care_response_median_minutes", quiet, ("day",)).rows:
        assert (row.value, row.text, row.n, row.withheld) == (None, TOO_FEW, 0, TOO_FEW)
        assert row.excluded == {"no_arrival": 0, "outside_0_24h": 0}


def test_groups_without_events_are_absent(month: Snapshot) -> None:
    everywhere = {row.keys[0] for row in ask(month, "care_calls", Filters(), ("precinct",)).rows}
    at_the_end = ask(month, "care_calls", Filters(start=date(2025, 11, 28)), ("precinct",)).rows
    assert "SOUTHWEST" not in everywhere
    assert at_the_end == ()


def test_outside_the_data_there_are_no_periods(month: Snapshot) -> None:
    for day in (date(2020, 1, 1), date(2099, 1, 1)):
        assert ask(month, "care_calls", Filters(start=day, end=day), ("month",)).rows == ()


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2025, 10, 30), date(2025, 12, 1), date(2099, 1, 1)])
def test_of_days_that_are_not_loaded_nothing_is_known(month: Snapshot, metric: str, day: date) -> None:
    row = ask(month, metric, Filters(start=day, end=day)).only
    assert (row.value, row.text, row.low, row.high) == (None, NO_VALUE, None, None)
    assert (row.n, row.withheld, row.complete) == (0, None, False)
    assert not any(row.excluded.values())


@pytest.mark.parametrize("metric", ["care_calls", "care_only_hours", "care_response_median_minutes"])
def test_of_days_that_are_not_loaded_programs_and_files_get_no_value(month_client: FlaskClient, metric: str) -> None:
    days = "start=2026-06-01&end=2026-07-01"
    (row,) = month_client.get(f"/api/v1/metrics/{metric}?{days}").json["rows"]
    assert (row["value"], row["text"], row["n"], row["withheld"]) == (None, NO_VALUE, 0, None)
    (line,) = csv.DictReader(io.StringIO(month_client.get(f"/api/v1/metrics/{metric}.csv?{days}").text))
    assert (line[metric], line["text"], line["n"], line["withheld"]) == ("", NO_VALUE, "0", "")


def test_a_period_that_is_loaded_in_part_has_what_is_loaded(month: Snapshot) -> None:
    around, inside, quiet = (
        ask(month, "care_calls", Filters(start=date.fromisoformat(start), end=date.fromisoformat(end))).only
        for start, end in (("2020-01-01", "2099-01-01"), ("2025-10-31", "2025-11-30"), ("2025-11-28", "2025-11-28"))
    )
    assert around.value == inside.value == 22
    assert (quiet.value, quiet.text) == (0, "0")


def test_hours_and_weekdays_stand_in_their_order(demo: Snapshot) -> None:
    hours = [int(row.keys[0]) for row in ask(demo, "spd_response_median_minutes", Filters(), ("hour",)).rows]
    weekdays = [int(row.keys[0]) for row in ask(demo, "spd_response_median_minutes", Filters(), ("weekday",)).rows]
    assert hours == list(range(24))
    assert weekdays == list(range(1, 8))


@pytest.mark.parametrize("by", [("month", "hour"), ("hour", "month"), ("hour", "weekday"), ("precinct", "hour")])
def test_hours_stand_in_their_order_beside_another_cut(demo: Snapshot, by: tuple[str, str]) -> None:
    found = [row.keys for row in ask(demo, "spd_response_median_minutes", Filters(), by).rows]
    place = by.index("hour")
    assert found == sorted(
        found, key=lambda keys: tuple(f"{key:>2}" if i == place else key for i, key in enumerate(keys))
    )


def test_months_by_precinct_are_the_same_as_each_asked_alone(demo: Snapshot) -> None:
    asked = Filters(start=date(2025, 3, 1), end=date(2025, 8, 31))
    together = {row.keys: row for row in ask(demo, "spd_response_median_minutes", asked, ("month", "precinct")).rows}
    precincts = {precinct for _, precinct in together}
    assert len(together) == 6 * len(precincts)
    for precinct in precincts:
        alone = ask(demo, "spd_response_median_minutes", asked.model_copy(update={"precinct": (precinct,)}), ("month",))
        for row in alone.rows:
            cell = together[*row.keys, precinct]
            assert (cell.value, cell.n, cell.excluded, cell.complete) == (row.value, row.n, row.excluded, row.complete)


def test_a_month_stands_beside_its_own_year_only(demo: Snapshot) -> None:
    rows = ask(demo, "care_calls", Filters(), ("month", "year")).rows
    assert [row.keys for row in rows] == [
        (f"{year}-{m:02}", str(year)) for year in range(2022, 2026) for m in range(1, 13)
    ]


def test_a_week_over_two_months_is_in_both(month: Snapshot) -> None:
    rows = ask(month, "care_calls", Filters(), ("week", "month")).rows
    assert [(row.keys, row.n) for row in rows[:3]] == [
        (("2025-10-27", "2025-10"), 1),
        (("2025-10-27", "2025-11"), 3),
        (("2025-11-03", "2025-11"), 7),
    ]


@pytest.mark.parametrize("by", METRICS["care_calls"].breakdowns)
def test_the_groups_of_a_count_add_up_to_the_whole(demo: Snapshot, by: str) -> None:
    whole = ask(demo, "care_calls", Filters()).only
    rows = ask(demo, "care_calls", Filters(), (by,)).rows
    assert sum(row.n for row in rows) == whole.n == whole.value
    assert len({row.keys for row in rows}) == len(rows)


COMPLETE = {
    # Loaded 31 October to 30 November; the 29th is the last complete day.
    ("day", None, None): ["2025-10-31", *(f"2025-11-{day:02}" for day in range(1, 30))],
    ("week", None, None): ["2025-11-03", "2025-11-10", "2025-11-17"],
    ("month", None, None): [],
    ("year", None, None): [],
    ("week", date(2025, 11, 5), date(2025, 11, 23)): ["2025-11-10", "2025-11-17"],
    ("week", date(2025, 11, 3), date(2025, 11, 22)): ["2025-11-03", "2025-11-10"],
    ("week", date(2025, 11, 3), date(2025, 11, 30)): ["2025-11-03", "2025-11-10", "2025-11-17"],
    ("week", date(2020, 1, 1), date(2099, 1, 1)): ["2025-11-03", "2025-11-10", "2025-11-17"],
    ("day", date(2025, 11, 28), date(2025, 11, 30)): ["2025-11-28", "2025-11-29"],
}


@pytest.mark.parametrize(("asked", "complete"), COMPLETE.items(), ids=str)
def test_a_period_is_complete_when_all_of_it_is_loaded_and_asked_for(
    month: Snapshot, asked: tuple[str, date | None, date | None], complete: list[str]
) -> None:
    by, start, end = asked
    rows = ask(month, "care_calls", Filters(start=start, end=end), (by,)).rows
    assert [row.keys[0] for row in rows if row.complete] == complete
    assert len(rows) > len(complete)


@pytest.mark.parametrize(
    ("start", "end", "is_complete"),
    [
        (date(2025, 10, 31), date(2025, 11, 29), True),
        (date(2025, 10, 30), date(2025, 11, 29), False),
        (date(2025, 10, 31), date(2025, 11, 30), False),
    ],
)
def test_other_rows_are_complete_when_all_that_was_asked_for_is_loaded(
    month: Snapshot, start: date, end: date, is_complete: bool
) -> None:
    for by in ((), ("precinct",), ("hour", "weekday")):
        rows = ask(month, "care_calls", Filters(start=start, end=end), by).rows
        assert {row.complete for row in rows} == {is_complete}


def test_the_same_question_is_worked_out_once(fresh: Callable[[], Snapshot], monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = fresh()
    run = snapshot.rows
    queries: list[str] = []
    monkeypatch.setattr(snapshot, "rows", lambda sql, values=(): queries.append(sql) or run(sql, values))
    first = ask(snapshot, "care_calls", Filters(precinct=("WEST",)), ("month",))
    again = ask(snapshot, "care_calls", Filters(precinct=("WEST",)), ["month"])
    assert again is first
    assert len(queries) == 1
    ask(snapshot, "care_calls", Filters(precinct=("EAST",)), ("month",))
    ask(snapshot, "care_calls", Filters(precinct=("WEST",)), ("year",))
    assert len(queries) == 3


def test_a_question_that_fails_is_not_remembered(fresh: Callable[[], Snapshot]) -> None:
    snapshot = fresh()
    with pytest.raises(duckdb.Error):
        snapshot.remember("q", lambda: snapshot.rows("SELECT nothing FROM nowhere"))
    assert snapshot.remember("q", lambda: snapshot.rows("SELECT 1")) == [(1,)]


def test_an_answer_says_what_it_rests_on(demo: Snapshot) -> None:
    filters = Filters(precinct=("WEST",))
    answer = ask(demo, "care_calls", filters, ("month", "hour"))
    assert (answer.metric, answer.filters, answer.by, answer.info) == (
        METRICS["care_calls"],
        filters,
        ("month", "hour"),
        demo.info,
    )


def test_choices_hold_every_value_of_every_filter(demo: Snapshot) -> None:
    allowed = choices(demo)
    assert set(allowed) == set(FILTERS)
    assert allowed["hour"] == [str(hour) for hour in range(24)]
    assert allowed["weekday"] == [str(day) for day in range(1, 8)]
    for name in FILTERS:
        labels = {row.keys[0] for row in ask(demo, "spd_response_median_minutes", Filters(), (name,)).rows}
        assert labels <= set(allowed[name]), name


def test_phases_and_squares_come_from_the_reference_tables(demo: Snapshot) -> None:
    assert [phase.starts_on for phase in phases(demo)] == sorted(phase.starts_on for phase in phases(demo))
    assert phases(demo)[0].starts_on == date(2023, 10, 26)
    places = [(tile.row, tile.column) for tile in tiles(demo)]
    assert len(set(places)) == len(places), "two beats on one square"
    assert len({tile.beat for tile in tiles(demo)}) == len(places)


def test_the_address_of_a_page_without_filters_asks_for_the_default_period(demo: Snapshot) -> None:
    for search in (None, "", "?"):
        asked = read_question(search, demo)
        filters, problems = asked.filters, asked.problems
        assert (filters.start, filters.end, problems) == (date(2024, 12, 1), date(2025, 11, 30), ())


def test_one_day_given_opens_the_other_end_to_the_data(demo: Snapshot) -> None:
    assert read_question("?start=2025-03-01", demo).filters.end == demo.info.data_through
    assert read_question("?end=2025-03-01", demo).filters.start == demo.info.first_day
    outside = read_question("?start=2030-01-01", demo).filters
    assert outside.start == outside.end == date(2030, 1, 1)
    assert demo.info.last_day == demo.info.data_through + timedelta(days=1)
