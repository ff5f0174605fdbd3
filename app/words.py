"""Every word a reader sees that is not a metric's own: the one place a translation needs."""

from datetime import date

LANGUAGE = "en"
SITE = "CARE responders: public performance dashboard"
DESCRIPTION = "How Seattle's CARE crisis responders answer 911 calls: how many, how fast, and what it frees."
TAGLINE = "How Seattle’s behavioral health responders answer 911 calls."
SKIP = "Skip to the numbers"
INVENTED = "Demonstration: these numbers come from invented data and say nothing about Seattle."
INVENTED_SHORT = "Invented data"
NO_DATA_YET = "No data is published yet"
NO_DATA_YET_DETAIL = "The first refresh of the data has not run. Please come back later."
STALE = "These numbers are old: the data ends on {day}, {age} days ago."
NEWS = "New data has been published. "
NEWS_ACTION = "New data: update"
FAILURE = "This part could not be worked out. "
FAILURE_ACTION = "Load the page again"

FILTERS = "Choose what to count"
PERIOD = "Period"
FROM_DAY = "From"
TO_DAY = "To"
PRECINCT = "Precinct"
PRIORITY = "Priority"
PRIORITY_HELP = "1 is the most urgent."
CALL_TYPE = "Call type"
CALL_TYPE_SEARCH = "Add a call type"
CALL_TYPE_HELP = "Type to search, choose from the list, then press Enter."
CALL_TYPE_PICK = "Choose a call type from the list."
ALSO = "Also filtered by {name}: {values}."
ALL = "all"
RESET = "Reset"
PROBLEMS = "Left out of the filters: "
CUSTOM = "Other dates"
PRESETS = {
    "last-12-months": "Last 12 full months",
    "last-30-days": "Last 30 days",
    "since-launch": "Since CARE began",
}
"""Names of the periods offered; years name themselves."""

NOT_COUNTED = "Not counted: {reasons}."
WHAT_IS_THIS = "What is this?"
TABLE = "Table"
CSV = "CSV"
GROUP_N = "n"
INCOMPLETE = "incomplete"
DATA_THROUGH = "Data through {day}."
EXCLUDED = {
    "no_arrival": "{count} without an arrival time",
    "no_clear": "{count} not yet cleared",
    "outside_0_24h": "{count} outside 0–24 hours",
}
NOTHING_MATCHES = "No CARE calls match. Try a longer period or fewer filters."

HOME = "What is CARE doing?"
MONTHLY = "How many calls does CARE respond to each month?"
MONTHLY_SENTENCE = "CARE was sent to {total} calls from {start} to {end}; most in {month} ({most})."
MONTHLY_AXIS = "CARE calls a month"
MONTHLY_INCOMPLETE = "Striped months are not complete."
PHASES = "Program phases marked on the chart"
BEATS = "Where does CARE respond?"
BEATS_SENTENCE = "Most CARE calls were in beat {beat} ({most} of {total})."
BEATS_NONE = "None of the {total} CARE calls has a beat on the map."
BEATS_SCHEMATIC = "A schematic map: one square for each police beat, roughly where it lies; the darker, the more calls."
BEATS_ELSEWHERE = " {count} calls have no beat on the map."

FOOTER = "Snapshot {snapshot}. Vintage of the export: {vintage} UTC. Counts are of dispatched 911 events."


def day(value: date) -> str:
    """Write a day as text, such as Mar 1, 2025."""
    return f"{value:%b} {value.day}, {value.year}"


def month(label: str) -> str:
    """Write a month's label, such as 2025-03, as text."""
    return f"{date.fromisoformat(label + '-01'):%B %Y}"


METHODS = "How these numbers are made"
METHODS_INTRO = (
    "Every number on this site has one definition, below. The pages, the files and the data interface all read it, so "
    "they say the same."
)
METHODS_CONTENTS = "On this page"
METHODS_PARTS = {
    "definitions": "What each number means",
    "limits": "What to keep in mind",
    "phases": "When and where CARE works",
    "quality": "How good the data is",
    "dictionary": "Every table and column",
}
WHY, UNIT, COUNTED, SMALLEST = "Why it matters", "Unit", "What one is", "Fewest events"
SOURCE, IN_DATA, CHANGED = "Source", "Name in files", "Definition changed"
SMALLEST_N = "Not shown for fewer than {n} events."
ALWAYS_SHOWN = "Always shown."
LIMITS = (
    "Only events to which a unit was sent are in the data. A call that was cleared before that is not.",
    "A police event and a CARE unit on it can be one event: each event counts once, however many units came.",
    "Every unit that is not CARE’s counts as police: community service officers and telephone reporting too.",
    "Times are local clock times as recorded. In the repeated hour in November an interval can come out wrong; an "
    "interval below 0 or above 24 hours is left out, and counted beside the number.",
    "The City updates old rows. A number for a past month can change with a new export.",
    "Fire department units, and what people say about the help they got, are not in this data.",
)
PHASES_INTRO = "Coverage is judged by these dates, hours and areas. Each comes from the source beside it."
PHASE_COLUMNS = ("From", "Phase", "Hours", "Area", "Responders", "Source")
QUALITY_INTRO = "Counted in the data behind this page."
QUALITY_COLUMNS = ("Weakness", "Found", "Share")
OF_ALL = "{percent}% of {of_all}"
CROSS_CHECKS = "Published durations beside ours"
CROSS_CHECKS_INTRO = (
    "The export publishes some durations itself. We work all of them out from the units’ times, and compare. Not "
    "comparable: not published, or rows of some units are missing."
)
CROSS_CHECK_COLUMNS = ("Published column", "Agree", "Differ", "Not comparable")
REJECTIONS = "Rows that were rejected"
REJECTION_COLUMNS = ("Reason", "Rows")
NO_REJECTIONS = "None."
DICTIONARY_INTRO = "The tables of the data file and what each column holds."
DICTIONARY_COLUMNS = ("Column", "Meaning", "Unit", "Values")
NAVIGATION = "Pages"
API = "Data for programs"
PAGES = {"/": HOME, "/methods": METHODS, "/api": API}
