"""The parts that open a browser measure a small site, and say what they found."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from tests.bench.bench import Bench, invented
from tests.bench.browser import _in_turn, _told, beside
from tests.bench.visits import visits
from tests.served import Site, serve


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("bench")
    with serve(Bench("2k", invented(folder, "2k"), folder, folder, 1).warehouse) as running:
        yield running


def test_a_page_is_told_by_its_median_and_its_slowest() -> None:
    times, slowest = _told("/calls", [100.0, 300.0, 200.0], [100.0, 100.0, 100.0])
    assert (times.ratios, times.held) == ([1.0, 3.0, 2.0], True)
    assert (slowest.ours, slowest.theirs, slowest.held) == ([300.0], [100.0], None)
    assert _told("/calls", [300.0], [100.0])[0].held is False


def test_each_period_differs_from_the_one_before() -> None:
    periods = _in_turn(7)
    assert all(one != other for one, other in pairwise(periods))


@pytest.mark.browser
@pytest.mark.xdist_group("drawn")
def test_our_page_and_the_bare_one_are_timed_in_turn(chromium: Browser, site: Site) -> None:
    ours, bare = beside(chromium, f"{site.url}/", 1)
    assert len(ours) == len(bare) == 1
    assert ours[0] > 0
    assert bare[0] > 0


@pytest.mark.browser
@pytest.mark.xdist_group("drawn")
def test_a_first_visit_brings_more_than_a_later_one_and_filters_more_than_reading(
    chromium: Browser, site: Site
) -> None:
    read, again = visits(chromium, f"{site.url}/calls", asks=False)
    used, _ = visits(chromium, f"{site.url}/calls", asks=True)
    assert used > read > again > 0
