"""The portal, played by a server on this machine that misbehaves in every way it is known to.

What is fetched is read by the real refresh, and compared with what a refresh makes of the whole set in one file.
"""

import csv
import gzip
import re
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from tenacity import RetryCallState, Retrying, wait_none

from etl import stage, validate
from etl.config import PROJECT
from etl.export import STORED
from etl.portal import bookmark, files, soda
from etl.portal.datasets import DISPATCH, FIRE, months
from tests.etl import soda_server as spoil
from tests.etl.conftest import Ran, Warehouse
from tests.etl.exports import Row, row, write_api_csv
from tests.etl.soda_server import Cells, Served, Spoil, serve

pytestmark = pytest.mark.usefixtures("data", "pauses", "portal")

BACK_OFF = soda._BACK_OFF
PAGE = 3
KEY, QUEUED = "call_sign_dispatch_id", "cad_event_original_time_queued"


def event(number: int, queued: str, *units: str) -> list[Row]:
    """Give an event's rows; `queued` is a minute, `2025-09-30 23:59`."""
    at = datetime.fromisoformat(queued)
    times = {
        name: f"{at + timedelta(minutes=minutes)}"
        for name, minutes in (("queued_at", 0), ("dispatched_at", 1), ("arrived_at", 5), ("cleared_at", 30))
    }
    return [row(unit, event=f"2025{number:09}", **times) for unit in units]


def the_city() -> list[Row]:
    """Give 25 rows of three months; months have 11, 8 and 6, so that pages of three end everywhere."""
    return [
        *event(1, "2025-09-01 00:00", "CARE12", "2M1", "3M31", "V1"),
        *event(2, "2025-09-15 12:00", "CARE1", "CARE2", "CSO22", "TRUC4"),
        *event(3, "2025-09-30 23:59", "2M1", "2M2", "2M3"),
        *event(4, "2025-10-01 00:00", *(f"{n}K1" for n in range(1, 9))),
        *event(5, "2025-11-02 01:30", "CARE3", "2E1"),
        *event(6, "2025-11-03 14:00", "2E1", "2E2", "CARE3", "O'X"),
    ]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Wait for nothing, and remember how long it would have been."""
    waited: list[float] = []
    monkeypatch.setattr(soda, "_BACK_OFF", wait_none())
    monkeypatch.setattr(soda.Portal.__init__, "__defaults__", (waited.append,))
    return waited


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder with the reference tables and nothing else."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reference").symlink_to(PROJECT / "data" / "reference")
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve the city's rows in pages of three, and point the settings there."""
    fire = [
        {"incident_number": f"F25{n:07}", "datetime": f"2025-{9 + n % 3:02}-05T10:00:00.000", "type": "Aid Response"}
        | {"address": "1 Main St", "latitude": "47.6", "longitude": "-122.3"}
        for n in range(7)
    ]
    monkeypatch.setattr(soda, "PAGE_ROWS", PAGE)
    monkeypatch.setenv("no_proxy", "*")
    with serve(Served(rows={DISPATCH.id: api_cells(tmp_path, the_city()), FIRE.id: fire})) as served:
        monkeypatch.setenv("CARE_PORTAL_URL", served.address)
        yield served


def api_cells(folder: Path, rows: list[Row]) -> list[Cells]:
    """Write rows as the portal's API words them."""
    path = write_api_csv(folder / "cells.csv", *rows)
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def exports(data: Path) -> list[Path]:
    """List what a refresh would take for exports."""
    return stage.exports_in(data / "exports")


def keys(path: Path) -> list[str]:
    with gzip.open(path, "rt", newline="") as file:
        return [cells[KEY] for cells in csv.DictReader(file)]


def read(path: Path) -> list[tuple[object, ...]]:
    """Read an export as a refresh does, every row accepted."""
    with duckdb.connect() as con:
        con.execute("ATTACH ':memory:' AS stage")
        validate.validate(con, stage.open_export(con, path), 0)
        assert con.execute("SELECT count(*) FROM stage.malformed_0").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM stage.read_0 WHERE reason IS NOT NULL").fetchone() == (0,)
        columns = ", ".join(column.name for column in STORED)
        return con.execute(f"SELECT {columns}, location_status FROM stage.read_0 ORDER BY {KEY}").fetchall()


