"""What a refresh made of a spoiled export, held to the plain second implementation of the rules of rows."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

import app.config
from app.db import Warehouse
from etl.metrics import EVENT_METRICS
from tests.etl.agreement import WHOLE, Pair, answered, assert_same, expected
from tests.etl.exports import portal_lines, write_api_csv
from tests.faults.plain_reader import NotDefinedError, lines_left, read_plainly
from tests.faults.spoiled_case import Case
from tests.faults.spoiled_run import BASE, Ran
from tests.golden import oracle, world
from tests.golden.rows import Rows, merge_exports

_VINTAGES = (datetime(2025, 11, 1), datetime(2025, 12, 1))
_ONE_ANSWERED = 5


@dataclass
class Told:
    """What became of one case: its corruptions, its exit code, what is wrong, what could be held to the plain reader."""

    number: int
    corruptions: tuple[str, ...]
    file: str = ""
    code: int | None = None
    wrong: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    said: str = ""


def check_loaded(case: Case, ran: Ran, warehouse: Path, told: Told) -> None:
    """Hold the counts to each other, to the private file and to the plain reader; and the rows to the plain reader's."""
    summary = json.loads(ran.out)
    rejected = _rejected(summary["rejected_file"])
    by_reason = Counter(each["reason"] for each in rejected)
    counted = [summary[fate] for fate in ("accepted", "unchanged", "superseded")]
    if summary["rows_read"] != sum(counted) + sum(summary["rejected"].values()):
        told.wrong.append("rows are unaccounted for")
    if by_reason != summary["rejected"]:
        told.wrong.append(f"the private file has {dict(by_reason)}, the summary {summary['rejected']}")
    records = [each["record"] for each in rejected]
    if records != sorted(set(records)) or {each["file"] for each in rejected} - {case.path.name}:
        told.wrong.append(f"rejected records {records}")
    _check_plainly(case, summary, records, warehouse, told)
    if ".csv" in case.path.name:
        _check_lines_left(case, warehouse, told)


def _check_plainly(case: Case, summary: dict[str, Any], records: list[int], warehouse: Path, told: Told) -> None:
    try:
        plain = read_plainly(case.path, warehouse.parent / "plain.csv")
    except NotDefinedError as why:
        told.seen.append(f"not defined: {str(why)[:40]}")
        return
    alone = merge_exports([plain.path])
    if alone.read != summary["rows_read"]:
        told.wrong.append(f"{summary['rows_read']} rows read, {alone.read} by the plain reader")
    if [each.record - plain.shift for each in alone.rejected] != records:
        told.wrong.append(f"rejected {records}, by the plain reader {[(r.record, r.reason) for r in alone.rejected]}")
    vintages = [_VINTAGES[0], _vintage(case, alone)]
    merged = merge_exports([warehouse.parent.parent / BASE, plain.path], vintages)
    ours, plains = rows_of(warehouse), rows_expected(merged)
    if ours != plains:
        differ = [pair for pair in zip(ours, plains, strict=False) if pair[0] != pair[1]][:1]
        told.wrong.append(f"{len(ours)} rows held, {len(plains)} by the plain reader; first other: {differ!r:.1200}")
    told.seen.append("held to the plain reader")
    if told.number % _ONE_ANSWERED == 0:
        _check_answers(warehouse, world.read_exports([warehouse.parent.parent / BASE, plain.path], vintages), told)


def _check_answers(warehouse: Path, plain: oracle.World, told: Told) -> None:
    """Hold the dashboard's answer to every metric to the plain one."""
    settings = app.config.settings_from({"CARE_WAREHOUSE": str(warehouse), "CARE_APP_THREADS": "1"})
    pair = Pair(Warehouse(settings).current(), plain)
    for metric in EVENT_METRICS:
        try:
            assert_same(metric, answered(pair.snapshot, metric, {}, WHOLE), expected(plain, metric, {}, WHOLE))
        except AssertionError as other:
            told.wrong.append(f"{metric} is another: {str(other)[:300]}")
    told.seen.append("answered as by the plain implementation")


def _check_lines_left(case: Case, warehouse: Path, told: Told) -> None:
    """Hold that no record which still stands as it was got lost among spoiled ones."""
    keys = {key for _, key, *_ in rows_of(warehouse)}
    header, *records = _lines(case)
    lines = dict(zip(records, (row["call_sign_dispatch_id"] for row in case.rows), strict=True))
    lost = {lines[line + "\n"] for line in lines_left(case.path, header, records)} - keys
    if lost:
        told.wrong.append(f"untouched rows are lost: {sorted(lost)[:3]}")


def _vintage(case: Case, rows: Rows) -> datetime:
    """Date the file as the refresh does: by its name's stamp, else by the latest time of its valid rows."""
    if "_2025" in case.path.name:
        return _VINTAGES[1]
    units = [held.unit for held in rows.held]
    times = (time for u in units for time in (u.queued_at, u.dispatched_at, u.arrived_at, u.cleared_at) if time)
    return max(times)


def _rejected(path: str | None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line] if path else []


def keys_dated_after(warehouse: Path, moment: datetime) -> set[str]:
    """Name the keys held from files of a vintage after a moment."""
    with _snapshot(warehouse) as con:
        found = con.execute("SELECT call_sign_dispatch_id FROM export_row WHERE vintage > ?", [moment]).fetchall()
        return {key for (key,) in found}


def _snapshot(warehouse: Path) -> duckdb.DuckDBPyConnection:
    snapshot = (warehouse / "current").read_text().strip()
    return duckdb.connect(str(warehouse / f"care-{snapshot}.duckdb"), read_only=True)


def rows_of(warehouse: Path) -> list[tuple[Any, ...]]:
    """Give the rows that the snapshot served was made of, by key."""
    columns = "event_number, call_sign_dispatch_id, officers, queued_at, dispatched_at, arrived_at, cleared_at"
    texts = "clearance, call_source, priority, initial_call_type, final_call_type, precinct, sector, beat, "
    texts += "response_category, origin, neighborhood, received"
    with _snapshot(warehouse) as con:
        return con.execute(f"SELECT {columns}, {texts} FROM export_row ORDER BY 2").fetchall()


def rows_expected(rows: Rows) -> list[tuple[Any, ...]]:
    """Give the rows that stand by the plain reader, as `rows_of` does."""
    return [
        (
            *(unit.event_number, unit.key, unit.officers, unit.queued_at, unit.dispatched_at, unit.arrived_at),
            *(unit.cleared_at, *(text or None for text in unit.event_texts)),
        )
        for unit in sorted((held.unit for held in rows.held), key=lambda unit: unit.key)
    ]


def _lines(case: Case) -> list[str]:
    if ".api." not in case.path.name:
        return portal_lines(case.rows)
    path = write_api_csv(case.path.parent / "whole.csv", *case.rows)
    return path.read_text("utf-8").splitlines(keepends=True)
