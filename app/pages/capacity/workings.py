"""How the modeled number is worked out, step by step, with the numbers of the reader's question."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from app.components.not_applied import not_applied
from app.pages.capacity.agencies import POLICE, Agency
from app.pages.capacity.sentences import chance_in_words, nothing, percent
from app.periods import span
from app.queries import DAYS_IN_A_YEAR, Answer, ask
from app.question import Asked
from app.words import capacity as text
from app.words.sentences import CALL, several


@dataclass(frozen=True)
class _Workings:
    """The answers that the steps speak of, and the agency they are about."""

    of: Agency
    avoided: Answer
    actual: Answer
    everything: Answer
    share: Answer

    def hours(self, value: float) -> str:
        return self.avoided.metric.text(value)


def worked_out(asked: Asked, of: Agency = POLICE, title: str = text.WORKED_OUT) -> list[Any]:
    """Say step by step how an agency's number came to be."""
    names = (of.avoided, of.actual, of.everything, of.share)
    answers = _Workings(of, *(ask(asked.snapshot, name, asked.filters) for name in names))
    found = answers.avoided.only
    if not found.n:
        return [html.H2(title), html.P(nothing(answers.avoided))]
    steps = [
        [text.REACHED.format(calls=_calls(found.n + found.excluded["no_match"])), *_not_reached_by_data(answers)],
        [of.words.compared.format(fewest=text.FEWEST), _levels(answers)],
        [_expected(asked, answers)],
        [_actual(answers)],
        [_avoided(answers)],
        [chance_in_words(answers.avoided)],
        [_share(answers)],
        *([[_officers(asked, answers)]] if of.officers else []),
    ]
    return [html.H2(title), html.Ol([html.Li(step) for step in steps], className="workings")]


def _not_reached_by_data(answers: _Workings) -> list[str]:
    """Say how many calls more CARE reached on days of which nothing is known."""
    outside = answers.avoided.only.excluded.get("outside_sfd_data", 0)
    return [f" {text.OUTSIDE.format(calls=_calls(outside))}"] if outside else []


def _levels(answers: _Workings) -> dbc.Table:
    """List how many calls were compared how closely; the last row is their sum."""
    found = answers.avoided.only
    rows = [*((text.LEVELS[name], int(found.details[name])) for name in text.LEVELS)]
    rows.append((text.LEVELS_ALL, sum(count for _, count in rows)))
    head = html.Thead(html.Tr([html.Th(column, scope="col") for column in text.LEVELS_COLUMNS]))
    body = html.Tbody([html.Tr([html.Th(name, scope="row"), html.Td(f"{count:,}")]) for name, count in rows])
    return dbc.Table([head, body], size="sm")


def _expected(asked: Asked, answers: _Workings) -> str:
    expected = answers.hours(answers.avoided.only.details["expected_hours"])
    return answers.of.words.expected.format(percent=percent(asked), expected=expected)


def _actual(answers: _Workings) -> str:
    told = answers.of.words.actual.format(actual=answers.actual.only.text)
    untimed = int(answers.actual.only.details[answers.of.untimed])
    return f"{told} {answers.of.words.actual_untimed.format(calls=_calls(untimed))}" if untimed else told


def _avoided(answers: _Workings) -> str:
    expected = answers.hours(answers.avoided.only.details["expected_hours"])
    actual, avoided = answers.actual.only.text, answers.avoided.only.text
    told = text.AVOIDED.format(expected=expected, actual=actual, avoided=avoided)
    return _rounded(told, is_exact=_number(expected) - _number(actual) == _number(avoided))


def _share(answers: _Workings) -> str:
    everything, avoided, share = answers.everything.only.text, answers.avoided.only.text, answers.share.only.text
    ignored = not_applied(answers.share)
    if answers.share.only.value is None:
        return f"{answers.of.words.share_withheld.format(all=everything, share=share)} {ignored}".strip()
    told = answers.of.words.share.format(all=everything, avoided=avoided, share=share)
    return f"{_rounded(told, is_exact=_divides(avoided, everything, answers.share))} {ignored}".strip()


def _officers(asked: Asked, answers: _Workings) -> str:
    first, last = span(asked.snapshot.info, asked.filters)
    officers = ask(asked.snapshot, answers.of.officers, asked.filters)
    year, days = officers.metric.officer_year_hours or 0, (last - first).days + 1
    hours, avoided = answers.hours(year * days / DAYS_IN_A_YEAR), answers.avoided.only.text
    stated = text.OFFICER_HOURS.format(
        year=f"{year:,}",
        days=several(f"{days:,}", *text.DAY),
        count=f"{days:,}",
        year_days=DAYS_IN_A_YEAR,
        hours=hours,
    )
    told = text.OFFICERS.format(avoided=avoided, hours=hours, officers=officers.only.text)
    return f"{stated} {_rounded(told, is_exact=_divides(avoided, hours, officers))}"


def _divides(part: str, whole: str, answer: Answer) -> bool:
    """Say whether dividing the numbers on screen gives the answer on screen."""
    return bool(_number(whole)) and answer.metric.text(float(_number(part) / _number(whole))) == answer.only.text


def _rounded(told: str, *, is_exact: bool) -> str:
    return told if is_exact else f"{told} {text.ROUNDED}"


def _number(told: str) -> Decimal:
    return Decimal(told.replace(",", ""))


def _calls(count: int) -> str:
    return several(f"{count:,}", *CALL)
