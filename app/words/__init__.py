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
GROUPS = {"where": "Where", "what": "What", "when": "Time of day", "who": "Who and how"}
FILTER_LABELS = {
    "neighborhood": "Neighborhood",
    "precinct": "Precinct",
    "sector": "Sector",
    "beat": "Beat",
    "district": "Council district",
    "call_type": "Call type",
    "priority": "Priority",
    "weekday": "Day of the week",
    "hour": "Hour of the day",
    "responders": "Who came",
    "call_source": "How the call came in",
    "received": "Who asked",
}
FILTER_HELP = {
    "precinct": "Police precincts, the five large areas of the city.",
    "beat": "The smallest police areas, such as K1. Three make a sector.",
    "district": "Approximate: each beat counts to the district that holds most of it.",
    "call_type": "What the caller reported. Search, choose from the list, then press Enter.",
    "priority": "1 is the most urgent.",
    "hour": "When the call joined the line waiting for a unit.",
}
ADD = "Add a {label}"
NOT_LISTED = "No {label} is called “{given}”."
DID_YOU_MEAN = "Did you mean {value}?"
PICK = "Choose a {label} from the list."
CALL_TYPE_ELIGIBLE = "All that CARE may answer"
CALL_TYPE_GROUP = "All: {kind} …"
COUNT = "What counts as a call"
COUNTED_AS = {
    "dispatched": "CARE was sent",
    "arrived": "CARE arrived",
    "all": "All that CARE logged",
}
COUNTED_BY = {
    "arrived": "Counted: calls that CARE reached; those it was sent to and did not reach are left out.",
    "all": "Counted: everything CARE logged, requests by officers and outreach included; not only calls.",
}
"""What a number says of its rule of counting, where that is not the first."""
MAP_METRIC = "Number on the map"
MAP_AREAS = "Areas"
CHANGE_METRIC = "Number that changed"
CHANGE_BY = "Broken down by"
BREAKDOWNS = {"none": "Nothing: all together", **FILTER_LABELS, "clearance": "How it ended"}
POLICE_SHARE = "Share of these calls police would have been sent to:"
POLICE_SHARE_HELP = "Nobody knows it. Move it to see how much the modeled number depends on it."
PERCENT = "{percent}%"
CHIPS = "Filters that are on"
SAID = "The page now shows: {period}. {label}: {text}."
NO_CHIPS = "No filters besides the period."
FILTERS_FOLDED = "Period, place and other filters"
FILTERS_ON = "filters on: {count}"
REMOVE = "Remove"
ALL = "all"
RESET = "Reset"
COPY_LINK = "Copy link"
COPIED = "Link copied"
APPLY = "Show"
PROBLEMS = "Left out of the filters: "
NOT_UNDERSTOOD = "{parameter} = {given!r} is not understood."
NO_SUCH_FILTER = "There is no such filter."
NO_SUCH_PARAMETER = "There is no such parameter."
DAYS_ALLOWED = "Give a day from 2000 to 2099, such as 2025-03-01."
DAYS_OUT_OF_ORDER = "The first day (start), {start}, is after the last day (end), {end}."
GIVEN_AGAIN = "{parameter} is given more than once."
GIVE_ONCE = "Give it once."
FIRST_IS_READ = "Only the first, {given!r}, is read."
DAYS_SHOWN = "Shown: {period}."
DAYS_IN_ORDER = "Choose days so that start is not after end."
DAY_NOT_APPLIED = {
    "start": "The first day that you chose is not applied.",
    "end": "The last day that you chose is not applied.",
}
STILL_SHOWN = "The numbers are still those of {period}."
CUSTOM = "Other dates"
PRESETS = {
    "last-12-months": "Last 12 full months",
    "last-30-days": "Last 30 days",
    "since-launch": "Since CARE began",
}
"""Names of the periods offered; years name themselves."""
PART_OF_A_YEAR = "{year} ({period})"