def assert_whole(data: Path, rows: list[Row], tmp_path: Path) -> Path:
    """Hold the one export there is: each row once, as in the whole set in one file; nothing else is left."""
    (path,) = exports(data)
    assert {name.name for name in (data / "exports").iterdir()} == {path.name, ".call-data.lock"}
    assert read(path) == read(write_api_csv(tmp_path / "whole.csv", *rows))
    assert len(keys(path)) == len(set(keys(path))) == len(rows)
    return path


def refused(warehouse: Warehouse, data: Path, command: str, *arguments: object) -> Ran:
    """One message and no traceback; there is no export."""
    ran = warehouse.run(command, *arguments)
    assert ran.code == 2, ran.out + ran.err
    assert ran.err.count("error: ") == 1
    assert "Traceback" not in ran.err
    assert exports(data) == []
    return ran


# a portal that behaves


def test_everything_is_fetched_once_and_read_by_a_refresh(
    warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path, pauses: list[float]
) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    ran = warehouse.run("fetch")
    assert ran.code == 0, ran.err
    path = assert_whole(data, the_city(), tmp_path)
    assert f"Fetched: {path}" in ran.out
    assert "25 rows read = 25 accepted" in warehouse.refresh(path).out
    assert re.fullmatch(r"call-data-full-\d{8}T\d{6}Z\.csv\.gz", path.name)
    vintage = stage.stamp_in(path.name)
    assert vintage is not None
    assert before <= vintage <= datetime.now(UTC)
    assert pauses == []
    assert portal.tokens == {None}


def test_what_is_fetched_is_private(warehouse: Warehouse, portal: Served, data: Path) -> None:
    portal.spoils[4] = spoil.status(404)
    refused(warehouse, data, "fetch")
    under_way = list((data / "exports").glob(".call-data.[bp]*"))
    assert {path.name for path in under_way} == {".call-data.partial", ".call-data.bookmark"}
    modes = [stat.S_IMODE(path.stat().st_mode) for path in under_way]
    warehouse.run("fetch")
    modes += [stat.S_IMODE(path.stat().st_mode) for path in exports(data)]
    assert modes == [0o600] * 3


def test_every_page_is_asked_for_in_order_and_by_key(warehouse: Warehouse, portal: Served, data: Path) -> None:
    warehouse.run("fetch", "--since", "2025-11-01")
    asked = [query for query in portal.pages if query["$order"] == KEY]
    assert [f"{KEY} > " in query["$where"] for query in asked] == [False, True]
    assert all(query["$limit"] == str(PAGE) for query in asked)
    (path,) = exports(data)
    assert path.name.startswith("call-data-since-20251101-")
    assert set(keys(path)) == {cells[KEY] for cells in portal.rows[DISPATCH.id] if cells[QUEUED] >= "2025-11"}


def test_a_key_with_a_quote_pages_on(warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path) -> None:
    rows = event(7, "2025-12-01 10:00", "A'1", "A'2", "A'3", "B'1", "B1")
    portal.rows[DISPATCH.id] = api_cells(tmp_path, rows)
    assert warehouse.run("fetch").code == 0
    assert_whole(data, rows, tmp_path)


