"""One number on a map of areas, and the same in words: lists of places, each of them a link that filters."""

from collections.abc import Collection, Mapping, Sequence

from dash import html

from app import words
from app.components.answer_table import answer_table
from app.components.chart_card import ChartContent
from app.components.place_list import legend, ranked, since, without_row, without_value
from app.components.place_sentence import sentence
from app.components.placed import Place, Standing, placed
from app.figures.area_map import Area, Ring, area_map
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE, SPD, Figure
from app.figures.tile_map import Square, tile_map
from app.labels import UNKNOWN, label
from app.places import PLACES
from app.queries import Answer, ask, choices
from app.question import Asked
from app.reference import Tile, outlines, tiles
from app.words import places as text
from app.words.sentences import counted

_PARTS = {"coverage_share": ("coverage_arrived_calls",)}
"""What a share counts, shown beside it: the share rests on its whole, and the part may be few."""


def area_chart(asked: Asked, name: str, kind: str) -> ChartContent:
    """Show a metric by area: on the map of boundaries, or on a schematic one of beats where there are none.

    All areas stand beside one another, whichever are chosen: a filter on this kind of area marks, and leaves none out.
    Areas that a filter on another kind of place leaves out are drawn and named as that.
    """
    everywhere = asked.filters.model_copy(update={kind: ()})
    answer, *parts = (ask(asked.snapshot, each, everywhere, (kind,)) for each in (name, *_PARTS.get(name, ())))
    shapes = outlines(asked.snapshot, kind)
    grid = {tile.beat: tile for tile in tiles(asked.snapshot)} if kind == "beat" else {}
    drawn = set(shapes or grid or choices(asked.snapshot)[kind]) - {UNKNOWN}
    places = placed(asked, answer, drawn, *parts)
    on_map = [place for place in places if place.name in drawn]
    height = None
    if shapes:
        figure, how, choose = _outlined(on_map, shapes), "", text.CHOOSE_AREA
    elif grid:
        squares = [_square(place, grid[place.name]) for place in on_map]
        figure, how, choose = tile_map(squares), text.SCHEMATIC, text.CHOOSE_SQUARE
    else:
        figure, height, how, choose = *_barred(answer, on_map), text.WITHOUT_MAP, ""
    is_drawn = bool(shapes or grid)
    return ChartContent(
        sentence=sentence(answer, places),
        figure=figure,
        answers=(answer, *parts),
        note=" ".join([*([how] if how else []), *_notes(asked, answer, drawn, is_drawn=is_drawn)]),
        height=height,
        below=[
            *([html.P(choose, className="note only-screen"), legend(answer.metric, on_map)] if is_drawn else []),
            *ranked(places),
            *without_value(answer.metric, places),
            *since(places),
        ],
        table=[answer_table(asked.snapshot, (answer, *parts)), *without_row(answer.metric, places)],
    )


def _outlined(places: Sequence[Place], shapes: Mapping[str, Sequence[Ring]]) -> Figure:
    """Draw the areas; where other filters leave some out, the map draws near to the rest."""
    areas = [
        Area(
            name=place.name,
            rings=shapes[place.name],
            value=place.value,
            text=place.in_full,
            label=place.label,
            is_chosen=place.is_chosen,
            is_left_out=place.is_left_out,
        )
        for place in places
    ]
    return area_map(areas, fit=[place.name for place in places if not place.is_left_out])


def _square(place: Place, tile: Tile) -> Square:
    return Square(
        row=tile.row,
        column=tile.column,
        name=place.name,
        value=place.value,
        text=place.row.text if place.row.value is not None else text.DASH,
        told=place.in_full,
        is_chosen=place.is_chosen,
        is_left_out=place.is_left_out,
    )


def _barred(answer: Answer, places: Sequence[Place]) -> tuple[Figure, int]:
    look = CARE if answer.metric.name.startswith("care") else SPD
    texts = {place.name: place.row.text if place.standing is Standing.SHOWN else place.told for place in places}
    bars = [Ranked(place.label, place.row.value, texts[place.name]) for place in places]
    series = [RankedSeries(answer.metric.label, look, bars)]
    return ranked_bars(series, answer.metric.unit), ranked_height(series)


def _notes(asked: Asked, answer: Answer, drawn: Collection[str], *, is_drawn: bool) -> list[str]:
    """Say what the map alone does not."""
    (kind,), metric = answer.by, answer.metric
    elsewhere = sum(row.n for row in answer.rows if row.keys[0] not in drawn)
    others = [
        f"{words.FILTER_LABELS[name]}: {label(asked.snapshot, name, value)}"
        for name in PLACES
        if name != kind
        for value in getattr(asked.filters, name)
    ]
    percent = words.PERCENT.format(percent=f"{asked.filters.police_share:g}")
    told = (
        (getattr(asked.filters, kind), text.CHOSEN if is_drawn else text.CHOSEN_OF_LIST),
        (others, text.PARTLY.format(filters=", ".join(others))),
        (elsewhere, text.ELSEWHERE.format(counted=counted(elsewhere, metric.n_label))),
        (metric.assumes_police_share and asked.filters.police_share, text.MODELED.format(percent=percent)),
        (metric.assumes_police_share and not asked.filters.police_share, text.NOTHING_MODELED),
        (kind == "district", words.DISTRICTS_ARE_APPROXIMATE),
    )
    return [each for holds, each in told if holds]
