"""A block of a page that is there only where there is data for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dash import Dash, Output, html

from app.components.page import Block
from app.question import Asked


@dataclass(frozen=True)
class Where:
    """A block that is shown where `holds`, and else hidden and empty; `name` is the id of its place.

    It is not in the page's list of contents, which is the same whatever the data holds.
    """

    name: str
    block: Block
    holds: Callable[[Asked], bool]

    @property
    def parts(self) -> Mapping[str, str]:
        """List nothing."""
        return {}

    def layout(self) -> html.Div:
        """Lay the block out in a place that is hidden until it is filled."""
        return html.Div(self.block.layout(), id=self.name, hidden=True)

    def outputs(self) -> list[Output]:
        """List whether it is hidden, and what the block rewrites."""
        return [Output(self.name, "hidden"), *self.block.outputs()]

    def values(self, asked: Asked) -> list[Any]:
        """Fill the block; where there is nothing to show, nothing is asked for it."""
        if self.holds(asked):
            return [False, *self.block.values(asked)]
        return [True, *({} if output.component_property == "style" else "" for output in self.block.outputs())]

    def register(self, app: Dash) -> None:
        """Register what the block does."""
        self.block.register(app)
