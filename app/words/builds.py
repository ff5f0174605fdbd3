"""The words on builds of the data other than the newest: older ones, and those no longer kept."""

OLDER = "You are looking at an older build of the data: snapshot {snapshot}, data through {day}."
ANOTHER = (
    "You are looking at another build of the data: snapshot {snapshot}, data through {day}. It is newer than the one "
    "shown now, {now}, to which this site went back."
)
SEE_NEWEST = "See the newest"
SEE_CURRENT = "See the one shown now"

TITLES = {
    400: "That is not a build of the data",
    404: "That build of the data is not there yet",
    410: "This build of the data is no longer kept",
}
"""What a page or an answer is called that a snapshot would have to give, by its status."""
NOT_AN_ID = "{given!r} is not a snapshot's id."
AN_ID = "It is the time of its build (UTC), such as 20260104T120000Z; the foot of every page names its own."
NOT_YET = "There is no snapshot {asked} yet: the newest is {newest}."
NOT_KEPT = (
    "Snapshot {asked} is not kept any more, or never was. The newest seven are kept, and each month’s last for two "
    "years."
)
NEAREST = "The nearest that is kept is of {day}: snapshot {snapshot}."
SEE_NEAREST = "Ask the nearest build that is kept, {snapshot}"
SEE_NEWEST_INSTEAD = "Ask the newest"
SAID = "What it said"
SAID_INTRO = (
    "The headline numbers of every build are kept for ever. Over all the data that it held, through {day}, it said:"
)
SAID_COLUMNS = ("Number", "Value", "n")
