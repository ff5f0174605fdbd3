"""Whether rows are real, as every file and answer says it."""

DATA_KINDS = ("real", "invented demonstration data")
"""All there are."""


def data_kind(*, is_invented: bool) -> str:
    """Say in words whether rows are real."""
    return DATA_KINDS[is_invented]
