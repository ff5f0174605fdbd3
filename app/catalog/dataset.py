"""The data as a whole, as all catalogs tell of it: what it is, whose, until when, and where it is."""

from dataclasses import dataclass
from datetime import datetime

from app import words
from app.config import Settings
from app.db import Info
from app.words import catalog as text

PACKAGE_ADDRESS = "/datapackage.json"


@dataclass(frozen=True)
class Dataset:
    """One snapshot's data on the site at `site`; `answerable` and `email` (or nothing) say whom to ask about it."""

    info: Info
    site: str
    answerable: str
    email: str

    @property
    def title(self) -> str:
        """What it is called; invented data is marked."""
        return self.marked(text.TITLE)

    @property
    def description(self) -> str:
        """What it is, in a few sentences; invented data is marked."""
        return self.explained(text.DESCRIPTION)

    @property
    def built(self) -> str:
        """When its snapshot was built, which is the snapshot's id: ISO 8601, UTC."""
        return f"{datetime.strptime(self.info.snapshot, '%Y%m%dT%H%M%SZ').isoformat()}Z"

    @property
    def days(self) -> str:
        """Its first and its last complete day, as an ISO 8601 interval."""
        return f"{self.info.first_day.isoformat()}/{self.info.data_through.isoformat()}"

    def marked(self, title: str) -> str:
        """Write a title so that nobody takes invented data for real."""
        return text.INVENTED_TITLE.format(title=title) if self.info.is_invented else title

    def explained(self, description: str) -> str:
        """Write a description that says so, where the data is invented."""
        return f"{words.INVENTED} {description}" if self.info.is_invented else description

    def at(self, address: str) -> str:
        """Write one of the site's addresses so that it can be read anywhere."""
        return f"{self.site}{address}"

    def pinned(self, address: str) -> str:
        """Write it so that it asks this snapshot for as long as that is kept."""
        joint = "&" if "?" in address else "?"
        return f"{self.at(address)}{joint}snapshot={self.info.snapshot}"


def dataset(info: Info, settings: Settings, site: str) -> Dataset:
    """Tell of a snapshot's data; who is not named in the settings is not invented: the site answers for itself."""
    return Dataset(info, site, settings.contact_name or words.SITE, settings.contact_email)
