"""The filter bar's controls, a line a filter: which group it stands in, and how its values are chosen."""

from dataclasses import dataclass

from app import words


@dataclass(frozen=True)
class Control:
    """How readers choose a filter's values: from checkboxes, or by searching a long list."""

    name: str
    is_searched: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        return words.FILTER_LABELS[self.name]


GROUPS: dict[str, tuple[Control, ...]] = {
    "where": (
        Control("neighborhood", is_searched=True),
        Control("precinct"),
        Control("sector"),
        Control("beat", is_searched=True),
        Control("district"),
    ),
    "what": (Control("call_type", is_searched=True), Control("priority")),
    "when": (Control("weekday"), Control("hour")),
    "who": (Control("responders"), Control("call_source"), Control("received")),
}
CONTROLS = tuple(control for controls in GROUPS.values() for control in controls)
SEARCHED = tuple(control for control in CONTROLS if control.is_searched)
