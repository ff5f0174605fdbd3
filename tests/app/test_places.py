"""Places: which lie within the filters on other places, and since when CARE works there."""

from datetime import date

import pytest

from app.db import Snapshot
from app.filters import Filters
from app.places import care_since, within
from app.queries import ask
from app.reference import tiles

LAUNCH, EAST, NORTH, CITYWIDE = date(2023, 10, 26), date(2024, 7, 2), date(2025, 1, 1), date(2025, 3, 1)


@pytest.mark.parametrize("filters", [Filters(), Filters(beat=("K1",)), Filters(hour=("13",), priority=("2",))])
def test_without_a_filter_on_other_places_none_is_left_out(demo: Snapshot, filters: Filters) -> None:
    assert within(demo, filters, "beat") is None


@pytest.mark.parametrize(
    "filters", [Filters(precinct=("EAST",)), Filters(sector=("KING",)), Filters(precinct=("EAST",), sector=("KING",))]
)
def test_beats_lie_in_the_precinct_and_sector_of_the_table_of_beats(demo: Snapshot, filters: Filters) -> None:
    listed = {
        tile.beat
        for tile in tiles(demo)
        if tile.precinct in (filters.precinct or (tile.precinct,)) and tile.sector in (filters.sector or (tile.sector,))
    }
    assert within(demo, filters, "beat") == listed


def test_a_beat_without_a_single_event_lies_in_its_precinct_still(month: Snapshot) -> None:
    with_events = {row.keys[0] for row in ask(month, "first_response_median_minutes", Filters(), ("beat",)).rows}
    inside = within(month, Filters(precinct=("NORTH",)), "beat")
    assert inside == {tile.beat for tile in tiles(month) if tile.precinct == "NORTH"}
    assert inside - with_events, "the month is small: some beats have nothing"


def test_a_place_with_events_in_the_filter_lies_in_it(demo: Snapshot) -> None:
    for kind in ("beat", "precinct", "sector"):
        filters = Filters(neighborhood=("CAPITOL HILL", "BALLARD NORTH"))
        found = {row.keys[0] for row in ask(demo, "first_response_median_minutes", filters, (kind,)).rows}
        inside = within(demo, filters, kind)
        assert inside is not None
        assert found
        assert found <= inside
        assert inside < {getattr(tile, kind) for tile in tiles(demo)} | {"99", "UNKNOWN"}, "and not all of the city"


def test_care_works_in_a_place_since_the_first_phase_that_holds_a_part_of_it(demo: Snapshot) -> None:
    precincts, beats, hoods = (care_since(demo, kind) for kind in ("precinct", "beat", "neighborhood"))
    assert (precincts["WEST"], precincts["EAST"]) == (LAUNCH, EAST), "the five first neighborhoods are in the West"
    assert (precincts["NORTH"], precincts["SOUTHWEST"]) == (NORTH, CITYWIDE)
    assert (beats["K1"], beats["C1"], beats["N1"], beats["F1"]) == (LAUNCH, EAST, NORTH, CITYWIDE)
    assert (hoods["BELLTOWN"], hoods["QUEEN ANNE"]) == (LAUNCH, CITYWIDE), "both in the West"
    assert precincts["UNKNOWN"] is None, "an unknown place is in no area"


def test_no_call_counts_as_within_the_area_before_care_works_there(demo: Snapshot) -> None:
    """The step that coverage finds for each call is another reading of the same phases."""
    for beat, day in care_since(demo, "beat").items():
        if day is None or day <= LAUNCH:
            continue
        before = Filters(end=date.fromordinal(day.toordinal() - 1), beat=(beat,))
        inside = ask(demo, "coverage_not_sent_calls", before).only.n
        eligible = ask(demo, "eligible_calls", before).only.n
        assert inside <= 0.1 * eligible, beat
