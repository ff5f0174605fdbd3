"""What a page shows, read from the HTML that the server sends: each chart's table, and the addresses of its files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


@dataclass
class Card:
    """One chart's card: its name, its first table as texts by row, the header first, and the addresses of its files."""

    name: str
    table: list[list[str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def cards(page: str) -> list[Card]:
    """Read the cards of a page, in their order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return list(reader.cards.values())


class _Reader(HTMLParser):
    """Follow the parts of cards, which are told by their ids: `first-<card>-table`, `first-<card>-files`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cards: dict[str, Card] = {}
        self._open: list[tuple[str, str]] = []
        self._tables: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in _VOID:
            self._open.append((tag, told.get("id") or ""))
        if tag == "table" and (card := self._within("-table")):
            self._tables[card.name] = self._tables.get(card.name, 0) + 1
        elif tag == "tr" and (card := self._first_table()):
            card.table.append([])
        elif tag in ("th", "td") and (card := self._first_table()):
            card.table[-1].append("")
        elif tag == "a" and (card := self._within("-files")):
            card.files.append(told.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        is_cell = any(tag in ("th", "td") for tag, _ in self._open)
        if is_cell and (card := self._first_table()):
            card.table[-1][-1] += data

    def _first_table(self) -> Card | None:
        card = self._within("-table")
        return card if card and self._tables.get(card.name) == 1 else None

    def _within(self, part: str) -> Card | None:
        for name in self._names(part):
            return self.cards.setdefault(name, Card(name))
        return None

    def _names(self, part: str) -> Iterator[str]:
        for _, place in self._open:
            if place.startswith("first-") and place.endswith(part):
                yield place.removeprefix("first-").removesuffix(part)
