"""A headline number with its n, what it leaves out, and its data date."""

from dash import html

from app import words
from app.components.chart_card import basis
from app.queries import Answer


def tile(answer: Answer) -> html.Li:
    """Show one number; the list they stand in is the page's headline."""
    metric, row = answer.metric, answer.only
    unit = "" if row.value is None else f" {metric.unit}"
    left_out = [words.EXCLUDED[reason].format(count=f"{count:,}") for reason, count in row.excluded.items() if count]
    return html.Li(
        [
            html.H2(metric.label),
            html.P(
                [html.Strong(row.text), html.Span(unit)],
                className="tile-value" if row.value is not None else "tile-value tile-without-value",
            ),
            html.P(basis(answer), className="tile-basis"),
            html.P(words.NOT_COUNTED.format(reasons="; ".join(left_out)) if left_out else None, className="tile-basis"),
            html.Details([html.Summary(words.WHAT_IS_THIS), html.P(metric.meaning)]),
        ],
        id=f"tile-{metric.name}",
        className="tile",
    )
