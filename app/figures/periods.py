"""What charts over time share: their points, and how these stand at their periods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.figures.hovering import SILENT, boxes, told
from app.figures.style import Figure, Look, plain


@dataclass(frozen=True)
class Point:
    """One period of a series: its first day, its name in words, and whether all of it is in the data.

    `value` is None where it is withheld; `text` says it in words.
    """

    first_day: date
    value: float | None
    text: str
    label: str
    is_complete: bool


@dataclass(frozen=True)
class Series:
    """The points of one series, oldest first."""

    name: str
    look: Look
    points: Sequence[Point]


@dataclass(frozen=True)
class Grain:
    """How long a period is, for plotly and in days at most, and how the axis writes it."""

    xperiod: str | int
    days: int
    ticks: str = ""


MILLISECONDS_A_DAY = 86_400_000
GRAINS = {
    "day": Grain(MILLISECONDS_A_DAY, 1),
    "week": Grain(7 * MILLISECONDS_A_DAY, 7),
    "month": Grain("M1", 31, "%b\n%Y"),
    "quarter": Grain("M3", 92, "Q%q\n%Y"),
    "year": Grain("M12", 366, "%Y"),
}
"""By the names that a question gives them."""


def trace(series: Series, grain: str) -> Figure:
    """Return what bars and lines have in common: each point stands at its period's middle."""
    return {
        "name": plain(series.name),
        "x": [point.first_day.isoformat() for point in series.points],
        "y": [point.value for point in series.points],
        **_at_the_middle(grain),
        **SILENT,
    }


def period_boxes(series: Sequence[Series], heights: Mapping[date, float], grain: str) -> Figure:
    """Say at each period what every series is there; the boxes stand at `heights`."""
    said: dict[date, list[tuple[str, str]]] = defaultdict(list)
    labels: dict[date, str] = {}
    for one in series:
        for point in one.points:
            said[point.first_day].append((one.name, point.text))
            labels[point.first_day] = point.label
    texts = [told(labels[day], lines) for day, lines in said.items()]
    days = [day.isoformat() for day in said]
    return boxes(days, [heights.get(day, 0) for day in said], texts, **_at_the_middle(grain))


def _at_the_middle(grain: str) -> Figure:
    return {"xperiod": GRAINS[grain].xperiod, "xperiodalignment": "middle"}


def days_of(series: Sequence[Series]) -> list[date]:
    """List the first days of all periods, each once, oldest first."""
    return sorted({point.first_day for one in series for point in one.points})


def value_axis(values: Iterable[float], is_share: bool = False, reaches: float = 0) -> Figure:
    """Return an axis that starts at zero and `reaches` that far in any case.

    Where there are only a few of something, it counts in whole numbers.
    """
    known = list(values)
    highest = max(known, default=0)
    is_few = highest < 5 and not is_share and all(value == int(value) for value in known)
    return {
        "rangemode": "tozero",
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
        **({"dtick": 1} if is_few else {}),
        **({"range": [0, max(highest, reaches or 1) * 1.05]} if is_few or reaches else {}),
        **({"tickformat": ".0%"} if is_share else {}),
    }
