"""What must hold of the metrics whatever the events: parts add up, and each number agrees with its neighbours."""

from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from tests.golden.coverage import STEPS
from tests.golden.filters import Filters
from tests.golden.goldens import GOLDENS
from tests.golden.month import PLACES, Event, Unit, write_events
from tests.golden.month_coverage import DOWN, WELFARE
from tests.golden.oracle import NAMES, By, World, answer, read_exports
from tests.golden.terms import response, travel, wait

SEED = 20_231_026
EVENTS = 1000
DURATIONS = tuple(name for name in NAMES if name.endswith("_minutes"))
ADDS_UP = (
    *("care_calls", "care_only_calls", "care_and_spd_calls", "care_officer_requests", "care_outreach_events"),
    *("eligible_calls", *(f"coverage_{step}_calls" for step in STEPS), "care_alone_after_spd_hours", "care_only_hours"),
    *("spd_officer_hours_avoided", "spd_officer_hours_on_care_calls"),
)


def write_any(path: Path) -> Path:
    """Write two years of events at random, many alike so that comparables are enough, some of them odd."""
    chance = Random(SEED)
    return write_events(path, [_any_event(chance, f"2024{place:09}") for place in range(EVENTS)])


def _any_event(chance: Random, number: str) -> Event:
    hour = chance.choice((*range(24), *range(12, 18), *range(12, 18), *range(12, 18)))
    queued = datetime(2024, 1, 1, hour) + timedelta(days=chance.randrange(731), seconds=chance.randrange(3600))
    signs = chance.choice((("2M1",), ("2M1",), ("2M1", "2M2"), ("CARE12",), ("2M1", "CARE12"), ("CARE12", "CARE14")))
    return Event(
        number,
        str(queued),
        chance.choice((*PLACES, *["WEST"] * 15)),
        chance.choice("12333"),
        "",
        tuple(_any_unit(chance, sign, queued) for sign in signs),
        origin=chance.choice(("DISPATCH", "DISPATCH", "DISPATCH", "ONVIEW")),
        initial_type=chance.choice((WELFARE, WELFARE, WELFARE, WELFARE, DOWN, "NOISE")),
    )


def _any_unit(chance: Random, sign: str, queued: datetime) -> Unit:
    sent = queued + timedelta(seconds=chance.choice((-30, *range(0, 1200, 60))))
    arrived = sent + timedelta(seconds=chance.choice((-3600, 90_000, *range(0, 3600, 60))))
    cleared = arrived + timedelta(seconds=chance.choice((-7200, 90_000, *range(0, 7200, 60))))
    stamps = ["" if chance.random() < 0.1 else str(stamp) for stamp in (arrived, cleared)]
    return Unit(sign, str(sent), stamps[0], stamps[1], chance.choice((1, 2)))


