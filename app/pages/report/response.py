"""How long people waited, for CARE and for police, each by its own clock."""

from collections.abc import Sequence
from typing import Any

from dash import html

from app.components.columns_chart import columns_chart
from app.components.plain_table import plain_table
from app.figures.style import CARE
from app.pages.report.month import MONTH, last_13_months
from app.queries import ask
from app.question import Asked
from app.rests_on import left_out
from app.words import report as text

_INTERVALS = ("response", "wait", "travel", "on_scene")
_AGENCIES = ("care", "spd")
_MEDIAN = "care_response_median_minutes"


def times(asked: Asked) -> list[Any]:
    """Show each interval's median and 90th percentile, and CARE's median by month."""
    rows = [_row(asked, agency, interval) for agency in _AGENCIES for interval in _INTERVALS]
    year = last_13_months(asked)
    medians = ask(asked.snapshot, _MEDIAN, year.filters, (MONTH,))
    return [
        html.H2(text.RESPONSE),
        html.P(text.RESPONSE_SENTENCE),
        plain_table(text.RESPONSE, text.RESPONSE_COLUMNS, rows),
        *columns_chart(year, "response", text.RESPONSE_CHART, (medians,), (CARE,)),
    ]


def _row(asked: Asked, agency: str, interval: str) -> Sequence[str]:
    """Write one interval of one agency: what it is, in minutes, of how many, and what is left out."""
    names = (f"{agency}_{interval}_{statistic}_minutes" for statistic in ("median", "p90"))
    median, ninety = (ask(asked.snapshot, name, asked.filters) for name in names)
    name = text.INTERVALS[interval].format(who=text.AGENCIES[agency])
    return name, median.only.text, ninety.only.text, f"{median.only.n:,}", left_out(median)
