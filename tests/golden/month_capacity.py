"""A small world for the modeled capacity: comparables as a compact list, and CARE calls that use each level or none.

All are welfare checks unless they say otherwise. Officer-seconds are officers × seconds from sent to cleared. A band is
six hours: 12 to 17 is the third, 18 to 23 the fourth. WEST, priority 3, noon to 18:00 is cell A; EAST, priority 2 is B.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tests.golden.month import BOTH, CARE, SPD, Event, Unit, write_events

COMPARABLES = (
    # events, queued, place, priority, officers, seconds each is there
    (15, "2025-02-01 12:00:00", "WEST", "3", 1, 1800),  # A: 15 × 1800
    (15, "2024-01-01 17:59:59", "WEST", "3", 2, 2700),  # A: 15 × 5400, of the year before to calls of 2025
    (9, "2025-02-01 18:00:00", "WEST", "3", 2, 3800),  # 9 × 7600, the next band
    (10, "2025-02-02 00:00:00", "SOUTH", "3", 1, 2000),  # 10 × 2000, another precinct
    (29, "2024-12-31 12:00:00", "EAST", "2", 1, 1200),  # B: 29 × 1200, of the last day of 2024
    (1, "2025-01-01 12:00:00", "EAST", "2", 2, 2100),  # B: 4200, of the first day of 2025
)
"""Police only, dispatched. With the event below A holds 31 of 2024 and 2025, but 16 of 2023 and 2024."""

ODD_COMPARABLE = Event("2024000700001", "2024-03-01 15:00:00", "WEST", "3", SPD, (
    # A: 3600. Neither unit arrived, and police sent are not always police there. The second cleared a second after a
    # day: left out, and the event stands by the first.
    Unit("2M1", "2024-03-01 15:01:00", "", "2024-03-01 16:01:00", 1),
    Unit("2M2", "2024-03-01 15:01:00", "", "2024-03-02 15:01:01", 2)))  # fmt: skip

NOT_COMPARABLE = (
    # Two years before: 9900 officer-seconds, in no window of a call below but those of 2024, where 17 are too few.
    Event("2023000700001", "2023-12-31 15:00:00", "WEST", "3", SPD, (
        Unit("2M1", "2023-12-31 15:00:00", "", "2023-12-31 17:45:00", 1),)),
    # On view: 40000.
    Event("2025000700002", "2025-03-01 15:00:00", "WEST", "3", SPD, (
        Unit("2M1", "2025-03-01 15:00:00", "2025-03-01 15:00:00", "2025-03-01 20:33:20", 2),), origin="ONVIEW"),
    # No clear, so no service time.
    Event("2025000700003", "2025-03-02 15:00:00", "WEST", "3", SPD, (
        Unit("2M1", "2025-03-02 15:00:00", "2025-03-02 15:04:00", "", 2),)),
    # A test: 7200.
    Event("2025000700004", "2025-03-03 15:00:00", "WEST", "3", SPD, (
        Unit("2M1", "2025-03-03 15:00:00", "2025-03-03 15:04:00", "2025-03-03 16:00:00", 2),),
        final_type="TEST CALL ONLY"),
    # An indicator nobody knows: 7200.
    Event("2025000700005", "2025-03-04 15:00:00", "WEST", "3", SPD, (
        Unit("2M1", "2025-03-04 15:00:00", "2025-03-04 15:04:00", "2025-03-04 16:00:00", 2),), origin="SELF"),
)  # fmt: skip

CARE_EVENTS = (
    # c1 Level 1, A. Actual 0: no police.
    Event("2025000800001", "2025-05-01 12:00:00", "WEST", "3", CARE, (
        Unit("CARE12", "2025-05-01 12:05:00", "2025-05-01 12:10:00", "2025-05-01 12:40:00", 2),)),
    # c2 Level 1, A, in the band's last second. Actual 600.
    Event("2025000800002", "2025-05-01 17:59:59", "WEST", "3", BOTH, (
        Unit("CARE12", "2025-05-01 18:05:00", "2025-05-01 18:10:00", "2025-05-01 18:40:00", 2),
        Unit("2M1", "2025-05-01 18:00:00", "2025-05-01 18:04:00", "2025-05-01 18:10:00", 1))),
    # c3 Level 2: its own band has 9.
    Event("2025000800003", "2025-05-02 18:00:00", "WEST", "3", CARE, (
        Unit("CARE12", "2025-05-02 18:05:00", "2025-05-02 18:10:00", "2025-05-02 18:40:00", 2),)),
    # c4 Level 3: its band and its precinct have 10. Actual 2 × 4500 = 9000, more than expected.
    Event("2025000800004", "2025-05-03 02:00:00", "SOUTH", "3", BOTH, (
        Unit("3R1", "2025-05-03 02:01:00", "2025-05-03 02:06:00", "2025-05-03 03:16:00", 2),
        Unit("CARE41", "2025-05-03 02:05:00", "2025-05-03 02:20:00", "2025-05-03 02:40:00", 2))),
    # c5 Level 1, B: just the 30 it takes.
    Event("2025000800005", "2025-06-01 12:00:00", "EAST", "2", CARE, (
        Unit("CARE14", "2025-06-01 12:05:00", "2025-06-01 12:10:00", "2025-06-01 12:40:00", 2),)),
    # c6 A year before c5 there are 29: no match. Its 1000 are left out with it.
    Event("2024000800006", "2024-06-01 12:00:00", "EAST", "2", BOTH, (
        Unit("3E1", "2024-06-01 12:01:00", "2024-06-01 12:06:00", "2024-06-01 12:17:40", 1),
        Unit("CARE14", "2024-06-01 12:05:00", "2024-06-01 12:10:00", "2024-06-01 12:40:00", 2))),
    # c7 No comparable of its type, which is never dropped: no match.
    Event("2025000800007", "2025-06-02 12:00:00", "WEST", "3", CARE, (
        Unit("CARE12", "2025-06-02 12:05:00", "2025-06-02 12:10:00", "2025-06-02 12:40:00", 2),),
        initial_type="DISTURBANCE"),
    # c8 Level 1, A. The police have no clear: their part is 0 and counted.
    Event("2025000800008", "2025-05-04 12:00:00", "WEST", "3", BOTH, (
        Unit("2M1", "2025-05-04 12:01:00", "2025-05-04 12:06:00", "", 2),
        Unit("CARE12", "2025-05-04 12:05:00", "2025-05-04 12:10:00", "2025-05-04 12:40:00", 2))),
    # CARE never arrived: not modeled. 500 officer-seconds.
    Event("2025000800009", "2025-05-05 12:00:00", "WEST", "3", BOTH, (
        Unit("2M1", "2025-05-05 12:01:00", "2025-05-05 12:06:00", "2025-05-05 12:09:20", 1),
        Unit("CARE12", "2025-05-05 12:05:00", "", "2025-05-05 12:10:00", 2))),
    # c10 A year after c5 there is 1: no match. The last day.
    Event("2026000800010", "2026-01-01 12:00:00", "EAST", "2", CARE, (
        Unit("CARE14", "2026-01-01 12:05:00", "2026-01-01 12:10:00", "2026-01-01 12:40:00", 2),)),
    # Asked for by an officer: not a call.
    Event("2025000800011", "2025-05-06 12:00:00", "WEST", "3", BOTH, (
        Unit("2M1", "2025-05-06 12:00:00", "2025-05-06 12:00:00", "2025-05-06 12:20:00", 1),
        Unit("CARE12", "2025-05-06 12:05:00", "2025-05-06 12:10:00", "2025-05-06 12:40:00", 2)), origin="ONVIEW"),
)  # fmt: skip


def write_capacity(path: Path) -> Path:
    """Write this world as an export."""
    return write_events(path, [*_comparables(), ODD_COMPARABLE, *NOT_COMPARABLE, *CARE_EVENTS])


def _comparables() -> Iterator[Event]:
    """Write out the compact list: each event a single unit sent as it was queued, there after four minutes."""
    for group, (count, queued, place, priority, officers, seconds) in enumerate(COMPARABLES, start=1):
        sent = datetime.fromisoformat(queued)
        arrived, cleared = sent + timedelta(minutes=4), sent + timedelta(seconds=seconds)
        unit = Unit("2M1", queued, str(arrived), str(cleared), officers)
        for one in range(count):
            yield Event(f"{queued[:4]}0009{group:02}{one:03}", queued, place, priority, SPD, (unit,))
