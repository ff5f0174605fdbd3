"""What the home page shows for one question, worked out without Dash's machinery."""

from datetime import date

from app import words
from app.components.chart_card import ChartContent
from app.db import Snapshot
from app.figures.monthly import Mark, Month, monthly_bars
from app.figures.tile_map import Square, tile_map
from app.filters import Filters
from app.queries import Answer, Phase, Row, Tile, ask, phases, tiles

HEADLINE = (
    "care_calls",
    "care_response_median_minutes",
    "care_alone_after_spd_hours",
    "spd_response_median_minutes",
)


def headline(snapshot: Snapshot, filters: Filters) -> list[Answer]:
    """Ask the four headline numbers."""
    return [ask(snapshot, name, filters) for name in HEADLINE]


def phases_shown(snapshot: Snapshot, filters: Filters) -> list[tuple[int, Phase]]:
    """List the phases that began within the period, each with its number among all."""
    numbered = enumerate(phases(snapshot), start=1)
    return [(number, phase) for number, phase in numbered if _within(phase.starts_on, filters)]


def monthly(snapshot: Snapshot, filters: Filters) -> ChartContent:
    """Show CARE calls by month."""
    answer = ask(snapshot, "care_calls", filters, ("month",))
    bars = [
        Month(date.fromisoformat(f"{row.keys[0]}-01"), row.value or 0, row.text, row.complete) for row in answer.rows
    ]
    marks = [Mark(phase.starts_on, number) for number, phase in phases_shown(snapshot, filters)]
    incomplete = any(not row.complete for row in answer.rows)
    return ChartContent(
        sentence=_monthly_sentence(answer),
        figure=monthly_bars(bars, marks, words.MONTHLY_AXIS),
        answer=answer,
        note=words.MONTHLY_INCOMPLETE if incomplete else "",
    )


def beats(snapshot: Snapshot, filters: Filters) -> ChartContent:
    """Show CARE calls by beat."""
    answer = ask(snapshot, "care_calls", filters, ("beat",))
    found = {row.keys[0]: row for row in answer.rows}
    squares = [_square(tile, found.get(tile.beat)) for tile in tiles(snapshot)]
    mapped = {square.name for square in squares}
    elsewhere = sum(row.n for beat, row in found.items() if beat not in mapped)
    return ChartContent(
        sentence=_beats_sentence(answer, squares),
        figure=tile_map(squares, answer.metric.unit),
        answer=answer,
        note=words.BEATS_SCHEMATIC + (words.BEATS_ELSEWHERE.format(count=f"{elsewhere:,}") if elsewhere else ""),
    )


def _square(tile: Tile, row: Row | None) -> Square:
    return Square(tile.row, tile.column, tile.beat, row.value or 0 if row else 0, row.text if row else "0")


def _monthly_sentence(answer: Answer) -> str:
    total = sum(row.n for row in answer.rows)
    if not total or not answer.filters.start or not answer.filters.end:
        return words.NOTHING_MATCHES
    most = max(answer.rows, key=lambda row: row.n)
    return words.MONTHLY_SENTENCE.format(
        total=f"{total:,}",
        start=words.day(answer.filters.start),
        end=words.day(answer.filters.end),
        month=words.month(most.keys[0]),
        most=most.text,
    )


def _beats_sentence(answer: Answer, squares: list[Square]) -> str:
    """Name the beat with the most calls; an unknown place is none."""
    total = sum(row.n for row in answer.rows)
    most = max(squares, key=lambda square: square.value)
    if not total:
        return words.NOTHING_MATCHES
    if not most.value:
        return words.BEATS_NONE.format(total=f"{total:,}")
    return words.BEATS_SENTENCE.format(beat=most.name, most=most.text, total=f"{total:,}")


def _within(day: date, filters: Filters) -> bool:
    return (filters.start or date.min) <= day <= (filters.end or date.max)
