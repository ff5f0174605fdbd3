"""The filter bar's controls: a line a filter, which says how its values are chosen, and a line a part of the view."""

from collections.abc import Mapping
from dataclasses import dataclass

from app import words
from app.filters import AREAS
from etl.metrics import DIMENSIONS, METRICS


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


@dataclass(frozen=True)
class Choice:
    """A list to choose a part of the view from, on the page that shows it; `place` is that page's style class.

    `names` says what each value is called; `is_by_aim` puts the numbers of a long list under the aims that they serve.
    """

    name: str
    label: str
    place: str
    names: Mapping[str, str]
    is_by_aim: bool = False


_NUMBERS = {name: metric.label for name, metric in METRICS.items()}
_AREAS = {name: DIMENSIONS[name].label for name in AREAS}
CHOICES = (
    Choice("metric", words.MAP_METRIC, "for-map", _NUMBERS),
    Choice("areas", words.MAP_AREAS, "for-map", _AREAS),
    Choice("change", words.CHANGE_METRIC, "for-changes", _NUMBERS, is_by_aim=True),
    Choice("by", words.CHANGE_BY, "for-changes", words.BREAKDOWNS),
)
