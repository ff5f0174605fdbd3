"""The summaries that the browser's measurements are told by."""

import pytest

from tests.bench.browser import percentile, ratio, told


@pytest.mark.parametrize(("share", "expected"), [(0.95, 29), (0.5, 15), (1, 30), (0.01, 1)])
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(share: float, expected: int) -> None:
    values = [float(value) for value in range(30, 0, -1)]
    assert percentile(values, share) == expected
    assert sum(value <= expected for value in values) / 30 >= share


def test_times_are_told_by_median_and_percentile() -> None:
    assert told([100.0, 300.0, 200.0]) == "200 ms (p95 300)"
    assert ratio([100.0, 300.0, 200.0], [50.0, 100.0, 150.0]) == 2
