"""The table on screen, held to the answers that it shows."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from etl.metrics import METRICS
from tests.app.analyst.screen import Card

INCOMPLETE = " (incomplete)"
NO_EVENTS = {"0", "0.0", "too few to show", "no data", ""}
Body = dict[str, Any]


def cells_equal(card: Card, bodies: list[Body]) -> int:
    """Hold a card's table to its answers, by the form it has; return how many cells were compared."""
    by = bodies[0]["by"]
    head, *rows = card.table
    if by == ["hour", "weekday"]:
        compare: Callable[[list[list[str]], list[Body]], int] = _grid
    elif by or len(bodies) == 1:
        compare = _by_group
    else:
        compare = _one_a_row
    count = compare(rows, bodies)
    assert count or not any(row["n"] for body in bodies for row in body["rows"]), (card.name, head)
    return count


def _by_group(rows: list[list[str]], bodies: list[Body]) -> int:
    """Read a row a group: its labels, then for each answer the value, the ends of its interval, and n."""
    width = len(bodies[0]["by"])
    shown = {tuple(cell.removesuffix(INCOMPLETE) for cell in row[:width]): row[width:] for row in rows}
    assert len(shown) == len(rows)
    compared, only_n = 0, "minutes_bin" in bodies[0]["by"]
    for position, body in enumerate(bodies):
        cells = (() if only_n else ("text", *(("low", "high") if body["metric"]["has_interval"] else ()))) + ("n",)
        told = {tuple(row["labels"][name] for name in body["by"]): row for row in body["rows"]}
        assert set(told) <= set(shown)
        start = position * len(cells)
        for labels, row in shown.items():
            group = dict(zip(cells, row[start : start + len(cells)], strict=True))
            if labels not in told:
                assert (group["n"], group.get("text", "") in NO_EVENTS) == ("0", True)
                continue
            assert group["n"] == f"{told[labels]['n']:,}"
            assert only_n or group["text"] == told[labels]["text"]
            compared += len(cells)
    if width:  # where there is but the whole, the page says above which of its days are not complete
        incomplete = {label for label, row in told.items() if not row["complete"]}
        marked = {tuple(c.removesuffix(INCOMPLETE) for c in row[:width]) for row in rows if row[0].endswith(INCOMPLETE)}
        assert marked >= incomplete
    return compared


def _one_a_row(rows: list[list[str]], bodies: list[Body]) -> int:
    """Read a row a number: its name, its value first among the cells, and n last."""
    shown = {row[0].partition(" (")[0]: row for row in rows}
    compared = 0
    for body in bodies:
        (told,) = body["rows"]
        label = body["metric"]["label"]
        if label not in shown:  # a share is a column of the table of its parts
            assert METRICS[body["metric"]["name"]].unit == "%"
            assert any(told["text"] in row for row in rows) or told["value"] is None
            continue
        assert shown[label][1].partition(",  ")[0].startswith(told["text"])
        assert shown[label][-1] == f"{told['n']:,}"
        compared += 2
    return compared


def _grid(rows: list[list[str]], bodies: list[Body]) -> int:
    """Read hours down and days across: each cell the value, nothing where there are no events."""
    (body,) = bodies
    told = [row for row in body["rows"] if row["n"]]
    shown = Counter(cell for row in rows for cell in row[1:] if cell != "0")
    assert shown == Counter(row["text"] for row in told)
    hours = {row["labels"]["hour"].partition(" to ")[0]: Counter() for row in told}
    for row in told:
        hours[row["labels"]["hour"].partition(" to ")[0]][row["text"]] += 1
    by_hour = {row[0]: Counter(cell for cell in row[1:] if cell != "0") for row in rows}
    assert {hour: cells for hour, cells in by_hour.items() if cells} == hours
    return len(told)
