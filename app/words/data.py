"""The words of the page of data."""

QUESTION = "What is in the data, and how do I get it?"
DESCRIPTION = (
    "Every number about Seattle's CARE crisis responders as a file, as text for programs, and what the files hold."
)

HOLDS = "What is in it"
HOLDS_SENTENCE = (
    "The data is the record of 911 and police dispatch in Seattle from {first} to {last}: when a call came in, what it "
    "was about, in which area, which units were sent, and when each was sent, arrived and was free again."
)
HOLDS_NOT = "It holds no names, no addresses and no points on a map. Places are areas."
SOURCE = "It comes from “{dataset}”, which the City of Seattle publishes as open data in the public domain: "
DATASET, DATASET_ADDRESS = "Call Data", "https://data.seattle.gov/d/33kz-ixgy"
INVENTED = (
    "What this site shows now is invented, for demonstration. The name of each file begins with INVENTED, and each row "
    "says so."
)
FREE = "You may use, copy and pass on every number here. To say where it is from: “{citation}”."
CITATION = "{site}, data through {last}, snapshot {snapshot}"
CITATION_INVENTED = "{site}, demonstration with invented data, data through {last}, snapshot {snapshot}"
MORE = "More on the page of methods: "
MORE_LINKS = {
    "definitions": "what each number means",
    "quality": "how good the data is",
    "dictionary": "every table and column",
}

NUMBERS = "Take the numbers with you"
NUMBERS_SENTENCE = (
    "Every number for {period} and the filters above; those about people are published by quarter, and no filter "
    "changes them. Its files hold what the screen shows, from the same data."
)
AIM = "{aim}: {count} numbers"
COLUMNS = ("Number", "Value", "Files")
NOT_APPLIED = "Not filtered by: {filters}."
CSV, JSON = "CSV: ", "JSON: "
WHOLE = "one number"
BY = {
    "month": "by month",
    "precinct": "by precinct",
    "neighborhood": "by neighborhood",
    "call_type": "by call type",
}
PEOPLE_BY = {"quarter": "by quarter", "precinct": "by precinct", "language": "by language", "outcome": "by outcome"}
"""The breakdowns that have a link of their own, of events and of what is published about people."""

ROWS = "Every event and every unit sent"
ROWS_SENTENCE = (
    "The rows that the numbers are counted from, for {period} and the filters above. Every number here can be worked "
    "out again from them."
)
ROWS_RULES = (
    "The rules of counting change numbers, not these rows. Rows come from the newest data only, so that what the City "
    "withholds later disappears here too."
)
ROWS_DESCRIBED = "what is in it"
ROWS_NEWEST = "The rows of the newest, for the same question"

PROGRAMS = "For programs"
PROGRAMS_SENTENCE = "What this site shows, programs can ask for as JSON or CSV, without a key."
PROGRAMS_ADDRESSES = {
    "/api": "all of it to read",
    "/openapi.json": "the same for programs",
    "/api/v1/metrics": "what each number means",
    "/api/v1/filters": "the values that each filter can take",
    "/api/v1/quality": "the known weaknesses of the data",
    "/api/v1/restatements": "how each refresh changed the data",
    "/api/v1/fire-volume": "the fire department’s low-acuity aid responses by month, as context",
    "/datapackage.json": "every file with its columns, units and keys, as a Data Package",
    "/data.json": "the same files as a DCAT-US catalog, for open-data portals",
}
PARAMETERS = (
    "Filters have one name everywhere ({filters}), and are repeated for several values.",
    "“by” breaks a number down by one or two dimensions, and “compare” (previous, year, or both) adds other "
    "periods to each row.",
    "Without “start” and “end” the answer is for all the data, and without “snapshot” from the newest.",
)
EXAMPLE = "For example, the calls of this page by month: "
EXAMPLE_CSV = "The same as CSV: "

FILE = "What a file says"
FILE_SENTENCE = (
    "A file is the same answer that the screen shows, a row for each group. It is CSV in UTF-8, which a spreadsheet "
    "opens. With “.parquet” instead of “.csv” in its address it is Parquet, and “/metadata.json” there says what it "
    "holds."
)
FILE_COLUMNS = {
    "month, precinct, …": "The group, a column for each thing asked by.",
    "…_label": "The group in words, where the column before it is a code.",
    "care_calls, …": "The value under the number’s own name, not rounded. A share is a fraction from 0 to 1. Empty "
    "where there is nothing to show.",
    "…_low, …_high": "The range that chance leaves open, 95%, of a modeled number or of a share of people.",
    "text": "The value as the screen shows it.",
    "n": "How many events the value rests on.",
    "excluded_…": "Events left out, a column for each reason.",
    "detail_…": "What a modeled number is made of.",
    "compared_…, difference…": "The other period, and the change from it, where one was asked for.",
    "previous_…, year_…": "The same of the period before and of the year before, where both were asked for.",
    "withheld": "Why the value is not shown, where it is not: too few events, or fewer than 11 people.",
    "complete": "“yes” if all days of the row are in the data and in the filters.",
    "published_on": "The day on which a number about people was published; it does not change afterwards.",
    "note": "What else a reader has to know, where there is something.",
    "snapshot": "Which build of the data this is. An address that names it gives the same file while it is kept.",
    "data_through": "The last complete day in the data.",
    "data_kind": "“real”, or “invented demonstration data”.",
}
