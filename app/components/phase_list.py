"""The programme's phases that began within a period, numbered as they are marked on the charts."""

from datetime import date
from typing import Any

from dash import html

from app import words
from app.figures.time_axis import Mark
from app.filters import Filters
from app.question import Asked
from app.reference import Phase, phases


def phases_shown(asked: Asked) -> list[tuple[int, Phase]]:
    """List the phases that began within the period, each with its number among all."""
    numbered = enumerate(phases(asked.snapshot), start=1)
    return [(number, phase) for number, phase in numbered if _within(phase.starts_on, asked.filters)]


def marks(asked: Asked) -> list[Mark]:
    """Mark those phases on a chart over time."""
    return [Mark(phase.starts_on, number) for number, phase in phases_shown(asked)]


def phase_list(asked: Asked) -> list[Any]:
    """Say what the numbered marks stand for."""
    shown = phases_shown(asked)
    if not shown:
        return []
    items = [
        html.Li([html.Strong(f"{number} "), f"{words.day(phase.starts_on)}: {phase.label}. {phase.detail}"])
        for number, phase in shown
    ]
    return [html.P(words.PHASES, className="note"), html.Ul(items, className="phases")]


def _within(day: date, filters: Filters) -> bool:
    return (filters.start or date.min) <= day <= (filters.end or date.max)
