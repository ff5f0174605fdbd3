"""Personal data that has no place in an export about people: refused by the column's name, or by what it holds.

A file that holds some is not read further, and nothing of it is kept. What is said of it names the column and the kind
of thing, never a value.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from etl.errors import BadInput
from etl.export import header_key
from etl.supplied.contract import Contract, Kind

_BY_NAME = {
    "names": r"name|surname|initials",
    "phone numbers": r"phone|mobile|cell|telephone|sms|contactnumber",
    "e-mail addresses": r"email|e_mail|mail",
    "where somebody lives": r"address|street|zipcode|postcode|latitude|longitude|location",
    "who somebody is": r"birth|^dob$|^age$|ssn|socialsecurity|medicaid|race|ethnicity|gender|license",
    "free text": r"comment|note|narrative|text|remark|description|details|feedback|verbatim|why|reason|story",
}
_PHONE = r"(\+?1[ .-]?)?(\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]?\d{4}|(1?(206|253|360|425|509|564)\d{7})"
_BY_VALUE = {
    "e-mail addresses": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "phone numbers": re.compile(_PHONE),
    "names": re.compile(r"[A-Z][a-z'’-]+,? [A-Z][a-z'’-]+"),
    "free text": re.compile(r"\S+(\s+\S+){5,}|.{60,}", re.DOTALL),
}
_ENOUGH = 0.2
"""The share of a column's cells that makes it one of such things; a single slip is a row rejected, not a file."""

_PHONE_MAY_BE = ("cad_event_number",)
"""Identifiers that are long numbers by nature."""


def refuse_by_name(contract: Contract, file: str, headers: Sequence[str]) -> None:
    """Raise `BadInput` when a column that the contract does not know is named like personal data."""
    for header in headers:
        key = header_key(header)
        if key in contract.by_key:
            continue
        for what, pattern in _BY_NAME.items():
            if re.search(pattern, key):
                raise _refused(contract, file, header, what, "by its name")


def refuse_by_value(contract: Contract, file: str, columns: Mapping[str, Iterable[str]]) -> None:
    """Raise `BadInput` when a column's cells look like personal data, whatever it is called.

    Columns with a list of allowed values are not looked at: what is none of them is rejected row by row.
    """
    for header, cells in columns.items():
        known = contract.by_key.get(header_key(header))
        if known is not None and (known.kind is not Kind.NUMBER or known.header in _PHONE_MAY_BE):
            continue
        filled = [cell for cell in cells if cell]
        for what, pattern in _BY_VALUE.items():
            if filled and sum(bool(pattern.fullmatch(cell)) for cell in filled) > _ENOUGH * len(filled):
                raise _refused(contract, file, header, what, "by what it holds")


def _refused(contract: Contract, file: str, header: str, what: str, how: str) -> BadInput:
    return BadInput(
        f"{file}: the column {header!r} seems to hold {what} ({how}). An export about people may hold none, so nothing "
        f"of this file was read. Take the column out, and give only these: {', '.join(contract.headers)}."
    )
