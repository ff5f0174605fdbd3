"""Words about when CARE works."""

HOURS = "CARE’s published hours: {hours}."
SINCE = "from {day}, {hours}"
