"""Numbers about people are those of the published cells, as a second implementation works them out in plain Python."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import Snapshot
from app.filters import Filters
from app.people import is_published_by
from app.queries import Row, ask
from etl.metrics import EVENT_METRICS, FEWER_THAN_11, FEWER_THAN_11_WHY, METRICS, NO_VALUE, TOO_FEW
from tests.app.people import CONTACTS, SHARES, Cell, Told, answered, invented_cells, of_total, share_of, wilson
from tests.app.questions import effort

CELLS = invented_cells()
COUNT = "contacts_by_outcome"
QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
each_share = pytest.mark.parametrize("name", SHARES)


def assert_told(row: Row, told: Told) -> None:
    """Hold a row to the second implementation: what is not shown has no number of any kind."""
    number = (told.value, told.low, told.high)
    assert (row.value, row.low, row.high) == (number if told.value is None else pytest.approx(number))
    assert row.known_n == told.n
    if told.n is None:
        assert (row.text, row.withheld, row.n, row.excluded) == (FEWER_THAN_11, FEWER_THAN_11_WHY, 0, {})
    assert (row.withheld == TOO_FEW) == (told.n == 0) == (row.text == TOO_FEW)
    assert row.complete


def of(cells: list[Cell], **told: str | None) -> list[Cell]:
    return [cell for cell in cells if all(getattr(cell, name) == value for name, value in told.items())]


def part_of(name: str) -> str:
    return "precinct" if SHARES[name][0] == CONTACTS else "language"


# the invented cells


@each_share
def test_a_share_by_quarter_and_by_year_is_that_of_its_cells(people: Snapshot, name: str) -> None:
    for by in ("quarter", "year"):
        rows = ask(people, name, Filters(), (by,)).rows
        assert [row.keys for row in rows] == [(key,) for key in (QUARTERS if by == "quarter" else ("2024", "2025"))]
        for row in rows:
            assert_told(row, share_of(name, of(CELLS, scope=by, period=row.keys[0])))


@each_share
def test_a_share_by_group_is_of_the_newest_year_unless_it_stands_beside_its_year(people: Snapshot, name: str) -> None:
    part = part_of(name)
    alone, beside = (ask(people, name, Filters(), by) for by in ((part,), (part, "year")))
    assert alone.notes[0] == "Of 2025, the newest year published."
    assert {row.keys: row for row in alone.rows} == {
        row.keys[:1]: replace(row, keys=row.keys[:1]) for row in beside.rows if row.keys[1] == "2025"
    }
    for row in beside.rows:
        assert_told(row, share_of(name, of(CELLS, scope=part, part=row.keys[0], period=row.keys[1])))
    assert alone.rows[-1].keys == ("ALL OTHERS",), "all others stand last"


@each_share
def test_a_total_is_of_the_years_that_are_shown_and_else_of_their_quarters(people: Snapshot, name: str) -> None:
    answer = ask(people, name, Filters())
    source, variable = SHARES[name][:2]
    assert_told(answer.only, share_of(name, of_total(CELLS, source, variable)))
    by_quarter = variable in ("outcome", "helped")
    assert answer.notes[0] == (
        "Covers 2024 and 2025-Q1 to 2025-Q4, without 2025-Q2." if by_quarter else "Covers 2024 to 2025."
    )


def test_contacts_are_counted_and_split_by_outcome_where_that_is_shown(people: Snapshot) -> None:
    def count(**told: str | None) -> int:
        return sum(cell.people or 0 for cell in of(CELLS, source=CONTACTS, **told))

    assert ask(people, COUNT, Filters()).only.value == count(scope="year", variable="people")
    for row in ask(people, COUNT, Filters(), ("outcome",)).rows:
        cells = of(of_total(CELLS, CONTACTS, "outcome"), answer=row.keys[0])
        assert row.value == row.n == sum(cell.people or 0 for cell in cells)
    for row in ask(people, COUNT, Filters(), ("quarter", "outcome")).rows:
        expected = count(scope="quarter", variable="outcome", period=row.keys[0], answer=row.keys[1])
        assert (row.value, row.withheld) == (
            (None, FEWER_THAN_11_WHY) if row.keys[0] == "2025-Q2" else (expected, None)
        )
    by_year = {row.keys: row.value for row in ask(people, COUNT, Filters(), ("year",)).rows}
    assert by_year == {(year,): count(scope="year", variable="people", period=year) for year in ("2024", "2025")}


def test_what_is_left_out_of_a_share_is_counted(people: Snapshot) -> None:
    for name, answer in (
        ("followup_7d_reached_share", "not due"),
        ("survey_helped_share", "no answer"),
    ):
        (count,) = ask(people, name, Filters()).only.excluded.values()
        cells = of(of_total(CELLS, *SHARES[name][:2]), answer=answer)
        assert count == sum(cell.people or 0 for cell in cells) > 0


def test_no_filter_changes_a_number_and_each_that_is_given_is_named(people: Snapshot) -> None:
    given = Filters(start=date(2025, 6, 1), end=date(2025, 6, 30), precinct=("EAST",), hour=("3",), count="all")
    for name, metric in METRICS.items():
        if metric.is_about_people:
            plain, filtered = ask(people, name, Filters()), ask(people, name, given)
            assert plain.rows == filtered.rows
            assert (plain.not_applied, filtered.not_applied) == ((), ("start", "end", "hour", "precinct", "count"))
            assert plain.notes == filtered.notes


def test_a_published_row_says_since_when(people: Snapshot) -> None:
    days = {row.keys[0]: row.published_on for row in ask(people, COUNT, Filters(), ("quarter",)).rows}
    assert days["2024-Q4"] == date(2025, 2, 15)
    answer = ask(people, COUNT, Filters())
    assert answer.only.published_on == days["2025-Q4"] == date(2026, 2, 15)


# without data


def test_a_snapshot_without_people_has_no_data_and_no_rows(demo: Snapshot, without_people: Snapshot) -> None:
    for snapshot in (demo, without_people):
        for name, metric in METRICS.items():
            if metric.is_about_people:
                answer = ask(snapshot, name, Filters())
                row = answer.only
                assert (row.value, row.text, row.n, row.withheld) == (None, NO_VALUE, 0, None)
                assert (row.complete, row.published_on, answer.covered) == (False, None, None)
                assert all(ask(snapshot, name, Filters(), (by,)).rows == () for by in metric.breakdowns)


def test_one_source_may_be_there_without_the_other(contacts_only: Snapshot) -> None:
    assert ask(contacts_only, COUNT, Filters()).covered
    assert ask(contacts_only, "survey_helped_share", Filters()).only.text == NO_VALUE


# which breakdowns there are


def test_events_are_not_cut_as_people_are_nor_people_as_events() -> None:
    for name, metric in METRICS.items():
        own = {"outcome", "language"} & set(metric.breakdowns)
        assert (name in EVENT_METRICS) == ("month" in metric.breakdowns)
        assert not own or metric.is_about_people


@pytest.mark.parametrize("by", [("quarter", "precinct"), ("precinct", "outcome"), ("quarter", "language")])
def test_what_is_in_no_table_cannot_be_asked(by: tuple[str, str]) -> None:
    assert not is_published_by(by)
    assert not is_published_by(by[::-1])
    assert all(is_published_by(pair) for pair in (("quarter", "outcome"), (by[1], "year"), (by[0],), ()))


# any cells at all


def partitions(answers: tuple[str, ...]) -> st.SearchStrategy[dict[str, int | None]]:
    """Draw what one row of a table can be: all of it shown, each number 0 or 11 and more, or nothing of it."""
    counts = st.sampled_from([0, 11, 12, 40]) | st.integers(11, 5_000)
    shown = st.fixed_dictionaries(dict.fromkeys(answers, counts))
    return shown | st.just(dict.fromkeys(answers))


def drawn_cells(draw: st.DrawFn, name: str, scope: str, parts: list[str | None]) -> list[Cell]:
    source, variable, counted, others = SHARES[name]
    answers = (*sorted(counted | others), "set aside")
    periods = draw(st.lists(st.sampled_from(QUARTERS if scope == "quarter" else ("2024", "2025")), unique=True))
    return [
        Cell(source, scope, period, part, variable, answer, people, date(2026, 2, 15))
        for period in periods
        for part in parts
        for answer, people in draw(partitions(answers)).items()
    ]


@effort
@given(data=st.data(), name=st.sampled_from(sorted(SHARES)))
def test_any_cells_are_told_alike_by_both(data: st.DataObject, name: str) -> None:
    part = part_of(name)
    scope = data.draw(st.sampled_from(["quarter", "year", part]))
    parts: list[str | None] = ["EAST", "UNKNOWN", "ALL OTHERS"] if scope == part else [None]
    cells = data.draw(st.composite(drawn_cells)(name, scope, parts))
    by = (part, "year") if scope == part else (scope,)
    rows = {row.keys: row for row in answered(cells, name, by).rows}
    assert rows.keys() == {(cell.part, cell.period) if scope == part else (cell.period,) for cell in cells}
    for keys, row in rows.items():
        assert_told(row, share_of(name, [c for c in cells if (c.part, c.period)[-len(keys) :] == keys]))


@effort
@given(data=st.data(), name=st.sampled_from(sorted(SHARES)))
def test_any_total_is_of_the_years_and_quarters_shown(data: st.DataObject, name: str) -> None:
    cells = [
        cell for scope in ("quarter", "year") for cell in data.draw(st.composite(drawn_cells)(name, scope, [None]))
    ]
    answer = answered(cells, name, ())
    if not cells:
        assert (answer.only.text, answer.covered) == (NO_VALUE, None)
        return
    made_of = of_total(cells, *SHARES[name][:2])
    assert_told(answer.only, share_of(name, made_of or cells))
    covered = answer.covered
    assert covered
    if made_of:
        assert set(covered.periods) == {cell.period for cell in made_of}
        told = {*covered.periods, *covered.without}
        assert {cell.period[:4] for cell in cells} <= {period[:4] for period in told}
        assert not set(covered.periods) & set(covered.without)
        assert all({first, last} <= set(covered.periods) for first, last in covered.spans)


@effort
@given(n=st.integers(10, 100_000), part=st.floats(0, 1))
def test_wilson_is_one_interval_worked_out_twice(n: int, part: float) -> None:
    """The closed form in SQL is the root of the quadratic that defines it."""
    yes = round(n * part)
    day = date(2026, 2, 15)
    cells = [
        Cell(CONTACTS, "year", "2025", None, "referral", answer, people, day)
        for answer, people in (("yes", yes), ("no", n - yes))
    ]
    (row,) = answered(cells, "contact_referral_share", ("year",)).rows
    assert (row.low, row.high) == pytest.approx(wilson(yes, n), abs=1e-9)
    assert row.low is not None
    assert row.high is not None
    assert 0 <= row.low <= yes / n <= row.high <= 1
