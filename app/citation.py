"""A number, or a chart, as a sentence ready to paste: its value and n, of what, by which rules, and where it stands."""

from collections.abc import Iterable, Sequence

from app import words
from app.db import Info, Snapshot
from app.labels import filters_told
from app.queries import Answer
from app.rests_on import counted_events, left_out, period_of
from app.words import citation as text
from app.words import page, people, tile


def cite(snapshot: Snapshot, answer: Answer, link: str) -> str:
    """Write the one number of an answer; `link` is where it can be read again. One not shown is said as shown."""
    number = text.NUMBER.format(label=answer.metric.label, text=_value(answer), period=_period(answer))
    return _sentences([_mark(answer.info), number, *_basis(snapshot, [answer]), _source(answer, link)])


def cite_chart(snapshot: Snapshot, question: str, sentence: str, answers: Sequence[Answer], link: str) -> str:
    """Write what the sentence of a chart says and what its answers rest on; its numbers are read at the link."""
    first = answers[0]
    told = text.CHART.format(question=question, sentence=sentence)
    labels = "; ".join(dict.fromkeys(answer.metric.label for answer in answers))
    period = text.OF_PERIOD.format(labels=labels, period=period_of(answers))
    return _sentences([_mark(first.info), told, period, *_basis(snapshot, answers), _source(first, link)])


def _value(answer: Answer) -> str:
    """Write the value as a screen shows it, with its unit, and with its interval where that is more than a point."""
    metric, row = answer.metric, answer.only
    if row.value is None:
        return row.text
    told = metric.with_unit(row.text)
    low, high = metric.text(row.low), metric.text(row.high)
    if row.low is None or low == high:
        return told
    interval = tile.INTERVAL.format(interval=words.RANGE.format(low=low, high=high))
    return text.WITH_INTERVAL.format(text=told, interval=interval)


def _period(answer: Answer) -> str:
    period = period_of([answer])
    return period if answer.only.complete or answer.metric.is_about_people else text.INCOMPLETE.format(period=period)


def _basis(snapshot: Snapshot, answers: Sequence[Answer]) -> list[str]:
    """Say how many events answers to one question rest on, which filters and rules they follow, what is left out."""
    return [
        f"{counted_events(answers)}.",
        _filters(snapshot, answers),
        *(rule for answer in answers for rule in _rules(answer)),
        *(answer.metric.base for answer in answers),
        *_left_out(answers),
        *(told for answer in answers for told in answer.departures if told != answer.counted_by),
    ]


def _filters(snapshot: Snapshot, answers: Sequence[Answer]) -> str:
    """Say which filters are on, but for those that apply to none of the answers; to people none ever does."""
    if answers[0].metric.is_about_people:
        return ""
    on = [
        told
        for (name, _), told in filters_told(snapshot, answers[0].filters).items()
        if any(name not in answer.metric.ignores for answer in answers)
    ]
    return page.FILTERS_ON.format(filters="; ".join(on)) if on else words.NO_CHIPS


def _rules(answer: Answer) -> list[str]:
    """Say what counts as a call, and what is assumed of police, where the number depends on it."""
    filters, rules = answer.filters, []
    if answer.metric.counted_as:
        rules.append(f"{words.COUNT}: {words.COUNTED_AS[filters.count]}.")
    if answer.metric.assumes_police_share:
        rules.append(f"{words.POLICE_SHARE} {words.PERCENT.format(percent=f'{filters.police_share:g}')}.")
    return rules


def _left_out(answers: Sequence[Answer]) -> list[str]:
    if len(answers) == 1:
        return [left_out(answers[0])]
    return [text.OF_ONE.format(label=one.metric.label, told=told) for one in answers if (told := left_out(one))]


def _mark(info: Info) -> str:
    return words.INVENTED if info.is_invented else ""


def _source(answer: Answer, link: str) -> str:
    """Say where a number is from: how far its data reaches, or when it was published, and where it stands."""
    info = answer.info
    if answer.covered:
        day = words.day(answer.covered.published_on)
        return people.SOURCE_OF_PEOPLE.format(site=words.SITE, day=day, snapshot=info.snapshot, link=link)
    return text.SOURCE.format(
        site=words.SITE,
        day=words.day(info.data_through),
        vintage=f"{info.vintage:%Y-%m-%d %H:%M}",
        snapshot=info.snapshot,
        link=link,
    )


def _sentences(told: Iterable[str]) -> str:
    """Join what there is to say, each of it once."""
    return " ".join(dict.fromkeys(filter(None, told)))
