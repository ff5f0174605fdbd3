"""Whether a peer draws our numbers: what its graphs hold in the browser, beside what ours are drawn from."""

import math
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from app.config import Settings
from app.db import Warehouse
from app.queries import Answer, ask
from app.question import read_question

Numbers = list[list[float]]
"""Those of each figure, smallest first, without zeros and gaps: one draws an empty group as nothing, another as 0."""

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_LONGEST = 15
_CALLS = "care_calls"
_ASKED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((_CALLS,), ("month",)),
    (("care_only_calls", "care_and_spd_calls"), ("month",)),
    ((_CALLS,), ("neighborhood",)),
    ((_CALLS,), ("hour", "weekday")),
    (("care_response_median_minutes", "spd_response_median_minutes", "first_response_median_minutes"), ("month",)),
    (("care_response_median_minutes",), ("minutes_bin",)),
)
"""Each figure's metrics and what they are broken down by, in the order of the page."""


class NotTheSame(Exception):
    """A peer draws other numbers than ours."""


def ours(warehouse: Path, query: str) -> Numbers:
    """Ask the snapshot what the six figures show for a query string."""
    snapshot = Warehouse(Settings(warehouse)).current()
    filters = read_question(query, snapshot).filters
    return [
        _sorted(value for name in names for value in _values(ask(snapshot, name, filters, by))) for names, by in _ASKED
    ]


def drawn(page: Page) -> Numbers:
    """Read what the graphs of the page hold."""
    return [_sorted(values) for values in page.evaluate(_SCRIPT)]


def hold_to(expected: Numbers, found: Numbers, where: str) -> None:
    """Raise `NotTheSame` where a figure differs, naming it by its place."""
    if len(found) != len(expected):
        raise NotTheSame(f"{where} draws {len(found)} figures, not {len(expected)}.")
    for place, (ours, theirs) in enumerate(zip(expected, found, strict=True), 1):
        if len(ours) != len(theirs) or not all(map(_is_same, ours, theirs)):
            raise NotTheSame(f"{where} draws other numbers in figure {place}: {theirs[:20]}, not {ours[:20]}.")


def _values(answer: Answer) -> list[float | None]:
    """List the numbers that a figure is drawn from: times by bin are counted, of neighborhoods those with most."""
    if answer.by == ("minutes_bin",):
        return [row.n for row in answer.rows]
    if answer.by == ("neighborhood",):
        ranked = sorted(answer.rows, key=lambda row: (row.keys[0] == "UNKNOWN", -(row.value or 0)))
        return [row.value for row in ranked[:_LONGEST]]
    return [row.value for row in answer.rows]


def _sorted(values: "Sequence[float | None]") -> list[float]:
    return sorted(float(value) for value in values if value and not math.isnan(value))


def _is_same(ours: float, theirs: float) -> bool:
    return math.isclose(ours, theirs, rel_tol=1e-9)
