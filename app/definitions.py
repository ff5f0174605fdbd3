"""A metric's definition as programs read it, the same in every answer that holds one."""

from typing import Any

from etl.metrics import Metric

_FIELDS = (
    *("name", "label", "question", "meaning", "why", "aim", "unit", "format", "grain", "n_label", "better"),
    *("smallest_n", "breakdowns", "ignores", "limits", "source"),
)


def definition_as_dict(metric: Metric) -> dict[str, Any]:
    """Write a definition; each change of it has its day."""
    told = {field: getattr(metric, field) for field in _FIELDS}
    changed = [{"day": day.isoformat(), "what": what} for day, what in metric.changed]
    return told | {"has_interval": metric.low is not None, "changed": changed}
