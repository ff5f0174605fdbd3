"""Fire units on the events of `month_capacity.py`: from 1 February to 1 June 2025, so that half of that world is unknown.

Crew-seconds are crew × seconds from sent to cleared.
"""

from pathlib import Path

from tests.golden.fire import write_fire

DAY = "2025-02-01"

ON_COMPARABLES = (
    # The first day. Of group 1, 15 events in WEST at noon: 3600; then 1200, for the second unit has no clear.
    ("2025000901000", "E25", "4", f"{DAY} 12:00:10", f"{DAY} 12:05:00", f"{DAY} 12:15:10", "Aid Response"),
    ("2025000901001", "A5", "2", f"{DAY} 12:00:20", f"{DAY} 12:06:00", f"{DAY} 12:10:20", "Aid Response"),
    ("2025000901001", "L4", "4", f"{DAY} 12:00:20", f"{DAY} 12:06:00", "", "Aid Response"),
    # Out for a second more than a day: never a comparable.
    ("2025000901002", "M1", "2", f"{DAY} 12:00:00", f"{DAY} 12:06:00", "2025-02-02 12:00:01", "Medic Response"),
    # Of group 3, 9 events in WEST at 18:00: 2000, though it never arrived.
    ("2025000903000", "E2", "2", f"{DAY} 18:01:00", "", f"{DAY} 18:17:40", "Aid Response"),
    # Of group 4, 10 events in SOUTH: called off in the second they were sent, 0.
    ("2025000904000", "E9", "4", "2025-02-02 00:01:00", "", "2025-02-02 00:01:00", ""),
    ("2025000904001", "E9", "4", "2025-02-02 00:01:00", "", "2025-02-02 00:01:00", ""),
)

ON_CARE_EVENTS = (
    # c2 4800. Left at 18:20, CARE at 18:40: 1200 s alone.
    ("2025000800002", "E25", "4", "2025-05-01 18:00:00", "2025-05-01 18:04:00", "2025-05-01 18:20:00", "Aid Response"),
    # c3 600. Never arrived.
    ("2025000800003", "A5", "2", "2025-05-02 18:01:00", "", "2025-05-02 18:06:00", "Aid Response"),
    # c4 No clear: its part is 0 and counted.
    ("2025000800004", "E9", "4", "2025-05-03 02:02:00", "2025-05-03 02:06:00", "", "Aid Response"),
    # c8 5760. Stayed ten minutes longer than CARE: 0 s alone.
    ("2025000800008", "M1", "2", "2025-05-04 12:02:00", "2025-05-04 12:05:00", "2025-05-04 12:50:00", "Medic Response"),
    # c5 2400, of the last day. Gone a minute after CARE came: 1740 s alone.
    ("2025000800005", "E8", "4", "2025-06-01 12:01:00", "2025-06-01 12:06:00", "2025-06-01 12:11:00", "Aid Response"),
    # CARE never arrived: 1200, and not modeled.
    ("2025000800009", "E3", "4", "2025-05-05 12:01:00", "2025-05-05 12:03:00", "2025-05-05 12:06:00", "Aid Response"),
    # Asked for by an officer, and not dispatched. Left at 12:25, CARE at 12:40: 900 s alone.
    ("2025000800011", "E3", "4", "2025-05-06 12:02:00", "2025-05-06 12:04:00", "2025-05-06 12:25:00", "Aid Response"),
)

OF_NO_EVENT = (("2025000999999", "E1", "4", "2025-03-01 10:00:00", "", "2025-03-01 10:30:00", "Auto Fire Alarm"),)


def write_fire_of_capacity(path: Path) -> Path:
    """Write these units as an export."""
    return write_fire(path, (*ON_COMPARABLES, *ON_CARE_EVENTS, *OF_NO_EVENT))
