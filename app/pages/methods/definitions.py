"""Every number's definition, by the aim it serves."""

from typing import Any

from dash import html

from app import words
from app.components.anchor import anchor
from app.words import methods as text
from app.words import people
from etl.metrics import METRICS, Aim, Metric

ANCHORS = {aim: f"aim-{aim.name.lower()}" for aim in Aim}
"""What addresses call the definitions of each aim."""


def definitions() -> list[Any]:
    """List the definitions, each folded behind its name and question."""
    inside: list[Any] = []
    for aim, place in ANCHORS.items():
        inside += [
            html.H3(anchor(place, aim.value)),
            *(_definition(metric) for metric in METRICS.values() if metric.aim is aim),
        ]
    return inside


def _definition(metric: Metric) -> html.Details:
    terms = [part for name, told in _facts(metric).items() if told for part in (html.Dt(name), html.Dd(told))]
    return html.Details(
        [
            html.Summary([html.Strong(metric.label), " ", html.Span(metric.question)]),
            anchor(metric.name),
            html.P(metric.meaning),
            html.Ul([html.Li(limit) for limit in metric.limits]) if metric.limits else None,
            html.Dl(terms, className="terms"),
        ],
        className="definition",
    )


def _facts(metric: Metric) -> dict[str, Any]:
    return {
        text.WHY: metric.why,
        text.UNIT: f"{metric.unit}, {metric.format}",
        text.COUNTED: metric.grain,
        text.SMALLEST: _shown_from(metric),
        text.LEFT_OUT: "; ".join(words.EXCLUDED[reason].format(count="").strip() for reason in metric.excluded),
        text.NOT_FILTERED: _not_filtered(metric),
        text.SOURCE: metric.source,
        text.IN_DATA: html.Code(metric.name),
        text.CHANGED: "; ".join(f"{words.day(day)}: {what}" for day, what in metric.changed),
    }


def _shown_from(metric: Metric) -> str:
    if metric.is_about_people:
        return people.SHOWN_WHERE
    return text.SMALLEST_N.format(n=metric.smallest_n) if metric.smallest_n else text.ALWAYS_SHOWN


def _not_filtered(metric: Metric) -> str:
    if metric.is_about_people:
        return people.ALL_OF_THEM
    return ", ".join(words.FILTER_LABELS[name] for name in metric.ignores)
