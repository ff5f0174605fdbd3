"""Publication: the cells of a quarter, and of a year with its parts, from counts of people alone."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from etl.people.families import PEOPLE, Family, Variable
from etl.people.policy import (
    Counts,
    Row,
    by_part,
    can_hide,
    may_be_known,
    of_quarters,
    parts_to_hide,
    together,
)

ALL_OTHERS = "ALL OTHERS"
"""The part that stands for all that are not shown."""

QUARTER, YEAR = "quarter", "year"


class Cell(NamedTuple):
    """One number of `people_cell`, whose columns these are; `people` is None where it is not shown."""

    source: str
    scope: str
    period: str
    part: str | None
    variable: str
    answer: str
    people: int | None
    published_on: date


def quarter_cells(family: Family, quarter: str, counts: Mapping[str, Counts], day: date) -> list[Cell]:
    """Write the citywide cells of one quarter."""
    rows = {variable.name: of_quarters(counts[variable.name], [quarter]) for variable in family.variables}
    shown = _shown(family, lambda name: may_be_known(rows[name]))
    return [
        cell
        for variable in family.variables
        for cell in _cells(
            family, QUARTER, quarter, None, variable, rows[variable.name] if variable.name in shown else None, day
        )
    ]


def year_cells(
    family: Family, year: str, counts: Mapping[str, Counts], hidden: Mapping[str, Collection[str]], day: date
) -> list[Cell]:
    """Write the cells of one year and of its parts, from the counts of its quarters.

    `hidden` names the quarters that were published as not shown, by variable. Parts that the count of people hides are
    not named.
    """
    year_shown = _shown(family, lambda name: _can_show(counts, hidden, name))
    everyone = by_part(counts[PEOPLE]).keys()
    all_hides = _parts_hidden(family, counts, hidden, year_shown)
    cells: list[Cell] = []
    for variable in family.variables:
        parts, hides, is_shown = by_part(counts[variable.name]), all_hides[variable.name], variable.name in year_shown
        named = sorted(everyone - all_hides[PEOPLE])
        rows: list[tuple[str, str | None, Row | None]] = [
            (YEAR, None, together(parts.values()) if is_shown else None),
            *((family.part_scope, part, None if part in hides else parts[part]) for part in named),
        ]
        if hides and len(hides) < len(parts):
            rows.append((family.part_scope, ALL_OTHERS, together(parts[part] for part in hides)))
        cells += (cell for scope, part, row in rows for cell in _cells(family, scope, year, part, variable, row, day))
    return cells


def _shown(family: Family, may_be: Callable[[str], bool]) -> set[str]:
    """Name the variables that are shown: those that may be, and whose variable to stand within is."""
    shown: set[str] = set()
    for variable in family.variables:
        if (variable.within is None or variable.within in shown) and may_be(variable.name):
            shown.add(variable.name)
    return shown


def _can_show(counts: Mapping[str, Counts], hidden: Mapping[str, Collection[str]], name: str) -> bool:
    """Say whether a year may be known beside those of its quarters that are."""
    return can_hide([of_quarters(counts[name], [quarter]) for quarter in hidden[name]])


def _parts_hidden(
    family: Family,
    counts: Mapping[str, Counts],
    hidden: Mapping[str, Collection[str]],
    year_shown: Collection[str],
) -> dict[str, frozenset[str]]:
    """Choose the parts that each variable hides, those of the variable it stands within among them."""
    hides: dict[str, frozenset[str]] = {}
    for variable in family.variables:
        name, anyway = variable.name, hides[variable.within] if variable.within else ()
        chosen = parts_to_hide(counts[name], hidden[name], anyway, family.shown_last)
        hides[name] = chosen if name in year_shown else frozenset(by_part(counts[name]))
    return hides


def _cells(
    family: Family, scope: str, period: str, part: str | None, variable: Variable, row: Row | None, day: date
) -> Iterator[Cell]:
    """Write one row's cells, whole or not at all."""
    told = row if row is not None else {}
    for answer in variable.answers:
        yield Cell(family.source, scope, period, part, variable.name, answer, told.get(answer), day)
