"""Words about the fire department's public feed, which is context and no more."""

TITLE = "How many low-acuity aid responses does the fire department have?"
CONTEXT = (
    "This is context. The fire department’s public feed says how many calls there were, not who else came, how long "
    "units took, or which dispatch event a call was. So nothing about CARE follows from these numbers, whether they "
    "rise or fall."
)
USUAL = (
    "The fire department had {mean} low-acuity aid responses a month on average in the {months} complete months from "
    "{first} to {last}; the fewest were {low}, the most {high}."
)
ONE = "The fire department had {incidents} low-acuity aid responses in {month}."
NONE_COMPLETE = "The feed holds no complete month of this period."
NONE = "The feed holds no month of this period. It runs from {first} to {last}."
UNFINISHED = "{month} is not complete in the feed: it holds {first} to {last}. Such months are drawn open."
COUNTED = (
    "Counted are the feed’s types {types}. The largest, Aid Response, holds calls that are not minor; the feed has no "
    "finer type. Months are shown whole where the period touches them. No other filter applies."
)
TOLD = "{title} {values}."
TABLE = "low-acuity aid responses by month"
TABLE_SHOW = "Table: each type by month"
MONTH, ALL = "Month", "All"
NOT_COMPLETE = "{month} (not complete)"
SOURCE = "Source: "
DATASET, DATASET_ADDRESS = (
    "Seattle Real Time Fire 911 Calls (kzjm-xkqj), City of Seattle open data",
    "https://data.seattle.gov/d/kzjm-xkqj",
)
FILE = "CSV of all months"

FILE_TITLE = "Fire department: low-acuity aid responses by month"
FILE_IS = (
    "One row per month and type of the fire department's public feed (Fire 911) that counts as low-acuity aid: how "
    "many incidents. It is context, and says nothing about CARE."
)
OF_MONTH = "The month, by the feed’s local time."
OF_TYPE = "The type of response, as the feed names it."
OF_INCIDENTS = "Incidents of the type in the month, each counted once."
OF_FIRST_DAY = "The first day of the month that the feed holds."
OF_THROUGH = "The last such day."
OF_COMPLETE = "Whether the feed holds the whole month. In CSV: yes or no."
INCIDENTS = "incidents"
SUMMARY = "The fire department's low-acuity aid responses by month, as context"
SUMMARY_CSV = "The same as CSV, a row a month and type"
