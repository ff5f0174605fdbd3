"""The ids that layouts and callbacks share, each spelled once."""

URL = "url"
ASKED = "asked"
SNAPSHOT = "snapshot"
NEWS_CLOCK = "news-clock"
NEWS = "news"
FAILURE = "failure"
PROBLEMS = "problems"

PRESET = "preset"
START = "start"
END = "end"
PRECINCT = "precinct"
PRECINCT_SUMMARY = "precinct-summary"
PRIORITY = "priority"
PRIORITY_SUMMARY = "priority-summary"
CALL_TYPE = "call-type"
CALL_TYPE_SEARCH = "call-type-search"
CALL_TYPE_LIST = "call-type-list"
CALL_TYPE_SUMMARY = "call-type-summary"
RESET = "reset"


def chart(name: str, part: str) -> str:
    """Name a part of a chart card: `figure`, `sentence`, `table`, `csv` or `note`."""
    return f"{name}-{part}"
