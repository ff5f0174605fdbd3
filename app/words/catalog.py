"""The words in which other catalogs are told of the data."""

TITLE = "Seattle's CARE crisis responders: calls, response times and police capacity"
DESCRIPTION = (
    "How Seattle's CARE crisis responders answer 911 calls: how many, how fast, and how much police time that frees. "
    "Every number by month, and the events and unit responses that the numbers rest on, from the City's record of "
    "dispatch. It holds no names, no addresses and no points on a map."
)
INVENTED_TITLE = "Invented demonstration data: {title}"
KEYWORDS = (
    *("911", "behavioral health", "CARE", "crisis response", "dispatch", "emergency response"),
    *("police", "public safety", "response time", "Seattle"),
)
PLACE = "Seattle, Washington, United States"

LICENSE = "ODC-PDDL-1.0"
LICENSE_TITLE = "Open Data Commons Public Domain Dedication and License 1.0"

PART_OF = "Seattle's CARE crisis responders: {title}"
NUMBERS = "Numbers by month"
NUMBERS_DESCRIPTION = (
    "Every public number of the dashboard by month, those about people by quarter, a file for each: {numbers}."
)
NUMBER_BY = {"month": "{label}, by month", "quarter": "{label}, by quarter"}
PACKAGE = "Data package"
PACKAGE_DESCRIPTION = "Every file with its columns, units and keys, for programs (Data Package, version 2)."
