"""Words of the page of changes, and of differences wherever they stand."""

NOT_GIVEN = "–"

QUESTION = "What changed?"
DESCRIPTION = (
    "Any number about Seattle's CARE crisis responders beside the period before and the year before, by place, type or "
    "time of day: difference, percent and how many events each rests on."
)
INTRO = "Choose a number, and what to break it down by, in the filters above."
SHOWN = "Shown: {label}, by {by}."
SHOWN_WHOLE = "Shown: {label}, not broken down."

CHART = {
    "previous": "What changed most since the period before?",
    "year": "What changed most since the year before?",
}
NUMBER = "{label}: {text}."
NUMBER_WITH_N = "{label}: {text} (n = {n})."
POINTS_MOVED = "The difference: {difference} percentage points."
SAME_PERIOD = "The year before is the period before, {period}: what changed since then is said above."
RISES = "The largest rise by {by}: {told}."
FALLS = "The largest fall by {by}: {told}."
IN_POINTS = "{difference} points"
ONE = "{name}, from {was} to {now} ({difference})"
ONE_WITH_N = "{name}, from {was} to {now} ({difference}; n = {n_was} and {n_now})"
SEVERAL = "{names} ({difference} each)"
NONE_MOVED = "No group with enough events rose or fell."
AXIS = "Difference in {unit}"
PERCENTAGE_POINTS = "percentage points"
CHART_SHOWN = (
    "Bars to the right are rises, to the left falls. Shown are {shown} of the {n} groups that changed and had {fewest} "
    "events or more in either period; the table below has every group."
)

TABLE = "The numbers, period by period"
ALL = "All together"
GROUP = "Group"
NOW = ("This period{mark}", "n, this period")
OTHER = {
    "previous": ("Period before{mark}", "n, period before", "Difference from period before", "%, from period before"),
    "year": ("Year before{mark}", "n, year before", "Difference from year before", "%, from year before"),
}
MARK = "*"
PERIODS = {"now": "This period", "previous": "Period before", "year": "Year before"}
PERIOD = "{name}: {period}."
INCOMPLETE = "{name}*: {period}. * This period is incomplete: the data does not hold all of it."
UNITS = "Values and differences are in {unit}. Each difference is worked out before rounding."
POINTS = "Values are in percent, differences in percentage points. Each difference is worked out before rounding."
PERCENT_RULE = (
    "A percent is given where both periods have {fewest} or more {counted}, and the earlier value is above zero; where "
    "it is not given, a dash stands."
)
POINTS_RULE = "A dash stands where either period has too few {counted} to show."
NO_CAUSE = "The table says what changed, not why."
STEPS, STEPS_LINK = "CARE’s area, hours and team grew in steps:", "when and where CARE works"
MODELED = (
    "The numbers are modeled, as if police would have gone to {percent} of these calls. Chance alone leaves open the "
    "range beside each; where two ranges overlap, their difference may be chance."
)
FILES = "Files: "
FILE_BOTH = "CSV: this table"
FILE_OF = {"previous": "CSV: period before only", "year": "CSV: year before only"}
FILE_WHOLE = "CSV: the row of all together"
