"""How a published figure is compared with ours: which question of ours answers it, or that none does.

A row of `published_figure.csv` names metrics, filters as `precinct=EAST`, a dimension, and what is made of the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.dimensions import EVENT_BY, FILTERS
from etl.errors import quoted
from etl.metrics import EVENT_METRICS, ComparedAs, Unit


@dataclass(frozen=True)
class _Needs:
    """Which of the cells of a row must be filled for one way to compare; the others that name a question are blank."""

    metrics: bool = True
    filters: bool | None = None
    """None stands for either."""
    grouped_by: bool = False


_NEEDS = {
    ComparedAs.VALUE: _Needs(),
    ComparedAs.PER_DAY: _Needs(),
    ComparedAs.SHARE: _Needs(filters=True),
    ComparedAs.GROUPS: _Needs(grouped_by=True),
    ComparedAs.BUSIEST: _Needs(grouped_by=True),
    ComparedAs.NONE: _Needs(metrics=False, filters=False),
}


def comparison(cell: str) -> str:
    """Read how a figure is compared; raises `ValueError` as all readers of cells do."""
    if cell.strip() not in list(ComparedAs):
        raise ValueError(f"is {quoted(cell)}, not one of {', '.join(ComparedAs)}")
    return cell.strip()


def metric(name: str) -> str:
    """Read the name of a metric."""
    if name not in EVENT_METRICS:
        raise ValueError(f"holds {quoted(name)}, which is no metric; docs/dictionary.md lists them")
    return name


def filter_of(pair: str) -> str:
    """Read a filter and its value."""
    name, _, value = pair.partition("=")
    if name not in FILTERS or not value:
        raise ValueError(f"holds {quoted(pair)}, not a filter and its value such as precinct=EAST")
    return pair


def dimension(cell: str) -> str:
    """Read a dimension, or none."""
    if cell.strip() and cell.strip() not in EVENT_BY:
        raise ValueError(f"is {quoted(cell)}, not one of {', '.join(EVENT_BY)}")
    return cell.strip()


def check(row: Mapping[str, object]) -> None:
    """Refuse a row whose cells do not fit each other; raises `ValueError` that begins with the column."""
    how, names = ComparedAs(str(row["compared_as"])), _names(row)
    for column, needed in vars(_NEEDS[how]).items():
        if needed is not None and bool(row[column]) != needed:
            raise ValueError(f"{column} must be {'given' if needed else 'blank'} where compared_as is {how}")
    is_share = how is ComparedAs.SHARE or any(EVENT_METRICS[name].unit is Unit.SHARE for name in names)
    if names and is_share != (row["unit"] == Unit.SHARE):
        raise ValueError(
            f"unit is {quoted(str(row['unit']))}: it is {Unit.SHARE} where ours is a share, and only there"
        )


def _names(row: Mapping[str, object]) -> list[str]:
    names = row["metrics"]
    return names if isinstance(names, list) else []
