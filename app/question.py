"""What a page is asked: filters and view, read together from one address, put to one snapshot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs, urlencode

from app import words
from app.db import Snapshot, Warehouse
from app.filters import VIEWS, Choices, Filters, Problem, View, given_again, read, read_view
from app.labels import UNKNOWN
from app.periods import within_data
from app.queries import choices
from app.reference import outlines

PIN = "snapshot"
"""What an address calls the snapshot that it is pinned to."""


@dataclass(frozen=True)
class Asked:
    """A question to a snapshot: which events, what is shown of them, and what of it was not understood.

    `pin` is the snapshot's id where the address names it, so that every link of the page does too; `page` is the whole
    address of the page that asks, without the question. `named` writes the filters as a page does whose address has a
    name of its own for them, such as a month; other addresses hold filters and view.
    """

    snapshot: Snapshot
    filters: Filters
    view: View
    problems: tuple[Problem, ...] = ()
    pin: str | None = None
    page: str = ""
    named: Callable[[Filters], Mapping[str, str]] | None = None

    @property
    def address(self) -> str:
        """The question as an address holds it: nothing when it is the one a page opens with."""
        is_default = self.filters == within_data(self.snapshot.info, Filters())
        return self.link() if not is_default else _search(self._others())

    @property
    def period(self) -> str:
        """The days asked for, as text."""
        return words.period(self.filters.start or date.min, self.filters.end or date.max)

    def link(self, **changed: object) -> str:
        """Write an address with the whole question, so that it means the same later, with some filters changed."""
        filters = self.filters.model_copy(update=changed)
        return _search({**self.named(filters), **self._pinned} if self.named else filters.query(**self._others()))

    def elsewhere(self, path: str, place: str) -> str:
        """Write the address of a place on a page that has no question, of the snapshot that this one is pinned to."""
        return f"{path}{_search(self._pinned)}#{place}"

    def unpinned(self) -> str:
        """Write an address with the whole question, put to whichever snapshot is the newest when it is followed."""
        return replace(self, pin=None).link()

    @property
    def permanent(self) -> str:
        """The whole address of the page with its whole question, which gives the same numbers while this is kept."""
        return f"{self.page}{replace(self, pin=self.snapshot.info.snapshot).link()}"

    def without(self, name: str, value: str) -> str:
        """Write the address without one value of one filter."""
        left = tuple(held for held in getattr(self.filters, name) if held != value)
        return self.link(**{name: left})

    def _others(self) -> dict[str, str]:
        """Write what an address holds beside the filters."""
        return {**self._pinned, **self.view.query(first_view(self.snapshot))}

    @property
    def _pinned(self) -> dict[str, str]:
        return {PIN: self.pin} if self.pin else {}


def pinned_in(search: str | None) -> str | None:
    """Read which snapshot an address names; None where it names none."""
    return next(iter(_pairs(search).get(PIN, ())), None)


def read_question(search: str | None, snapshot: Snapshot, page: str = "") -> Asked:
    """Read the question in an address's query string; days left out become the default period."""
    return question_of(_pairs(search), snapshot, page)


def question_to(warehouse: Warehouse, search: str | None, page: str = "", laid_out: str | None = None) -> Asked:
    """Read the question in an address and put it to the snapshot that it names.

    Where it names none, it goes to the one that the page was laid out with, and without such a page to the newest.
    Raises `NoSnapshot` as `Warehouse.snapshot` does.
    """
    return read_question(search, warehouse.snapshot(pinned_in(search) or laid_out), page)


def question_of(pairs: Mapping[str, list[str]], snapshot: Snapshot, page: str = "") -> Asked:
    """Read the question in named values; days left out become the default period."""
    asked = {name: values for name, values in pairs.items() if name != PIN}
    filters, problems = read(asked, choices(snapshot))
    view, unknown = read_view(asked, first_view(snapshot), view_choices(snapshot))
    told = (*given_again(pairs, (PIN,)), *problems, *unknown)
    pin = snapshot.info.snapshot if pairs.get(PIN) else None
    return Asked(snapshot, within_data(snapshot.info, filters), view, told, pin, page)


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


def _pairs(search: str | None) -> dict[str, list[str]]:
    return parse_qs((search or "").removeprefix("?"))


def _search(query: str | Mapping[str, str]) -> str:
    text = query if isinstance(query, str) else urlencode(query)
    return f"?{text}" if text else ""
