"""People data: contacts and survey answers stay in a private store; a snapshot holds only cells that may be shown."""

from etl.people.refreshing import PeopleData, opened
from etl.people.report import lines_of, told_as_dict
from etl.people.standing import store_lines, store_report
from etl.people.told import Told

__all__ = ["PeopleData", "Told", "lines_of", "opened", "store_lines", "store_report", "told_as_dict"]
