"""A result is held by the median of its ratios, and is written so that its spread is seen."""

import pytest

from tests.bench.result import Goal, Result, at_least, percentile, read_result, spread, three_digits, told, within

GOAL = Goal("goal", "≤ 1/2", most=0.5)


def test_ratios_are_of_the_pairs_and_their_median_decides() -> None:
    result = Result(GOAL, "it", "s", [1, 3, 4], "other", [10, 10, 5])
    assert result.ratios == [0.1, 0.3, 0.8]
    assert result.held is True
    assert Result(GOAL, "it", "s", [1, 6, 4], "other", [10, 10, 5]).held is False


@pytest.mark.parametrize(
    ("goal", "ratio", "held"),
    [
        (Goal("read"), 9, None),
        (Goal("at most", most=2), 2, True),
        (Goal("at most", most=2), 2.01, False),
        (Goal("at least", least=0.8), 0.8, True),
        (Goal("at least", least=0.8), 0.79, False),
        (Goal("between", most=2, least=1), 0.5, False),
    ],
)
def test_a_goal_is_held_up_to_its_end(goal: Goal, ratio: float, held: bool | None) -> None:
    assert goal.held(ratio) is held


def test_runs_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        _ = Result(GOAL, "it", "s", [1, 2], "other", [1]).ratios


def test_a_figure_without_another_beside_it_holds_nothing() -> None:
    alone = Result(GOAL, "it", "MB", [7])
    assert (alone.ratios, alone.held) == ([], None)
    assert told(alone) == "it: 7.00 MB"


def test_a_limit_is_a_ratio_of_one() -> None:
    assert within("memory", "≤ 2 GB", "peak", "MB", [1_900, 1_950], 2_000).held
    assert not within("memory", "≤ 2 GB", "peak", "MB", [2_100, 2_050], 2_000).held


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.012345, "0.0123"),
        (0.5, "0.500"),
        (1.234, "1.23"),
        (12.34, "12.3"),
        (123.4, "123"),
        (1234.5, "1,234"),
    ],
)
def test_figures_have_three_digits(value: float, text: str) -> None:
    assert three_digits(value) == text


def test_a_spread_is_the_median_between_the_least_and_the_greatest() -> None:
    assert spread([3, 1, 2]) == "2.00 (1.00–3.00)"
    assert spread([4]) == "4.00"


def test_a_line_says_ours_theirs_the_ratio_and_whether_it_is_held() -> None:
    line = told(Result(GOAL, "it", "s", [1, 2], "other", [1, 1]))
    assert line == "it: 1.50 (1.00–2.00) s; other: 1.00 s; ratio 1.50 (1.00–2.00), NOT HELD"
    assert told(Result(GOAL, "it", "s", [1], "other", [4])).endswith("ratio 0.250, held")


def test_a_stored_result_is_read_as_it_was() -> None:
    result = Result(GOAL, "it", "s", [1.5], "other", [4.0])
    assert read_result(result.stored()) == result


@pytest.mark.parametrize(("share", "expected"), [(0.95, 29), (0.5, 15), (1, 30), (0.01, 1)])
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(share: float, expected: int) -> None:
    values = [float(value) for value in range(30, 0, -1)]
    assert percentile(values, share) == expected
    assert sum(value <= expected for value in values) / 30 >= share


def test_a_mark_is_held_from_the_one_asked_on() -> None:
    assert at_least("goal", "it", [90.0], 90).held is True
    assert at_least("goal", "it", [89.9], 90).held is False
