"""What is modeled: police hours avoided, as a whole and over time, each with its interval."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dash import html

from app import words
from app.components.chart_card import ChartContent
from app.components.phase_list import phase_list, phases_shown
from app.components.tile import tiles
from app.components.without_chart import without_chart
from app.figures.interval_bar import Estimate, interval_bar, interval_height
from app.figures.style import SPD
from app.labels import label, short_label
from app.periods import days_asked, days_of
from app.queries import Answer, Row, ask
from app.question import Asked
from app.words import capacity as text
from app.words.sentences import several

AVOIDED = "spd_officer_hours_avoided"
HEADLINE = (AVOIDED, "spd_officer_hours_avoided_share", "officers_equivalent")
_LONGEST_BY_MONTH = 400
"""Days; a longer period is shown by year, so that the rows fit a screen."""


def opening(asked: Asked) -> list[Any]:
    """Say what is modeled, and with which share of calls that police would have been sent to."""
    told = {"percent": percent(asked), "slider": words.POLICE_SHARE.removesuffix(":")}
    return [html.H2(text.MODELLED), *(html.P(sentence.format(**told)) for sentence in text.MODELLED_SENTENCES)]


def headline(asked: Asked) -> html.Ul:
    """Show the modeled numbers."""
    return tiles(asked, HEADLINE)


def whole(asked: Asked) -> ChartContent:
    """Show the hours avoided in the whole period."""
    answer = ask(asked.snapshot, AVOIDED, asked.filters)
    row = answer.only
    if not row.n:
        return without_chart(_chart(answer, [], nothing(row.excluded["no_match"])))
    period = words.period(*_days(asked))
    sentence = text.WHOLE_SENTENCE.format(
        hours=row.text, range=interval(answer, row), percent=percent(asked), n=several(f"{row.n:,}", *text.CALL)
    )
    return replace(
        _chart(answer, [_estimate(answer, row, period)], sentence, text.WHOLE_NOTE), below=html.P(_other_shares(asked))
    )


def _other_shares(asked: Asked) -> str:
    """Say what the number would be if police had been sent to fewer of the calls."""
    told = []
    for share in (50, 75, 100):
        answer = ask(asked.snapshot, AVOIDED, asked.filters.model_copy(update={"police_share": float(share)}))
        told.append(text.OTHER_SHARE.format(share=share, hours=answer.only.text, range=interval(answer, answer.only)))
    return text.OTHER_SHARES.format(shares="; ".join(told))


def change(asked: Asked) -> ChartContent:
    """Show the hours avoided by month, or by year in a long period."""
    start, end = _days(asked)
    by = "month" if (end - start).days <= _LONGEST_BY_MONTH else "year"
    answer = ask(asked.snapshot, AVOIDED, asked.filters, (by,))
    shown = [row for row in answer.rows if row.value is not None]
    if not shown:
        return without_chart(_chart(answer, [], nothing(sum(row.excluded["no_match"] for row in answer.rows))))
    estimates = [_estimate(answer, row, _named(asked, by, row)) for row in answer.rows]
    notes = [text.CHANGE_NOTE, *provisional(asked)]
    content = _chart(answer, estimates, _change_sentence(asked, answer, shown), " ".join(notes))
    return replace(content, below=phase_list(asked))


def percent(asked: Asked) -> str:
    """Write the share of calls that police would have been sent to."""
    return words.PERCENT.format(percent=f"{asked.filters.police_share:g}")


def interval(answer: Answer, row: Row) -> str:
    """Write a number's interval."""
    return words.RANGE.format(low=answer.metric.text(row.low), high=answer.metric.text(row.high))


def nothing(unmatched: int) -> str:
    """Say why there is no number: no calls, or none with comparable calls."""
    calls = several(f"{unmatched:,}", *text.CALL)
    return text.NOT_MATCHED.format(calls=calls) if unmatched else words.NOTHING_MATCHES


def provisional(asked: Asked) -> list[str]:
    """Name the years of the question that are not over in the data."""
    info, (start, end) = asked.snapshot.info, _days(asked)
    last_complete = (info.data_through + timedelta(days=1)).year - 1
    years = range(max(start.year, last_complete + 1), min(end, info.last_day).year + 1)
    return [text.PROVISIONAL.format(year=year) for year in years]


def _chart(answer: Answer, estimates: list[Estimate], sentence: str, note: str = "") -> ChartContent:
    return ChartContent(
        sentence=sentence,
        figure=interval_bar(estimates, SPD, text.HOURS_UNIT),
        answers=(answer,),
        note=note,
        height=interval_height(estimates),
    )


def _estimate(answer: Answer, row: Row, name: str) -> Estimate:
    low, high = answer.metric.text(row.low), answer.metric.text(row.high)
    told = row.text if row.value is None else text.ESTIMATE.format(hours=row.text, low=low, high=high)
    return Estimate(name, row.value, row.low, row.high, told)


def _change_sentence(asked: Asked, answer: Answer, shown: list[Row]) -> str:
    """Say when the hours were most and least; of a single period, how many they were."""
    most, least = (pick(shown, key=lambda row: row.value or 0) for pick in (max, min))
    if len(shown) > 1 and most.text == least.text:
        return text.CHANGE_SAME.format(hours=most.text)
    ends = [text.CHANGE_ONE] if len(shown) == 1 else [text.CHANGE_MOST, text.CHANGE_LEAST]
    return " ".join(
        template.format(
            label=label(asked.snapshot, answer.by[0], row.keys[0]), hours=row.text, range=interval(answer, row)
        )
        for template, row in zip(ends, (most, least), strict=False)
    )


def _named(asked: Asked, by: str, row: Row) -> str:
    """Name a period, with the phases that begin in it, and say if it is not complete."""
    first, last = days_of(by, row.keys[0])
    begun = [text.STARTS.format(number=n) for n, phase in phases_shown(asked) if first <= phase.starts_on <= last]
    parts = [*begun, *([] if row.complete else [words.INCOMPLETE])]
    name = short_label(asked.snapshot, by, row.keys[0])
    return f"{name} ({', '.join(parts)})" if parts else name


def _days(asked: Asked) -> tuple[date, date]:
    return days_asked(asked.snapshot.info, asked.filters)
