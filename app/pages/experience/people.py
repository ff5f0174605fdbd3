"""What is published about contacts and from the survey: which of it there is, and its charts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dash import html

from app.components.chart_card import ChartCard, ChartContent
from app.components.interval import interval
from app.components.no_data import Missing, no_data
from app.components.page import Block
from app.components.ranked_chart import ranked_chart
from app.components.where import Where
from app.components.where_shown import where_shown
from app.pages.experience.shares import by_part, by_quarter, together
from app.people import OUTCOME
from app.queries import ask
from app.question import Asked
from app.words import experience as text

Show = Callable[[Asked], ChartContent]

_MET = ("contact_served_share", "contact_referral_share", "contact_transport_share")
_REACHED = ("followup_1d_reached_share", "followup_7d_reached_share", "followup_30d_reached_share")
_SAID = ("survey_helped_share", "survey_respected_share", "survey_felt_safe_share", "survey_would_call_again_share")
_RESPONSE = "survey_response_share"

OF_CONTACTS = (
    Missing(*text.CONTACTS, text.CARE_DEPARTMENT),
    Missing(*text.REFERRALS, text.CARE_DEPARTMENT),
    Missing(*text.FOLLOW_UP, text.CARE_DEPARTMENT),
)
OF_SURVEY = (Missing(*text.SURVEY, text.WITH_UNIVERSITY),)


def has_contacts(asked: Asked) -> bool:
    """Say whether anything is published about contacts."""
    return ask(asked.snapshot, "contacts_by_outcome", asked.filters).covered is not None


def has_survey(asked: Asked) -> bool:
    """Say whether anything is published from the survey."""
    return ask(asked.snapshot, _RESPONSE, asked.filters).covered is not None


def contacts(asked: Asked) -> list[Any]:
    """Open the part about contacts: how its numbers are published, or that there are none, and who can supply them."""
    if not has_contacts(asked):
        return _without_data(text.CONTACTS_PART, OF_CONTACTS)
    return [html.H2(text.CONTACTS_PART), *map(html.P, text.PUBLISHED)]


def survey(asked: Asked) -> list[Any]:
    """Open the part of the survey: who answered, and how its numbers are published, or that there are none."""
    if not has_survey(asked):
        return _without_data(text.SURVEY_PART, OF_SURVEY)
    return [html.H2(text.SURVEY_PART), *map(html.P, (_who_answered(asked), text.OF_WHOM, *text.PUBLISHED))]


def _without_data(title: str, missing: Sequence[Missing]) -> list[Any]:
    return [html.H2(title), html.P(f"{text.NO_DATA_WHY} {text.MORE_THAN_10}"), no_data(missing)]


def outcomes(asked: Asked) -> ChartContent:
    """Show contacts by what came of them, all published quarters together."""
    content = ranked_chart(asked, "contacts_by_outcome", OUTCOME, text.OUTCOMES_RANKING)
    (answer,) = content.answers
    is_any_shown = any(row.value is not None for row in answer.rows)
    told = content.sentence if is_any_shown else text.NONE_SHOWN.format(label=answer.metric.label)
    return where_shown(replace(content, sentence=told))


def _who_answered(asked: Asked) -> str:
    """Say how many of those invited answered, and that these are all it speaks of."""
    answer = ask(asked.snapshot, _RESPONSE, asked.filters)
    row = answer.only
    if row.value is None:
        return f"{text.RESPONSE_NOT_SHOWN} {text.WHO_ANSWERED}"
    told = text.RESPONSE.format(text=row.text, range=interval(answer.metric, row), n=f"{row.n:,}")
    return f"{told} {text.WHO_ANSWERED}"


def _cards(holds: Callable[[Asked], bool], shown: Mapping[str, Show]) -> tuple[Block, ...]:
    """Put each chart on the page under its question, where there is data for it."""
    return tuple(
        Where(f"where-{name}", ChartCard(name, text.QUESTIONS[name], show), holds) for name, show in shown.items()
    )


CONTACT_CARDS = _cards(
    has_contacts,
    {
        "contact-outcomes": outcomes,
        "contact-shares": partial(together, names=(*_MET, *_REACHED)),
        "contact-quarters": partial(by_quarter, names=_MET),
        "contact-precincts": partial(by_part, names=_MET, by="precinct"),
        "followup-quarters": partial(by_quarter, names=_REACHED),
        "followup-precincts": partial(by_part, names=_REACHED, by="precinct"),
    },
)
SURVEY_CARDS = _cards(
    has_survey,
    {
        "survey-shares": partial(together, names=_SAID),
        "survey-quarters": partial(by_quarter, names=_SAID),
        "survey-languages": partial(by_part, names=_SAID, by="language"),
        "response-quarters": partial(by_quarter, names=(_RESPONSE,)),
        "response-languages": partial(by_part, names=(_RESPONSE,), by="language"),
    },
)
