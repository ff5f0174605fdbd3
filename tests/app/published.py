"""Published figures read back: a world made by hand, its figures by name and rule, and their rows on the page."""

from pathlib import Path

from app.components.static_html import as_text
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.pages.reconciliation.content import beside
from app.question import read_question
from app.reconciliation import Reading, Reconciled, reconciled
from etl.build import refresh
from etl.config import settings_from
from tests.app.layouts import elements
from tests.etl.exports import Row, row

SPRING, HANDED_OVER = "Calls in April and May 2024", "Calls that police handed over"


# a world made by hand: 2024 from March 31 to June 2, with 20 calls in April and May


def call(number: int, day: str, unit: str = "CARE12", **changes: str) -> Row:
    """Give a unit's row of one event: queued at noon, there at 12:10, free at 12:40."""
    times = {"queued_at": "12:00", "dispatched_at": "12:02", "arrived_at": "12:10", "cleared_at": "12:40"}
    cells = {name: f"{day} {at}:00" for name, at in times.items()}
    return row(unit, f"20240004{number:05}", **(cells | changes))


def handmade() -> list[Row]:
    """Twelve calls of CARE alone, three it did not reach, five with police, an officer's request and an outreach."""
    rows = [call(1, "2024-03-31"), call(2, "2024-06-02")]
    rows += [call(10 + number, "2024-04-15", call_source="911") for number in range(12)]
    rows += [call(30 + number, "2024-05-01", arrived_at="") for number in range(3)]
    for number in range(5):
        joint = {"response_category": "SPD/CARE Co-Response"}
        police_gone = "2024-05-20 12:20:00" if number < 3 else "2024-05-20 12:50:00"
        rows.append(call(40 + number, "2024-05-20", **joint))
        rows.append(call(40 + number, "2024-05-20", "2M1", cleared_at=police_gone, **joint))
    on_view = {"origin": "ONVIEW", "received": "OFFICER_GENERATED", "call_source": "ONVIEW"}
    rows.append(call(50, "2024-05-31", **on_view))
    rows += [call(51, "2024-05-31", unit, **on_view) for unit in ("CARE12", "2M1")]
    return rows


def loaded(folder: Path, export: Path) -> Snapshot:
    settings = {"CARE_WAREHOUSE": str(folder / "warehouse"), "CARE_BOUNDARIES": str(folder / "none")}
    refresh(settings_from(settings), [export])
    return Warehouse(Settings(folder / "warehouse")).current()


def named(snapshot: Snapshot) -> dict[str, Reconciled]:
    return {each.figure.figure: each for each in reconciled(snapshot)}


def by_rule(each: Reconciled) -> dict[tuple[str, str], Reading]:
    return {(reading.metric, reading.count): reading for reading in each.readings}


def shown(parts: list[object]) -> str:
    return elements(f"<main>{as_text(parts)}</main>")[0].text


def cells_of(snapshot: Snapshot, figure: str) -> list[str]:
    """Take the row of a figure apart, as it stands on the page."""
    page = elements(f"<main>{as_text(beside(read_question('', snapshot)))}</main>")
    (row,) = (one for one in page if one.tag == "tr" and one.text.startswith(figure))
    inside = page[page.index(row) + 1 :]
    return [one.text for one in inside if one.tag in ("th", "td")][:5]