@pytest.fixture(scope="module", params=["any", *GOLDENS])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Read each written world, and one at random."""
    path = tmp_path_factory.mktemp("identities") / f"{request.param}.csv"
    return read_exports([write_any(path) if request.param == "any" else GOLDENS[request.param].write(path)])


def value(world: World, metric: str, **filters: str) -> float:
    """Give the one value, 0 where there is none."""
    return answer(world, metric, {name: [asked] for name, asked in filters.items()})[None].value or 0


@pytest.mark.parametrize("by", [None, "month", "precinct", "responders", ("weekday", "hour")])
def test_coverage_steps_add_up_to_eligible_calls(world: World, by: By) -> None:
    steps = [answer(world, f"coverage_{step}_calls", by=by) for step in STEPS]
    for label, cell in answer(world, "eligible_calls", by=by).items():
        assert sum(step[label].n for step in steps if label in step) == cell.n
    assert not set(chain.from_iterable(steps)) - answer(world, "eligible_calls", by=by).keys()


@pytest.mark.parametrize("count", ["dispatched", "arrived", "all"])
def test_care_only_and_care_and_spd_add_up_to_care_calls(world: World, count: str) -> None:
    split = value(world, "care_only_calls", count=count) + value(world, "care_and_spd_calls", count=count)
    assert split == value(world, "care_calls", count=count)


def test_all_activity_is_calls_requests_and_outreach(world: World) -> None:
    parts = ("care_calls", "care_officer_requests", "care_outreach_events")
    assert sum(value(world, part) for part in parts) == value(world, "care_calls", count="all")


def test_wait_and_travel_add_up_to_response(world: World) -> None:
    for event in world.events:
        for agency in filter(lambda agency: agency.was_sent, (event.care, event.spd)):
            waited, travelled, responded = (measure(event, agency) for measure in (wait, travel, response))
            if isinstance(waited, int) and isinstance(travelled, int) and isinstance(responded, int):
                assert waited + travelled == responded


@pytest.mark.parametrize("metric", ADDS_UP)
def test_months_add_up_to_years_and_years_to_everything(world: World, metric: str) -> None:
    months, years = answer(world, metric, by="month"), answer(world, metric, by="year")
    for year, cell in years.items():
        assert isinstance(year, str)
        of_year = [month for label, month in months.items() if str(label).startswith(year)]
        assert sum(month.n for month in of_year) == cell.n
        assert sum(month.value or 0 for month in of_year) == pytest.approx(cell.value or 0)
    assert sum(cell.value or 0 for cell in years.values()) == pytest.approx(value(world, metric))


@pytest.mark.parametrize("metric", ADDS_UP)
def test_pairs_of_groups_add_up(world: World, metric: str) -> None:
    pairs = answer(world, metric, by=("weekday", "responders"))
    assert sum(cell.value or 0 for cell in pairs.values()) == pytest.approx(value(world, metric))
    assert sum(cell.n for cell in pairs.values()) == answer(world, metric)[None].n


@pytest.mark.parametrize("metric", DURATIONS)
def test_every_duration_that_counts_has_one_bin(world: World, metric: str) -> None:
    bins = answer(world, metric, by="minutes_bin")
    assert sum(cell.n for cell in bins.values()) == answer(world, metric)[None].n
    assert all(cell.excluded == {} and cell.n > 0 for cell in bins.values())
    assert bins.keys() <= {str(minute) for minute in range(0, 121, 5)}
    for label, cell in bins.items():
        if cell.value is not None and label != "120":
            assert int(str(label)) <= cell.value < int(str(label)) + 5


@pytest.mark.parametrize("metric", [name for name in DURATIONS if "median" in name])
def test_half_is_no_more_than_nine_tenths(world: World, metric: str) -> None:
    for label, cell in answer(world, metric, by="priority").items():
        p90 = answer(world, metric.replace("median", "p90"), by="priority")[label]
        assert (cell.n, cell.withheld) == (p90.n, p90.withheld)
        assert cell.withheld is (cell.value is None)
        assert (cell.value or 0) <= (p90.value or 0)


def test_what_was_avoided_is_what_was_expected_less_what_was_spent(world: World) -> None:
    spent = value(world, "spd_officer_hours_on_care_calls")
    expected = {p: value(world, "spd_officer_hours_avoided", police_share=p) + spent for p in ("25", "50", "100")}
    assert expected["50"] == pytest.approx(expected["100"] / 2)
    assert expected["25"] == pytest.approx(expected["100"] / 4)


@pytest.mark.parametrize("filters", [{}, {"police_share": ["40"]}, {"responders": ["CARE only"]}])
def test_an_interval_lies_evenly_about_its_value(world: World, filters: Filters) -> None:
    for metric in ("spd_officer_hours_avoided", "spd_officer_hours_avoided_share", "officers_equivalent"):
        for cell in answer(world, metric, filters, by="precinct").values():
            assert (cell.value is None) == (cell.low is None) == (cell.high is None)
            if cell.value is not None and cell.low is not None and cell.high is not None:
                assert cell.low <= cell.value <= cell.high
                assert (cell.low + cell.high) / 2 == pytest.approx(cell.value)


def test_every_call_care_arrived_at_has_a_match_or_none(world: World) -> None:
    cell = answer(world, "spd_officer_hours_avoided")[None]
    levels = cell.details["matched_by_level"]
    assert isinstance(levels, dict)
    assert sum(levels.values()) == cell.n
    assert cell.n + int(str(cell.details["unmatched"])) == value(world, "care_calls", count="arrived")


def test_the_world_at_random_uses_every_level_and_none(tmp_path: Path) -> None:
    details = answer(read_exports([write_any(tmp_path / "any.csv")]), "spd_officer_hours_avoided")[None].details
    levels = details["matched_by_level"]
    assert isinstance(levels, dict)
    assert all(levels.values())
    assert details["unmatched"]
    assert details["actual_without_valid_time"]
