"""The table of published figures holds what the specification lists: what was said, of when, by whom."""

import csv
import re

import pytest

from app.db import Snapshot
from app.queries import choices
from app.reconciliation.figures import figures
from etl.config import PROJECT

METRICS_MD = PROJECT.parent / "shared" / "docs" / "METRICS.md"
PERIODS = {
    "2023 to 26 Oct": ("2023-01-01", "2023-10-26"),
    "first year, Oct 2023–Oct 2024": ("2023-10-26", "2024-10-25"),
    "second year": ("2024-10-26", "2025-10-25"),
    "two years": ("2023-10-26", "2025-10-25"),
    "Oct 2023–mid 2024": ("2023-10-26", "2024-06-30"),
    "Apr–May 2024": ("2024-04-01", "2024-05-31"),
    "2024": ("2024-01-01", "2024-12-31"),
    "2025": ("2025-01-01", "2025-12-31"),
    "Jan 2026": ("2026-01-01", "2026-01-31"),
}
"""What the specification calls a period, as days."""


def specified() -> list[tuple[str, str, str]]:
    """List the specification's figures: what was published, of which period, by whom."""
    told = METRICS_MD.read_text(encoding="utf-8").split("## Published figures")[1].split("They disagree")[0]
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in told.splitlines() if line[:1] == "|"]
    found: list[tuple[str, str, str]] = []
    for figure, period, source in rows[2:]:
        found.append((figure, period, found[-1][2] if source == "same" else source))
    return found


def kept() -> list[dict[str, str]]:
    with (PROJECT / "data" / "reference" / "published_figure.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(told: str) -> str:
    """Reduce how something is spelled to what every spelling shares."""
    short = {"January": "Jan", "October": "Oct", "June and July": "Jun–Jul", "July": "Jul", " %": "%"}
    for long, shorter in short.items():
        told = told.replace(long, shorter)
    return told.casefold()


def numbers(told: str) -> set[str]:
    return set(re.findall(r"\d+", told.replace(",", ""))) - {"911"}


@pytest.mark.skipif(not METRICS_MD.exists(), reason="the specification is not beside the repository")
def test_the_table_holds_every_figure_of_the_specification_and_no_other() -> None:
    rows = {(plain(source), *PERIODS[period]): [] for _, period, source in specified()}
    for each in kept():
        rows[plain(each["source"]), each["starts_on"], each["ends_on"]].append(each)
    for figure, period, source in specified():
        same_period = [other for other in specified() if other[1:] == (period, source)]
        found = rows[plain(source), *PERIODS[period]]
        told = " ".join(other for other, _, _ in same_period)
        assert all(plain(each["published"]) in plain(told) for each in found)
        assert {n for each in found for n in numbers(each["published"])} == numbers(told)
        assert numbers(figure) <= numbers(told)


def test_the_number_of_a_figure_is_the_one_in_what_was_published() -> None:
    in_words = {"more than half": "50", "12–14 and 20–21 h": "5", "Tuesdays and Fridays": "2"}
    for each in kept():
        assert each["value"] == in_words.get(each["published"]) or numbers(each["published"]) == {each["value"]}


def test_the_filters_of_the_figures_are_values_that_the_data_has(demo: Snapshot) -> None:
    known = choices(demo)
    for each in figures(demo):
        for name, values in each.chosen.items():
            assert set(values) <= set(known[name]), each.figure
