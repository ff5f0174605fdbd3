"""Words of the page about calls."""

from app.words.sentences import Ranking

QUESTION = "Who calls, where, when?"
DESCRIPTION = "Calls of Seattle's CARE responders: who came, what they are about, when and where, and which went unmet."

RULE = "What counts as a call here: “{rule}”. {meaning} You can change it above, at “{switch}”."
RULE_MEANS = {
    "dispatched": "A call counts when a CARE team was sent to it, also when the team did not get there.",
    "arrived": "A call counts when a CARE team got there. Calls it was sent to and did not reach are left out.",
    "all": "All that CARE logged counts: calls, requests by police officers, and outreach that CARE began itself.",
}
ADD_UP = "Calls without police and calls with police add up to all CARE calls."

BESIDE_PART = "Officers’ requests and outreach"
BESIDE = "Also logged, not counted as calls"
BESIDE_INSIDE = "Logged, and counted above now"
BESIDE_WHY = (
    "Nobody called for these. Police officers at a scene asked for CARE, or CARE began the visit itself. It is real "
    "work, but it is not an answer to a call, so it stands apart."
)
BESIDE_INSIDE_WHY = (
    "The rule “{rule}” is on, so these are inside the number above: {calls}, {requests} and {outreach} make {total}."
)
REQUEST = ("request by an officer", "requests by officers")
OUTREACH = ("outreach visit", "outreach visits")

WHO = "Who came?"
WHO_SENTENCE = {
    "dispatched": "CARE was sent to {calls}: {alone} without police and {joint} with police.",
    "arrived": "CARE reached {calls}: {alone} without police and {joint} with police.",
    "all": "CARE logged {calls}: {alone} without police and {joint} with police.",
}

ABOUT = "What are the calls about?"
ABOUT_RANKING = Ranking(
    first="The most common is {names}: {text} of {total}.",
    tied="The most common are {names}: {text} each of {total}.",
    groups="Types of call in all: {n}.",
)
AS_WRITTEN = "The names are the dispatch center’s own."

WHEN = "When do calls come?"
WHEN_CELL = "{day} from {hour}"
WHEN_SENTENCE = "The busiest time of the week is {names}: {text} of {total}."
WHEN_TIED = "The busiest times of the week are {names}: {text} each of {total}."
WHEN_MOST = {
    "weekday": ("The day with the most: {names} ({text}).", "The days with the most: {names} ({text} each)."),
    "hour": ("The hour with the most: {names} ({text}).", "The hours with the most: {names} ({text} each)."),
}
WHEN_UNIT = "CARE calls by hour and day of the week"
WHEN_HOVER = "{cell}: {counted}"
WHEN_NOTE = "It shows when CARE was sent, so it follows CARE’s working hours."
OUTSIDE_HOURS = "An empty hour outside them does not mean that nobody needed help."

COVERAGE = "What became of the calls CARE could have answered?"
COVERAGE_SENTENCE = "Of {eligible} of a kind that CARE may answer, it reached {reached}{share}. {not_sent}"
COVERAGE_SHARE = " ({share})"
COVERAGE_NOT_SENT = "For {count} the data does not say why CARE was not sent."
COVERAGE_NOTHING = "No call of a kind that CARE may answer matches. Try a longer period or fewer filters."
COVERAGE_UNIT = "Calls of a kind that CARE may answer, and share of all"
COVERAGE_BAR = "{text} ({share})"
COVERAGE_NOTE = "Each call is in one step only: the five steps add up. The striped bar is of calls without a reason."
SHARES = "Shares: {told}."
COUNT_NOT_APPLIED = "The choice at “{switch}” changes nothing here."

SOURCES = "How do calls come in?"
SOURCES_RANKING = Ranking(
    first="The most common way is {names}: {text} of {total}.",
    tied="The most common ways are {names}: {text} each of {total}.",
    groups="Ways in all: {n}.",
)
WHO_STARTED = "Started by {who}: {text}."
STARTED_BY = {
    "COMMUNITY_GENERATED": "the community",
    "OFFICER_GENERATED": "officers or CARE teams",
    "UNKNOWN": "somebody not recorded",
}

WHERE = "Where do calls come from?"
WHERE_RANKING = Ranking(
    first="{names} has the most: {text} of {total}.",
    tied="{names} have the most: {text} each of {total}.",
    groups="Neighborhoods with calls in all: {n}.",
    unknown="The neighborhood is not known for {count}.",
    none_known="The neighborhood is not known for {total} of {total}.",
    name="{name}",
)
