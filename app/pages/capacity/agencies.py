"""The agencies whose time CARE may free: which numbers the page shows of each, and how it speaks of them."""

from dataclasses import dataclass

from app.figures.style import FIRE, SPD, Look
from app.words import capacity as text


@dataclass(frozen=True)
class Agency:
    """One agency's numbers by name: the measured and the modeled ones, and those that the modeled are made of.

    `stayed` are the hours that CARE stayed on after it, `avoided` the modeled hours; `officers` is what these amount
    to, blank where no source says how long one works in a year. `untimed` counts calls whose time is not known.
    """

    stayed: str
    measured: tuple[str, ...]
    avoided: str
    actual: str
    everything: str
    share: str
    officers: str
    untimed: str
    look: Look
    words: text.OfAgency

    @property
    def modeled(self) -> tuple[str, ...]:
        """The modeled numbers that stand as tiles."""
        return tuple(filter(None, (self.avoided, self.share, self.officers)))


POLICE = Agency(
    stayed="care_alone_after_spd_hours",
    measured=("care_alone_after_spd_hours", "spd_cleared_first_share", "care_only_hours"),
    avoided="spd_officer_hours_avoided",
    actual="spd_officer_hours_on_care_calls",
    everything="spd_officer_hours",
    share="spd_officer_hours_avoided_share",
    officers="officers_equivalent",
    untimed="spd_sent_without_valid_time",
    look=SPD,
    words=text.POLICE,
)
CREWS = Agency(
    stayed="care_alone_after_sfd_hours",
    measured=("care_alone_after_sfd_hours", "sfd_cleared_first_share"),
    avoided="sfd_crew_hours_avoided",
    actual="sfd_crew_hours_on_care_calls",
    everything="sfd_crew_hours",
    share="sfd_crew_hours_avoided_share",
    officers="",
    untimed="sfd_sent_without_valid_time",
    look=FIRE,
    words=text.CREWS,
)
