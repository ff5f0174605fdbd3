"""What the page about response times shows of all calls together: its headline, their change, and their parts."""

from typing import Any

from dash import html

from app import words
from app.components.chart_card import ChartContent
from app.components.over_time import grain, incomplete_note, series
from app.components.phase_list import marks, phase_list
from app.components.tile import tiles
from app.components.two_numbers import first_and_care
from app.components.without_chart import without_chart
from app.components.working_hours import hours_worked
from app.figures.period_lines import period_lines
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE, FIRST, SPD, Look
from app.filters import Filters
from app.pages.response_times.sentences import first_to_last, minutes, nothing_timed, sentence
from app.queries import Answer, ask
from app.question import Asked
from app.words import over_time
from app.words import response_times as text

HEADLINE = (
    "care_response_median_minutes",
    "spd_response_median_minutes",
    "first_response_median_minutes",
    "spd_priority1_within_7_minutes_share",
)
PARTS = ("wait", "travel", "response", "on_scene")


def headline(asked: Asked) -> list[Any]:
    """Show the four headline numbers, when CARE works, and why the numbers may seem to contradict each other."""
    told = f"{hours_worked(asked)} {first_and_care(asked)}".strip()
    return [tiles(asked, HEADLINE), html.P(told) if told else None]


def clock(asked: Asked) -> list[Any]:
    """Say from when to when the clock runs, and what not to compare."""
    is_switched = asked.filters.count != Filters().count
    told = [*text.CLOCK_SENTENCES, *([text.COUNT.format(switch=words.COUNT)] if is_switched else [])]
    return [html.H2(text.CLOCK), html.Ul([html.Li(each) for each in told])]


def trend(asked: Asked) -> ChartContent:
    """Show the median response times over time."""
    by = grain(asked)
    answers = [ask(asked.snapshot, name, asked.filters, (by,)) for name in HEADLINE[:3]]
    told = list(zip((text.CARE, text.SPD, text.FIRST), answers, strict=True))
    lines = [series(asked, answer, who, look) for (who, answer), look in zip(told, (CARE, SPD, FIRST), strict=True)]
    has_gaps = any(row.value is None for answer in answers for row in answer.rows)
    notes = [incomplete_note(answers[0], over_time.HOLLOW), text.TREND_GAPS if has_gaps else ""]
    content = ChartContent(
        sentence=first_to_last(asked.snapshot, told),
        figure=period_lines(lines, marks(asked), text.MINUTES_AXIS, by),
        answers=tuple(answers),
        note=" ".join(filter(None, notes)),
        below=phase_list(asked),
    )
    return without_chart(content) if nothing_timed(answers) else content


def parts(asked: Asked) -> ChartContent:
    """Show the medians of each part of a response, and of the whole."""
    care, spd = (_parts_of(asked, agency) for agency in ("care", "spd"))
    answers = (*care.values(), *spd.values())
    bars = [_part_bars(text.CARE, CARE, care), _part_bars(text.SPD, SPD, spd)]
    content = ChartContent(
        sentence=_parts_sentence(care, spd),
        figure=ranked_bars(bars, text.MINUTES_AXIS),
        answers=answers,
        note=text.PARTS_NOTE,
        height=ranked_height(bars),
    )
    return without_chart(content) if nothing_timed(answers) else content


def _parts_of(asked: Asked, agency: str) -> dict[str, Answer]:
    return {part: ask(asked.snapshot, f"{agency}_{part}_median_minutes", asked.filters) for part in PARTS}


def _part_bars(who: str, look: Look, answers: dict[str, Answer]) -> RankedSeries:
    bars = [
        Ranked(text.PARTS_LABELS[part], answer.only.value, minutes(answer, answer.only))
        for part, answer in answers.items()
    ]
    return RankedSeries(who, look, bars)


def _parts_sentence(care: dict[str, Answer], spd: dict[str, Answer]) -> str:
    said = {who: _parts_in_words(answers) for who, answers in ((text.CARE, care), (text.SPD, spd))}
    told = [(text.CARE, care["wait"]), (text.SPD, spd["wait"])]
    return sentence(told, lambda who, _: text.PARTS_SENTENCE.format(who=who, **said[who]))


def _parts_in_words(answers: dict[str, Answer]) -> dict[str, str]:
    return {part: minutes(answer, answer.only) for part, answer in answers.items()}
