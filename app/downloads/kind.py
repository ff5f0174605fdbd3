"""Whether rows are real, as every file and answer says it."""


def data_kind(*, is_invented: bool) -> str:
    """Say in words whether rows are real."""
    return "invented demonstration data" if is_invented else "real"
