"""The oracle gives the answers worked by hand, whichever form the month comes in."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.golden.answers import QUESTIONS, TERMS, Question
from tests.golden.month import EVENTS, ROWS, SUPERSEDED, TESTS, UNCHANGED, Form, write_month
from tests.golden.oracle import World, answer, care_alone_after_spd, care_response, read_exports, spd_response
from tests.golden.world import Event


@pytest.fixture(scope="module", params=Form)
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Read the written month from a file of each form."""
    form: Form = request.param
    return read_exports([write_month(tmp_path_factory.mktemp("month") / f"{form.name}.csv", form)])


def _name(question: Question) -> str:
    return " ".join(
        [question.metric, f"by {question.by}", *(f"{name}={ask}" for name, ask in question.filters.items())]
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=_name)
def test_the_oracle_gives_the_answer_worked_by_hand(month: World, question: Question) -> None:
    got = answer(month, question.metric, question.filters, question.by)
    assert got.keys() == question.answer.keys()
    for label, cell in question.answer.items():
        assert got[label].value == (None if cell.value is None else pytest.approx(cell.value, rel=1e-12))
        assert (got[label].n, got[label].withheld, got[label].excluded) == (cell.n, cell.withheld, cell.excluded)


def test_each_event_adds_what_was_worked_out_beside_it(month: World) -> None:
    terms = {
        place: (care_response(event), spd_response(event), care_alone_after_spd(event))
        for place, event in _by_place(month).items()
    }
    assert terms == TERMS


def test_first_and_last_are_over_all_of_an_agencys_units(month: World) -> None:
    care = _by_place(month)["12"].care
    assert care.first_dispatched == datetime(2025, 11, 9, 13, 5), "the unit that was called off"
    assert care.first_arrived == datetime(2025, 11, 9, 16, 10)
    assert care.last_cleared == datetime(2025, 11, 9, 16, 40)


def _by_place(month: World) -> dict[str, Event]:
    """Events by their two-digit place in the written month, as its comments number them."""
    places = {event.number: f"{place:02}" for place, event in enumerate(EVENTS, start=1)}
    return {places[event.number]: event for event in month.all_events}


def test_every_row_of_the_month_ends_as_one_thing(month: World) -> None:
    rows = month.rows
    assert (rows.read, rows.unchanged, rows.superseded, rows.rejected) == (ROWS, UNCHANGED, SUPERSEDED, ())
    assert rows.accepted == ROWS - UNCHANGED - SUPERSEDED


def test_test_calls_are_set_aside(month: World) -> None:
    assert len(month.all_events) - len(month.events) == TESTS


def test_the_month_has_every_kind_of_care_activity(month: World) -> None:
    activity = {place: event.care_activity for place, event in _by_place(month).items()}
    assert activity["13"] == "outreach"
    assert activity["14"] == "officer request"
    assert activity["02"] == "call"
    assert activity["15"] is None, "CAR23 and CAR2 are not CARE"
    assert activity["31"] is None, "an unknown indicator is no activity"


def test_days_run_without_a_gap(month: World) -> None:
    days = answer(month, "care_calls", by="day")
    assert list(days) == ["2025-10-31", *(f"2025-11-{day:02}" for day in range(1, 31))]
    assert sum(cell.n for cell in days.values()) == 22


def test_a_unit_whose_service_time_is_impossible_adds_no_officer_seconds(month: World) -> None:
    officer_seconds = {place: event.spd.officer_seconds for place, event in _by_place(month).items()}
    assert officer_seconds["05"] is None, "cleared before it was sent"
    assert officer_seconds["28"] is None, "no clear"
    assert officer_seconds["06"] == 11 * 60 * 2 + 15 * 60
    assert officer_seconds["15"] == 49 * 60 + 28 * 60


def test_an_unknown_filter_is_refused_by_name(month: World) -> None:
    with pytest.raises(ValueError, match="precinkt"):
        answer(month, "care_calls", {"precinkt": ["WEST"]})


def test_the_headers_written_are_46_and_differ(tmp_path: Path) -> None:
    header = write_month(tmp_path / "month.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert len(header) == len(set(header)) == 46
