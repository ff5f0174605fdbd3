"""Words of the maps and of the lists beside them."""

CHOSEN_PLACES = "{places}. Of all places: {others}"
CHOSEN_PLACE = "{name}: {told}"

HIGHEST = "{label}: highest in {names}, at {text}."
HIGHEST_TIED = "{label}: highest in {names}, at {text} each."
ONLY_ENOUGH = "Only {names} has enough {counted} to show. {label}: {text}."
ONLY_ANY = "Only {names} has any {counted}. {label}: {text}."
NOWHERE = {
    "%": "CARE reached none of the {counted} in any place with enough of them to show.",
    "hours": "{label}: there was none in any place.",
}
"""By unit, where even the highest value is zero."""
EACH = "{counted} in each of: {names}."
MOST = "Most were in {names}: {text} of {total}."
MOST_TIED = "Most were in {names}: {text} each, of {total}."
NONE = "{label}: no place has enough events to show."

NO_EVENTS = "no {counted}"
DASH = "–"
LEFT_OUT = "not in the filter"
VALUE = "{text} ({basis})"
WITH_RANGE = "{text}, {range}"
OF_WHOLE = "{text} ({part} of {whole})"
NOT_BEFORE = "CARE’s area did not include this place before {day}."
NEVER = "CARE’s area does not include this place."

CHOOSE_AREA = "Choose an area to see its numbers only."
CHOOSE_SQUARE = "Choose a square to see its numbers only."
SCHEMATIC = "A schematic map: one square for each police beat, roughly where it lies."
WITHOUT_MAP = "Boundaries of these areas are not loaded, so they are listed instead of drawn."
ELSEWHERE = "Without a place on the map: {counted}."
CHOSEN = "The areas chosen are outlined; the others stand beside them to compare."
CHOSEN_OF_LIST = "The areas that are not chosen stand beside those that are, to compare."
PARTLY = "Each area counts only what is in the filter ({filters})."
MODELED = "Modeled as if police would have been sent to {percent} of these calls; the range covers chance only."
NOTHING_MODELED = (
    "At 0% police would have been sent to none of these calls, so nothing is modeled and there is no range: what is "
    "left is the hours that police spent on them, taken off."
)

LEGEND = "{label} ({unit})"
OPEN = " / "
WITHOUT_VALUE = {
    "too few": "Too few to show:",
    "no events": "With no {counted}:",
    "left out": "Not in the filter (choosing one takes the other filters on places away):",
}
WITHOUT_ROW = {"no events": "With no {counted}: {names}.", "left out": "Not in the filter: {names}."}
SINCE = "Not in CARE’s area for all of this period, or for a part of it: {count} of {total} places"
SINCE_DAY = "Included from {day} on: {names}."
SINCE_NEVER = "Not included: {names}."
