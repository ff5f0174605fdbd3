"""The words of files: what is in them, what their columns hold, and what their metadata says."""

EVENTS = "Every event"
EVENTS_ARE = (
    "One row per event of the dispatch computer to which a unit was sent: what it was, who came and when, the "
    "intervals that the numbers rest on, and for a call that CARE reached the police events it is compared with. Test "
    "calls are here too (is_test), and no number counts them."
)
UNIT_RESPONSES = "Every unit sent"
UNIT_RESPONSES_ARE = (
    "One row per event and unit sent to it: when it was sent, arrived and was free again. Column event_number joins it "
    "to the file of events."
)

GROUP = "The group: {dimension}."
GROUP_LABEL = "The group in words: what {column} stands for."
LOW, HIGH = "The lower end of its 95% interval.", "The upper end of its 95% interval."
TEXT = "The value exactly as the screen shows it."
N = "How many events the value rests on."
EXCLUDED = {
    "no_match": "Calls left out because no calls are comparable.",
    "no_valid_service_time": "Calls left out because no usable time of police is known.",
    "no_valid_crew_time": "Calls left out because no usable time of fire crews is known.",
    "no_arrival": "Events left out because no arrival time is known.",
    "no_clear": "Events left out because a unit has not cleared yet.",
    "outside_0_24h": "Events left out because the duration is outside 0 to 24 hours.",
    "outside_sfd_data": "Events left out because the fire department's export does not reach their day.",
    "not_due": "Contacts left out because the follow-up is not due yet.",
    "no_answer": "People left out because they did not answer the survey.",
}
DETAIL = "A part of what the modeled number is made of."
COMPARED_START, COMPARED_END = "The other period’s first day.", "The other period’s last day."
COMPARED = "The value in the other period."
DIFFERENCE = "The value minus that of the other period."
DIFFERENCE_PERCENT = "The difference in percent of the other value, where that is above 0."
COMPARED_COMPLETE = "Whether both periods lie wholly in the data. In CSV: yes or no."
WITHHELD = "Why the value is not shown, where it is not: too few events, or fewer than 11 people."
PUBLISHED_ON = "The day on which this number about people was published; it does not change afterwards."
COMPLETE = "Whether all days of the row are in the data and in the filters. In CSV: yes or no."
NOTE = "What else a reader has to know."
SNAPSHOT = "Which build of the data this is."
DATA_THROUGH = "The last complete day in the data."
DATA_KIND = "Whether the data is real or invented for demonstration."
EVENTS_UNIT, TEXT_UNIT, DAY, YES_NO, FRACTION = "events", "text", "day", "yes/no", "a fraction from 0 to 1"
IN_ITS_NAME = "named by the column: hours, percent, else calls"

ALL_EVENTS = (
    "Every event in the filters. The rules of counting (count, police_share) change numbers, not the rows of this file."
)
ROW_ORDER = "As the snapshot holds them: by when the event was queued, rows that a later refresh brought after those."
GROUP_ORDER = "By group."
REDACTED = (
    "No coordinates, addresses or reporting areas are stored for any event; places are areas. Where the City withholds "
    "an area, it is UNKNOWN. Rows come from the newest snapshot only, so that what the City redacts later disappears."
)
FORMULAS = (
    "In CSV, text that begins with = + - @, a tab or a carriage return has an apostrophe put before it, so that no "
    "spreadsheet runs it. Numbers are as they are. Parquet holds text unchanged."
)
TIMES = "Times are local Pacific wall time as published, without a zone, as ISO 8601."
SOURCE = "Seattle Call Data (33kz-ixgy), City of Seattle open data"
INVENTED_SOURCE = "Invented by this site’s own generator, for demonstration; nothing in it happened"
LICENSE, LICENSE_ADDRESS = "Public domain (PDDL)", "https://opendatacommons.org/licenses/pddl/1-0/"

NO_SUCH_FILE = "There is no such file"
ONLY_CURRENT = "Rows come from the newest snapshot only, so that what the City redacts later disappears."
FROM_CURRENT = "The same from the newest: {address}"
OLD_SNAPSHOT = "Rows of this snapshot are gone"
