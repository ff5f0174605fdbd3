"""Words of numbers about people, which come from published tables and follow no filter."""

from collections.abc import Sequence

NOT_APPLIED = "No filter changes this."
NOT_PUBLISHED = "No data about this is published yet."
NEWEST = "Of {year}, the newest year published."
COVERS = "Covers {periods}."
PUBLISHED_ON = "Published {day}."
WITHOUT = "{span}, without {periods}"
OF_SOME = "{periods} ({labels})"
NO_PERIOD = "nothing published yet"
SOURCE_OF_PEOPLE = "{site}, published {day}, snapshot {snapshot}: {link}"
ALL_OF_THEM = "all of them"

ALL_OTHERS = "All others together"
OUTCOMES = {
    "no contact": "No contact made",
    "declined": "Declined help",
    "served": "Served",
    "served and transported": "Served and taken somewhere",
    "served and handed over": "Served and handed over to others",
}

COMPARED = "Numbers about people are published once and are not compared. Ask by quarter or year instead."
FIXED_TABLES = (
    "Numbers about people are published in fixed tables: by one of {allowed}, or by one of them and year{more}."
)
OUTCOMES_BY_QUARTER = "; outcome also with quarter"
SHOWN_WHERE = "Shown only where neither it nor a number worked out from it stands for fewer than 11 people."


def periods(spans: Sequence[tuple[str, str]], without: Sequence[str] = ()) -> str:
    """Write which years and quarters there are: 2024 and 2025-Q1 to 2025-Q4, without 2025-Q2. None is left out."""
    *others, last_one = [first if first == last else f"{first} to {last}" for first, last in spans]
    span = f"{', '.join(others)} and {last_one}" if others else last_one
    return WITHOUT.format(span=span, periods=", ".join(without)) if without else span
