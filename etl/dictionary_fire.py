"""The data dictionary's lines about what the fire department supplies, and the events that it was on."""

from etl.described import LOCAL, Described
from etl.supplied import FIRE_UNITS

FIRE_EVENT: tuple[Described, ...] = (
    Described("fire_event", "sfd_units", "SFD units sent to the event.", "units"),
    Described("fire_event", "sfd_first_dispatched_at", "When the first SFD unit was sent.", LOCAL),
    Described("fire_event", "sfd_first_arrived_at", "When the first SFD unit arrived; blank if none did.", LOCAL),
    Described("fire_event", "sfd_last_cleared_at", "When the last SFD unit was in service again.", LOCAL),
    Described(
        "fire_event",
        "sfd_officer_seconds",
        "SFD person-time: (in service − dispatched) × crew, of units within 0–24 h.",
        "person-seconds",
    ),
    Described(
        "fire_event",
        "sfd_units_not_counted",
        "SFD units left out of the person-time: no stamp, or outside 0–24 h.",
        "units",
    ),
    Described(
        "fire_event",
        "sfd_is_known",
        "The event was queued on a day that SFD's units reach; else it is no part.",
        "yes/no",
    ),
)


def fire_row() -> list[Described]:
    """Describe the rows supplied, a line a column."""
    return [
        *(Described("fire_row", c.header, c.meaning, c.kind) for c in FIRE_UNITS.columns),
        Described("fire_row", "vintage", "The vintage of the file the row came from.", "UTC"),
        Described("fire_row", "file_name", "The file the row came from.", "text"),
        Described("fire_row", "line", "The line of that file on which it begins; the header's is 1.", "number"),
    ]
