"""Words of the home page's sentences and of its chart over time."""

NOTHING = {
    "dispatched": "{period}: CARE was sent to no call that matches these filters.",
    "arrived": "{period}: CARE reached no call that matches these filters.",
    "all": "{period}: CARE logged nothing that matches these filters.",
}
CALLS = {
    "dispatched": "{period}: CARE was sent to {calls}: {alone} without police and {joint} together with police.",
    "arrived": "{period}: CARE reached {calls}: {alone} without police and {joint} together with police.",
    "all": "{period}: CARE logged {calls}: {alone} without police and {joint} together with police.",
}
SPEED = (
    "It reached half of the {n} calls timed within {median} minutes, and nine in ten of them within {nine_in_ten} "
    "minutes."
)
COVERAGE = "Of {eligible} of a kind that CARE may answer, it reached {reached}."
STAYED = "After police had left, CARE stayed on for {hours} hours in all ({n} timed)."

OVER_TIME = "How has the number of calls changed?"
OVER_TIME_SENTENCE = {
    "dispatched": "{period}: CARE was sent to {calls}.",
    "arrived": "{period}: CARE reached {calls}.",
    "all": "{period}: CARE logged {calls}.",
}
