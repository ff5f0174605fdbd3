"""The words of files: what is in them, and what their metadata says."""

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
