"""How old the data is, by one clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app import words
from app.db import Info


@dataclass(frozen=True)
class Age:
    """Days since the data's last complete day, and whether that is more than the setting allows (`CARE_STALE_DAYS`)."""

    through: date
    days: int
    is_old: bool

    @property
    def notice(self) -> str:
        """Say loudly that the data is old, and since when; nothing while it is not."""
        return words.STALE.format(day=words.day(self.through), age=self.days) if self.is_old else ""


def today() -> date:
    """Return the day it is (UTC)."""
    return datetime.now(UTC).date()


def age_of(info: Info, stale_days: int) -> Age:
    """Work out how old a snapshot's data is today."""
    days = (today() - info.data_through).days
    return Age(info.data_through, days, days > stale_days)
