"""What a number about people covers, in words: years that are shown, else their quarters, and what is missing."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.covered import Coverage, Table, by_period, newest_year, together
from app.words import people as text


def tables(**shown: bool) -> dict[str, Table]:
    """Publish tables by their period, `y2025` and `q2025_2`; each a day later than the one before."""
    names = [name.lstrip("yq").replace("_", "-Q") for name in shown]
    days = [date(2026, 2, 1 + place) for place in range(len(names))]
    found = zip(names, shown.values(), days, strict=True)
    return dict(sorted((name, Table(is_shown, day)) for name, is_shown, day in found))


def told(covered: Coverage) -> str:
    return text.COVERS.format(periods=text.periods(covered.spans, covered.without))


def quarters(year: int, *shown: bool) -> Mapping[str, bool]:
    return {f"q{year}_{place + 1}": is_shown for place, is_shown in enumerate(shown)}


def hidden(year: int) -> Mapping[str, bool]:
    return quarters(year, False, False, False, False)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ({"q2025_1": True}, "Covers 2025-Q1."),
        (quarters(2025, True, False, True), "Covers 2025-Q1 to 2025-Q3, without 2025-Q2."),
        ({"q2025_1": True, "q2025_3": True}, "Covers 2025-Q1 to 2025-Q3, without 2025-Q2."),
        (quarters(2025, False, True, False), "Covers 2025-Q2, without 2025-Q1, 2025-Q3."),
        (
            {"y2024": True, **hidden(2024), **quarters(2025, True, False, True)},
            "Covers 2024 and 2025-Q1 to 2025-Q3, without 2025-Q2.",
        ),
        ({"y2024": True, "y2025": True, **hidden(2024), **hidden(2025)}, "Covers 2024 to 2025."),
        (
            {"q2023_4": True, "y2023": False, "y2024": True, **hidden(2024), "q2025_1": True},
            "Covers 2023-Q4, 2024 and 2025-Q1.",
        ),
        ({"q2023_4": False, "y2023": False, "y2024": True, **hidden(2024)}, "Covers 2024, without 2023."),
        ({"y2023": True, "y2024": False, **hidden(2024), "y2025": True}, "Covers 2023 to 2025, without 2024."),
        ({"y2024": True, "q2025_1": False}, "Covers 2024, without 2025-Q1."),
        ({"y2023": True, "q2025_1": True}, "Covers 2023 and 2025-Q1, without 2024."),
        ({"y2024": False, **hidden(2024)}, "Covers 2024-Q1 to 2024-Q4."),
        ({"y2024": False}, "Covers 2024."),
    ],
)
def test_a_number_of_all_together_says_what_it_is_of(shown: dict[str, bool], said: str) -> None:
    assert told(together(tables(**shown))) == said


def test_no_quarter_is_counted_beside_its_year() -> None:
    covered = together(tables(y2024=True, **quarters(2024, True, True, True, True), q2025_1=True))
    assert covered.periods == ("2024", "2025-Q1")


def test_where_nothing_is_shown_it_is_of_the_quarters() -> None:
    assert together(tables(y2024=False, **hidden(2024))).periods == ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")


def test_rows_by_period_are_there_when_they_are_not_shown() -> None:
    covered = by_period(tables(**quarters(2025, True, False, True)))
    assert covered.periods == ("2025-Q1", "2025-Q2", "2025-Q3")
    assert told(covered) == "Covers 2025-Q1 to 2025-Q3, without 2025-Q2."
    assert by_period(tables(**hidden(2025))).without == ()


def test_groups_are_of_the_newest_year_and_published_with_it() -> None:
    covered = newest_year(tables(y2024=True, y2025=False))
    assert (covered.last, covered.is_newest, covered.published_on) == ("2025", True, date(2026, 2, 2))
