"""What is measured: hours that CARE stayed on after police, and hours on calls without police, each by itself."""

from typing import Any

from dash import html

from app.components.chart_card import ChartContent
from app.components.nothing import nothing_matches
from app.components.over_time import grain, incomplete_note, most, series
from app.components.phase_list import marks, phase_list
from app.components.tile import tiles
from app.components.two_numbers import joint_events
from app.components.without_chart import without_chart
from app.figures.period_bars import period_bars
from app.figures.style import CARE, CARE_ONLY, Look
from app.pages.capacity.agencies import CREWS, POLICE
from app.queries import Answer, ask
from app.question import Asked
from app.words import capacity as text
from app.words import over_time
from app.words.sentences import CALL, EVENT, several

HEADLINE = POLICE.measured


def opening(_asked: Asked) -> list[Any]:
    """Say what is measured, and what it does not say."""
    return [html.H2(text.MEASURED), *(html.P(sentence) for sentence in text.MEASURED_SENTENCES)]


def headline(asked: Asked) -> html.Ul:
    """Show the measured numbers."""
    return tiles(asked, HEADLINE)


def stayed(asked: Asked) -> ChartContent:
    """Show the hours that CARE stayed on after police had left."""
    return _hours(asked, POLICE.stayed, CARE, EVENT, joint_events(asked))


def stayed_after_fire(asked: Asked) -> ChartContent:
    """Show the hours that CARE stayed on after the fire department had left."""
    return _hours(asked, CREWS.stayed, CARE, EVENT)


def alone(asked: Asked) -> ChartContent:
    """Show the hours that CARE worked on calls without police."""
    return _hours(asked, "care_only_hours", CARE_ONLY, CALL)


def _hours(asked: Asked, name: str, look: Look, noun: tuple[str, str], note: str = "") -> ChartContent:
    by = grain(asked)
    answer = ask(asked.snapshot, name, asked.filters, (by,))
    content = ChartContent(
        sentence=_sentence(asked, answer, noun),
        figure=period_bars([series(asked, answer, answer.metric.label, look)], marks(asked), text.HOURS_AXIS[by], by),
        answers=(answer,),
        note=f"{note} {incomplete_note(answer, over_time.STRIPED)}".strip(),
        below=phase_list(asked),
    )
    return content if any(row.n for row in answer.rows) else without_chart(content)


def _sentence(asked: Asked, answer: Answer, noun: tuple[str, str]) -> str:
    """Say the hours of the whole period, and when they were most; a single period has none beside it."""
    whole = ask(asked.snapshot, answer.metric.name, asked.filters).only
    if not whole.n:
        is_nothing = whole.value is None or not any(whole.excluded.values())
        return nothing_matches(answer) if is_nothing else text.HOURS_NONE.format(hours=whole.text, noun=noun[0])
    told = text.HOURS_SENTENCE.format(hours=whole.text, n=several(f"{whole.n:,}", *noun))
    return f"{told} {most(asked, answer, answer.metric.unit)}".strip()
