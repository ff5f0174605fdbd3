"""The ids that layouts and callbacks share, each spelled once."""

URL = "url"
PAGE = "page"
ASKED = "asked"
SNAPSHOT = "snapshot"
NAVIGATION = "navigation"
NEWS_CLOCK = "news-clock"
NEWS = "news"
AGE = "age"
BUILD = "build"
FAILURE = "failure"
PROBLEMS = "problems"
SAID = "said"
DAYS_HELD = "days-held"
CHIPS = "chips"
NOTHING = "nothing-matches"

BAR = "filters"
BAR_SUMMARY = "filters-summary"
PRESET = "preset"
START = "start"
END = "end"
COUNT = "count"
POLICE_SHARE = "police-share"
POLICE_SHARE_TEXT = "police-share-text"
RESET = "reset"
COPY = "copy-link"
COPIED = "copied"


def chart(name: str, part: str) -> str:
    """Name a part of a chart card: `figure`, `sentence`, `table`, `files`, `about` or `note`."""
    return f"{name}-{part}"


def control(name: str, part: str = "") -> str:
    """Name the control of a filter or of a part of the view, or a part of it: `search` or `list`."""
    return "-".join([name.replace("_", "-"), *([part] if part else [])])


def group(name: str, part: str) -> str:
    """Name a part of a group of controls: `group` or `summary`."""
    return f"{name}-{part}"
