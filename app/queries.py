"""Questions to a snapshot: metric × filters × by → rows with their value, text, n and exclusions.

The pages, the API and the downloads are three endings of the one function `ask`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

from app.db import Info, Snapshot
from app.filters import Choices, Filters, Problem, read
from etl.metrics import DIMENSIONS, FILTERS, METRICS, TOO_FEW, Metric

LAST_12_MONTHS, LAST_30_DAYS, SINCE_LAUNCH = "last-12-months", "last-30-days", "since-launch"

_HOURS = [str(hour) for hour in range(24)]
_WEEKDAYS = [str(day) for day in range(1, 8)]


@dataclass(frozen=True)
class Row:
    """One group's number.

    `keys` holds the group's label for each `by`; `value` is unrounded and `text` exactly what a screen shows; `n` the
    events it rests on; `withheld` why it is not shown, if so; `excluded` the events left out, by reason; `complete`
    says whether its whole span lies in the data and the filter.
    """

    keys: tuple[str, ...]
    value: float | None
    text: str
    n: int
    withheld: str | None
    excluded: dict[str, int]
    complete: bool


@dataclass(frozen=True)
class Answer:
    """A metric's rows for one question, with all that is needed to ask it again."""

    metric: Metric
    filters: Filters
    by: tuple[str, ...]
    info: Info
    rows: tuple[Row, ...]

    @property
    def only(self) -> Row:
        """The single row of a question without `by`."""
        return self.rows[0]


@dataclass(frozen=True)
class Phase:
    """A phase of the CARE programme, to be marked on charts over time."""

    starts_on: date
    label: str
    detail: str


@dataclass(frozen=True)
class Tile:
    """A beat's square on the schematic map."""

    beat: str
    sector: str
    precinct: str
    row: int
    column: int


def ask(snapshot: Snapshot, name: str, filters: Filters, by: Sequence[str] = ()) -> Answer:
    """Answer one question; the same question to the same snapshot is worked out once."""
    metric, cuts = METRICS[name], tuple(by)
    return snapshot.remember(
        ("ask", name, filters, cuts),
        lambda: Answer(metric, filters, cuts, snapshot.info, _rows(snapshot, metric, filters, cuts)),
    )


def choices(snapshot: Snapshot) -> Choices:
    """List the values each filter can take in this snapshot; hours and weekdays are all there."""
    return snapshot.remember("choices", lambda: _choices(snapshot))


def phases(snapshot: Snapshot) -> list[Phase]:
    """List the programme's phases in their order."""
    rows = snapshot.rows("SELECT starts_on, label, detail FROM programme_phase ORDER BY starts_on")
    return [Phase(*row) for row in rows]


def tiles(snapshot: Snapshot) -> list[Tile]:
    """List the beats with their squares."""
    rows = snapshot.rows("SELECT beat, sector, precinct, tile_row, tile_column FROM beat ORDER BY beat")
    return [Tile(*row) for row in rows]


def default_period(info: Info) -> tuple[date, date]:
    """Return the last 12 complete months, or as many as there are; every day when not one is complete."""
    last = (
        info.data_through if _is_month_end(info.data_through) else info.data_through.replace(day=1) - timedelta(days=1)
    )
    first = (date(last.year - 1, last.month, 1) + timedelta(days=31)).replace(day=1)
    loaded = info.first_day if info.first_day.day == 1 else _month_end(info.first_day) + timedelta(days=1)
    start = max(first, loaded)
    return (start, last) if start <= last else (info.first_day, info.last_day)


def read_address(search: str | None, snapshot: Snapshot) -> tuple[Filters, list[Problem]]:
    """Read the question in an address's query string; days left out become the default period."""
    pairs = parse_qs((search or "").removeprefix("?"))
    filters, problems = read(pairs, choices(snapshot))
    return within_data(snapshot.info, filters), problems


def within_data(info: Info, filters: Filters) -> Filters:
    """Fill in the days left out: the default period when both are, else the data's first or newest day.

    A day given that lies outside the data stands alone: the period is never the wrong way round.
    """
    if not (filters.start or filters.end):
        start, end = default_period(info)
    else:
        start = filters.start or min(info.first_day, filters.end or info.first_day)
        end = filters.end or max(info.last_day, start)
    return filters.model_copy(update={"start": start, "end": end})


def presets(snapshot: Snapshot) -> dict[str, tuple[date, date]]:
    """Name the periods offered, within the data: the last 12 complete months and 30 days, since launch, each year."""
    info = snapshot.info
    complete_to = max(info.data_through, info.first_day)  # a single day's data has no complete day
    launch = max(min((phase.starts_on for phase in phases(snapshot)), default=info.first_day), info.first_day)
    years = range(info.last_day.year, info.first_day.year - 1, -1)
    return {
        LAST_12_MONTHS: default_period(info),
        LAST_30_DAYS: (max(complete_to - timedelta(days=29), info.first_day), complete_to),
        SINCE_LAUNCH: (min(launch, complete_to), complete_to),
        **{str(year): _span(info, Filters(start=date(year, 1, 1), end=date(year, 12, 31))) for year in years},
    }