def test_the_token_is_sent(warehouse: Warehouse, portal: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_PORTAL_TOKEN", "abc_123-X")
    assert warehouse.run("fetch").code == 0
    assert portal.tokens == {"abc_123-X"}


# a portal that does not


SURVIVED: dict[str, Spoil] = {
    "throttled": spoil.status(429),
    "throttled until later": spoil.status(429, Retry_After="77"),
    "failing": spoil.status(500),
    "away": spoil.status(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "still working on it": spoil.status(202),
    "a header and no rows": spoil.header_only,
    "a short page": spoil.short(1),
    "a page of HTML": spoil.page_of_html,
    "half a body": spoil.half,
    "half a body, not announced": spoil.half_unannounced,
    "rows out of order": spoil.unordered,
    "a row twice": spoil.a_row_twice,
    "a torn row": spoil.torn,
    "other columns": spoil.other_columns,
}


@pytest.mark.parametrize("at", [2, 6])
@pytest.mark.parametrize("case", SURVIVED)
def test_trouble_that_passes_is_survived(
    warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path, case: str, at: int
) -> None:
    portal.spoils |= {at: SURVIVED[case], at + 3: SURVIVED[case]}
    ran = warehouse.run("fetch")
    assert ran.code == 0, ran.err
    assert_whole(data, the_city(), tmp_path)


@pytest.mark.parametrize("case", SURVIVED)
def test_trouble_with_a_count_is_survived(
    warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path, case: str
) -> None:
    portal.tallies |= {1: SURVIVED[case], 4: SURVIVED[case]}
    ran = warehouse.run("fetch")
    assert ran.code == 0, ran.err
    assert_whole(data, the_city(), tmp_path)


@pytest.mark.parametrize("at", [2, 3, 4, 6, 7])
def test_the_same_page_twice_is_survived(
    warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path, at: int
) -> None:
    portal.spoils[at] = portal.again(at - 1)
    assert warehouse.run("fetch").code == 0
    assert_whole(data, the_city(), tmp_path)


LASTING: dict[str, tuple[Spoil, str]] = {
    "throttled": (spoil.status(429), "cannot be fetched (HTTP Error 429: Too Many Requests), 10 times over."),
    "a header and no rows": (spoil.header_only, "sends no more rows of 2025-09, though it counts more, 10 times over."),
    "a page of HTML": (spoil.page_of_html, "sends text/html instead of text/csv, 10 times over."),
    "half a body": (spoil.half, "sends an answer that is cut short, 10 times over."),
    "rows out of order": (spoil.unordered, "sends a page whose rows are not in order, 10 times over."),
    "a row twice": (spoil.a_row_twice, "sends a row twice in one page, 10 times over."),
    "a torn row": (spoil.torn, "sends rows that do not have a field for each column, 10 times over."),
    "other columns": (spoil.other_columns, "sends other columns than before, 10 times over."),
}


@pytest.mark.parametrize("case", LASTING)
def test_trouble_that_lasts_is_refused_and_the_next_fetch_goes_on(
    warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path, case: str
) -> None:
    wrong, said = LASTING[case]
    portal.spoils = dict.fromkeys(range(2, 100), wrong)
    ran = refused(warehouse, data, "fetch")
    assert f"127.0.0.1, dataset 33kz-ixgy: {said} No export was written." in ran.err
    portal.spoils.clear()
    portal.pages.clear()
    assert warehouse.run("fetch").code == 0
    assert (f"{KEY} > " in portal.pages[0]["$where"]) == ("order" not in said and "twice" not in said)
    assert_whole(data, the_city(), tmp_path)


@pytest.mark.parametrize(
    ("code", "advice"), [(400, "No export was written."), (403, "Look at CARE_PORTAL_TOKEN."), (404, "No export")]
)
def test_what_cannot_pass_is_not_asked_again(
    warehouse: Warehouse, portal: Served, data: Path, code: int, advice: str, pauses: list[float]
) -> None:
    portal.spoils[1] = spoil.status(code)
    assert advice in refused(warehouse, data, "fetch").err
    assert pauses == []


def test_a_portal_that_is_not_there_is_said_so(
    warehouse: Warehouse, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_PORTAL_URL", "http://127.0.0.1:9")
    assert "Connection refused" in refused(warehouse, data, "fetch").err


def test_it_waits_as_long_as_the_portal_asks(warehouse: Warehouse, portal: Served, pauses: list[float]) -> None:
    portal.spoils |= {1: spoil.status(429, Retry_After="77"), 3: spoil.status(503, Retry_After="999999")}
    portal.spoils[5] = spoil.status(
        503, Retry_After=f"{datetime.now(UTC) + timedelta(seconds=60):%a, %d %b %Y %H:%M:%S} GMT"
    )
    assert warehouse.run("fetch").code == 0
    assert pauses[:2] == [77, 900]
    assert 50 < pauses[2] <= 60


def test_pauses_grow() -> None:
    states = [RetryCallState(Retrying(), None, (), {}) for _ in range(9)]
    for number, state in enumerate(states, start=1):
        state.attempt_number = number
    waits = [BACK_OFF(state) for state in states]
    assert waits == sorted(waits)
    assert waits[0] >= 1
    assert waits[-1] <= 121


# rows that move


def assert_as_the_portal_now(portal: Served, data: Path) -> None:
    (path,) = exports(data)
    with gzip.open(path, "rt", newline="") as file:
        found = sorted(csv.DictReader(file), key=lambda cells: cells[KEY])
    assert found == sorted(portal.rows[DISPATCH.id], key=lambda cells: cells[KEY])


@pytest.mark.parametrize("at", [1, 2, 4, 5, 7])
@pytest.mark.parametrize("how", ["in", "out", "restated", "one in, one out"])
def test_rows_that_change_between_pages_are_read_as_they_are_in_the_end(
    warehouse: Warehouse, portal: Served, data: Path, at: int, how: str
) -> None:
    month = "2025-09" if at < 5 else "2025-10"

    def move() -> None:
        rows = portal.rows[DISPATCH.id]
        of_month = [cells for cells in rows if cells[QUEUED].startswith(month)]
        portal.changed = "2026-01-04T04:00:00.000Z"
        if "in" in how:
            first = of_month[0]
            rows.append({**first, KEY: first["cad_event_number"] + "0A0"})
        if "out" in how:
            rows.remove(of_month[1])
        if how == "restated":
            rows[rows.index(of_month[0])] = {**of_month[0], "priority": "9"}

    portal.moves[at] = move
    ran = warehouse.run("fetch")
    assert ran.code == 0, ran.err
    assert f"changed rows of {month} while they were read" in ran.err
    assert_as_the_portal_now(portal, data)


def test_rows_that_never_stand_still_are_refused(warehouse: Warehouse, portal: Served, data: Path) -> None:
    def move() -> None:
        portal.changed += "0"

    portal.moves = dict.fromkeys(range(1, 1000), move)
    assert "changed rows of 2025-09 while they were read, 10 times over" in refused(warehouse, data, "fetch").err


def test_a_portal_that_counts_fewer_than_it_sends_is_refused(warehouse: Warehouse, portal: Served, data: Path) -> None:
    portal.tallies = dict.fromkeys(
        range(1, 1000), lambda reply: spoil.replace(reply, body=reply.body.replace('"11"', '"10"'))
    )
    assert "changed rows of 2025-09 while they were read" in refused(warehouse, data, "fetch").err


def test_no_rows_are_said_so(warehouse: Warehouse, data: Path) -> None:
    assert "holds no row since 2027-01-01." in refused(warehouse, data, "fetch", "--since", "2027-01-01").err


# a fetch that is cut


def test_a_cut_fetch_is_begun_anew_when_it_is_old_or_was_another(
    warehouse: Warehouse, portal: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.spoils[4] = spoil.status(404)
    refused(warehouse, data, "fetch")
    monkeypatch.setattr(bookmark, "_GOOD_FOR", timedelta(seconds=-1))
    portal.pages.clear()
    refused(warehouse, data, "fetch")
    assert f"{KEY} > " not in portal.pages[0]["$where"]
    monkeypatch.undo()


@pytest.mark.parametrize("harm", ["bookmark gone", "bookmark torn", "file gone", "file short", "bytes after the end"])
def test_a_damaged_partial_file_does_no_harm(
    warehouse: Warehouse, portal: Served, data: Path, tmp_path: Path, harm: str
) -> None:
    portal.spoils[6] = spoil.status(404)
    refused(warehouse, data, "fetch")
    partial, beside = data / "exports" / ".call-data.partial", data / "exports" / ".call-data.bookmark"
    match harm:
        case "bookmark gone":
            beside.unlink()
        case "bookmark torn":
            beside.write_text(beside.read_text()[:-9])
        case "file gone":
            partial.unlink()
        case "file short":
            partial.write_bytes(partial.read_bytes()[:-1])
        case _:
            partial.write_bytes(partial.read_bytes() + b"half a page")
    assert warehouse.run("fetch").code == 0
    assert_whole(data, the_city(), tmp_path)


def test_a_second_fetch_at_once_is_told_to_wait(warehouse: Warehouse, portal: Served) -> None:
    codes = []
    portal.moves[1] = lambda: codes.append(warehouse.run("fetch").code)
    assert warehouse.run("fetch").code == 0
    assert codes == [4]


# from when


def test_the_next_fetch_looks_back_far_enough_for_restatements(
    warehouse: Warehouse, portal: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert warehouse.run("refresh", "--fetch").code == 0
    monkeypatch.setenv("CARE_PORTAL_LOOKBACK_DAYS", "20")  # before 2 November, the last complete day: 13 October
    changed = next(cells for cells in portal.rows[DISPATCH.id] if cells[QUEUED].startswith("2025-10"))
    changed["priority"] = "9"
    ran = warehouse.run("refresh", "--fetch")
    assert ran.code == 0, ran.err
    assert "14 rows read = 1 accepted + 13 unchanged" in ran.out
    assert warehouse.one("SELECT count(*) FROM export_row WHERE priority = '9'") == 1
    assert warehouse.one("SELECT count(*) FROM export_row") == 25
    assert [file.since for file in files.fetched_files(data / "exports", DISPATCH)] == [None, date(2025, 10, 1)]


def test_a_month_of_nights_leaves_one_file(warehouse: Warehouse, data: Path) -> None:
    (data / "exports").mkdir()
    mine = write_api_csv(data / "exports" / "call-data-by-hand.csv", *event(9, "2025-08-01 10:00", "CARE1"))
    for _ in range(4):
        ran = warehouse.run("refresh", "--fetch")
        assert ran.code == 0, ran.err
    names = [file.since for file in files.fetched_files(data / "exports", DISPATCH)]
    assert names == [None, date(2025, 9, 1)]
    assert mine.exists()
    assert warehouse.one("SELECT count(*) FROM export_row") == 26


def test_everything_again_covers_what_was_fetched_before(warehouse: Warehouse, data: Path) -> None:
    warehouse.run("refresh", "--fetch")
    warehouse.run("refresh", "--fetch")
    assert len(exports(data)) == 2
    warehouse.run("fetch", "--full")
    assert len(exports(data)) == 3, "nothing goes before a refresh has loaded the newer one"
    warehouse.run("refresh", "--fetch")
    assert [file.since is None for file in files.fetched_files(data / "exports", DISPATCH)] == [True, False]


def test_vintages_only_grow(warehouse: Warehouse, data: Path) -> None:
    (data / "exports").mkdir()
    ahead = data / "exports" / "call-data-full-20990101T000000Z.csv.gz"
    ahead.touch()
    warehouse.run("fetch")
    assert (data / "exports" / "call-data-full-20990101T000001Z.csv.gz").exists()


@pytest.mark.parametrize("ended", ["fetch", "refresh"])
def test_a_fetch_that_fails_leaves_the_snapshot_served(held: Warehouse, portal: Served, data: Path, ended: str) -> None:
    before = held.current
    portal.spoils = dict.fromkeys(range(1, 100), spoil.status(500))
    refused(held, data, ended, *(["--fetch"] if ended == "refresh" else []), "--since", "2025-09-01")
    assert held.current == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fetch", "--since", "yesterday"), "is not a day such as 2026-01-04"),
        (("refresh", "--since", "2026-01-01"), "give --fetch too"),
    ],
)
def test_a_wrong_argument_is_told(warehouse: Warehouse, arguments: tuple[str, ...], said: str) -> None:
    try:
        ran = warehouse.run(*arguments)
    except SystemExit:
        assert said in warehouse.capsys.readouterr().err
    else:
        assert (ran.code, said in ran.err) == (2, True)


def test_months_meet_and_do_not_overlap() -> None:
    cut = list(months(date(2024, 1, 31), date(2025, 3, 1)))
    assert [cut[0].name, cut[1].name, cut[-1].name] == ["2024-01", "2024-02", "2025-03"]
    assert cut[0].start == date(2024, 1, 31)
    assert all(earlier.end == later.start for earlier, later in pairwise(cut))
    assert cut[-1].end == date(2025, 4, 1)


# the fire department's feed


def test_the_fire_feed_is_kept_apart_and_without_places(warehouse: Warehouse, data: Path) -> None:
    assert warehouse.run("refresh", "--fetch").code == 0
    (path,) = (data / "fire").glob("*.csv.gz")
    with gzip.open(path, "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"incident_number", "datetime", "type"}
    assert sorted(cells["incident_number"] for cells in rows) == [f"F25{n:07}" for n in range(7)]
    assert len(exports(data)) == 1


def test_the_fire_feed_of_a_night_is_in_the_numbers_of_that_night(warehouse: Warehouse) -> None:
    warehouse.refresh("--fetch")
    assert warehouse.rows("SELECT month, incidents FROM fire_volume ORDER BY month") == [
        ("2025-09", 3), ("2025-10", 2), ("2025-11", 2)
    ]  # fmt: skip


def test_a_fire_feed_that_fails_stops_nothing(warehouse: Warehouse, portal: Served) -> None:
    del portal.rows[FIRE.id]
    ran = warehouse.run("refresh", "--fetch")
    assert ran.code == 0, ran.err
    assert "warning: The fire department's feed was not fetched. 127.0.0.1, dataset kzjm-xkqj: cannot be" in ran.err
