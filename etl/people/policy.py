"""Small cells: the one place that decides what may be shown of numbers about people.

No number from 1 to 10 is shown, or can be worked out. Nothing is hidden by itself:

- A row (a quarter, a year or a part of one, by one variable) is shown whole when each of its numbers is 0, or 11 or
  more; else all of it is hidden. A variable stands within another: all within the count of people, and the questions
  of the survey within who answered it. What a variable hides is hidden in those within it.
- Rows hide one another when they are two or more which together might be shown, and are not so many people that each
  must be as large as a hidden number can be: two quarters of 20 people have 10 each.
- A year is shown if its hidden quarters are none, or hide one another. Otherwise the whole year is hidden: less the
  quarters shown, it would tell what is not.
- The hidden parts of a year are made to hide one another: others join them, in an order that does not depend on how
  many people they have. They do so too while a small number follows from what is left for somebody who knows in which
  quarters a part has nobody. The dispatch data says so of precincts: a program that grew precinct by precinct has such.
- A part that is hidden in the count of people is not named: twelve languages of twelve people would have one each.

Why this is enough: by adding and subtracting, one learns of a variable's answer the margins of a table of quarters by
parts, hidden ones merged, and each is 0, or 11 or more. In such a table with two rows and two columns that are not 0,
each cell can move by 11; with one, a cell is a margin, or merged. Each number is published once, of rows that are
frozen with it, so vintages do not differ. Two things tie variables to one another: they divide the same people, and who
did not answer the survey is the same number in several. What is hidden of such a number is hidden, wider or as wide, in
every variable within the one that counts it first, so they tell of it sums of what that one shows.
`tests/etl/test_small_cells.py` attacks what is left.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

FEWEST = 11
"""The fewest people a number above 0 may stand for."""

Row = Mapping[str, int]
"""How many people gave each answer."""

Counts = Mapping[tuple[str, str], Row]
"""Such rows by quarter and part. Where there is nobody, there is none."""

_Edges = list[tuple[str, str, int]]


def may_be_known(row: Row) -> bool:
    """Say whether each of its numbers stands for nobody, or for enough people."""
    return all(people == 0 or people >= FEWEST for people in row.values())


def together(rows: Iterable[Row]) -> dict[str, int]:
    """Add up rows, answer by answer."""
    total: dict[str, int] = {}
    for row in rows:
        for answer, people in row.items():
            total[answer] = total.get(answer, 0) + people
    return total


def can_hide(rows: Collection[Row]) -> bool:
    """Say whether rows that are not shown may be known together: they are none, or hide one another.

    Who knows that each stands for 10 people at most knows each when together they are nearly ten times as many as rows.
    """
    if not rows:
        return True
    total, largest = together(rows), (FEWEST - 1) * len(rows)
    tells_each = any(0 <= largest - people < FEWEST // 2 for people in total.values())
    return len(rows) > 1 and may_be_known(total) and not tells_each


def of_quarters(counts: Counts, quarters: Collection[str]) -> dict[str, int]:
    """Add up the rows of some quarters."""
    return together(row for (quarter, _), row in counts.items() if quarter in quarters)


def by_part(counts: Counts) -> dict[str, Row]:
    """Add up the rows of each part."""
    parts = {part for _, part in counts}
    return {part: together(row for (_, other), row in counts.items() if other == part) for part in parts}


def parts_to_hide(
    counts: Counts, hidden_quarters: Collection[str], hidden_anyway: Collection[str], shown_last: Sequence[str]
) -> frozenset[str]:
    """Choose which parts of a year are hidden in one variable: those that must be, and those that hide them.

    The latter come in the order of their names, those of `shown_last` after all others: never by how many people they
    have, for then whatever is shown would bound what is not.
    """
    parts = by_part(counts)
    hidden = {part for part, row in parts.items() if part in hidden_anyway or not may_be_known(row)}
    waiting = sorted(parts.keys() - hidden, key=lambda part: (part in shown_last and shown_last.index(part) + 1, part))
    while waiting and not (can_hide([parts[part] for part in hidden]) and not tells(counts, hidden_quarters, hidden)):
        hidden.add(waiting.pop(0))
    return frozenset(hidden)


def tells(counts: Counts, hidden_quarters: Collection[str], hidden_parts: Collection[str]) -> bool:
    """Say whether the margins shown tell a number of 1 to 10 people to somebody who knows where there is nobody.

    People who gave one answer can be exchanged along a ring of quarters and parts without changing a margin. A number
    that lies on no such ring is told.
    """
    answers = {answer for row in counts.values() for answer in row}
    return any(
        0 < edge[2] < FEWEST and not _is_on_a_ring(edge, [other for other in edges if other is not edge])
        for edges in (list(_edges(counts, answer, hidden_quarters, hidden_parts)) for answer in sorted(answers))
        for edge in edges
    )


def _edges(
    counts: Counts, answer: str, hidden_quarters: Collection[str], hidden_parts: Collection[str]
) -> Iterator[tuple[str, str, int]]:
    """Join quarters to parts by how many people there gave an answer; what is hidden is one quarter, and one part."""
    for (quarter, part), row in counts.items():
        yield (
            "quarters hidden" if quarter in hidden_quarters else f"quarter {quarter}",
            "parts hidden" if part in hidden_parts else f"part {part}",
            row.get(answer, 0),
        )


def _is_on_a_ring(edge: tuple[str, str, int], others: _Edges) -> bool:
    quarter, part, _ = edge
    return part in _reached(quarter, others) or quarter in _reached(part, others)


def _reached(start: str, edges: _Edges) -> set[str]:
    """Follow edges: to a part, where people may be added; and back to a quarter, where there are some to take away."""
    reached, waiting = {start}, [start]
    while waiting:
        place = waiting.pop()
        steps = {part for quarter, part, _ in edges if quarter == place}
        steps |= {quarter for quarter, part, people in edges if part == place and people}
        waiting += steps - reached
        reached |= steps
    return reached
