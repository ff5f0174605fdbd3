"""Every public number, defined once: the one door through which the dashboard sees the pipeline.

Cards, axes, the API, CSV headers, the data dictionary, the methods page and the tests read these records; nothing
repeats them. A new metric is one entry in the module of its family.
"""

from etl.dimensions import BY, DIMENSIONS, FILTERS, PERIODS, Dimension
from etl.export import INVENTED_EVENT_PREFIX
from etl.metrics import calls, capacity, response
from etl.metrics.definition import (
    COUNTS,
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

METRICS: dict[str, Metric] = {metric.name: metric for metric in (*calls.METRICS, *response.METRICS, *capacity.METRICS)}
"""The public metrics by name, in the order they are shown."""

HEADLINE: tuple[str, ...] = tuple(
    name
    for name in METRICS
    if name in ("care_calls", "coverage_share", "care_alone_after_spd_hours") or name.endswith("_median_minutes")
)
"""The metrics whose every published value is kept, month by month: the home page's, and all medians."""
