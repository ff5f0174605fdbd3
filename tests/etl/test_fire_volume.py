"""The fire department's feed in a snapshot: counted once an incident, kept when files go, and never in a refresh's way."""

import csv
import gzip
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import fire_volume, log
from etl.config import PROJECT, settings_from
from etl.demo import write_demo
from etl.fire_volume import LOW_ACUITY_AID
from tests import effort
from tests.etl.conftest import Warehouse
from tests.etl.exports import row, write

AID, LOW, MEDIC = "Aid Response", "Low Acuity Response", "Medic Response"
HEADER = ("incident_number", "datetime", "type")
FULL, LATER = "fire-911-full-20251201T120000Z.csv.gz", "fire-911-since-20251101-20251202T120000Z.csv.gz"

Incident = tuple[str, str, str]
Row = tuple[Any, ...]


@pytest.fixture
def fire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of the feed, in a data folder with the reference tables and nothing else."""
    data = tmp_path / "data"
    (data / "fire").mkdir(parents=True)
    (data / "reference").symlink_to(PROJECT / "data" / "reference")
    monkeypatch.setenv("CARE_DATA_DIR", str(data))
    return data / "fire"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write(tmp_path / "export.csv", row(), row("2M1"))


def counted(fire: Path, before: Sequence[Row] = ()) -> list[Row]:
    """Count the folder's files beside what another count gave; give month, type, incidents and the days they span."""
    settings = replace(settings_from(), data_dir=fire.parent)
    with duckdb.connect() as con:
        con.execute("ATTACH ':memory:' AS stage")
        con.execute("ATTACH ':memory:' AS held")
        if before:
            con.execute(f"CREATE TABLE held.fire_volume ({fire_volume.COLUMNS})")
            con.executemany("INSERT INTO held.fire_volume VALUES (?, ?, ?, FALSE, ?, ?)", before)
        fire_volume.count(con, settings, invented=False)
        return con.execute(
            "SELECT month, type, incidents, first_day, through FROM stage.fire_volume ORDER BY 1, 2"
        ).fetchall()


def short(rows: Sequence[Row]) -> list[Row]:
    return [row[:3] for row in rows]


def feed(path: Path, *incidents: Incident, header: Sequence[str] = HEADER) -> Path:
    with gzip.open(path, "wt", newline="") if path.name.endswith(".gz") else path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *incidents])
    return path


def incident(number: int, day: str, kind: str = AID) -> Incident:
    return (f"F25{number:07}", f"{day}T10:15:00.000", kind)


def volume(warehouse: Warehouse) -> list[Row]:
    return warehouse.rows("SELECT month, type, incidents FROM fire_volume ORDER BY month, type")


OCTOBER = (incident(1, "2025-10-01"), incident(2, "2025-10-15", LOW), incident(3, "2025-10-31", MEDIC))
NOVEMBER = (incident(4, "2025-11-01"), incident(5, "2025-11-02"))


def test_incidents_are_counted_by_month_and_type_with_the_days_they_span(
    warehouse: Warehouse, fire: Path, export: Path
) -> None:
    feed(fire / FULL, *OCTOBER, *NOVEMBER)
    warehouse.refresh(export)
    assert volume(warehouse) == [
        ("2025-10", AID, 1), ("2025-10", LOW, 1), ("2025-10", MEDIC, 1), ("2025-11", AID, 2)
    ]  # fmt: skip
    assert warehouse.rows("SELECT DISTINCT month, first_day, through FROM fire_volume ORDER BY month") == [
        ("2025-10", date(2025, 10, 1), date(2025, 10, 31)),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 2)),
    ]
    assert warehouse.run("check").code == 0


def test_low_acuity_aid_is_the_types_of_one_list(warehouse: Warehouse, fire: Path, export: Path) -> None:
    kinds = (*LOW_ACUITY_AID, MEDIC, "Auto Fire Alarm", "aid response", "Medic Response- Overdose")
    feed(fire / FULL, *(incident(n, "2025-10-01", kind) for n, kind in enumerate(kinds)))
    warehouse.refresh(export)
    assert {kind for (kind,) in warehouse.rows("SELECT type FROM fire_volume WHERE is_low_acuity_aid")} == {
        "Aid Response", "Aid Response Yellow", "Low Acuity Response"
    }  # fmt: skip
    described = warehouse.one("SELECT meaning FROM \"column\" WHERE name = 'is_low_acuity_aid'")
    assert all(kind in described for kind in LOW_ACUITY_AID)


