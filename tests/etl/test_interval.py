"""The interval of the modeled hours is honest: it holds the truth about 95 times in 100.

Each seed is a call type of its own, so one snapshot holds many independent worlds: cells never share events across call
types. Calls and comparables of a type and priority are drawn from one skewed distribution; how many comparables each
precinct and band has decides which fallback level a call uses. Truth is what each call's own draw would have cost.
"""

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from app.config import settings_from as app_settings
from app.db import Warehouse
from app.filters import Filters
from app.queries import ask
from etl import export
from etl.build import refresh
from etl.config import settings_from

SEEDS = 2_000
HEADERS = [column.header for column in export.REQUIRED]
LEVELS = (("EAST", 8, 36), ("WEST", 2, 16), ("WEST", 14, 16), ("WEST", 20, 4), ("NORTH", 9, 12))
"""Precinct, hour and comparables: EAST fills a band, WEST a precinct only, NORTH neither."""
CALLS = (("EAST", 9, 7), ("WEST", 15, 5), ("NORTH", 8, 4))

Export = list[dict[str, str]]


def _row(number: int, unit: str, call_type: str, precinct: str, hour: int, seconds: int) -> dict[str, str]:
    queued = datetime(2025, 5, 1, hour) + timedelta(days=number % 28, seconds=number % 3_000)
    event = f"2025{number:09d}"
    cells = {
        "event_number": event,
        "call_sign_dispatch_id": f"{event}{unit}",
        "initial_call_type": call_type,
        "final_call_type": call_type,
        "priority": "2",
        "precinct": precinct,
        "origin": "DISPATCH",
        "officers": "1",
        "queued_at": str(queued),
        "dispatched_at": str(queued),
        "arrived_at": str(queued + timedelta(seconds=60)),
        "cleared_at": str(queued + timedelta(seconds=seconds)),
    }
    return {column.header: cells.get(column.name, "") for column in export.REQUIRED}


def _world(seed: int, numbers: Iterator[int]) -> tuple[Export, float]:
    """Draw one seed's events; return them with the true hours of its CARE calls, had police gone alone."""
    draws = random.Random(seed)
    call_type = f"SEED {seed:04d}"

    def cost() -> int:
        return 300 + round(draws.gammavariate(2.0, 1_800))

    rows = [
        _row(next(numbers), "2M1", call_type, precinct, hour, cost())
        for precinct, hour, comparables in LEVELS
        for _ in range(comparables)
    ]
    rows += [
        _row(next(numbers), "CARE1", call_type, precinct, hour, 1_800)
        for precinct, hour, calls in CALLS
        for _ in range(calls)
    ]
    return rows, sum(cost() for _, _, calls in CALLS for _ in range(calls)) / 3_600


def _write(path: Path) -> dict[str, float]:
    numbers = iter(range(10**9))
    truths = {}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADERS)
        writer.writeheader()
        for seed in range(SEEDS):
            rows, truths[f"SEED {seed:04d}"] = _world(seed, numbers)
            writer.writerows(rows)
    return truths


def test_the_interval_holds_the_truth_in_about_95_of_100_worlds(tmp_path: Path) -> None:
    truths = _write(tmp_path / "export.csv")
    environ = {"CARE_WAREHOUSE": str(tmp_path / "warehouse")}
    refresh(settings_from(environ), [tmp_path / "export.csv"], accept=["reference"])  # its call types are no real ones
    snapshot = Warehouse(app_settings(environ)).current()
    answer = ask(snapshot, "spd_officer_hours_avoided", Filters(), ["call_type"])
    assert len(answer.rows) == SEEDS
    levels = [list(row.details.values())[:4] for row in answer.rows]
    assert levels == [[7, 5, 4, 0]] * SEEDS  # every fallback level is in play, and every call has a match
    held = sum(row.low <= truths[row.keys[0]] <= row.high for row in answer.rows if row.low is not None and row.high)
    assert 0.93 <= held / SEEDS <= 0.97, held / SEEDS