NOT_COUNTED = "Not counted: {reasons}."
WHAT_IS_THIS = "What is this?"
GLOSSARY = "Words used here"
SHOW_AS = "Show “{question}” as"
CHART = "Chart"
TABLE = "Table"
ABOUT = "About"
CSV = "CSV"
CSV_OF = "CSV: {label}"
PARQUET_FILE = "Parquet"
FILE_OF = "{kind}: {label}"
WHOLE_DEFINITION = "The whole definition: {label}"
N = "n = {counted}"
N_OF = "{label}: {n}"
N_NOT_SHOWN = "n is not shown"
N_IN_TABLE = "The n of each number stands in the table"
LOW, HIGH = "low", "high"
GROUP_N = "n"
INCOMPLETE = "incomplete"
DATA_THROUGH = "Data through {day}."
EXCLUDED = {
    "no_match": "{count} without comparable calls",
    "no_valid_service_time": "{count} without a usable time of police",
    "no_valid_crew_time": "{count} without a usable time of fire crews",
    "no_arrival": "{count} without an arrival time",
    "no_clear": "{count} not yet cleared",
    "outside_0_24h": "{count} outside 0–24 hours",
    "outside_sfd_data": "{count} on days that the fire department’s export does not reach",
    "not_due": "{count} not due yet",
    "no_answer": "{count} who did not answer the survey",
}
NOTHING_MATCHES = "No CARE calls match. Try a longer period or fewer filters."
OUTSIDE_DATA = "The data does not reach these days: it holds {first} to {last} only."
OUTSIDE_SFD_DATA = "The fire department’s export does not reach these days: it holds {first} to {last} only."
NO_SFD_DATA = "There is no export of the fire department’s units yet."
DATA_BEGINS = "The data begins on {day}; shown from there."
DATA_ENDS = "{day} is the newest day in the data, and it is not complete."
NOT_APPLIED = "The filter “{filters}” does not apply to this: all such calls are counted, whoever came."
NOT_APPLIED_TO_WHOLE = "The filter “{filters}” does not apply to the whole that this is a share of."
NOTHING_WHY = "When and where CARE works"
WIDEN_PERIOD = "Show all since CARE began"
WIDEN_FILTERS = "Take all filters away"
NOT_FOUND = "There is no such page"
NOT_FOUND_DETAIL = "The address may be old or mistyped. These pages are here:"

HOME = "What is CARE doing?"
PHASES = "Program phases marked on the chart"
PLACES = "Where does CARE respond?"
REFRESHED = "What changed with the last refresh"
REFRESHED_SENTENCE = (
    "The newest export is of {day}. Of its {read} rows {accepted} were new or changed, {unchanged} were known already "
    "and {rejected} were rejected."
)
REFRESHED_MORE = "How good the data is"

AREA_RANKED = "The same in words, highest first."
AREA_CHOOSE = "Choose a place to see its numbers only; choose it again to see all."

OTHER_PERIOD = {"previous": "the period before", "year": "the same period a year before"}
MOVED = {
    "up": "{percent}% more than in {other}, {before} ({was}{and_n}).",
    "down": "{percent}% less than in {other}, {before} ({was}{and_n}).",
    "longer": "{percent}% longer than in {other}, {before} ({was}{and_n}).",
    "shorter": "{percent}% shorter than in {other}, {before} ({was}{and_n}).",
    "from": "It was {was} in {other}, {before}{with_n}.",
    "from_zero": "From {was} in {other}, {before}{with_n}, to {now}.",
    "same": "The same as in {other}, {before}{with_n}.",
}
MOVED_N = {"and_n": "; n = {n}", "with_n": " (n = {n})"}
"""What another period's value rests on, inside brackets and in brackets of its own; a count is its own n."""
CHANGE_INCOMPLETE = "Not compared with {other}: the data does not hold all of this period."
CHANGE_INCOMPLETE_BEFORE = "Not compared with {other}, {before}: the data does not hold all of it."
CHANGE_BEFORE_LAUNCH = "Not compared with {other}: CARE began only on {day}."
NO_CHANGE_KNOWN = "No value to compare with: {before}."
RANGE = "between {low} and {high}"
TREND = "Trend of “{label}”: {first_text} in {first}, {last_text} in {last}."

FOOTER = (
    "Snapshot {snapshot}. Vintage of the export: {vintage} UTC. Only events to which a unit was sent are in the data."
)


def day(value: date) -> str:
    """Write a day as text, such as Mar 1, 2025."""
    return f"{day_of_year(value)}, {value.year}"


