"""The words on how the data changed from one refresh to the next."""

TITLE = "How the numbers have changed"
INTRO = (
    "The City corrects old rows, so a number of a past month can change. Each refresh is compared with the one before "
    "it. Names and counts are kept, never what a row said before. The headline numbers of every snapshot stay here for "
    "ever, so that one quoted long ago can be checked by the snapshot that its citation names."
)
NONE = "No refresh is logged in this snapshot."
REFRESHES = "The newest refreshes"
REFRESHES_MORE = "Older ones, {count} of them, are in "
REFRESHES_ALL = "For programs, the whole log is in "
REFRESH_COLUMNS = ("Published", "New rows", "Corrected", "Withdrawn", "CARE calls", "CARE’s median response, minutes")
PUBLISHED = "{day}, {snapshot}"
WITH_N = "{text}, n = {n}"
DEFINITIONS = " (definitions changed too)"
OVERRULED = " (checks overruled: {names})"
MOVED_FROM = "{now} (before: {before})"
COLUMNS = "Columns corrected by the newest refresh"
COLUMNS_HEAD = ("Column", "Rows")
NO_COLUMNS = "It corrected no row that was there before."
MONTHS = "Months that the newest refresh changed"
MONTHS_HEAD = ("Month and number", "Now", "Before")
MONTHS_FIRST = "It is the first of its log: there is nothing to compare it with."
NO_MONTHS = "It changed no headline number of a month that was there before."
ROW = "{month}: {label}"
NOTHING = "none"
LAST = "It corrected {restated} rows that were there before{columns} and withdrew {withdrawn}."
LAST_COLUMNS = ", most often {names}"
LAST_CALLS = " The number of CARE calls over all the data went from {before} to {now}."
LAST_MORE = "All that changed"
