"""Personal data that has no place in an export about people: refused by the column's name, or by what it holds.

A file that holds some is not read further, and nothing of it is kept. What is said of it names the column and the kind
of thing, never a value.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from etl.errors import BadInput
from etl.export import header_key
from etl.supplied.contract import Column, Contract, Kind

_BY_NAME = {
    "names": r"name\b|\binitials\b",
    "phone numbers": r"phone|\bmobile\b|\bcell\b|\bsms\b|\bcontact number\b",
    "e-mail addresses": r"e ?mail",
    "where somebody lives": r"address|street|\bzip ?code\b|\bzip\b|postcode|\blatitude\b|\blongitude\b|\blocation\b",
    "who somebody is": r"birth|\bdob\b|\bage\b|\bssn\b|social security|medicaid|\brace\b|ethnic|\bgender\b|\bsex\b"
    r"|licen[sc]e",
    "free text": r"comment|\bnotes?\b|narrative|\btext\b|remark|description|\bdetails?\b|feedback|verbatim|summary"
    r"|\bwhy\b|\breasons?\b|\bstory\b",
}
_LOCAL_CODES = "206|253|360|425|509|564"
_PHONE = (
    r"(?<![\w-])(\+?1[ .-]?)?(\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]?\d{4}(?![\w-])"
    rf"|(?<![\w-])(\+?1)?({_LOCAL_CODES})[2-9]\d{{6}}(?![\w-])"
    r"|(?<![\w-])\+\d{1,3}[ .-]?\d{2,4}([ .-]?\d{2,4}){2,3}(?![\w-])"
    r"|^[2-9]\d\d[-.]\d{4}$"
)
"""Phone numbers as they are written here, and abroad. Ten digits alone are one only with the code of an area of this
state, and where the exchange begins with neither 0 nor 1: other long numbers are ordinary."""

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_BY_VALUE = {
    "e-mail addresses": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "phone numbers": re.compile(_PHONE),
    "names": re.compile(rf"^{_NAME},? {_NAME}( {_NAME})?$|^[A-Z][a-z]+[-_]?[A-Z][a-z]+[-_]?\d*$"),
    "free text": re.compile(r"\S+(\s+\S+){4,}|.{60,}", re.DOTALL),
}
_ENOUGH = 0.2
"""The share of a column's cells that makes it one of such things; a single slip is a row rejected, not a file."""

_PHONE_MAY_BE = ("cad_event_number",)
"""Identifiers that are long numbers by nature."""


def refuse_by_name(contract: Contract, file: str, headers: Sequence[str]) -> None:
    """Raise `BadInput` when a column that the contract does not know is named like personal data."""
    for header in headers:
        if header_key(header) in contract.by_key:
            continue
        for what, pattern in _BY_NAME.items():
            if re.search(pattern, _words(header)):
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
            if filled and sum(bool(pattern.search(cell)) for cell in filled) > _ENOUGH * len(filled):
                raise _refused(contract, file, header, what, "by what it holds")


def is_personal(column: Column, cell: str) -> bool:
    """Say whether one cell of an identifier or a text is a phone number or an e-mail address.

    A row is rejected for it, whatever the others hold.
    """
    if column.kind not in (Kind.NUMBER, Kind.TEXT) or column.header in _PHONE_MAY_BE:
        return False
    return any(_BY_VALUE[what].search(cell) for what in ("phone numbers", "e-mail addresses"))


def _words(header: str) -> str:
    """Write a header's words apart, in small letters: `clientName`, `client_name` and `Client Name` are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(re.findall(r"[a-z]+", apart.lower()))


def _refused(contract: Contract, file: str, header: str, what: str, how: str) -> BadInput:
    return BadInput(
        f"{file}: the column {header!r} seems to hold {what} ({how}). An export about people may hold none, so nothing "
        f"of this file was read. Take the column out, and give only these: {', '.join(contract.headers)}."
    )
