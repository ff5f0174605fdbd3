"""How many calls, and who came, over the last 13 months."""

from typing import Any

from dash import html

from app import words
from app.components.columns_chart import columns_chart
from app.components.phase_list import phase_list
from app.figures.style import CARE_AND_SPD, CARE_ONLY
from app.pages.report.month import MONTH, last_13_months, month_of
from app.queries import ask
from app.question import Asked
from app.words import report as text
from app.words.sentences import CALL, several


def by_month(asked: Asked) -> list[Any]:
    """Show calls without and with police by month, and say this month's."""
    year = last_13_months(asked)
    answers = [ask(asked.snapshot, name, year.filters, (MONTH,)) for name in ("care_only_calls", "care_and_spd_calls")]
    return [
        html.H2(text.CALLS),
        html.P(_sentence(asked)),
        *columns_chart(year, "calls", text.CALLS_CHART, answers, (CARE_ONLY, CARE_AND_SPD)),
        *phase_list(year),
    ]


def _sentence(asked: Asked) -> str:
    names = ("care_calls", "care_only_calls", "care_and_spd_calls", "care_officer_requests", "care_outreach_events")
    calls, alone, joint, requests, outreach = (ask(asked.snapshot, name, asked.filters).only for name in names)
    return text.CALLS_SENTENCE.format(
        month=words.month(month_of(asked)),
        calls=several(calls.text, *CALL),
        alone=alone.text,
        joint=joint.text,
        requests=several(requests.text, *text.REQUEST),
        outreach=several(outreach.text, *text.OUTREACH),
    )
