"""What the home page shows for one question."""

from typing import Any

from dash import html

from app import words
from app.components.area_chart import area_chart
from app.components.chart_card import ChartContent
from app.components.corrected import corrected
from app.components.not_applied import not_applied
from app.components.nothing import nothing_matches, outside_data
from app.components.over_time import grain, incomplete_note, most, series
from app.components.phase_list import marks, phase_list
from app.components.pinned import to_methods
from app.components.tile import tiles
from app.components.two_numbers import joint_events, other_kinds
from app.components.working_hours import hours_worked
from app.figures.period_bars import period_bars
from app.figures.style import CARE
from app.periods import days_shown
from app.quality import last_refresh as read_last_refresh
from app.queries import Answer, Row, ask
from app.question import Asked, first_view
from app.words import home as text
from app.words import over_time as over_time_text
from app.words.sentences import CALL, COUNTED, EVENT, several

HEADLINE = (
    "care_calls",
    "care_response_median_minutes",
    "care_alone_after_spd_hours",
    "coverage_share",
)


def headline(asked: Asked) -> html.Ul:
    """Show the four headline numbers."""
    return tiles(asked, HEADLINE)


def sentences(asked: Asked) -> html.P:
    """Say in sentences what CARE did, as far as there are numbers to say it with."""
    answer = ask(asked.snapshot, "care_calls", asked.filters)
    calls, outside = answer.only, outside_data(answer)
    if outside:
        return html.P(outside)
    count, period = asked.filters.count, words.period(*days_shown(asked.snapshot.info, asked.filters))
    if not calls.n:
        return html.P(f"{text.NOTHING[count].format(period=period)} {hours_worked(asked)}".strip())
    told = text.CALLS[count].format(
        period=period,
        calls=several(calls.text, *COUNTED[count]),
        alone=_only(asked, "care_only_calls").text,
        joint=_only(asked, "care_and_spd_calls").text,
    )
    return html.P(" ".join(filter(None, [told, hours_worked(asked), _speed(asked), _coverage(asked), _stayed(asked)])))


def over_time(asked: Asked) -> ChartContent:
    """Show CARE calls over time."""
    by = grain(asked)
    answer = ask(asked.snapshot, "care_calls", asked.filters, (by,))
    return ChartContent(
        sentence=_over_time_sentence(asked, answer),
        figure=period_bars([series(asked, answer, "", CARE)], marks(asked), over_time_text.CALLS_AXIS[by], by),
        answers=(answer,),
        note=incomplete_note(answer, over_time_text.STRIPED),
        below=phase_list(asked),
    )


def places(asked: Asked) -> ChartContent:
    """Show CARE calls by the areas that a map first comes with."""
    return area_chart(asked, "care_calls", first_view(asked.snapshot).areas)


def last_refresh(asked: Asked) -> list[Any]:
    """Say what the newest refresh of the data brought."""
    refresh = read_last_refresh(asked.snapshot)
    counts = {name: f"{count:,}" for name, count in vars(refresh).items() if isinstance(count, int)}
    return [
        html.H2(words.REFRESHED),
        html.P(words.REFRESHED_SENTENCE.format(day=words.day(refresh.vintage.date()), **counts)),
        *corrected(asked),
        html.P(to_methods(asked, "quality", words.REFRESHED_MORE)),
    ]


def _speed(asked: Asked) -> str:
    median, nine = (_only(asked, f"care_response_{statistic}_minutes") for statistic in ("median", "p90"))
    if median.value is None:
        return ""
    return text.SPEED.format(median=median.text, nine_in_ten=nine.text, n=f"{median.n:,}")


def _coverage(asked: Asked) -> str:
    """Say how many of the calls CARE could have answered it reached, and which calls that does not speak of."""
    eligible = ask(asked.snapshot, "eligible_calls", asked.filters)
    if not eligible.only.n:
        return ""
    told = text.COVERAGE.format(
        eligible=several(eligible.only.text, *CALL), reached=_only(asked, "coverage_arrived_calls").text
    )
    return " ".join(filter(None, [told, other_kinds(asked), not_applied(eligible)]))


def _stayed(asked: Asked) -> str:
    stayed = _only(asked, "care_alone_after_spd_hours")
    if not stayed.n:
        return ""
    told = text.STAYED.format(hours=stayed.text, n=several(f"{stayed.n:,}", *EVENT))
    return f"{told} {joint_events(asked)}".strip()


def _over_time_sentence(asked: Asked, by_period: Answer) -> str:
    calls, count = _only(asked, "care_calls"), asked.filters.count
    if not calls.n:
        return nothing_matches(by_period)
    period = words.period(*days_shown(asked.snapshot.info, asked.filters))
    told = text.OVER_TIME_SENTENCE[count].format(period=period, calls=several(calls.text, *COUNTED[count]))
    return f"{told} {most(asked, by_period)}".strip()


def _only(asked: Asked, name: str) -> Row:
    return ask(asked.snapshot, name, asked.filters).only
