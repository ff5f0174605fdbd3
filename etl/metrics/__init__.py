"""Every public number, defined once: the one door through which the dashboard sees the pipeline.

Cards, axes, the API, CSV headers, the data dictionary, the methods page and the tests read these records; nothing
repeats them. A new metric is one entry in the module of its family.
"""

from etl.dimensions import BY, DIMENSIONS, EVENT_BY, FILTERS, PERIODS, Dimension
from etl.export import INVENTED_EVENT_PREFIX
from etl.metrics import calls, capacity, people, response
from etl.metrics.definition import (
    COUNTS,
    FEWER_THAN_11,
    FEWER_THAN_11_WHY,
    FEWEST,
    GLOSSARY,
    NO_VALUE,
    TOO_FEW,
    Aim,
    Better,
    ComparedAs,
    Metric,
    Unit,
    is_counted,
)

__all__ = [
    "BY",
    "COUNTS",
    "DIMENSIONS",
    "EVENT_BY",
    "EVENT_METRICS",
    "FEWER_THAN_11",
    "FEWER_THAN_11_WHY",
    "FEWEST",
    "FILTERS",
    "GLOSSARY",
    "HEADLINE",
    "INVENTED_EVENT_PREFIX",
    "METRICS",
    "NO_VALUE",
    "PERIODS",
    "TOO_FEW",
    "Aim",
    "Better",
    "ComparedAs",
    "Dimension",
    "Metric",
    "Unit",
    "is_counted",
]

_ALL = (*calls.METRICS, *response.METRICS, *capacity.METRICS, *people.METRICS)

METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
"""The public metrics by name, in the order they are shown."""

EVENT_METRICS: dict[str, Metric] = {name: metric for name, metric in METRICS.items() if not metric.is_about_people}
"""Those counted from events, which follow the reader's filters; the others are about people."""

HEADLINE: tuple[str, ...] = tuple(
    name
    for name in METRICS
    if name in ("care_calls", "coverage_share", "care_alone_after_spd_hours") or name.endswith("_median_minutes")
)
"""The metrics whose every published value is kept, month by month: the home page's, and all medians."""
