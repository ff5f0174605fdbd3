"""Words of the page about the capacity that CARE frees."""

from dataclasses import dataclass

QUESTION = "What did it free?"
DESCRIPTION = "Police hours and Seattle's CARE responders: what is measured, what is modeled, and how it is worked out."
INTRO = (
    "Two numbers, made in two ways: one is measured, one is modeled. They answer different questions, and they are "
    "never added up."
)

MEASURED = "Measured: time CARE carried alone"
MEASURED_SENTENCES = (
    "These hours are added up from the times in the records. They say what CARE did without police. They do not say "
    "what police would have done without CARE.",
    "There are two kinds, and each stands apart: hours that CARE stayed on after police had left, and hours on calls "
    "to which no police were sent.",
)
STAYED = "How long did CARE stay on after police left?"
ALONE = "How long did CARE work on calls without police?"
HOURS_AXIS = {"day": "Hours a day", "week": "Hours a week", "month": "Hours a month"}
HOURS_SENTENCE = "{hours} hours in all ({n} timed)."
HOURS_NONE = "{hours} hours: no {noun} was timed."

MODELLED = "Modeled: police hours avoided"
MODELLED_SENTENCES = (
    "How many more hours would police have spent without CARE? No record can show that. So it is worked out: the hours "
    "that police spend on comparable calls when they go alone, minus the hours that they did spend on the calls that "
    "CARE reached.",
    "It depends on something nobody knows: to how many of these calls police would have been sent. It is set to "
    "{percent} now. You can change it in the filters above, at “{slider}”.",
)
BELOW_ZERO = (
    "At this share, below zero means that police spent more hours on these calls than police alone would have spent if "
    "sent to {percent} of them. A low share by itself can make it so."
)
NOTHING_MODELED = (
    "At 0% police would have been sent to none of these calls. So nothing is modeled and there is no range: the number "
    "is the hours that police spent on them, taken off."
)
WHOLE = "How many police hours did CARE’s calls not need?"
WHOLE_NOTE = "The line through the point is the range that chance alone leaves open (95%)."
NOT_MATCHED = "No number: none of the {calls} that CARE reached has enough comparable calls."
WITH_RANGE = ", {range}"
ESTIMATE = "{hours} ({low} to {high})"

CHANGE = "How has the modeled number changed?"
CHANGE_ONE = "{label}: {hours} hours{range}."
CHANGE_MOST = "Most: {label}, {hours} hours{range}."
CHANGE_LEAST = "Least: {label}, {hours} hours{range}."
CHANGE_SAME = "{hours} hours in each."
CHANGE_OF_WHOLE = {"month": "Of the complete months:", "year": "Of the complete years:"}
CHANGE_NOTE = "The hours add up to the whole, but for rounding."
CHANGE_RANGES = "The ranges do not add up."
STARTS = "phase {number} begins"

WORKED_OUT = "How it is worked out, with the numbers of this choice"
REACHED = "CARE reached {calls}."
OUTSIDE = "It reached {calls} more on days that the fire department’s export does not reach: they are left out."
FEWEST = "30"
LEVELS_COLUMNS = ("Same", "CARE calls")
LEVELS = {
    "matched_by_type_priority_precinct_time": "Type, priority, precinct, and six hours of the day",
    "matched_by_type_priority_precinct": "Type, priority, precinct",
    "matched_by_type_priority": "Type, priority",
    "unmatched": "Too few comparable calls: left out",
}
LEVELS_ALL = "All that CARE reached"
AVOIDED = "So the hours avoided are {expected} − {actual} = {avoided}."
CHANCE_NONE = "Chance leaves no range that shows here."
CHANCE = "Chance alone would let this number be {range} (95% interval)."
OFFICER_HOURS = (
    "A full-time officer is counted with {year} hours a year. In the {days} of this choice that is "
    "{year} × {count} ÷ {year_days} = {hours} hours."
)
OFFICERS = "As full-time officers: {avoided} ÷ {hours} = {officers}."
ROUNDED = "(Each number is rounded by itself, so the last digit can differ.)"
DAY = ("day", "days")

