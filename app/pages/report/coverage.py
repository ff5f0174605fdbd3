"""What became of the calls that CARE could have answered, and where it went."""

from typing import Any

from dash import html

from app.components.answer_list import share_of
from app.components.bars import Bar, bars
from app.components.basis import basis
from app.labels import label
from app.queries import ask
from app.question import Asked
from app.words import report as text

_STEPS = ("arrived", "sent_not_arrived", "outside_hours", "outside_area", "not_sent")
_MOST_PLACES = 12


def steps(asked: Asked) -> list[Any]:
    """Show the five steps, which add up to the calls that CARE could have answered."""
    eligible, reached = (ask(asked.snapshot, name, asked.filters) for name in ("eligible_calls", "coverage_share"))
    parts = [ask(asked.snapshot, f"coverage_{step}_calls", asked.filters) for step in _STEPS]
    rows = [
        Bar(part.metric.label, (part.only.text, share_of(part, eligible, reached)), part.only.value or 0)
        for part in parts
    ]
    return [
        html.H2(text.COVERAGE),
        html.P(f"{eligible.metric.meaning} {eligible.metric.limits[0]}"),
        bars(text.COVERAGE, text.COVERAGE_COLUMNS, rows),
        html.P(basis((eligible,)), className="note"),
    ]


def places(asked: Asked) -> list[Any]:
    """Show the neighborhoods with the most calls; the others are counted."""
    answer = ask(asked.snapshot, "care_calls", asked.filters, ("neighborhood",))
    total = ask(asked.snapshot, "care_calls", asked.filters).only
    ranked = sorted((row for row in answer.rows if row.n), key=lambda row: (-row.n, row.keys))
    rows = [
        Bar(label(asked.snapshot, "neighborhood", row.keys[0]), (row.text,), row.value or 0)
        for row in ranked[:_MOST_PLACES]
    ]
    others = ranked[_MOST_PLACES:]
    rest = text.PLACES_REST.format(count=len(others), calls=f"{sum(row.n for row in others):,}") if others else ""
    return [
        html.H2(text.PLACES),
        bars(text.PLACES, text.PLACES_COLUMNS, rows) if rows else html.P(text.PLACES_NONE),
        html.P(f"{rest} {text.PLACES_OF.format(calls=total.text)} {basis((answer,))}".strip(), className="note"),
    ]
