"""Published figures beside ours: each for its own period, and by every rule of counting that may have been theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import words
from app.db import Info, Snapshot
from app.reconciliation.figures import Figure, figures
from app.reconciliation.readings import Reading, read
from app.words import reconciliation as text
from etl.metrics import ComparedAs

__all__ = ["Figure", "Reading", "Reconciled", "reconciled"]


@dataclass(frozen=True)
class Reconciled:
    """A figure beside ours; `missing` says why there is none of ours, where there is none.

    A period that the data holds in part only has none of ours: a part would be taken for the whole.
    """

    figure: Figure
    readings: tuple[Reading, ...]
    missing: str

    @property
    def nearest(self) -> Reading | None:
        """The reading that comes nearest; the first where none is a number. Near does not mean that it is theirs."""
        numbers = [reading for reading in self.readings if reading.difference is not None]
        return min(numbers, key=lambda reading: abs(reading.difference or 0), default=next(iter(self.readings), None))

    @property
    def others(self) -> tuple[Reading, ...]:
        """The readings besides the nearest."""
        return tuple(reading for reading in self.readings if reading is not self.nearest)


def reconciled(snapshot: Snapshot) -> Sequence[Reconciled]:
    """Put each published figure beside ours; none in a snapshot of before figures said what answers them."""
    return snapshot.remember("reconciled", lambda: [_reconciled(snapshot, figure) for figure in figures(snapshot)])


def _reconciled(snapshot: Snapshot, figure: Figure) -> Reconciled:
    missing = _missing(snapshot.info, figure)
    return Reconciled(figure, () if missing else read(snapshot, figure), missing)


def _missing(info: Info, figure: Figure) -> str:
    """Say why there is no number of ours: none answers, or the data does not hold the whole period."""
    if figure.compared_as == ComparedAs.NONE:
        return text.NOT_HELD
    if info.first_day <= figure.starts_on and figure.ends_on <= info.data_through:
        return ""
    is_outside = figure.ends_on < info.first_day or info.data_through < figure.starts_on
    told = text.NOT_COVERED if is_outside else text.PARTLY_COVERED
    return told.format(first=words.day(info.first_day), last=words.day(info.data_through))
