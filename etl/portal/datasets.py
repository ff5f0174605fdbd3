"""The datasets read from the City's open-data portal, and the months they are read in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Dataset:
    """One dataset of the portal.

    `key` is unique and pages are ordered by it, `time` says which month a row belongs to; `columns` are what is asked
    for (`*` is all). `name` begins the name of its files.
    """

    id: str
    name: str
    key: str
    time: str
    columns: str


DISPATCH = Dataset(
    id="33kz-ixgy",
    name="call-data",
    key="call_sign_dispatch_id",
    time="cad_event_original_time_queued",
    columns="*",
)
"""Seattle's *Call Data*, a row per dispatched unit: the dispatch export, kept in the form the portal gives it."""

FIRE = Dataset(
    id="kzjm-xkqj",
    name="fire-911",
    key="incident_number",
    time="datetime",
    columns="incident_number,datetime,type",
)
"""*Seattle Real Time Fire 911 Calls*: how many of which type, for context. Where they were is not asked for."""


@dataclass(frozen=True)
class Month:
    """Days from `start` to the day before `end`: a month, or what is asked for of one."""

    start: date
    end: date

    @property
    def name(self) -> str:
        """The month, `2025-09`."""
        return f"{self.start:%Y-%m}"


def months(first: date, last: date) -> Iterator[Month]:
    """Cut the days from `first` to the end of the month of `last` into months, oldest first."""
    start = first
    while start <= last:
        end = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield Month(start, end)
        start = end
