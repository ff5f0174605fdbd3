"""What a page is asked: filters and view, read together from one address, put to one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlencode

from app import words
from app.db import Snapshot
from app.filters import VIEWS, Choices, Filters, Problem, View, read, read_view
from app.labels import UNKNOWN
from app.periods import within_data
from app.queries import choices, outlines


@dataclass(frozen=True)
class Asked:
    """A question to a snapshot: which events, what is shown of them, and what of it was not understood."""

    snapshot: Snapshot
    filters: Filters
    view: View
    problems: tuple[Problem, ...] = ()

    @property
    def address(self) -> str:
        """The question as an address holds it: nothing when it is the one a page opens with."""
        is_default = self.filters == within_data(self.snapshot.info, Filters())
        return self.link() if not is_default else _search(self._view())

    @property
    def period(self) -> str:
        """The days asked for, as text."""
        return words.period(self.filters.start or date.min, self.filters.end or date.max)

    def link(self, **changed: object) -> str:
        """Write an address with the whole question, so that it means the same later, with some filters changed."""
        return _search(self.filters.model_copy(update=changed).query(**self._view()))

    def without(self, name: str, value: str) -> str:
        """Write the address without one value of one filter."""
        left = tuple(held for held in getattr(self.filters, name) if held != value)
        return self.link(**{name: left})

    def _view(self) -> dict[str, str]:
        return self.view.query(first_view(self.snapshot))


def read_question(search: str | None, snapshot: Snapshot) -> Asked:
    """Read the question in an address's query string; days left out become the default period."""
    return question_of(parse_qs((search or "").removeprefix("?")), snapshot)


def question_of(pairs: Mapping[str, list[str]], snapshot: Snapshot) -> Asked:
    """Read the question in named values; days left out become the default period."""
    filters, problems = read(pairs, choices(snapshot))
    view, unknown = read_view(pairs, first_view(snapshot), view_choices(snapshot))
    return Asked(snapshot, within_data(snapshot.info, filters), view, (*problems, *unknown))


def view_choices(snapshot: Snapshot) -> Choices:
    """List what each part of the view can be: without boundaries, no event has a council district."""
    held = choices(snapshot)
    return {
        name: [value for value in values if not set(held.get(value, (value,))) <= {UNKNOWN}]
        for name, values in VIEWS.items()
    }


def first_view(snapshot: Snapshot) -> View:
    """Return the view as it first comes: the map by neighborhood, whose names people know, where they can be drawn."""
    return View(areas="neighborhood") if outlines(snapshot, "neighborhood") else View()


def _search(query: str | Mapping[str, str]) -> str:
    text = query if isinstance(query, str) else urlencode(query)
    return f"?{text}" if text else ""
