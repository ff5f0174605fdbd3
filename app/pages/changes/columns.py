"""The columns of changes: this period, and beside it each period it is compared with; those not complete are marked."""

from collections.abc import Iterator, Sequence

from app import words
from app.components.difference import difference_text, percent_text
from app.pages.changes.beside import Beside, Line, value_text
from app.periods import days_shown, is_in_data
from app.words import changes as text
from etl.metrics import Metric, Unit


def head(found: Beside, compared: Sequence[str]) -> list[str]:
    """Name the columns of this period and of the periods `compared`; those of periods not complete are marked."""
    total, is_share = found.total, found.whole.metric.unit == Unit.SHARE
    names = [found.group_name, *_marked(text.NOW, is_complete=total.row.complete)]
    for to in compared:
        columns = _marked(text.OTHER[to], is_complete=_is_held(found, to))
        names += columns[:3] if is_share else columns
    return names


def cells(metric: Metric, line: Line, compared: Sequence[str]) -> list[str]:
    """Write a row of the same columns; a share's difference is in percentage points, and has no percent."""
    told = [line.name, value_text(metric, line.row), f"{line.row.n:,}"]
    for to in compared:
        change = line.changes[to]
        told += [value_text(metric, change), f"{change.n:,}", difference_text(metric, change.difference)]
        told += [] if metric.unit == Unit.SHARE else [percent_text(change.percent)]
    return told


def periods(found: Beside, compared: Sequence[str]) -> Iterator[str]:
    """Say which days each period of the columns has, and which are not complete."""
    this = words.period(*days_shown(found.whole.info, found.whole.filters))
    yield _period(text.PERIODS["now"], this, is_complete=found.total.row.complete)
    for to in compared:
        change = found.total.changes[to]
        yield _period(text.PERIODS[to], words.period(change.start, change.end), is_complete=_is_held(found, to))


def _is_held(found: Beside, to: str) -> bool:
    change = found.total.changes[to]
    return is_in_data(found.whole.info, change.start, change.end)


def _period(name: str, period: str, *, is_complete: bool) -> str:
    return (text.PERIOD if is_complete else text.INCOMPLETE).format(name=name, period=period)


def _marked(columns: tuple[str, ...], *, is_complete: bool) -> list[str]:
    return [column.format(mark="" if is_complete else text.MARK) for column in columns]
