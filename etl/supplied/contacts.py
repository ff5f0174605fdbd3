"""The contacts export: what came of each time that CARE met somebody, or tried to. CARE supplies it."""

from etl.export import INVENTED_EVENT_PREFIX
from etl.supplied.contract import EXAMPLE, Column, Contract, Kind

OUTCOMES = ("no contact", "declined", "served", "served and transported", "served and handed over")
REACHED, NOT_REACHED, NOT_DUE = FOLLOW_UPS = ("reached", "not reached", "not due")
FOLLOW_UP_DAYS = (1, 7, 30)

_REFERRALS = (
    *("shelter", "housing", "mental health", "substance use", "medical", "food and basic needs", "legal"),
    *("family and social services", "other"),
)
_TRANSPORTED_TO = (
    *("hospital", "crisis center", "sobering center", "shelter", "day center", "clinic", "home", "other"),
)


def _follow_up(days: int) -> Column:
    after = f"{days} day{'s' if days > 1 else ''}"
    meaning = f"Whether CARE reached the person again {after} later; not due where nothing was planned, or not yet."
    return Column(f"followup_{days}d", Kind.CHOICE, meaning, NOT_DUE, may_be_blank=True, values=FOLLOW_UPS)


CONTACTS = Contract(
    name="contacts",
    title="Contacts",
    grain="One row per contact: one person whom CARE met, or tried to meet, on one event.",
    supplier="CARE Department",
    columns=(
        Column("contact_id", Kind.NUMBER, "Tells contacts apart. A number of your own, not a person's.", f"{EXAMPLE}-1"),
        Column("cad_event_number", Kind.NUMBER, "The CAD event it was part of, which tells the precinct.", "2026000012345"),
        Column("contacted_at", Kind.TIME, "When CARE met the person, or gave up trying.", "2026-01-31 14:05"),
        Column("outcome", Kind.CHOICE, "What came of it.", "served", values=OUTCOMES),
        Column("referral_made", Kind.YES_NO, "Whether the person was put in touch with a service.", "yes"),
        Column("referral_kind", Kind.CHOICE, "With what kind of service. Kept, not published.", "shelter", may_be_blank=True, values=_REFERRALS),
        Column("transport_to_kind", Kind.CHOICE, "What kind of place the person was taken to. Kept, not published.", "crisis center", may_be_blank=True, values=_TRANSPORTED_TO),
        *(_follow_up(days) for days in FOLLOW_UP_DAYS),
    ),
    key=("contact_id",),
    dated_by="contacted_at",
    marked_by="cad_event_number",
    invented_mark=INVENTED_EVENT_PREFIX,
    is_about_people=True,
)  # fmt: skip
