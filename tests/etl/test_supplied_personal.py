"""Personal data in an export about people: the file is refused, by a column's name or by what it holds, unquoted."""

import pytest

from etl.errors import BadInput
from etl.supplied import CONTACTS, SURVEY
from etl.supplied.personal import refuse_by_name, refuse_by_value

NAMED = {
    "names": ("Client Name", "first_name", "lastName", "SURNAME", "Initials", "name"),
    "phone numbers": ("Phone #", "phone_number", "Cell", "mobile", "contactPhone", "SMS"),
    "e-mail addresses": ("E-Mail", "email", "Email Address", "client_email"),
    "where somebody lives": ("Home address", "street", "Zip", "ZipCode", "Latitude", "last known location"),
    "who somebody is": ("DOB", "date of birth", "Age", "SSN", "race", "Ethnicity", "gender", "driver license"),
    "free text": (
        "Comments",
        "Notes",
        "case_note",
        "narrative",
        "What happened (free text)",
        "Why?",
        "reason",
        "feedback",
    ),
}
ORDINARY_HEADERS = ("team", "shift", "cancelled", "unit", "trace id", "history", "context", "page", "hotline", "stage")

PERSONAL = {
    "names": (
        "Maria Lopez",
        "LOPEZ, MARIA",
        "Mary Ann O'Neil",
        "José Ñíguez",
        "Lopez, M.",
        "MariaLopez80",
        "Maria-Lopez-3",
    ),
    "phone numbers": (
        *(
            "(206) 555-0134",
            "206-555-0134",
            "206.555.0134",
            "206 555 0134",
            "2065550134",
            "12065550134",
            "+12065550134",
        ),
        *("1-206-555-0134", "+1 (206) 555-0134", "555-0134", "+44 20 7946 0958", "310-555-0134", "call 206-555-0134"),
    ),
    "e-mail addresses": ("maria@example.org", "Maria <m.lopez@mail.example.com>", "mailto:m+1@example.org"),
    "free text": ("she asked to be called on monday", "x" * 60, "Was\nvery\nkind to my mother"),
}
ORDINARY = (
    *(
        "C-000123",
        "R_77",
        "2026000012345",
        "9999000000001",
        "INVENTED-000123",
        "123456",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    ),
    *("20260131140500", "CARE12", "1700000000", "5000000001", "Contact-001", "A1", "2025-000123", "0042", "2061234567"),
)


@pytest.mark.parametrize(("what", "header"), [(what, header) for what, headers in NAMED.items() for header in headers])
def test_a_column_named_like_personal_data_is_refused(what: str, header: str) -> None:
    for contract in (CONTACTS, SURVEY):
        with pytest.raises(BadInput, match=what) as refused:
            refuse_by_name(contract, "export.csv", [*contract.headers, header])
        assert repr(header) in str(refused.value)


def test_the_contracts_own_columns_and_ordinary_ones_are_not_refused_by_name() -> None:
    for contract in (CONTACTS, SURVEY):
        refuse_by_name(contract, "export.csv", [*contract.headers, *ORDINARY_HEADERS])


@pytest.mark.parametrize(("what", "value"), [(what, value) for what, values in PERSONAL.items() for value in values])
@pytest.mark.parametrize("header", ["extra", "contact_id"])
def test_a_column_that_holds_personal_data_is_refused_without_a_value(header: str, what: str, value: str) -> None:
    cells = [value, "", "C-000124", "C-000125"]
    with pytest.raises(BadInput, match=what) as refused:
        refuse_by_value(CONTACTS, "export.csv", {header: cells})
    assert header in str(refused.value)
    assert value not in str(refused.value)


@pytest.mark.parametrize("value", ORDINARY)
@pytest.mark.parametrize("header", ["extra", "contact_id", "cad_event_number"])
def test_ordinary_identifiers_are_not_refused(header: str, value: str) -> None:
    refuse_by_value(CONTACTS, "export.csv", {header: [value, value, value]})


def test_a_slip_is_left_to_the_row_and_a_fifth_is_not() -> None:
    ids = [f"C-{number:06}" for number in range(8)]
    refuse_by_value(CONTACTS, "export.csv", {"contact_id": [*ids, "Maria Lopez", "Maria Lopez"]})
    with pytest.raises(BadInput):
        refuse_by_value(CONTACTS, "export.csv", {"contact_id": [*ids[:7], *["Maria Lopez"] * 3]})


def test_a_list_of_allowed_values_is_not_looked_at() -> None:
    refuse_by_value(SURVEY, "export.csv", {"channel": ["in person"] * 9, "role": ["Person Served"] * 9})
