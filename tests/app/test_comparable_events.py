"""What a CARE call is compared with: police-only calls alone, never itself, and the same ones whatever is filtered.

Each comparable call took two officers half an hour: one officer hour. Each event that must not be compared with took
them ten hours, so that a single one of them would show.
"""

from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from app.config import Settings
from app.db import Snapshot, Warehouse
from app.filters import Filters
from app.queries import Row, ask
from etl.build import refresh
from etl.config import settings_from
from etl.metrics import FILTERS
from etl.metrics.capacity import FEWEST_COMPARABLES
from tests.etl.exports import Row as Cells
from tests.etl.exports import row, write

TEN_HOURS = {"dispatched_at": "2025-11-03 14:01:00", "cleared_at": "2025-11-04 00:01:00"}
NEVER_CAME = {"arrived_at": ""}
THE_CALL = [row("CARE12"), row("2M1", **TEN_HOURS)]
"""The one call that CARE reached; police were there too."""
NOT_COMPARABLE = {
    "another CARE event": [
        row("CARE14", event="2025000500002", **NEVER_CAME),
        row("2M2", event="2025000500002", **TEN_HOURS),
    ],
    "an event of CARE alone": [row("CARE14", event="2025000500003", **NEVER_CAME, **TEN_HOURS)],
    "an event that police came upon": [row("2M3", event="2025000500004", origin="ONVIEW", **TEN_HOURS)],
    "an event of neither kind": [row("2M4", event="2025000500005", origin="", **TEN_HOURS)],
    "a test": [row("2M5", event="2025000500006", final_call_type="TEST CALL ONLY", **TEN_HOURS)],
    "a call without a valid service time": [row("2M6", event="2025000500007", cleared_at="")],
    "a call of the year after": [
        row(
            "2M7",
            event="2026000500008",
            queued_at="2026-01-01 14:00:00",
            dispatched_at="2026-01-01 14:01:00",
            arrived_at="2026-01-01 14:05:00",
            cleared_at="2026-01-02 00:01:00",
        )
    ],
}
ELSEWHERE = {
    **{"beat": "M1", "sector": "DAVID", "neighborhood": "BELLTOWN", "call_source": "911"},
    **{"received": "OFFICER_GENERATED", "clearance": "CITATION"},
    **{"queued_at": "2025-11-05 15:00:00", "dispatched_at": "2025-11-05 15:01:00"},
    **{"arrived_at": "2025-11-05 15:05:00", "cleared_at": "2025-11-05 15:31:00"},
}
"""How the comparable calls differ from the call in all that a reader can filter by, but not in what cells are made of."""

Publish = Callable[[list[Cells]], Snapshot]


def comparable(count: int) -> list[Cells]:
    return [row("2M1", event=f"2025000{600_000 + number}", **ELSEWHERE) for number in range(count)]


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Publish:
    def published(rows: list[Cells]) -> Snapshot:
        folder: Path = tmp_path_factory.mktemp("comparables")
        refresh(settings_from({"CARE_WAREHOUSE": str(folder)}), [write(folder / "export.csv", *rows)])
        return Warehouse(Settings(folder)).current()

    return published


@pytest.fixture(scope="module")
def enough(publish: Publish) -> Snapshot:
    """Hold the call, just enough comparable calls, and all that is not comparable."""
    return publish([*THE_CALL, *comparable(FEWEST_COMPARABLES), *chain(*NOT_COMPARABLE.values())])


def avoided(snapshot: Snapshot, **asked: Any) -> Row:
    return ask(snapshot, "spd_officer_hours_avoided", Filters(**asked)).only


def test_only_police_calls_that_were_asked_for_are_compared_with(enough: Snapshot) -> None:
    row = avoided(enough)
    assert (row.n, row.details["expected_hours"], row.details["actual_hours"]) == (1, 1.0, 20.0)
    assert row.value == 1.0 - 20.0
    assert enough.rows("SELECT comparable_events FROM care_event WHERE is_reached_call") == [(FEWEST_COMPARABLES,)]


@pytest.mark.parametrize("kind", NOT_COMPARABLE)
def test_what_is_not_comparable_never_makes_up_the_number(publish: Publish, kind: str) -> None:
    row = avoided(publish([*THE_CALL, *comparable(FEWEST_COMPARABLES - 1), *NOT_COMPARABLE[kind]]))
    assert (row.value, row.n, row.excluded) == (None, 0, {"no_match": 1})


def test_one_comparable_call_more_makes_up_the_number(publish: Publish) -> None:
    assert avoided(publish([*THE_CALL, *comparable(FEWEST_COMPARABLES)])).n == 1


ITS_OWN = {
    **{"precinct": "WEST", "sector": "MARY", "beat": "M3", "neighborhood": "DOWNTOWN COMMERCIAL"},
    **{"call_type": "SERVICE - WELFARE CHECK", "priority": "3", "hour": "14", "weekday": "1"},
    **{"responders": "CARE and SPD", "call_source": "TELEPHONE OTHER, NOT 911", "received": "COMMUNITY_GENERATED"},
}
"""What the call has that its comparable calls lack, but for what cells are made of."""
DAYS = {"start": date(2025, 11, 3), "end": date(2025, 11, 3)}


@pytest.mark.parametrize("name", ITS_OWN)
def test_a_filter_never_narrows_what_is_compared_with(enough: Snapshot, name: str) -> None:
    assert avoided(enough, **{name: (ITS_OWN[name],)}) == avoided(enough)


def test_neither_do_days_nor_all_filters_together(enough: Snapshot) -> None:
    everything = {name: (value,) for name, value in ITS_OWN.items()}
    for asked in (DAYS, DAYS | everything, DAYS | everything | {"count": "all"}):
        row = avoided(enough, **asked)
        assert (row.value, row.n, row.details) == (-19.0, 1, avoided(enough).details)


def test_every_filter_is_tried() -> None:
    assert {*ITS_OWN, "district"} >= set(FILTERS)
