"""What the home page shows for one question."""

from datetime import date
from typing import Any

from dash import html

from app import words
from app.components.area_chart import area_chart
from app.components.chart_card import ChartContent
from app.components.corrected import corrected
from app.components.phase_list import marks, phase_list
from app.components.tile import tiles
from app.figures.monthly import Month, monthly_bars
from app.quality import last_refresh as read_last_refresh
from app.queries import Answer, ask, outlines
from app.question import Asked

HEADLINE = (
    "care_calls",
    "care_response_median_minutes",
    "care_alone_after_spd_hours",
    "coverage_share",
)


def headline(asked: Asked) -> html.Ul:
    """Show the four headline numbers."""
    return tiles(asked, HEADLINE)


def sentences(asked: Asked) -> list[Any]:
    """Say in sentences what CARE did, as far as there are numbers to say it with."""
    calls, alone, joint, median, nine, reached, eligible, stayed = (
        ask(asked.snapshot, name, asked.filters)
        for name in (
            *("care_calls", "care_only_calls", "care_and_spd_calls"),
            *("care_response_median_minutes", "care_response_p90_minutes"),
            *("coverage_arrived_calls", "eligible_calls", "care_alone_after_spd_hours"),
        )
    )
    period = words.period(asked.filters.start or date.min, asked.filters.end or date.max)
    told = [
        _counted_as(asked.filters.count).format(
            period=period, calls=_text(calls), alone=_text(alone), joint=_text(joint)
        )
    ]
    if median.only.value is not None:
        told.append(words.HOME_SPEED.format(median=_text(median), nine_in_ten=_text(nine), n=f"{median.only.n:,}"))
    if eligible.only.n:
        told.append(words.HOME_COVERAGE.format(reached=_text(reached), eligible=_text(eligible)))
    if stayed.only.n:
        told.append(words.HOME_STAYED.format(hours=_text(stayed), n=f"{stayed.only.n:,}"))
    if not calls.only.n:
        told = [words.HOME_NOTHING.format(period=period)]
    return [html.P(" ".join(told))]


def monthly(asked: Asked) -> ChartContent:
    """Show CARE calls by month."""
    answer = ask(asked.snapshot, "care_calls", asked.filters, ("month",))
    bars = [
        Month(date.fromisoformat(f"{row.keys[0]}-01"), row.value or 0, row.text, row.complete) for row in answer.rows
    ]
    incomplete = any(not row.complete for row in answer.rows)
    return ChartContent(
        sentence=_monthly_sentence(answer),
        figure=monthly_bars(bars, marks(asked), words.MONTHLY_AXIS),
        answers=(answer,),
        note=words.MONTHLY_INCOMPLETE if incomplete else "",
        below=phase_list(asked),
    )


def places(asked: Asked) -> ChartContent:
    """Show CARE calls by neighborhood, whose names people know; by beat where only those can be drawn."""
    kind = "neighborhood" if outlines(asked.snapshot, "neighborhood") else "beat"
    return area_chart(asked, "care_calls", kind)


def last_refresh(asked: Asked) -> list[Any]:
    """Say what the newest refresh of the data brought."""
    refresh = read_last_refresh(asked.snapshot)
    counts = {name: f"{count:,}" for name, count in vars(refresh).items() if isinstance(count, int)}
    return [
        html.H2(words.REFRESHED),
        html.P(words.REFRESHED_SENTENCE.format(day=words.day(refresh.vintage.date()), **counts)),
        *corrected(asked.snapshot),
        html.P(html.A(words.REFRESHED_MORE, href="/methods#quality")),
    ]


def _counted_as(count: str) -> str:
    return words.HOME_CALLS[count]


def _text(answer: Answer) -> str:
    return answer.only.text


def _monthly_sentence(answer: Answer) -> str:
    total = sum(row.n for row in answer.rows)
    if not total or not answer.filters.start or not answer.filters.end:
        return words.NOTHING_MATCHES
    most = max(answer.rows, key=lambda row: row.n)
    return words.MONTHLY_SENTENCE[answer.filters.count].format(
        total=f"{total:,}",
        start=words.day(answer.filters.start),
        end=words.day(answer.filters.end),
        month=words.month(most.keys[0]),
        most=most.text,
    )
