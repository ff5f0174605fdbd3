"""What a page is: one question, and blocks that answer it, each rewritten when the reader's question changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from app import ids
from app.components.static_html import HTML, as_text
from app.db import Warehouse
from app.question import Asked, read_question

FILLED = "page-body filled"


class Block(Protocol):
    """A piece of a page: its layout, the outputs it has in it, and what they take for a question."""

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
    """Text and lists that are rewritten with the question; `write` gives what stands in the passage."""

    name: str
    write: Callable[[Asked], Any]
    class_name: str = "passage"

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

    `has_filters` is false for a page that the reader's filters do not change.
    """

    path: str
    name: str
    question: str
    description: str
    blocks: tuple[Block, ...]
    intro: str = ""
    has_filters: bool = True

    @property
    def body(self) -> str:
        """The id of the page's body."""
        return f"page-{self.path.strip('/') or 'home'}"

    def layout(self) -> html.Div:
        """Lay the page out, empty; its callback fills it."""
        inside = [html.H1(self.question)]
        if self.intro:
            inside.append(html.P(self.intro, className="intro"))
        kind = "with-filters" if self.has_filters else "without-filters"
        return html.Div(
            html.Div([*inside, *(block.layout() for block in self.blocks)], id=self.body, className="page-body"),
            className=f"{kind} at-{self.body}",
        )

    def outputs(self) -> list[Output]:
        """List all that is rewritten, the sign that the page is filled first."""
        return [Output(self.body, "className"), *(output for block in self.blocks for output in block.outputs())]

    def values(self, asked: Asked) -> list[Any]:
        """Work out the whole page for one question."""
        return [FILLED, *(value for block in self.blocks for value in block.values(asked))]


def register(app: Dash, warehouse: Warehouse, page: Page) -> None:
    """Register the page's callback: read the question, answer it, place the answers."""

    @app.callback(page.outputs(), Input(ids.ASKED, "data"), State(ids.SNAPSHOT, "data"))
    def answer(asked: str | None, snapshot_id: str) -> list[Any]:
        if asked is None:
            raise PreventUpdate
        return page.values(read_question(asked, warehouse.snapshot(snapshot_id)))

    for block in page.blocks:
        block.register(app)
