"""One number on a map of areas, and the same in words: a ranked list whose every place is a link that filters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from app import words
from app.components.chart_card import ChartContent
from app.figures.area_map import Area, area_map
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.steps import shades, steps
from app.figures.style import CARE, SPD, Figure
from app.figures.tile_map import Square, tile_map
from app.labels import UNKNOWN, label
from app.queries import Answer, Row, ask, outlines, row_without_events, tiles
from app.question import Asked

_LARGER = {"beat": ("precinct", "sector")}
"""Filters on larger places that the map draws near to."""


@dataclass(frozen=True)
class _Places:
    """The places of one answer: those of the map, in the order of their names, each with its row."""

    asked: Asked
    answer: Answer

    @property
    def kind(self) -> str:
        return self.answer.by[0]

    @property
    def known(self) -> list[Row]:
        """The rows that have a place."""
        return [row for row in self.answer.rows if row.keys[0] != UNKNOWN]

    def row(self, name: str) -> Row:
        return self._found.get(name) or row_without_events(self.answer, (name,))

    def words(self, name: str) -> str:
        return label(self.asked.snapshot, self.kind, name)

    def is_chosen(self, name: str) -> bool:
        return name in getattr(self.asked.filters, self.kind)

    @property
    def _found(self) -> dict[str, Row]:
        return {row.keys[0]: row for row in self.answer.rows}


def area_chart(asked: Asked, name: str, kind: str) -> ChartContent:
    """Show a metric by area: on the map of boundaries, or on a schematic one of beats where there are none.

    All areas stand beside one another, whichever are chosen: a filter on this kind of area marks, and leaves none out.
    """
    everywhere = asked.filters.model_copy(update={kind: ()})
    places = _Places(asked, ask(asked.snapshot, name, everywhere, (kind,)))
    figure, height, told, drawn = _drawn(places)
    if getattr(asked.filters, kind):
        told += f" {words.AREA_CHOSEN}"
    elsewhere = sum(row.n for row in places.answer.rows if row.keys[0] not in drawn)
    if elsewhere:
        told += f" {words.AREA_ELSEWHERE.format(count=f'{elsewhere:,} {places.answer.metric.n_label}')}"
    if kind == "district":
        told += f" {words.DISTRICTS_ARE_APPROXIMATE}"
    return ChartContent(
        sentence=_sentence(places),
        figure=figure,
        answers=(places.answer,),
        note=told.strip(),
        height=height,
        below=[_legend(places, drawn), *_ranked(places)],
    )


def _drawn(places: _Places) -> tuple[Figure, int | None, str, Collection[str]]:
    """Draw the best map there is: the figure, its height, what must be said of it, and the places on it."""
    shapes = outlines(places.asked.snapshot, places.kind)
    if shapes:
        drawn = [_area(places, name, rings) for name, rings in shapes.items()]
        return area_map(drawn, fit=_near(places)), None, words.AREA_DRAWN, shapes
    if places.kind == "beat":
        squares = [_square(places, tile.beat, tile.row, tile.column) for tile in tiles(places.asked.snapshot)]
        names = [square.name for square in squares]
        return tile_map(squares, places.answer.metric.unit), None, words.AREA_SCHEMATIC, names
    look = CARE if places.answer.metric.name.startswith("care") else SPD
    bars = [Ranked(places.words(row.keys[0]), row.value, row.text) for row in _by_size(places)]
    series = [RankedSeries(places.answer.metric.label, look, bars)]
    names = [row.keys[0] for row in places.known]
    return ranked_bars(series, places.answer.metric.unit), ranked_height(series), words.AREA_WITHOUT_MAP, names


def _area(places: _Places, name: str, rings: Sequence[Any]) -> Area:
    row = places.row(name)
    return Area(name, rings, row.value, _text(places, row), places.words(name), places.is_chosen(name))


def _square(places: _Places, name: str, row: int, column: int) -> Square:
    found = places.row(name)
    return Square(row, column, name, found.value, found.text, places.is_chosen(name))


def _near(places: _Places) -> list[str]:
    """List the areas within the larger places chosen; all when none is."""
    limits = {name: getattr(places.asked.filters, name) for name in _LARGER.get(places.kind, ())}
    if not any(limits.values()):
        return []
    return [
        tile.beat
        for tile in tiles(places.asked.snapshot)
        if all(not chosen or getattr(tile, name) in chosen for name, chosen in limits.items())
    ]


def _text(places: _Places, row: Row) -> str:
    unit = "" if row.value is None or places.answer.metric.unit == "%" else f" {places.answer.metric.unit}"
    if places.answer.metric.adds_up:
        return f"{row.text}{unit}"
    return f"{row.text}{unit} ({words.N.format(n=f'{row.n:,}', of=places.answer.metric.n_label)})"


def _sentence(places: _Places) -> str:
    """Name the place with the most; an unknown place is none."""
    answer = places.answer
    total = sum(row.n for row in answer.rows)
    ranked = [row for row in _by_size(places) if row.value is not None]
    if not total:
        return words.NOTHING_MATCHES
    if not ranked:
        return words.AREA_NONE.format(label=answer.metric.label)
    most = ranked[0]
    told = {"area": places.words(most.keys[0]), "text": most.text, "n": f"{most.n:,}", "label": answer.metric.label}
    if answer.metric.adds_up:
        return words.AREA_COUNT_SENTENCE.format(total=f"{total:,}", **told)
    unit = "" if answer.metric.unit == "%" else f" {answer.metric.unit}"
    return words.AREA_SENTENCE.format(unit=unit, n_label=answer.metric.n_label, **told)


def _legend(places: _Places, drawn: Collection[str]) -> html.Ul:
    """Say which shade stands for which values of the places that are drawn."""
    metric = places.answer.metric
    rows = [row for row in places.known if row.keys[0] in drawn]
    classes = steps(row.value for row in rows)
    items = [
        (
            f"step-{shade}",
            metric.text(low) if low == high else words.FROM_TO.format(start=metric.text(low), end=metric.text(high)),
        )
        for shade, (low, high) in zip(shades(len(classes)), classes, strict=True)
    ]
    items.append(("step-none", words.AREA_EMPTY))
    if any(row.value is None for row in rows):
        items.append(("step-withheld", words.AREA_WITHHELD))
    return html.Ul(
        [html.Li([html.Span(className=f"step {shade}"), f" {text}"]) for shade, text in items], className="legend"
    )


def _ranked(places: _Places) -> list[Any]:
    """Say the same in words, highest first; each place is a link to its own numbers, and one chosen, back to all."""
    items = [
        html.Li(
            [html.A(places.words(name), href=_link(places, name)), f": {_text(places, row)}"], **{"data-area": name}
        )
        for row in _by_size(places)
        for name in row.keys
    ]
    return [html.P(words.AREA_RANKED, className="note"), html.Ol(items, className="ranked")]


def _link(places: _Places, name: str) -> str:
    chosen = () if places.is_chosen(name) else (name,)
    return places.asked.link(**{places.kind: chosen})


def _by_size(places: _Places) -> list[Row]:
    return sorted(places.known, key=lambda row: (row.value is None, -(row.value or 0), row.keys))
