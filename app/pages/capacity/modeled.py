"""What is modeled: police hours avoided, as a whole and over time, each with its interval."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dash import html

from app import words
from app.components.chart_card import ChartContent
from app.components.interval import interval
from app.components.phase_list import phase_list, phases_shown
from app.components.tile import tiles
from app.components.without_chart import without_chart
from app.db import Snapshot
from app.figures.interval_bar import Estimate, interval_bar, interval_height
from app.labels import label, short_label
from app.pages.capacity.agencies import POLICE, Agency
from app.pages.capacity.sentences import chance_in_words, nothing, percent, provisional, range_after
from app.periods import days_asked, days_of, days_shown
from app.queries import Answer, Row, ask
from app.question import Asked
from app.words import capacity as text
from app.words.sentences import CALL, several

AVOIDED = POLICE.avoided
HEADLINE = POLICE.modeled
_LONGEST_BY_MONTH = 400
"""Days; a longer period is shown by year, so that the rows fit a screen."""


def opening(asked: Asked) -> list[Any]:
    """Say what is modeled, and with which share of calls that police would have been sent to."""
    told = {"percent": percent(asked), "slider": words.POLICE_SHARE.removesuffix(":")}
    below_zero = text.BELOW_ZERO if asked.filters.police_share else text.NOTHING_MODELED
    sentences = (*text.MODELLED_SENTENCES, below_zero)
    return [html.H2(text.MODELLED), *(html.P(sentence.format(**told)) for sentence in sentences)]


def headline(asked: Asked) -> html.Ul:
    """Show the modeled numbers."""
    return tiles(asked, HEADLINE)


def whole(asked: Asked, of: Agency = POLICE) -> ChartContent:
    """Show an agency's hours avoided in the whole period."""
    answer = ask(asked.snapshot, of.avoided, asked.filters)
    row = answer.only
    if not row.n:
        return without_chart(_chart(answer, of, [], nothing(answer)))
    period = words.period(*days_shown(asked.snapshot.info, asked.filters))
    sentence = of.words.whole_sentence.format(
        hours=row.text, range=range_after(answer, row), percent=percent(asked), n=several(f"{row.n:,}", *CALL)
    )
    note = text.WHOLE_NOTE if interval(answer.metric, row) else chance_in_words(answer)
    below = html.P(_other_shares(asked)) if answer.metric.assumes_police_share else None
    return replace(_chart(answer, of, [_estimate(answer, row, period)], sentence, note), below=below)


def _other_shares(asked: Asked) -> str:
    """Say what the number would be if police had been sent to fewer of the calls."""
    told = []
    for share in (50, 75, 100):
        answer = ask(asked.snapshot, AVOIDED, asked.filters.model_copy(update={"police_share": float(share)}))
        told.append(
            text.OTHER_SHARE.format(share=share, hours=answer.only.text, range=range_after(answer, answer.only))
        )
    return text.OTHER_SHARES.format(shares="; ".join(told))


def change(asked: Asked, of: Agency = POLICE) -> ChartContent:
    """Show an agency's hours avoided by month, or by year in a long period."""
    start, end = _days(asked)
    by = "month" if (end - start).days <= _LONGEST_BY_MONTH else "year"
    answer = ask(asked.snapshot, of.avoided, asked.filters, (by,))
    shown = [row for row in answer.rows if row.value is not None]
    if not shown:
        return without_chart(_chart(answer, of, [], nothing(answer)))
    estimates = [_estimate(answer, row, _named(asked, answer, row)) for row in answer.rows]
    has_ranges = any(interval(answer.metric, row) for row in shown)
    notes = [text.CHANGE_NOTE, *([text.CHANGE_RANGES] if has_ranges else []), *provisional(asked)]
    content = _chart(answer, of, estimates, _change_sentence(asked, answer, shown), " ".join(notes))
    return replace(content, below=phase_list(asked))


def _chart(answer: Answer, of: Agency, estimates: list[Estimate], sentence: str, note: str = "") -> ChartContent:
    has_ranges = any(interval(answer.metric, row) for row in answer.rows)
    return ChartContent(
        sentence=sentence,
        figure=interval_bar(estimates, of.look, of.words.hours_unit_range if has_ranges else of.words.hours_unit),
        answers=(answer,),
        note=note,
        height=interval_height(estimates),
    )


def _estimate(answer: Answer, row: Row, name: str) -> Estimate:
    low, high = answer.metric.text(row.low), answer.metric.text(row.high)
    has_range = interval(answer.metric, row)
    told = text.ESTIMATE.format(hours=row.text, low=low, high=high) if has_range else row.text
    return Estimate(name, row.value, row.low, row.high, told)


def _change_sentence(asked: Asked, answer: Answer, shown: list[Row]) -> str:
    """Say when the hours were most and least, of complete periods where there are several; of one, how many."""
    (by,) = answer.by
    whole = [row for row in shown if row.complete]
    among = whole if len(whole) > 1 else shown
    most, least = (pick(among, key=lambda row: row.value or 0) for pick in (max, min))
    opening = [text.CHANGE_OF_WHOLE[by]] if len(among) < len(shown) else []
    if len(among) > 1 and most.text == least.text:
        return " ".join([*opening, text.CHANGE_SAME.format(hours=most.text)])
    ends = [text.CHANGE_ONE] if len(among) == 1 else [text.CHANGE_MOST, text.CHANGE_LEAST]
    told = (
        template.format(label=_name(asked, answer, row, label), hours=row.text, range=range_after(answer, row))
        for template, row in zip(ends, (most, least), strict=False)
    )
    return " ".join([*opening, *told])


def _named(asked: Asked, answer: Answer, row: Row) -> str:
    """Name a period, with the phases that begin in it."""
    first, last = days_of(answer.by[0], row.keys[0])
    begun = [text.STARTS.format(number=n) for n, phase in phases_shown(asked) if first <= phase.starts_on <= last]
    name = _name(asked, answer, row, short_label)
    return f"{name} ({', '.join(begun)})" if begun else name


def _name(asked: Asked, answer: Answer, row: Row, write: Callable[[Snapshot, str, str], str]) -> str:
    """Name a period; one of which only some days are shown by these, and as incomplete if it stands beside others."""
    (by,), (key,) = answer.by, row.keys
    if row.complete:
        return write(asked.snapshot, by, key)
    (first, last), (start, end) = days_of(by, key), days_shown(asked.snapshot.info, asked.filters)
    days = words.period(max(first, start), min(last, end))
    return f"{days}, {words.INCOMPLETE}" if len(answer.rows) > 1 else days


def _days(asked: Asked) -> tuple[date, date]:
    return days_asked(asked.snapshot.info, asked.filters)
