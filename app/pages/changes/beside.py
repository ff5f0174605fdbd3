"""A number beside the period before and the year before: in all, and by the groups that the reader chose."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app import words
from app.comparison import COMPARE, Change, Compared, compare, row_by_row
from app.components.difference import reads_as_none
from app.components.interval import interval
from app.filters import NO_BREAKDOWN
from app.labels import UNKNOWN, label
from app.queries import Answer, Row, ask
from app.question import Asked
from app.reference import phases
from app.words import changes as text
from etl.metrics import FEWEST, Metric


class Line(NamedTuple):
    """One row of the table: what its group is called, its number, and by period how that differs."""

    name: str
    row: Row
    changes: dict[str, Change]


@dataclass(frozen=True)
class Beside:
    """The number in all (`whole`) and by group (`groups`, None without a breakdown), each with its changes."""

    asked: Asked
    whole: Answer
    whole_changes: Compared
    groups: Answer | None
    group_changes: Compared

    @property
    def group_name(self) -> str:
        """What the groups are groups of."""
        return words.BREAKDOWNS[self.asked.view.by] if self.groups else text.GROUP

    @property
    def begun(self) -> list[date]:
        """The first days of CARE's phases."""
        return [phase.starts_on for phase in phases(self.asked.snapshot)]

    @property
    def total(self) -> Line:
        """The number of all events together."""
        ((row, found),) = row_by_row(self.whole, self.whole_changes)
        return Line(text.ALL, row, found)

    @property
    def lines(self) -> list[Line]:
        """The number of each group that any of the periods has, in the order of files."""
        if self.groups is None:
            return []
        (by,) = self.groups.by
        rows = row_by_row(self.groups, self.group_changes)
        return [Line(label(self.asked.snapshot, by, row.keys[0]), row, found) for row, found in rows]

    def repeats(self, to: str) -> bool:
        """Say whether the period `to` is another name for one that comes before it."""
        earlier = COMPARE[: COMPARE.index(to)]
        return any(_days(self.total.changes[each]) == _days(self.total.changes[to]) for each in earlier)

    def moved(self, to: str) -> list[Line]:
        """List the known groups that differ and that had enough events in either period, the largest rise first."""
        moved = [line for line in self.lines if self._has_moved(line, to)]
        return sorted(moved, key=lambda line: -(line.changes[to].difference or 0))

    def _has_moved(self, line: Line, to: str) -> bool:
        change = line.changes[to]
        is_told = line.row.keys != (UNKNOWN,) and max(line.row.n, change.n) >= FEWEST
        reads_alike = reads_as_none(self.whole.metric, change.difference) or line.row.text == change.text
        return is_told and not reads_alike


def beside(asked: Asked) -> Beside:
    """Ask for the number that the reader chose, and set it beside both other periods."""
    snapshot, view = asked.snapshot, asked.view
    whole, of_whole = compare(snapshot, ask(snapshot, view.change, asked.filters), COMPARE)
    if view.by == NO_BREAKDOWN:
        return Beside(asked, whole, of_whole, None, {})
    groups, of_groups = compare(snapshot, ask(snapshot, view.change, asked.filters, (view.by,)), COMPARE)
    return Beside(asked, whole, of_whole, groups, of_groups)


def value_text(metric: Metric, row: Row | Change) -> str:
    """Write a value as the tables show it: with its interval, where it has one."""
    told = interval(metric, row)
    return f"{row.text}, {told}" if told else row.text


def _days(change: Change) -> tuple[date, date]:
    return change.start, change.end
