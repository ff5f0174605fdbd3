"""Invented survey: who among those met was invited, who answered, and what they say. All shares are made up.

More are invited and answer than any such survey can hope for, so that few invented events have numbers to show.

Every array has shape `(rows,)`: an invitation with or without its answer, or an answer that nobody invited.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from etl.invented.cells import counts, days, numbered, said, yes_or_no
from etl.invented.chance import Flags, Floats, Generator, Ints, Mix, happens, mix, soon, weighted
from etl.invented.contacts import Contacts
from etl.invented.events import DAY
from etl.invented.units import NEVER
from etl.supplied import SURVEY
from etl.supplied.survey import ROLES, SCALES, WOULD_CALL_AGAIN

_INVITED = weighted((5, 30, 65))
"""For each person met, nobody is invited, one is, or somebody with them too."""
_ANSWERS = 0.6
_UNINVITED = 0.1
"""For each person met, how many answer without an invitation: one in ten answers."""
_ANSWERS_AFTER, _SENT_AFTER = 5 * DAY, 2 * DAY
_LEFT_BLANK = 0.06
_AGAIN_FROM = -0.4
"""Who is more content than this, in standard deviations, would call again: two in three."""
_STEPS = np.array((-1.4, -0.9, -0.35, 0.3))
"""Where the scales' 2, 3, 4 and 5 begin, likewise: two in three say 4 or 5."""
_SHARED = 0.8
"""How much one person's answers hang together."""

_CHANNELS, _LANGUAGES = (SURVEY.column(name).values for name in ("channel", "language"))


def _mix_of(values: tuple[str, ...], weights: Mapping[str, float]) -> Mix:
    return mix({values.index(value) if value else NEVER: weight for value, weight in weights.items()})


_LANGUAGE = _mix_of(
    _LANGUAGES,
    {"English": 83, "Spanish": 6.5, "Vietnamese": 1.6, "Somali": 1.5, "Mandarin": 1.3, "Amharic": 1.1, "Cantonese": 0.9}
    | {"Tigrinya": 0.6, "Korean": 0.5, "Russian": 0.5, "Tagalog": 0.4, "Arabic": 0.3, "other": 0.8, "": 1.0},
)
_CHANNEL = _mix_of(_CHANNELS, {"text message": 68, "phone": 11, "e-mail": 10, "in person": 7, "paper": 2, "other": 2})
_CHANNEL_UNINVITED = _mix_of(_CHANNELS, {"web": 85, "phone": 8, "paper": 7})
_ROLE = _mix_of(ROLES, {"person served": 78, "family": 12, "caller": 7, "": 3})
_ROLE_UNINVITED = _mix_of(ROLES, {"person served": 35, "family": 25, "bystander": 20, "caller": 15, "": 5})


@dataclass(frozen=True)
class Survey:
    """Rows of the survey: `received` in seconds, codes of what the contract lists, and the answers.

    `scales` has shape `(3, rows)`, 1 to 5; `again` is 1 or 0. `NEVER` stands where nothing was said.
    """

    received: Ints
    channel: Ints
    language: Ints
    role: Ints
    scales: Ints
    again: Ints
    is_invited: Flags


def draw_survey(rng: Generator, contacts: Contacts, known_at: int) -> Survey:
    """Draw the survey of the people met: what has come in, and been sent, by a second."""
    met = contacts.met[contacts.is_met]
    invited = _rows(rng, np.repeat(met, _INVITED.draw(rng, len(met))), known_at, are_invited=True)
    return by_day([invited, _rows(rng, met[happens(rng, _UNINVITED, len(met))], known_at, are_invited=False)], known_at)


def by_day(parts: list[Survey], known_at: int) -> Survey:
    """Put rows together in the order of their days, without what comes later than `known_at`."""
    received = np.concatenate([part.received for part in parts])
    order = np.argsort(received, kind="stable")
    order = order[received[order] <= known_at]
    names = [field.name for field in fields(Survey)]
    return Survey(**{name: np.concatenate([getattr(p, name) for p in parts], axis=-1)[..., order] for name in names})


def _rows(rng: Generator, met: Ints, known_at: int, *, are_invited: bool) -> Survey:
    size = len(met)
    sent = met + soon(rng, _SENT_AFTER, size)
    answered_at = sent + soon(rng, _ANSWERS_AFTER, size)
    answers = happens(rng, _ANSWERS, size) & (answered_at <= known_at) if are_invited else np.ones(size, dtype=bool)
    scales, again = _said(rng, answers)
    channel, role = (_CHANNEL, _ROLE) if are_invited else (_CHANNEL_UNINVITED, _ROLE_UNINVITED)
    return Survey(
        received=np.where(answers, answered_at, sent),
        channel=channel.draw(rng, size),
        language=_LANGUAGE.draw(rng, size),
        role=np.where(answers, role.draw(rng, size), NEVER),
        scales=scales,
        again=again,
        is_invited=np.full(size, are_invited),
    )


def _said(rng: Generator, answers: Flags) -> tuple[Ints, Ints]:
    """Draw what people say: the scales, shape `(3, rows)`, and whether they would call again. One is never blank."""
    size = len(answers)
    content = rng.standard_normal(size)
    scales = 1 + np.array([np.searchsorted(_STEPS, _like(rng, content)) for _ in SCALES])
    again = (_like(rng, content) > _AGAIN_FROM).astype(np.int64)
    blank = happens(rng, _LEFT_BLANK, 4 * size).reshape(4, size)
    blank[0] &= ~blank[1:].all(axis=0)
    return np.where(answers & ~blank[:3], scales, NEVER), np.where(answers & ~blank[3], again, NEVER)


def _like(rng: Generator, content: Floats) -> Floats:
    return np.asarray(_SHARED * content + np.sqrt(1 - _SHARED**2) * rng.standard_normal(len(content)))


def table_of(survey: Survey) -> pa.Table:
    """Write rows of the survey as the contract's columns; they are numbered as they stand."""
    columns = {
        "response_id": numbered(SURVEY.invented_mark, np.arange(1, 1 + len(survey.received)), 6),
        "received_on": days(survey.received),
        "channel": said(_CHANNELS, survey.channel),
        "language": said(_LANGUAGES, survey.language),
        "role": said(ROLES, survey.role),
        WOULD_CALL_AGAIN: yes_or_no(survey.again),
        "invited": yes_or_no(survey.is_invited),
    }
    scales = {name: counts(answers) for name, answers in zip(SCALES, survey.scales, strict=True)}
    return pa.table(columns | scales).select(SURVEY.headers)