LIMITS = "What to keep in mind"
LIMIT_OF = "{label}: {limit}"
LIMITS_OF = {"measured": "The measured hours", "modeled": "The modeled hours"}
COUNT = "The choice at “{switch}” changes nothing on this page."
PROVISIONAL = "{year} is not over in the data: its modeled numbers are provisional."

OTHER_SHARES = "How much it depends on the share of these calls police would have been sent to: {shares}."
OTHER_SHARE = "at {share}%, {hours} hours{range}"


@dataclass(frozen=True)
class OfAgency:
    """What is said of the modeled hours of one agency: their sentence, their unit, and how they are worked out."""

    whole_sentence: str
    hours_unit: str
    hours_unit_range: str
    compared: str
    expected: str
    actual: str
    actual_untimed: str
    share: str
    share_withheld: str


POLICE = OfAgency(
    whole_sentence="{hours} police hours{range}, if police would have been sent to {percent} of these calls ({n}).",
    hours_unit="Police hours avoided",
    hours_unit_range="Police hours avoided (low to high)",
    compared=(
        "Each is compared with calls that police answered alone, in the same year or the year before. They have to be "
        "of the same type and priority and, where at least {fewest} of those are found, of the same precinct and time "
        "of day. This is how close the comparison is:"
    ),
    expected=(
        "Going by the comparable calls, police alone would have spent {expected} hours if sent to {percent} of these "
        "calls."
    ),
    actual="Police did spend {actual} hours on these calls.",
    actual_untimed="To {calls} police were sent whose time is not known; it adds nothing.",
    share="All dispatched calls in this choice took police {all} hours. As a share: {avoided} ÷ {all} = {share}.",
    share_withheld="All dispatched calls in this choice took police {all} hours. As a share: {share}.",
)
CREWS = OfAgency(
    whole_sentence="{hours} fire crew hours{range} ({n}).",
    hours_unit="Fire crew hours avoided",
    hours_unit_range="Fire crew hours avoided (low to high)",
    compared=(
        "Each is compared with calls that police answered without CARE, in the same year or the year before, on days "
        "that the fire department’s export reaches; those to which no fire unit was sent count with 0 hours. They have "
        "to be of the same type and priority and, where at least {fewest} of those are found, of the same precinct and "
        "time of day. This is how close the comparison is:"
    ),
    expected="Going by the comparable calls, fire crews would have spent {expected} hours on these calls.",
    actual="Fire crews did spend {actual} hours on these calls.",
    actual_untimed="To {calls} fire units were sent whose time is not known; it adds nothing.",
    share="All dispatched calls in this choice took fire crews {all} hours. As a share: {avoided} ÷ {all} = {share}.",
    share_withheld="All dispatched calls in this choice took fire crews {all} hours. As a share: {share}.",
)

FIRE = "And the fire department?"
FIRE_WHY = (
    "CARE may free time of the fire department too. The dispatch export does not hold it, so nothing can be said."
)
FIRE_MISSING = (
    "Fire department (SFD) time",
    "an export of fire units with the event number of the dispatch computer (CAD), unit, crew, and when it was sent, "
    "arrived and was free again",
    "Seattle Fire Department",
)
FIRE_WITH_DATA = (
    "CARE may free time of the fire department too. Its export of units holds {days}; of other days nothing is known. "
    "These are two numbers as well, made in two ways, and never added up."
)
FIRE_MEASURED = "Measured: time CARE carried alone after the fire department"
FIRE_MEASURED_SENTENCE = (
    "These hours are added up from the times in the records. They say what CARE did without the fire department. They "
    "do not say what it would have done without CARE."
)
FIRE_STAYED = "How long did CARE stay on after the fire department left?"
FIRE_MODELED = "Modeled: fire crew hours avoided"
FIRE_MODELED_SENTENCE = (
    "The hours that fire crews spend on comparable calls that police answer without CARE, minus the hours that they "
    "did spend on the calls that CARE reached. How often a fire unit is sent is part of it, so the share of calls "
    "police would have been sent to changes nothing here."
)
FIRE_WHOLE = "How many fire crew hours did CARE’s calls not need?"
FIRE_CHANGE = "How has the modeled number of fire crew hours changed?"
FIRE_WORKED_OUT = "How it is worked out for the fire department"
FIRE_LIMITS = "What to keep in mind about the fire department’s hours"
