"""The figures that the City and others have published, as the snapshot's table holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from app.db import Snapshot


@dataclass(frozen=True)
class Figure:
    """One published figure: what was said of which period, by whom, and the question of ours that answers it.

    `value` is the number in `published`, a percentage as such; of the busiest groups it is how many are named at most.
    `filters` are pairs such as `precinct=EAST`; `reason` says why ours may differ, or why there is none.
    """

    figure: str
    published: str
    value: int
    unit: str
    starts_on: date
    ends_on: date
    source: str
    compared_as: str
    metrics: list[str]
    filters: list[str]
    grouped_by: str
    reason: str

    @property
    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each filter."""
        pairs = [pair.split("=", 1) for pair in self.filters]
        return {name: tuple(value for other, value in pairs if other == name) for name, _ in pairs}

    @property
    def days(self) -> int:
        """The number of days of its period."""
        return (self.ends_on - self.starts_on).days + 1


_COLUMNS = tuple(field.name for field in fields(Figure))


def figures(snapshot: Snapshot) -> list[Figure]:
    """List the figures as they stand in the table; none where it does not say what answers them."""
    told = snapshot.rows("SELECT column_name FROM duckdb_columns() WHERE table_name = 'published_figure'")
    if not {name for (name,) in told}.issuperset(_COLUMNS):
        return []
    return [Figure(*row) for row in snapshot.rows(f"SELECT {', '.join(_COLUMNS)} FROM published_figure ORDER BY rowid")]
