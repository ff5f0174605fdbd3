"""What a page is: one question, and blocks that answer it, each rewritten when the reader's question changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from app import ids
from app.components.page_head import contents, stated, words_used
from app.components.static_html import HTML, as_text
from app.db import Warehouse
from app.html_document import WITHOUT_FILTERS
from app.question import Asked, question_to
from app.site import site
from app.words import page as text


class Unanswerable(Exception):
    """A page's address asks for what there is not; the page says so in its place, with an HTTP status."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        """Keep what the page says."""
        super().__init__(f"{title}. {detail}")
        self.status, self.title, self.detail = status, title, detail


FILLED = "page-body filled"
_FEWEST_LISTED = 4
"""Parts of a page that lists them; fewer are found by scrolling."""


class Block(Protocol):
    """A piece of a page: its layout, the outputs it has in it, and what they take for a question."""

    @property
    def parts(self) -> Mapping[str, str]:
        """What the page's list of contents says of the block: titles by the ids they lead to."""

    def layout(self) -> Component:
        """Lay the block out, empty."""

    def outputs(self) -> list[Output]:
        """List what is rewritten, in the order that `values` gives it."""

    def values(self, asked: Asked) -> list[Any]:
        """Work out what the outputs take; the question is put to its snapshot here."""

    def register(self, app: Dash) -> None:
        """Register what the block does in the browser by itself."""


@dataclass(frozen=True)
class Passage:
    """Text and lists that are rewritten with the question; `write` gives what stands in the passage.

    `title` is what the page's list of contents calls it; without one it is not listed.
    """

    name: str
    write: Callable[[Asked], Any]
    class_name: str = "passage"
    title: str = ""

    @property
    def parts(self) -> Mapping[str, str]:
        """List the passage under its title."""
        return {self.name: self.title} if self.title else {}

    def layout(self) -> html.Div:
        """Lay out the place of the passage."""
        return html.Div(id=self.name, className=self.class_name)

    def outputs(self) -> list[Output]:
        """Name the passage."""
        return [Output(self.name, HTML)]

    def values(self, asked: Asked) -> list[Any]:
        """Write the passage."""
        return [as_text(self.write(asked))]

    def register(self, app: Dash) -> None:
        """Do nothing: a passage is read."""


@dataclass(frozen=True)
class Page:
    """A page at `path`: `name` stands in the navigation, `question` is its heading, `description` tells it to others.

    `terms` are the words of the glossary that it uses. `has_filters` is false for a page that the reader's filters do
    not change; such a page may `read` its address in a way of its own, and raise `Unanswerable`. `describes_data` is
    true for the one by which search engines find the data.
    """

    path: str
    name: str
    question: str
    description: str
    blocks: tuple[Block, ...]
    intro: str = ""
    terms: tuple[str, ...] = ()
    has_filters: bool = True
    read: Callable[[str, Warehouse], Asked] | None = None
    describes_data: bool = False

    @property
    def body(self) -> str:
        """The id of the page's body."""
        return f"page-{self.path.strip('/') or 'home'}"

    @property
    def kind(self) -> str:
        """The classes by which style sheets know the page and whether filters change it, for the document's body."""
        return f"{'with-filters' if self.has_filters else WITHOUT_FILTERS} at-{self.body}"

    @property
    def parts(self) -> dict[str, str]:
        """The titles of the page's parts by their ids, in their order."""
        return {place: title for block in self.blocks for place, title in block.parts.items()}

    def asked(self, search: str, warehouse: Warehouse) -> Asked:
        """Read what an address asks of the page, put to the snapshot that it names, else to the newest."""
        address = f"{site()}{self.path}"
        if self.read:
            return replace(self.read(search, warehouse), page=address)
        return question_to(warehouse, search, address)

    def layout(self) -> html.Div:
        """Lay the page out, empty; its callback fills it."""
        first, *others = [block.layout() for block in self.blocks]
        explained = [words_used(self.terms)] if self.terms else []  # the numbers come first
        inside = [*self._head(), first, *explained, *others]
        inside.append(html.P(html.A(text.BACK_TO_TOP, href=f"#{ids.NAVIGATION}"), className="back-to-top"))
        return html.Div(html.Div(inside, id=self.body, className="page-body"))

    def _head(self) -> list[Component]:
        return [
            html.H1(self.question),
            *([html.P(self.intro, className="intro")] if self.intro else []),
            *([html.P(id=self._stated, className="stated")] if self.has_filters else []),
            *([contents(self.parts)] if len(self.parts) >= _FEWEST_LISTED else []),
        ]

    @property
    def _stated(self) -> str:
        """The id of what the page says on paper of what it was asked."""
        return f"{self.body}-stated"

    def outputs(self) -> list[Output]:
        """List all that is rewritten, the sign that the page is filled first."""
        own = [Output(self.body, "className"), *([Output(self._stated, "children")] if self.has_filters else [])]
        return [*own, *(output for block in self.blocks for output in block.outputs())]

    def values(self, asked: Asked) -> list[Any]:
        """Work out the whole page for one question."""
        own = [FILLED, *([stated(asked, self.path)] if self.has_filters else [])]
        return [*own, *(value for block in self.blocks for value in block.values(asked))]


def register(app: Dash, warehouse: Warehouse, page: Page) -> None:
    """Register the page's callback: read the question, answer it, place the answers."""

    @app.callback(page.outputs(), Input(ids.ASKED, "data"), State(ids.SNAPSHOT, "data"))
    def answer(asked: str | None, snapshot_id: str) -> list[Any]:
        if asked is None:
            raise PreventUpdate
        return page.values(question_to(warehouse, asked, f"{site()}{page.path}", laid_out=snapshot_id))

    for block in page.blocks:
        block.register(app)
