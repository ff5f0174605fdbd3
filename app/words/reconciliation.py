"""Words of the page that puts published figures beside ours."""

QUESTION = "Do these numbers agree with those that others have published?"
DESCRIPTION = "Figures that the City, the press and others have published on CARE, each beside ours for its own period."
INTRO = (
    "Each figure stands beside ours for its own period. They often count different things, so ours is worked out by "
    "every rule that may have been theirs, and the nearest is shown."
)
INVENTED = (
    "Ours come from invented data here. They do not reconcile with anything that was published, and no difference on "
    "this page means anything."
)
HOW = "How to read this"
HOW_SENTENCES = (
    "“Nearest” is the rule that gives the number closest to the published one. That it is near does not prove that it "
    "is how they counted. Rules that come equally near are all shown; the other rules’ numbers are folded beside them.",
    "Where ours are names, such as the busiest hours, or are withheld, there is nothing to subtract. Then no rule is "
    "called nearest, and all are shown.",
    "The difference is ours minus theirs. Where they said “about”, “almost” or “over”, it is from the number named.",
    "Where our data does not hold the whole period, there is none of ours. A part beside a whole would look "
    "like a difference.",
)
WHY = "Why numbers differ"
WHY_SENTENCES = (
    "They count different things: calls that CARE was sent to, calls that it reached, or all that it logged, requests "
    "by officers and outreach included.",
    "Ours are worked out from the newest export. The City corrects rows of past months, so a figure published earlier "
    "rests on other rows.",
    "Only events to which a unit was sent are in the export. Who counts from CARE’s own records, or from 911 calls "
    "before anybody was sent, counts more.",
    "How a figure was counted is seldom published with it. Where we do not know, it says so.",
)
FIGURES = "Published figures beside ours"
COLUMNS = ("Figure and period", "Published", "Ours, by the nearest rule", "Difference", "Why, as far as it is known")
COLUMNS_INVENTED = ("Figure and period", "Published", "Ours: invented data", "Difference", "Why, as far as it is known")
RULE = "{label}: {counted}"
N = "n = {n}"
TIED = "These rules come equally near."
NONE_NEAREST = "No rule is called nearest: there is no number to subtract."
OTHERS = "By other rules"
OTHER = "{rule}: {text} ({difference}n = {n})"
OTHER_DIFFERENCE = "{difference}, "
POINTS = "{difference} points"
DIFFERENCE = "{difference} ({percent})"
AND_DIFFERENCE = "; "
NO_DIFFERENCE = "–"
NONE = "none"
NOT_HELD = "None: our data does not hold it."
NOT_COVERED = "Not covered: our data begins on {first} and ends on {last}."
PARTLY_COVERED = "Not covered as a whole: our data begins on {first} and ends on {last}."
NO_FIGURES = "This snapshot does not say what answers the published figures. The next refresh of the data will."
FILES = "As files"
FILES_SENTENCE = "Every figure with every rule that was tried, with n and the date of the data:"
CSV = "CSV"
JSON = "JSON"
