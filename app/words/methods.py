"""The words of the page of methods."""

from app.words import restatements

QUESTION = "How are these numbers made?"
INTRO = (
    "Every number on this site has one definition, below. The pages, the files and the data interface all read it, so "
    "they say the same."
)
PARTS = {
    "glossary": "Words used here",
    "definitions": "What each number means",
    "limits": "What to keep in mind",
    "phases": "When and where CARE works",
    "quality": "How good the data is",
    "restatements": restatements.TITLE,
    "dictionary": "Every table and column",
}
"""The page's parts by the name that an address gives them."""

GLOSSARY_INTRO = "The words of dispatchers and police, in plain ones."

DEFINITIONS_INTRO = (
    "One line a number, in the order of the three aims that the City’s evaluation names. Open a line for what the "
    "number means, what it leaves out and where it comes from."
)
WHY, UNIT, COUNTED, SMALLEST = "Why it matters", "Unit", "What one is", "Fewest events"
LEFT_OUT, NOT_FILTERED, SOURCE = "Left out, and counted", "Filters that do not change it", "Source"
IN_DATA, CHANGED = "Name in files", "Definition changed"
SMALLEST_N = "Not shown for fewer than {n} events."
ALWAYS_SHOWN = "Always shown."
LIMITS = (
    "Only events to which a unit was sent are in the data. A call that was closed before that is not.",
    "A call that police and CARE both went to is one event: each event counts once, however many units came.",
    "Every unit that is not CARE’s counts as police: community service officers and telephone reporting too.",
    "Times are local clock times as recorded. In the repeated hour in November a time between two moments can come out "
    "wrong. One below 0 or above 24 hours is left out, and counted beside the number.",
    "The City updates old rows. A number for a past month can change with a new export.",
    "Medians, averages and shares of few events jump about. They are not shown for fewer events than their definition "
    "says.",
    "Fire department units are not in this data.",
    "What came of contacts and what people say is published apart, where it is supplied: in fixed tables, by quarter.",
    "Coordinates and addresses of events are never stored. Maps are by area.",
)

PHASES_INTRO = (
    "CARE grew in steps. Which calls it could have answered is judged by these dates, hours and areas. Each comes from "
    "the source beside it."
)
PHASE_COLUMNS = ("From", "Phase", "Hours", "Precincts", "Neighborhoods", "Responders", "Source")
NONE_IN_WHOLE = "none in whole"
ELIGIBLE = "The kinds of call that CARE may answer"
ELIGIBLE_INTRO = "By what the caller reported. Whoever is sent, these are the calls that “eligible” means."
ELIGIBLE_COLUMNS = ("Call type", "When", "Source")
SINCE = "since {day}"

QUALITY_INTRO = "Counted in the data behind this page."
QUALITY_COLUMNS = ("Weakness", "Found", "Share")
OF_ALL = "{percent}% of {of_all}"
CROSS_CHECKS = "Published times beside ours"
CROSS_CHECKS_INTRO = (
    "The export publishes some times between two moments itself. We work all of them out from the units’ times, and "
    "compare. Not comparable: not published, or rows of some units are missing."
)
CROSS_CHECK_COLUMNS = ("Published column", "Agree", "Differ", "Not comparable")
REJECTIONS = "Rows that were rejected"
REJECTION_COLUMNS = ("Reason", "Rows")
NO_REJECTIONS = "None."

DICTIONARY_INTRO = "The tables of the data file and what each column holds. Open a table for its columns."
DICTIONARY_COLUMNS = ("Column", "Meaning", "Unit", "Values")
COLUMNS = "{count} columns"
