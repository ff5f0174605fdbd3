"""How much one request may say. Whoever says more is refused before any of it is worked on."""

LONGEST_BODY = 64_000
"""Bytes; no page asks with more: every value of every filter chosen is some 30,000."""

LONGEST_ADDRESS = 8_190
"""Bytes of the line that a request begins with, its address in it: the most that gunicorn reads."""

LONGEST_QUERY = 50_000
"""Characters of a question within a body."""

LONGEST_QUERY_STRING = 100_000
"""Bytes of a question in an address, behind a server that reads longer lines than ours."""

MOST_PARAMETERS = 4_000
"""Named values of a question; every value of every filter chosen is some 350."""

LONGEST_VALUE = 1_000
"""Characters of anything else that is typed or chosen."""


def count_parameters(query: str) -> int:
    """Count the named values of a query string without reading them."""
    return query.count("&") + 1 if query else 0
