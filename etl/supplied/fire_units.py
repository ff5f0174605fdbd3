"""The SFD unit export: when each fire unit was sent, arrived and was free again. The fire department supplies it."""

from etl.export import INVENTED_EVENT_PREFIX
from etl.supplied.contract import EXAMPLE, Column, Contract, Kind

FIRE_UNITS = Contract(
    name="sfd_units",
    title="SFD units",
    grain="One row per CAD event and fire unit sent to it.",
    supplier="Seattle Fire Department",
    columns=(
        Column("cad_event_number", Kind.NUMBER, "The CAD event, numbered as in the dispatch export.", "2026000012345"),
        Column("unit", Kind.TEXT, "The unit's call sign.", f"{EXAMPLE} E25"),
        Column("crew", Kind.COUNT, "People in the unit.", "4"),
        Column("dispatched_at", Kind.TIME, "When the unit was sent.", "2026-01-31 14:05:10"),
        Column("arrived_at", Kind.TIME, "When it arrived at the scene; blank if it never did.", "2026-01-31 14:10:32", may_be_blank=True),
        Column("cleared_at", Kind.TIME, "When it was in service again.", "2026-01-31 14:32:00", may_be_blank=True),
        Column("type", Kind.TEXT, "The kind of response, as the fire department names it.", "Aid Response", may_be_blank=True),
    ),
    key=("cad_event_number", "unit"),
    dated_by="dispatched_at",
    marked_by="cad_event_number",
    invented_mark=INVENTED_EVENT_PREFIX,
    is_about_people=False,
)  # fmt: skip