def day_of_year(value: date) -> str:
    """Write a day whose year is clear as text, such as Mar 1."""
    return f"{value:%b} {value.day}"


def period(start: date, end: date) -> str:
    """Write a period as text, such as Mar 1 to May 31, 2025."""
    if start == end:
        return day(start)
    first = day_of_year(start) if start.year == end.year else day(start)
    return f"{first} to {day(end)}"


def month(label: str) -> str:
    """Write a month's label, such as 2025-03, as text."""
    return f"{date.fromisoformat(label + '-01'):%B %Y}"


NAVIGATION = "Pages"
API = "Data for programs"
PAGES = {
    "/": "Overview",
    "/calls": "Calls",
    "/response-times": "Response times",
    "/capacity": "Capacity freed",
    "/map": "Map",
    "/changes": "Changes",
    "/experience": "Experience",
    "/data": "Data",
    "/methods": "Methods",
    "/reconciliation": "Published figures",
    "/report": "Monthly report",
}

UNKNOWN = "Unknown"
RECEIVED = {"COMMUNITY_GENERATED": "The community", "OFFICER_GENERATED": "Officers or CARE teams"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK_OF = "Week of {day}"
MONTHS_FROM_TO = "{first} to {last} {year}"
FROM_TO = "{start} to {end}"
MOST_URGENT = "{priority} (most urgent)"
MINUTES_FROM_TO = "{start} to {end} minutes"
MINUTES_OR_MORE = "{start} minutes or more"
DISTRICT = "District {}"
DISTRICTS_ARE_APPROXIMATE = (
    "Council districts are approximate: each beat counts to the council district that holds most of its area."
)
BINS_HOLD_THEIR_OWN = (
    "Each row is of the calls that took as many minutes as it names: n says how many they are; the value is of them "
    "alone, not of all calls."
)
NO_DISTRICTS = "Boundaries are not loaded, so no event has a council district. Ask by another dimension."

CSV_COLUMNS = (
    "CSV (RFC 4180, UTF-8), a row a group. Columns: one for each dimension asked by, followed by …_label where its "
    "keys are codes; the unrounded value under the metric's name, with …_low and …_high where it has an interval; text "
    "as on screen; n; excluded_… counts and detail_… parts; compared_… and difference… where it is compared with "
    "another period, previous_… and year_… where it is compared with both; withheld and complete; published_on of "
    "numbers about people; note where there is something to know; snapshot, data_through and data_kind."
)
CSV_PLAIN = (
    "CSV (RFC 4180, UTF-8), a row a figure and rule that was tried. Its columns are named as the fields of the JSON "
    "answer; where ours and theirs have one of the same name, theirs is published_value."
)
CSV_ROWS = (
    "CSV (RFC 4180, UTF-8), a row an event or a unit sent, sent as it is read. What each column means stands at the "
    "address that `Link: rel=describedby` names."
)
PARQUET = "The same columns and rows as Parquet, values with their types, and what the file is in its footer."
API_INTRO = (
    "Written from the same models that check the parameters. A filter may be repeated for several values; days, rules "
    "of counting and snapshot are given once, and so is each period to compare with. A question that cannot be "
    "answered gets a problem document that names the parameter, what was given and what is allowed."
)
API_DOCUMENT = "For programs, the document is at"
API_METRICS = "Metrics"
API_OBJECTS = "What is in the answers"
API_PARAMETER_COLUMNS = ("Parameter", "Meaning")
API_ANSWER_COLUMNS = ("Status", "Type", "What it holds")
API_FIELD_COLUMNS = ("Field", "Kind", "Meaning")
API_LIST_OF = "list of {kind}"
API_BY_NAME = "{kind} by name"
API_KINDS = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "boolean": "true or false",
    "null": "null",
    "date": "day, YYYY-MM-DD",
    "date-time": "time",
}
API_TABLES = {"parameters": "Parameters of {name}", "answers": "Answers of {name}", "fields": "Fields of {name}"}
"""What each table of the page is called, for those who cannot see where it stands."""


def clock(hour: int) -> str:
    """Write a full hour, 0 to 24, as on a clock face: midnight, 1 am, noon, 1 pm."""
    if hour % 12 == 0:
        return "noon" if hour == 12 else "midnight"
    return f"{hour % 12} {'am' if hour < 12 else 'pm'}"
