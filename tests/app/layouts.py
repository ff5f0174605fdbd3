"""Layouts and HTML taken apart: what stands where, under which id, and what leads where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from dash.development.base_component import Component

_VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    """An element of a page: its tag, its attributes (those without a value are empty), and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    path: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class _Reader(HTMLParser):
    """Read HTML strictly: every element is closed, by its own name, where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, path=[one.tag for one in self.open])
        self.found.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


@lru_cache(maxsize=16)
def elements(html: str) -> list[Element]:
    """Take HTML apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.found


def the(html: str, tag: str, **attributes: str) -> Element:
    """Find the one element of that tag and those attributes."""
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    (found,) = (one for one in elements(html) if one.tag == tag and named.items() <= one.attributes.items())
    return found


def links(html: str) -> dict[str, str]:
    """List the links by their text."""
    return {" ".join(one.text.split()): one["href"] for one in elements(html) if one.tag == "a" and one.get("href")}


def components(node: object) -> Iterator[Component]:
    """Walk a layout."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from components(child)
    elif isinstance(node, Component):
        yield node
        yield from components(getattr(node, "children", None))


def with_ids(*layouts: object) -> dict[str, Component]:
    """List a layout's components by their ids."""
    return {node.id: node for node in components(list(layouts)) if getattr(node, "id", None)}
