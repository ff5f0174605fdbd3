"""Words that stand on every page around its blocks, in its title, and on paper."""

INVENTED_TITLE = "Demonstration: {title}"
INVENTED_DESCRIPTION = "Demonstration with invented data. {description}"
"""What a page is called and described as, where others tell of it, while its data is invented."""

CONTENTS = "On this page"
WORDS = "Words used here"
TOOK_TOO_LONG = "This took too long"
TOOK_TOO_LONG_DETAIL = (
    "Working this out took longer than it may, so it was given up. Ask again in half a minute, or for fewer days."
)
TOOK_TOO_LONG_NOTICE = "This took too long to work out; please try again in half a minute, or with fewer days. "
REFUSED_WAY_ON = "Show what there is"
BACK_TO_TOP = "Back to top"

FILTERS_ON = "Filters: {filters}."
SNAPSHOT = "Snapshot {snapshot}."

SHOWN_FROM = "It is shown where it rests on {n} {of} or more."
SHARE_SHOWN_FROM = (
    "It is shown where there are {n} {of} or more: they are the whole that it is a share of. Its part may be fewer."
)

TABLE_OF = "Table: {name}"
SIDEWAYS = "Scroll sideways for more →"
DOWN = "Scroll down for more ↓"
BOTH_WAYS = "Scroll sideways and down for more →"
