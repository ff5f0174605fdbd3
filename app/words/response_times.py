"""What the page about response times says."""

QUESTION = "How fast?"
DESCRIPTION = "How long people wait for CARE and for police in Seattle, from joining the line until a unit is there."

CLOCK = "Which clock is this?"
CLOCK_SENTENCES = (
    "The clock starts at the moment the call joins the line waiting for a unit. It does not start at the phone call: "
    "the talk with the call taker comes before.",
    "Other cities start their clocks at other moments. Do not compare these times with theirs.",
    "CARE and police (SPD) answer different calls. Their times stand side by side, but they are not a race.",
)
COUNT = "The choice at “{switch}” changes nothing on this page."

CARE, SPD, FIRST = "CARE", "Police (SPD)", "Whoever came first"
HALF = "Median times: half of the calls took less, half took more."
NONE_TIMED = "{who}: no calls timed."
TOO_FEW_TIMED = "{who}: {text}."
ONE = "{who}: {first} ({first_label})."
FIRST_TO_LAST = {
    "period": "{who}: {first} ({first_label}), then {last} ({last_label}).",
    "priority": "{who}: {first} at {first_label}, {last} at {last_label}.",
}
SHORTEST_TO_LONGEST = "{who}: shortest {first} ({first_label}), longest {last} ({last_label})."
ALL_THE_SAME = "{who}: {first} in each."
MINUTES_AXIS = "Minutes: half of the calls took less"

TREND = "How has response time changed?"
TREND_GAPS = "No mark: no calls, or too few to show."

PARTS = "Where does the time go?"
PARTS_LABELS = {
    "wait": "Waiting until a unit is sent",
    "travel": "On the way",
    "response": "In all, until a unit is there",
    "on_scene": "Then at the scene",
}
PARTS_SENTENCE = "{who}: {wait} until sent, {travel} on the way, {response} until there, then {on_scene} at the scene."
PARTS_NOTE = (
    "Each time is the middle one of its own list of calls. So the middle times of the parts do not add up to the "
    "middle time of the whole."
)

WAIT_FOR = {
    "care": "How long do most people wait for CARE?",
    "spd": "How long do most people wait for police?",
}
WAIT_SENTENCE = (
    "Half of the calls were reached within {half} minutes, nine in ten within {nine_in_ten} ({n} calls timed)."
)
WAIT_TOO_FEW = "{calls} timed: too few to say how long most people wait."
CALL = ("call was", "calls were")
WAIT_AXIS = "Calls, by minutes until a unit is there"
WAIT_HALF = "Half: {text} min"
WAIT_NINE_IN_TEN = "Nine in ten: {text} min"
WAIT_NOTE = "Each bar is five minutes; the last one is all that took two hours or more."

PRIORITY = "Are urgent calls reached sooner?"
PRIORITY_LABEL = "priority {label}"
NO_CALLS = "no calls timed"

HOUR = "Does the hour of the day matter?"
HOUR_NOTE = "The more a cell stands out, the longer. Striped: too few calls to show. Empty: no calls."
HOUR_CELL = "{hour}, {who}: {text}"

PLACE = "Where does CARE take longest?"
PLACE_LIST = "By neighborhood, longest first"
PLACE_CHOOSE = "Choose a neighborhood to see its numbers only."
PLACE_ITEM = ": {text} (n\u00a0=\u00a0{n})"
PLACE_TOO_FEW = "Not in the list, because there are too few calls to show: {count}."
PLACE_TOO_FEW_COUNT = "{count} neighborhoods"
PLACE_TOO_FEW_ONE = "1 neighborhood"

LEFT_OUT = "What is not in these times"
LEFT_OUT_SENTENCES = (
    "A call without an arrival time cannot be timed: perhaps the unit was called off, perhaps the time was not logged. "
    "A time below 0 or above 24 hours is an error in the records. Both are left out of the times, and counted here.",
)
LEFT_OUT_COLUMNS = ("Time", "Calls timed", "Left out")
LEFT_OUT_OF = "{timed} of {calls}"
