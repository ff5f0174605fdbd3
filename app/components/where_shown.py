"""A chart card of numbers about people, of which none may be shown."""

from dataclasses import replace

from app.components.chart_card import ChartContent
from app.components.without_chart import without_chart
from etl.metrics import FEWER_THAN_11_WHY


def where_shown(content: ChartContent) -> ChartContent:
    """Leave the chart out where none of its numbers is shown, and say why after what its sentence says."""
    rows = [row for answer in content.answers for row in answer.rows]
    if any(row.value is not None for row in rows):
        return content
    why = FEWER_THAN_11_WHY if any(row.known_n is None for row in rows) else ""
    return without_chart(replace(content, sentence=f"{content.sentence} {why}".strip()))
