"""Words of charts that are drawn without scripts."""

TOLD = "{title}. {values}."
OPEN = {"month": "Months that the data does not hold whole are drawn open."}
MARK = "▲{number}"
UNKNOWN = "–"
