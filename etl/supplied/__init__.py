"""What departments supply beside the dispatch export: contacts, survey answers, fire units. All of it is optional."""

from etl.supplied.contacts import CONTACTS
from etl.supplied.contract import Contract
from etl.supplied.fire_units import FIRE_UNITS
from etl.supplied.survey import SURVEY

__all__ = ["CONTACTS", "CONTRACTS", "FIRE_UNITS", "SURVEY", "Contract"]

CONTRACTS: tuple[Contract, ...] = (CONTACTS, SURVEY, FIRE_UNITS)
"""Every supplied export's contract."""
