"""What the numbers leave open: their limits, and years that are not over."""

from typing import Any

from dash import html

from app import words
from app.filters import Filters
from app.pages.capacity import measured, modeled
from app.pages.capacity.sentences import provisional
from app.question import Asked
from app.words import capacity as text
from etl.metrics import METRICS


def limits(asked: Asked) -> list[Any]:
    """List what to keep in mind about the measured and about the modeled numbers."""
    changes_nothing = text.COUNT.format(switch=words.COUNT)
    return [
        html.H2(text.LIMITS),
        html.P(changes_nothing) if asked.filters.count != Filters().count else None,
        html.H3(text.LIMITS_OF["measured"]),
        limits_of(measured.HEADLINE),
        html.H3(text.LIMITS_OF["modeled"]),
        html.Ul([html.Li(limit) for limit in (*_limits(modeled.HEADLINE), *provisional(asked))]),
    ]


def limits_of(names: tuple[str, ...]) -> html.Ul:
    """List the limits of some metrics."""
    return html.Ul([html.Li(limit) for limit in _limits(names)])


def _limits(names: tuple[str, ...]) -> list[str]:
    """List the metrics' own limits, each once; one that not all of them have is told with its metric's name."""
    metrics = [METRICS[name] for name in names]
    told = (
        limit if all(limit in one.limits for one in metrics) else text.LIMIT_OF.format(label=metric.label, limit=limit)
        for metric in metrics
        for limit in metric.limits
    )
    return list(dict.fromkeys(told))
