"""Words of the report of one month, which is made to be printed."""

QUESTION = "What did CARE do this month?"
DESCRIPTION = (
    "Seattle's CARE crisis responders, one month on a few pages to print: numbers, changes, method and limits."
)
BASIS = (
    "All of Seattle, all hours; filters of other pages do not apply. Data through {through}, snapshot {snapshot}, "
    "vintage of the export {vintage} UTC."
)
INCOMPLETE = (
    "This month is not complete in the data, which holds {first} to {last}. Its numbers are of a part of the month, "
    "and are not compared with whole months."
)
OTHER_MONTHS = "Other months"
BEFORE, AFTER = "← {month}", "{month} →"
CHOOSE = "Month"
RUNNING_TITLE = "CARE responders: monthly report, {month}"
RUNNING_BASIS = "Snapshot {snapshot}, data through {through}"

NO_MONTH = "That is no month"
NO_MONTH_DETAIL = "month = {given} is not understood. Give one month as a year and a number, such as 2025-03."
NOT_LOADED = "There is no data of {month}"
NOT_LOADED_DETAIL = "The data holds {first} to {last}. Choose one of those months."
NO_SNAPSHOT = "That snapshot is not kept"

COMPARED = "The month in numbers"
COMPARED_COLUMNS = ("Number", "This month", "n", "Month before", "Same month a year before")
COMPARED_NOTE = (
    "In brackets: by how much this month is more or less than that one. Not said where either rests on fewer than "
    "{fewest} events: such changes are mostly chance. n is of this month."
)
OF_COLUMN = "{column}: {told}"
WAS = "{was} ({moved})"
WAS_INCOMPLETE = "{was}, not compared: incomplete"
BEFORE_LAUNCH = "{was}: before CARE began"
NOT_HELD = "not in the data"
POINTS = "{points} points"

CALLS = "How many calls, and who came?"
CALLS_CHART = "CARE calls by month, without and with police"
CALLS_SENTENCE = (
    "In {month} CARE was sent to {calls}: {alone} without police and {joint} together with police. Beside them it "
    "logged {requests} and {outreach}, which are no calls."
)
REQUEST = ("request by officers at a scene", "requests by officers at a scene")
OUTREACH = ("visit of its own", "visits of its own")

COVERAGE = "What became of the calls CARE could have answered?"
COVERAGE_COLUMNS = ("Outcome", "Calls", "Share", "As a bar")
PLACES = "Where did CARE go?"
PLACES_COLUMNS = ("Neighborhood", "Calls", "As a bar")
PLACES_REST = "{count} more neighborhoods had {calls}."
PLACES_OF = "All neighborhoods together: {calls}."
PLACES_NONE = "CARE was sent to no call in this month."

RESPONSE = "How long did people wait?"
RESPONSE_SENTENCE = (
    "Minutes, of dispatched calls. Each agency’s are of its own calls, which differ in kind, so the two are not a "
    "race. Half of the calls were faster than the median; nine in ten were faster than the next number."
)
RESPONSE_COLUMNS = ("Interval", "Median", "Nine in ten", "n", "Left out")
RESPONSE_CHART = "CARE’s median response time by month, in minutes"
AGENCIES = {"care": "CARE", "spd": "Police"}
INTERVALS = {
    "response": "{who}: from queued to arrived",
    "wait": "{who}: from queued to sent",
    "travel": "{who}: from sent to arrived",
    "on_scene": "{who}: from arrived to free again",
}

NUMBER = "Number"
MEASURED = "Capacity, measured: time CARE carried alone"
MEASURED_SENTENCE = (
    "Added up from the times in the records. They say what CARE did without police, not what police would have done "
    "without CARE. They are never added to the modeled hours."
)
MEASURED_COLUMNS = ("Number", "This month", "n", "What it is of")
MODELED = "Capacity, modeled: police hours avoided"
MODELED_SENTENCES = (
    "No record shows what police would have done without CARE. So it is modeled: the hours that police spend on "
    "comparable calls when they go alone, minus the hours that they did spend on the calls that CARE reached.",
    "It depends on to how many of these calls police would have been sent, which nobody knows. So it is shown for "
    "three shares. The ranges are 95% intervals, and cover chance only.",
)
AT_SHARE = "If police had gone to {percent} of these calls"
WITH_INTERVAL = "{value} ({interval})"

CHANGED = "What changed in the data since last month?"
CHANGED_SENTENCE = (
    "After the data first held all days through {day}, {refreshes} corrected {restated} that stood there before, and "
    "withdrew {withdrawn}."
)
REFRESH, ROW = ("refresh", "refreshes"), ("row", "rows")
CHANGED_SINCE_NONE = "No refresh came after the one that first held all days through {day}, so nothing was corrected."
CHANGED_COLUMNS = ("Month and number", "Was", "Is now")
CHANGED_ROW = "{month}: {label}"
CHANGED_NONE = "No headline number of the months before changed."
CHANGED_MORE = "{count} more are in the log of corrections on the page of methods."

METHOD = "Method and limits"
METHOD_SENTENCE = (
    "Every number is worked out from the City’s dispatch export by one definition, the same on the site, in its "
    "files and here. A call belongs to the month in which it joined the line waiting for a unit."
)
LIMITS = "What to keep in mind"
DEFINITIONS = "Where each number is defined"
CITATION = "How to cite this report"
ON_SITE = "On the dashboard’s site at {path}"
CITE = "CARE responders: public performance dashboard. Report of {month}. Snapshot {snapshot}, data through {through}."
