"""Invented contacts: what came of the events that CARE reached. Every array has shape `(contacts,)`.

Two shares follow what the City says of two years' reports: almost 40 % with a referral, 28 % with a transport. All
others are made up.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from etl.export import INVENTED_EVENT_PREFIX
from etl.invented.cells import moments, numbered, said, yes_or_no
from etl.invented.chance import Flags, Generator, Ints, happens, mix, weighted, whole
from etl.invented.events import DAY, HOUR
from etl.invented.reached import Events
from etl.invented.units import NEVER
from etl.supplied import CONTACTS
from etl.supplied.contacts import FOLLOW_UP_DAYS, FOLLOW_UPS, NOT_DUE, NOT_REACHED, OUTCOMES, REACHED

_PER_EVENT = weighted((4, 88, 8))
"""Of the events reached, how many have no contact written down, one, or two."""
_NO_CONTACT, _DECLINED, _SERVED, _TRANSPORTED, _HANDED_OVER = range(len(OUTCOMES))
_OUTCOME = mix({_NO_CONTACT: 14, _DECLINED: 15, _SERVED: 35, _TRANSPORTED: 28, _HANDED_OVER: 8})
_REFERRED = np.array((0.0, 0.08, 0.56, 0.56, 0.32))
"""The chance of a referral, by outcome: 39 % in all."""
_REFERRAL = weighted((22, 12, 18, 15, 9, 12, 2, 6, 4))
_PLACE = weighted((18, 26, 8, 24, 9, 5, 8, 2))
_FOLLOWED_UP = 0.65
"""Following up is planned with this share of those served, and with nobody else."""
_FOUND_AGAIN = (0.58, 0.44, 0.29)
"""The chance that they are reached after 1, 7 and 30 days."""
_LONGEST_STAY = 3 * HOUR
_REFERRALS, _PLACES = (CONTACTS.column(name).values for name in ("referral_kind", "transport_to_kind"))


@dataclass(frozen=True)
class Contacts:
    """Contacts: their event's number, their turn in it, when CARE met them, and codes of what the contract lists.

    `follow_ups` has shape `(3, contacts)`: after 1, 7 and 30 days.
    """

    event: Ints
    turn: Ints
    met: Ints
    outcome: Ints
    referral: Ints
    place: Ints
    follow_ups: Ints

    @property
    def is_met(self) -> Flags:
        """Whether CARE met the person, who may have declined."""
        return np.asarray(self.outcome != _NO_CONTACT)


def draw_contacts(rng: Generator, events: Events, known_at: int) -> Contacts:
    """Draw the contacts of the calls and officers' requests that CARE reached, as they are known at a second."""
    reached = np.flatnonzero((events.came != NEVER) & events.is_asked_for & ~events.is_test)
    per_event = _PER_EVENT.draw(rng, len(reached))
    event = np.repeat(reached, per_event)
    size = len(event)
    outcome = _OUTCOME.draw(rng, size)
    stay = np.clip(events.left[event] - events.came[event], 0, _LONGEST_STAY)
    met = events.came[event] + whole(rng.uniform(0.02, 0.6, size) * stay)
    is_planned = (outcome >= _SERVED) & happens(rng, _FOLLOWED_UP, size)
    return Contacts(
        event=events.number[event],
        turn=np.arange(size) - np.repeat(np.cumsum(per_event) - per_event, per_event),
        met=met,
        outcome=outcome,
        referral=np.where(happens(rng, _REFERRED[outcome], size), _REFERRAL.draw(rng, size), NEVER),
        place=np.where(outcome == _TRANSPORTED, _PLACE.draw(rng, size), NEVER),
        follow_ups=_follow_ups(rng, is_planned, met, known_at),
    )


def _follow_ups(rng: Generator, is_planned: Flags, met: Ints, known_at: int) -> Ints:
    """Draw whether people were reached again, each time for itself; what lies after `known_at` is not due yet."""
    reached, not_reached, not_due = (FOLLOW_UPS.index(each) for each in (REACHED, NOT_REACHED, NOT_DUE))
    found = [
        np.where(
            is_planned & (met + days * DAY <= known_at),
            np.where(happens(rng, chance, len(met)), reached, not_reached),
            not_due,
        )
        for days, chance in zip(FOLLOW_UP_DAYS, _FOUND_AGAIN, strict=True)
    ]
    return np.array(found)


def table_of(contacts: Contacts) -> pa.Table:
    """Write contacts as the contract's columns."""
    endings = [f"-{turn + 1}" for turn in contacts.turn.tolist()]
    columns = {
        "contact_id": numbered("INVENTED-", contacts.event, 9, endings),
        "cad_event_number": numbered(INVENTED_EVENT_PREFIX, contacts.event, 9),
        "contacted_at": moments(contacts.met),
        "outcome": said(OUTCOMES, contacts.outcome),
        "referral_made": yes_or_no(contacts.referral != NEVER),
        "referral_kind": said(_REFERRALS, contacts.referral),
        "transport_to_kind": said(_PLACES, contacts.place),
    }
    again = {
        f"followup_{days}d": said(FOLLOW_UPS, codes)
        for days, codes in zip(FOLLOW_UP_DAYS, contacts.follow_ups, strict=True)
    }
    return pa.table(columns | again).select(CONTACTS.headers)