def test_of_an_incident_in_several_files_the_newest_counts_whatever_their_names_order(fire: Path) -> None:
    feed(fire / "z-older-20251201T120000Z.csv", *OCTOBER, *NOVEMBER)
    feed(fire / "a-newer-20251203T120000Z.csv", incident(5, "2025-11-02", LOW), incident(6, "2025-11-03", LOW))
    feed(fire / "no-stamp.csv", incident(4, "2025-11-01", MEDIC), incident(5, "2025-11-02", MEDIC))
    assert short(counted(fire))[3:] == [("2025-11", AID, 1), ("2025-11", LOW, 2)]


def test_an_incident_that_is_there_twice_counts_once(fire: Path) -> None:
    feed(fire / FULL, *OCTOBER, *OCTOBER)
    assert [count for *_, count in short(counted(fire))] == [1, 1, 1]


def test_the_portals_own_download_is_read_too(fire: Path) -> None:
    header = ("Address", "Type", "Datetime", "Latitude", "Longitude", "Report Location", "Incident Number")
    cells = ("1 Main, St", AID, "10/01/2025 11:07:00 PM", "47", "-122", "(47, -122)", "F1")
    feed(fire / "download.csv", cells, header=header)
    assert counted(fire) == [("2025-10", AID, 1, date(2025, 10, 1), date(2025, 10, 1))]


# what is held


def test_without_files_what_is_held_is_carried(warehouse: Warehouse, fire: Path, export: Path, tmp_path: Path) -> None:
    path = feed(fire / FULL, *OCTOBER, *NOVEMBER)
    warehouse.refresh(export)
    before, first = volume(warehouse), warehouse.current
    path.unlink()
    warehouse.refresh(write(tmp_path / "next.csv", row(event="2025000500002")))
    assert warehouse.current != first
    assert volume(warehouse) == before


def test_a_file_of_some_months_replaces_those_and_leaves_the_others(fire: Path) -> None:
    path = feed(fire / FULL, *OCTOBER, *NOVEMBER)
    before = counted(fire)
    path.unlink()
    feed(fire / LATER, *NOVEMBER[:1], incident(7, "2025-11-30", LOW), incident(8, "2025-12-01"))
    now = counted(fire, before)
    assert now[:3] == before[:3]
    assert short(now)[3:] == [("2025-11", AID, 1), ("2025-11", LOW, 1), ("2025-12", AID, 1)]


@pytest.mark.parametrize("fewer", [("2025-10-15", "2025-10-31"), ("2025-10-01", "2025-10-30")])
def test_a_month_of_which_more_days_are_held_stays_as_it_is(fire: Path, fewer: tuple[str, str]) -> None:
    feed(fire / FULL, *OCTOBER, *NOVEMBER)
    before = counted(fire)
    feed(fire / FULL, *(incident(n, day) for n, day in enumerate(fewer)))
    assert counted(fire, before) == before


def test_a_change_in_the_feed_alone_is_published_and_no_change_is_not(
    warehouse: Warehouse, fire: Path, export: Path
) -> None:
    warehouse.refresh(export)
    none = warehouse.current
    feed(fire / FULL, *OCTOBER)
    warehouse.refresh(export)
    first = warehouse.current
    warehouse.refresh(export)
    assert none < first == warehouse.current
    feed(fire / LATER, *NOVEMBER)
    warehouse.refresh(export)
    assert warehouse.current > first
    assert volume(warehouse)[-1] == ("2025-11", AID, 2)


def test_without_a_feed_the_table_is_there_and_empty(warehouse: Warehouse, fire: Path, export: Path) -> None:
    fire.rmdir()
    ran = warehouse.refresh(export)
    assert volume(warehouse) == []
    assert "data/fire" not in ran.err


# a feed that is damaged


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-12])


def other_columns(path: Path) -> None:
    feed(path, ("1", "2"), header=("species", "height"))


def no_times(path: Path) -> None:
    feed(path, *(incident(n, "yesterday") for n in range(9)), incident(10, "2025-10-01"))


def no_rows(path: Path) -> None:
    feed(path)


def ragged(path: Path) -> None:
    feed(path, *OCTOBER, ("F1", "2025-10-01T00:00:00"))  # type: ignore[arg-type]


def not_text(path: Path) -> None:
    path.write_bytes(gzip.compress(bytes(range(256)) * 50))


DAMAGES = (cut, other_columns, no_times, no_rows, ragged, not_text)


