"""The words of a citation: a sentence to be pasted elsewhere, which says all that a number rests on."""

CITE = "Cite"
COPY = "Copy"
COPIED = "Copied"
SELECTED = "Selected: copy it with your keyboard or menu"

NUMBER = "{label}: {text}, {period}."
CHART = "{question} {sentence}"
OF_PERIOD = "{labels}: {period}."
WITH_INTERVAL = "{text}, {interval}"
INCOMPLETE = "{period} (incomplete)"
OF_ONE = "{label}: {told}"
SOURCE = "{site}, data through {day}, export of {vintage} UTC, snapshot {snapshot}: {link}"