def _rows(snapshot: Snapshot, metric: Metric, filters: Filters, by: tuple[str, ...]) -> tuple[Row, ...]:
    where, values = filters.where()
    cuts = [DIMENSIONS[name].sql for name in by]
    positions = ", ".join(str(i + 1) for i in range(len(cuts)))
    aggregates = [metric.value, metric.n, *metric.excluded.values()]
    sql = f"""
        SELECT {", ".join([*cuts, *aggregates])} FROM event WHERE ({metric.population}) AND ({where})
        {f"GROUP BY {positions} ORDER BY {positions}" if cuts else ""}
    """
    found = {tuple(row[: len(by)]): row[len(by) :] for row in snapshot.rows(sql, values)}
    nothing = (metric.empty, 0, *(0 for _ in metric.excluded))
    labels = _labels(snapshot.info, filters, by, list(found))
    return tuple(_row(metric, snapshot.info, filters, by, keys, found.get(keys, nothing)) for keys in labels)


def _row(
    metric: Metric, info: Info, filters: Filters, by: tuple[str, ...], keys: tuple[str, ...], facts: tuple[Any, ...]
) -> Row:
    value, n, *left_out = facts
    is_withheld = n < metric.smallest_n
    shown = None if is_withheld else value
    return Row(
        keys=keys,
        value=shown,
        text=metric.text(shown),
        n=n,
        withheld=TOO_FEW if is_withheld else None,
        excluded=dict(zip(metric.excluded, left_out, strict=True)),
        complete=_is_complete(info, filters, by, keys),
    )


def _labels(info: Info, filters: Filters, by: tuple[str, ...], found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """List the groups to show: every period in range, even an empty one; of other cuts, those with events."""
    if not any(DIMENSIONS[name].is_period for name in by):
        return sorted(found, key=_sort_key)
    span = _span(info, filters)
    if all(DIMENSIONS[name].is_period for name in by):
        return _periods_together(by, *span)
    per_cut = [
        [(label,) for label in period_labels(name, *span)]
        if DIMENSIONS[name].is_period
        else sorted({(keys[i],) for keys in found}, key=_sort_key)
        for i, name in enumerate(by)
    ]
    rows: list[tuple[str, ...]] = [()]
    for labels in per_cut:
        rows = [row + label for row in rows for label in labels]
    return rows


def _sort_key(keys: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Sort numbers by size and the rest as text."""
    return tuple((len(key), key) if key.isdigit() else (99, key) for key in keys)


def _span(info: Info, filters: Filters) -> tuple[date, date]:
    """Return the days that are both loaded and asked for."""
    return max(info.first_day, filters.start or info.first_day), min(info.last_day, filters.end or info.last_day)


def period_bounds(by: str, day: date) -> tuple[str, date, date]:
    """Return the label, first and last day of the period that `day` falls in."""
    match by:
        case "day":
            return day.isoformat(), day, day
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday.isoformat(), monday, monday + timedelta(days=6)
        case "month":
            first = day.replace(day=1)
            return f"{day:%Y-%m}", first, _month_end(first)
        case "quarter":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return f"{day.year}-Q{(day.month + 2) // 3}", first, _month_end(first.replace(month=first.month + 2))
        case "year":
            return str(day.year), date(day.year, 1, 1), date(day.year, 12, 31)
    raise ValueError(f"{by} is not a period")


def period_labels(by: str, start: date, end: date) -> list[str]:
    """List the labels of the periods that touch the days from `start` to `end`."""
    return [label for (label,) in _periods_together((by,), start, end)]


def _periods_together(by: tuple[str, ...], start: date, end: date) -> list[tuple[str, ...]]:
    """List which periods of each kind fall on the days from `start` to `end`: a month beside its own year only."""
    rows = []
    while start <= end:
        bounds = [period_bounds(name, start) for name in by]
        rows.append(tuple(label for label, _, _ in bounds))
        start = min(last for _, _, last in bounds) + timedelta(days=1)
    return rows


def _is_complete(info: Info, filters: Filters, by: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Say whether the whole span of a row lies in the data and in the filter: its period, or what was asked for."""
    start, end = filters.start or info.first_day, filters.end or info.data_through
    earliest, latest = max(info.first_day, start), min(info.data_through, end)
    periods = [_bounds(name, key) for name, key in zip(by, keys, strict=True) if DIMENSIONS[name].is_period]
    return all(earliest <= first and last <= latest for first, last in periods or [(start, end)])


def _bounds(by: str, label: str) -> tuple[date, date]:
    """Return the first and last day of the period with that label."""
    if by == "quarter":
        year, quarter = label.split("-Q")
        day = date(int(year), int(quarter) * 3, 1)
    else:
        day = date.fromisoformat(label + {"year": "-01-01", "month": "-01"}.get(by, ""))
    _, first, last = period_bounds(by, day)
    return first, last


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _is_month_end(day: date) -> bool:
    return day == _month_end(day)


def _choices(snapshot: Snapshot) -> Choices:
    found: dict[str, list[str]] = {}
    for name in FILTERS:
        rows = snapshot.rows(f"SELECT DISTINCT {DIMENSIONS[name].sql} AS value FROM event ORDER BY value")
        found[name] = [value for (value,) in rows]
    return {**found, "hour": _HOURS, "weekday": _WEEKDAYS}