def test_a_damaged_file_stops_no_refresh_and_what_is_held_stays(warehouse: Warehouse, fire: Path, export: Path) -> None:
    feed(fire / FULL, *OCTOBER, *NOVEMBER)
    warehouse.refresh(export)
    before = volume(warehouse)
    cut(feed(fire / LATER, *NOVEMBER, incident(9, "2025-11-03")))
    ran = warehouse.refresh(export)
    assert f"warning: data/fire/{LATER} is not counted: " in ran.err
    assert "Take it away; `python -m etl fetch` fetches the feed again." in ran.err
    assert "Traceback" not in ran.err
    assert volume(warehouse) == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_told_in_one_line(fire: Path, damage: Callable[[Path], None]) -> None:
    feed(fire / FULL, *OCTOBER, *NOVEMBER)
    before = counted(fire)
    damage(feed(fire / LATER, *NOVEMBER, incident(9, "2025-11-03")))
    with log.heard() as warnings:
        assert counted(fire, before) == before
    [told] = warnings
    assert told.startswith(f"data/fire/{LATER} is not counted: ")
    assert "\n" not in told
    assert ".." not in told


def test_a_damaged_file_with_nothing_held_leaves_the_others(fire: Path) -> None:
    feed(fire / FULL, *OCTOBER)
    other_columns(fire / LATER)
    with log.heard() as warnings:
        assert len(counted(fire)) == 3
    assert "no column incidentnumber and no datetime and no type of the Fire 911 feed" in warnings[0]


def test_a_file_larger_than_it_may_be_is_not_unpacked(fire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_ETL_UNPACKED", "100MB")
    (fire / FULL).write_bytes(gzip.compress(b"incident_number,datetime,type\n" + b"\n" * 101_000_000, 1))
    with log.heard() as warnings:
        assert counted(fire) == []
    assert "100" in warnings[0]


def test_a_few_rows_without_a_time_are_left_out(fire: Path) -> None:
    good = [incident(n, "2025-10-01") for n in range(199)]
    feed(fire / FULL, *good, incident(200, "soon"))
    with log.heard() as warnings:
        assert short(counted(fire)) == [("2025-10", AID, 199)]
    assert warnings == []


def test_too_little_memory_is_told_with_what_to_do(fire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_: object) -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error: no room")

    feed(fire / FULL, *OCTOBER)
    before = counted(fire)
    monkeypatch.setattr(fire_volume, "_add", too_much)
    with log.heard() as warnings:
        assert counted(fire, before) == before
    assert warnings == [
        f"data/fire/{FULL} is not counted: Out of Memory Error: no room. Give the refresh more memory (CARE_ETL_MEMORY)."
    ]
    monkeypatch.undo()
    monkeypatch.setattr(fire_volume, "_COUNT", "SELECT error('no room')")
    with log.heard() as warnings:
        assert counted(fire, before) == before
    assert warnings[0].startswith("The feed in data/fire is not counted: ")


def test_files_under_way_are_not_looked_at(fire: Path) -> None:
    (fire / ".fire-911.partial").write_bytes(b"half")
    (fire / ".fire-911.csv").write_bytes(b"half")
    with log.heard() as warnings:
        assert counted(fire) == []
    assert warnings == []


# invented data


def test_beside_invented_rows_there_is_no_feed(warehouse: Warehouse, fire: Path, export: Path, tmp_path: Path) -> None:
    feed(fire / FULL, *OCTOBER)
    warehouse.refresh(write_demo(tmp_path / "demo", events=20))
    assert volume(warehouse) == []
    warehouse.refresh(export)
    assert len(volume(warehouse)) == 3


# how fast


@pytest.mark.skipif(not effort.FULL, reason="two million rows: CARE_TEST_EFFORT=full")
def test_two_million_incidents_are_counted_within_seconds(warehouse: Warehouse, fire: Path, export: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"""
            COPY (SELECT 'F' || n AS incident_number, '{AID}' AS type,
                         strftime(TIMESTAMP '2004-01-01' + INTERVAL (n * 5) MINUTE, '%Y-%m-%dT%H:%M:%S.000') AS datetime
                  FROM range(2_000_000) AS numbers(n))
            TO '{fire / FULL}' (FORMAT csv, COMPRESSION gzip)
        """)
    started = time.monotonic()
    warehouse.refresh(export)
    assert time.monotonic() - started < 60
    assert warehouse.one("SELECT sum(incidents) FROM fire_volume") == 2_000_000
