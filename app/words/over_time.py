"""Words of charts over time, by the length of their periods."""

CALLS_AXIS = {"day": "CARE calls a day", "week": "CARE calls a week", "month": "CARE calls a month"}
STRIPED = {
    "day": "A striped day is not complete.",
    "week": "Striped weeks are not complete.",
    "month": "Striped months are not complete.",
}
HOLLOW = {
    "day": "Hollow marks: days that are not complete.",
    "week": "Hollow marks: weeks that are not complete.",
    "month": "Hollow marks: months that are not complete.",
}
MOST = {"day": "Most on {names}: {text}.", "week": "Most in {names}: {text}.", "month": "Most in {names}: {text}."}
OF_WHOLE = {
    "day": "Of the complete days, most on {names}: {text}.",
    "week": "Of the complete weeks, most in {names}: {text}.",
    "month": "Of the complete months, most in {names}: {text}.",
}
EACH = "{text} each"
THE_WEEK = "the {week}"
NOT_COMPLETE = "{name} (incomplete)"
WITH_N = "{text} (n = {n})"
