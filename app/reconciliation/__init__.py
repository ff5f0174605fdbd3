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

_DIGITS = 9
"""Decimals of a distance that are compared: those beyond are of the machine's arithmetic."""


@dataclass(frozen=True)
class Reconciled:
    """A figure beside ours; `missing` says why there is none of ours, where there is none.

    A period that the data holds in part only has none of ours: a part would be taken for the whole.
    """

    figure: Figure
    readings: tuple[Reading, ...]
    missing: str

    @property
    def nearest(self) -> tuple[Reading, ...]:
        """The readings that come nearest: all that tie, and none where none is a number to subtract from.

        Near does not mean that it is theirs.
        """
        away = [(reading, _away(reading.difference)) for reading in self.readings if reading.difference is not None]
        least = min((distance for _, distance in away), default=0)
        return tuple(reading for reading, distance in away if distance == least)

    @property
    def shown(self) -> tuple[Reading, ...]:
        """The readings that stand beside the figure: the nearest, or all where none is nearest."""
        return self.nearest or self.readings

    @property
    def others(self) -> tuple[Reading, ...]:
        """The readings besides those shown."""
        return tuple(reading for reading in self.readings if reading not in self.shown)


def reconciled(snapshot: Snapshot) -> Sequence[Reconciled]:
    """Put each published figure beside ours; none in a snapshot of before figures said what answers them."""
    return snapshot.remember("reconciled", lambda: [_reconciled(snapshot, figure) for figure in figures(snapshot)])


def _reconciled(snapshot: Snapshot, figure: Figure) -> Reconciled:
    missing = _missing(snapshot.info, figure)
    return Reconciled(figure, () if missing else read(snapshot, figure), missing)


def _away(difference: float) -> float:
    """Say how far ours is from theirs; what differs in the arithmetic alone, such as 2.3 and 1.7 from 2, ties."""
    return round(abs(difference), _DIGITS)


def _missing(info: Info, figure: Figure) -> str:
    """Say why there is no number of ours: none answers, or the data does not hold the whole period."""
    if figure.compared_as == ComparedAs.NONE:
        return text.NOT_HELD
    if info.first_day <= figure.starts_on and figure.ends_on <= info.data_through:
        return ""
    is_outside = figure.ends_on < info.first_day or info.data_through < figure.starts_on
    told = text.NOT_COVERED if is_outside else text.PARTLY_COVERED
    return told.format(first=words.day(info.first_day), last=words.day(info.data_through))
