"""People data: contacts and survey answers stay in a private store; a snapshot holds only cells that may be shown."""

from etl.people.refreshing import PeopleData, Told, opened

__all__ = ["PeopleData", "Told", "opened"]
