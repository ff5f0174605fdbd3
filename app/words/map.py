"""Words of the map page."""

QUESTION = "Where does it happen?"
DESCRIPTION = (
    "CARE calls, response times, coverage and capacity by police beat, neighborhood, precinct or council district."
)
INTRO = "Choose a number and a kind of area in the filters above."
DISTRICTS = "Which beat counts to which council district?"
DISTRICTS_TOLD = (
    "The export names no council district, and where CARE was is not published more closely than the beat. So all of a "
    "beat’s events count to the district that holds most of the beat: numbers by district are approximate. Where a "
    "beat reaches over water, part of it lies in no district."
)
DISTRICTS_LIST = "Each beat with its district, and how much of the beat lies there"
DISTRICT_COLUMNS = ("Beat", "District", "Of the beat", "Of its land")
AREAS = "How does it differ from place to place?"
SHOWN = "Shown: {label}, by {areas}."
