"""Thirteen urgent joint calls, for the two shares that the month has too few events to show.

All are queued at noon on a day of May 2025, priority 1. A line is the day; the police's arrival and clear and CARE's
arrival and clear, each in seconds from noon; blank where there is none. `*` marks a call the police left before CARE.
"""

from datetime import datetime, timedelta
from pathlib import Path

from tests.golden.month import BOTH, Event, Unit, write_events

CALLS = (
    (1, 419, 1200, 900, 2400),  # *  within seven minutes
    (2, 420, 1200, 900, 1201),  # *  in the very last second; left a second before
    (3, 421, 1200, 900, 1200),  #    a second late; left in the same second
    (4, 60, 3000, 900, 2400),  #     the police stay
    (5, 60, 800, 900, 2400),  # *    gone before CARE was there
    (6, 60, 800, None, 2400),  #     CARE never arrived: within, but no handover
    (7, None, 800, 900, 2400),  #    the police never arrived: neither
    (8, 60, None, 900, 2400),  #     no clear: within, but no handover
    (9, 600, 1000, 900, 90000),  # * alone for 89,000 s, no interval that counts; an order all the same
    (10, 600, 1000, 900, 2400),  # *
    (11, 600, 1000, 900, 2400),  # *
    (12, 600, 1000, 500, 2400),  # * CARE was there first
    (13, -5, 1000, 900, 2400),  # * there before it was queued: a response that does not count, nor for the first of both
)  # fmt: skip


def write_handovers(path: Path) -> Path:
    """Write these calls as an export."""
    return write_events(path, [_event(*call) for call in CALLS])


def _event(day: int, spd_there: int | None, spd_gone: int | None, care_there: int | None, care_gone: int) -> Event:
    noon = datetime(2025, 5, day, 12)

    def at(seconds: int | None) -> str:
        return "" if seconds is None else str(noon + timedelta(seconds=seconds))

    police = Unit("2M1", at(30), at(spd_there), at(spd_gone), 2)
    care = Unit("CARE12", at(300), at(care_there), at(care_gone), 2)
    return Event(f"20250010000{day:02}", str(noon), "WEST", "1", BOTH, (police, care))
