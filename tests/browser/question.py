"""What the page must show for a question, worked out from the export by the second implementation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.golden.oracle import Cell, World, answer

Question = Mapping[str, Sequence[str]]

HEADLINE = {
    "care_calls": "1",
    "care_response_median_minutes": "0.1",
    "care_alone_after_spd_hours": "0.1",
    "coverage_share": "0.1",
}
"""The tiles in their order, and how finely each is written."""

NOTHING_MATCHES = "No CARE calls match. Try a longer period or fewer filters."


@dataclass(frozen=True)
class Shown:
    """A whole page: tiles as (text, n), the two charts as they are drawn, their sentences, the controls, the address.

    `months` is value and whether the month is complete, by month, of a period so long that it is shown by month;
    `beats` the calls by beat, where there are any. `address` is None where the test does not say.
    """

    tiles: dict[str, tuple[str, int]]
    months: dict[str, tuple[float, bool]]
    beats: dict[str, str]
    elsewhere: int
    sentences: tuple[str, str]
    controls: dict[str, list[str]]
    address: dict[str, list[str]] | None


def last_twelve_months(world: World) -> dict[str, list[str]]:
    """Give the period the page opens with: the last twelve months that lie wholly before the newest day."""
    newest = loaded_days(world)[1]
    end = newest.replace(day=1) - timedelta(days=1)
    start = (end + timedelta(days=1)).replace(year=(end + timedelta(days=1)).year - 1)
    return {"start": [start.isoformat()], "end": [end.isoformat()]}


def loaded_days(world: World) -> tuple[date, date]:
    """Give the first and the newest day in the data."""
    assert world.loaded_days
    return world.loaded_days


def data_through(world: World) -> date:
    """Give the last complete day."""
    return loaded_days(world)[1] - timedelta(days=1)


def as_text(name: str, cell: Cell) -> str:
    """Write a value as a screen shows it: minutes and hours with one decimal, rounded half away from zero."""
    if cell.value is None:
        return "too few to show"
    share = name.endswith("_share")
    value = Decimal(repr(cell.value)) * (100 if share else 1)
    return f"{value.quantize(Decimal(HEADLINE[name]), ROUND_HALF_UP):,}{'%' if share else ''}"


def in_words(day: date) -> str:
    """Write a day as the page does, such as Mar 1, 2025."""
    return f"{day:%b} {day.day}, {day.year}"


def shown_for(world: World, question: Question, beats_on_map: Sequence[str], address: Question | None = None) -> Shown:
    """Work out the page for a question. `address` is what its query string holds, if not the question itself."""
    by_month, by_beat = (_calls_by(world, question, by) for by in ("month", "beat"))
    held = address if address is not None else question
    return Shown(
        tiles={name: _tile(world, name, question) for name in HEADLINE},
        months={month: (cell.n, _is_complete(world, question, month)) for month, cell in by_month.items()},
        beats={beat: f"{by_beat[beat].n:,}" for beat in beats_on_map if beat in by_beat},
        elsewhere=sum(cell.n for beat, cell in by_beat.items() if beat not in beats_on_map),
        sentences=(_monthly_sentence(world, question, by_month), _beats_sentence(by_beat)),
        controls={
            name: sorted(question.get(name, ())) for name in ("start", "end", "precinct", "priority", "call_type")
        },
        address={name: sorted(values) for name, values in held.items()},
    )


def _calls_by(world: World, question: Question, by: str) -> dict[str, Cell]:
    return {str(label): cell for label, cell in answer(world, "care_calls", question, by).items()}


def _tile(world: World, name: str, question: Question) -> tuple[str, int]:
    cell = answer(world, name, question)[None]
    return as_text(name, cell), cell.n


def _is_complete(world: World, question: Question, month: str) -> bool:
    """Whether every day of the month is both loaded, the newest not counted, and asked for."""
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    start, end = (date.fromisoformat(question[name][0]) for name in ("start", "end"))
    return max(start, loaded_days(world)[0]) <= first and last <= min(end, data_through(world))


def _monthly_sentence(world: World, question: Question, by_month: Mapping[str, Cell]) -> str:
    """Name the complete months with the most calls; without two complete months with calls, those of all."""
    total = sum(cell.n for cell in by_month.values())
    if not total:
        return NOTHING_MATCHES
    start, end = (date.fromisoformat(question[name][0]) for name in ("start", "end"))
    first = f"{start:%b} {start.day}" if start.year == end.year else in_words(start)
    said = f"{first} to {in_words(end)}: CARE was sent to {total:,} {'call' if total == 1 else 'calls'}."
    if len(by_month) == 1:
        return said
    whole = {month: cell for month, cell in by_month.items() if _is_complete(world, question, month)}
    is_of_whole = len(whole) > 1 and any(cell.n for cell in whole.values())
    among = whole if is_of_whole else by_month
    most = max(cell.n for cell in among.values())
    names = [_month_in_words(month, month in whole) for month, cell in among.items() if cell.n == most]
    opening = "Of the complete months, most" if is_of_whole and len(whole) < len(by_month) else "Most"
    return f"{said} {opening} in {_listed(names)}: {most:,}{' each' if len(names) > 1 else ''}."


def _month_in_words(month: str, is_complete: bool) -> str:
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}{'' if is_complete else ' (incomplete)'}"


def _listed(names: Sequence[str]) -> str:
    """List names as a sentence does; of more than three the first two are named."""
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2:,} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _beats_sentence(by_beat: Mapping[str, Cell]) -> str:
    """Name the known beats with the most calls."""
    total = sum(cell.n for cell in by_beat.values())
    known = {beat: cell.n for beat, cell in by_beat.items() if beat != "UNKNOWN"}
    if not total:
        return NOTHING_MATCHES
    if not known:
        return "CARE calls: no place has enough events to show."
    most = max(known.values())
    names = sorted(beat for beat in known if known[beat] == most)
    return f"Most were in {_listed(names)}: {most:,}{' each,' if len(names) > 1 else ''} of {total:,}."
