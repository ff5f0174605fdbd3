"""What a snapshot holds, what it never holds, and the promises it is held to."""

import shutil
from pathlib import Path

import duckdb
import pytest

from etl import build, dictionary, guards
from etl.config import settings_from
from etl.errors import Refused
from etl.export import COLUMNS, EVENT_COLUMNS, STORED
from etl.guards import promises
from etl.metrics import METRICS
from etl.metrics.capacity import FEWEST_COMPARABLES
from tests.etl.conftest import Warehouse
from tests.etl.exports import EVENT, REAL, Row, many, portal_lines, row, write, write_lines
from tests.etl.square_city import write_city

CHECKS = promises.CHECKS
MARKS = {
    "longitude": "-122.98765432",
    "latitude": "47.12345678",
    "reporting_area": "AREA-48151623",
    "address": "77XX BLOCK OF UNREDACTED WAY",
}
TABLES = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"


def unredacted(unit: str, number: int) -> Row:
    """Give a row that holds a location no other row has."""
    return row(unit, **{name: f"{mark}{number}" for name, mark in MARKS.items()})


# privacy


def test_no_location_of_any_row_is_in_any_byte_of_the_snapshot(warehouse: Warehouse, tmp_path: Path) -> None:
    rows = [unredacted(unit, number) for number, unit in enumerate(("CARE12", "2M1", "CARE14", "3E2"), start=1)]
    rows += [unredacted("CARE31", 5) | {"officers": "many"}, *(unredacted("2M9", 6) | each for each in many(300))]
    header, *lines = portal_lines(rows)
    ran = warehouse.refresh(
        write_lines(tmp_path / "export.csv", [header, *lines, lines[0].replace("\n", ",more\n")]), "--max-rejects", 0.1
    )
    assert warehouse.one("SELECT count(*) FROM export_row WHERE location_status = 'given'") == 4
    for path in warehouse.path.iterdir():
        held = path.read_bytes()
        for mark in MARKS.values():
            assert (mark.encode() in held) == path.name.startswith("rejected-"), path.name
    assert not any(mark in ran.out + ran.err for mark in MARKS.values())


def test_no_location_is_in_any_column_however_it_is_compressed(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", unredacted("CARE12", 1), unredacted("2M1", 2)))
    texts = {
        f"{table}.{column}": str(warehouse.rows(f'SELECT "{column}" FROM "{table}"'))
        for table, column in warehouse.rows(TABLES)
    }
    assert EVENT in texts["export_row.event_number"]
    assert len(texts) > 100
    for place, text in texts.items():
        assert not any(mark in text for mark in MARKS.values()), place


def test_no_location_survives_a_refresh_that_fails(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "cross_check", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    ran = warehouse.run("refresh", write(tmp_path / "export.csv", unredacted("CARE12", 1)))
    assert ran.code == 1
    assert "error: disk full\nNothing was published" in ran.err
    assert warehouse.files() == set()


# the tables


def test_units_are_told_apart_by_call_sign(warehouse: Warehouse, tmp_path: Path) -> None:
    signs = ("CARE1", "CARE24X", "CARE", "CAR2", "CAR23", "XCARE1", "CSO22", "1041", "care1")
    warehouse.refresh(write(tmp_path / "export.csv", *(row(sign) for sign in signs)))
    agencies = dict(warehouse.rows("SELECT call_sign, agency FROM unit_response"))
    assert agencies == {sign: "CARE" if sign in ("CARE1", "CARE24X") else "SPD" for sign in signs}


@pytest.mark.parametrize(
    ("units", "origin", "responders", "activity"),
    [
        (["CARE1"], "DISPATCH", "CARE only", "call"),
        (["CARE1", "2M1"], "DISPATCH", "CARE and SPD", "call"),
        (["CARE1"], "ONVIEW", "CARE only", "outreach"),
        (["CARE1", "2M1"], "ONVIEW", "CARE and SPD", "officer request"),
        (["CARE1"], "", "CARE only", None),
        (["2M1"], "DISPATCH", "SPD only", None),
    ],
)
def test_an_event_is_named_by_its_units(
    warehouse: Warehouse, tmp_path: Path, units: list[str], origin: str, responders: str, activity: str | None
) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", *(row(unit, origin=origin) for unit in units)))
    assert warehouse.rows("SELECT responders, care_activity FROM event") == [(responders, activity)]


def test_a_test_call_is_held_and_marked(warehouse: Warehouse, tmp_path: Path) -> None:
    rows = many(4)
    rows[0]["initial_call_type"] = "Test Call Only"
    rows[1]["final_call_type"] = "TEST CALL ONLY"
    rows[2]["final_call_type"] = "TEST CALL ONLY, REALLY"
    warehouse.refresh(write(tmp_path / "export.csv", *rows))
    assert [told for (told,) in warehouse.rows("SELECT is_test FROM event ORDER BY event_number")] == [
        *(True, True, False, False)
    ]


def test_the_snapshot_says_how_far_its_data_reaches(warehouse: Warehouse, tmp_path: Path) -> None:
    last = row("2M1", event="2025000500002", queued_at="2025-12-01 00:00:00", dispatched_at="2025-12-01 00:01:00")
    warehouse.refresh(write(tmp_path / "export.csv", row(), last | {"arrived_at": "", "cleared_at": ""}))
    told = warehouse.rows("SELECT snapshot, first_day::VARCHAR, data_through::VARCHAR, is_invented FROM snapshot")
    assert told == [(warehouse.current, "2025-11-03", "2025-11-30", False)]


def test_published_durations_are_compared_and_never_used(warehouse: Warehouse, tmp_path: Path) -> None:
    lying = row(service_seconds="9", response_seconds="9", dispatch_delay_seconds="9")
    warehouse.refresh(write(tmp_path / "export.csv", lying, row("2M1", event="2025000500002")))
    told = {name: counts for name, *counts in warehouse.rows("FROM cross_check")}
    assert told["service_seconds"] == [1, 1, 0]
    assert told["response_seconds"] == [1, 1, 0]
    assert warehouse.rows("SELECT care_response_seconds, care_officer_seconds FROM event WHERE care_units > 0") == [
        (300, 30 * 60 * 2)
    ]


def test_agency_columns_of_an_event_whose_units_are_not_all_there_are_not_compared(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    whole, half = row("2M1", event="2025000500002"), row("2M2", event="2025000500003", spd_service_seconds="7200")
    warehouse.refresh(write(tmp_path / "export.csv", whole, half))
    assert warehouse.rows("FROM cross_check WHERE contains(column_name, 'spd')") == [
        (name, 1, 0, 1)
        for name in (
            *("first_spd_dispatched_at", "first_spd_arrived_at", "last_spd_cleared_at"),
            *("first_spd_delay_seconds", "first_spd_response_seconds", "spd_service_seconds"),
        )
    ]


# promises

BREAKAGE = {
    "beat_districts_are_shares_of_known_beats": "UPDATE beat_district SET share = 1.5 WHERE beat = 'M3'",
    "care_event_is_every_event_with_care": "DELETE FROM care_event",
    "care_events_have_an_activity": "UPDATE event SET care_activity = NULL",
    "comparables_are_spd_alone": "UPDATE comparable_cell SET events = events + 1",
    "coverage_steps_are_of_eligible_calls": "UPDATE event SET coverage_step = 'arrived' WHERE care_units = 0",
    "event_number_is_unique": "INSERT INTO event FROM event",
    "every_column_is_described": "ALTER TABLE beat ADD COLUMN undescribed INTEGER",
    "every_row_read_is_accounted_for": "UPDATE source_file SET rows_read = rows_read + 1",
    "every_unit_response_has_its_event": "DELETE FROM event WHERE care_units = 0",
    "events_have_the_district_of_their_beat": "UPDATE event SET district = '9' WHERE beat = 'M3'",
    "fire_volume_counts_a_month_and_type_once": "INSERT INTO fire_volume "
    "VALUES ('2025-11', 'Aid Response', 0, TRUE, '2025-11-01', '2025-11-30')",
    "invented_and_real_never_share": "UPDATE event SET event_number = '9999000000001' WHERE care_units = 0",
    "measured_intervals_of_handovers_are_not_negative": "UPDATE event SET care_alone_after_spd_seconds = -1",
    "no_feed_stands_beside_invented_rows": "UPDATE snapshot SET is_invented = TRUE; INSERT INTO fire_volume "
    "VALUES ('2025-11', 'Aid Response', 1, TRUE, '2025-11-01', '2025-11-30')",
    "no_location_is_stored": "ALTER TABLE export_row ADD COLUMN latitude VARCHAR",
    "people_cells_are_of_enough_people": "INSERT INTO people_cell VALUES "
    "('survey', 'quarter', '2025-Q1', NULL, 'people', 'all', 10, DATE '2025-06-01')",
    "people_rows_are_shown_whole": "INSERT INTO people_cell VALUES "
    "('contacts', 'quarter', '2025-Q1', NULL, 'people', 'all', 50, DATE '2025-06-01'), "
    "('contacts', 'quarter', '2025-Q1', NULL, 'referral', 'yes', 49, DATE '2025-06-01')",
    "rejections_add_up_by_reason": "UPDATE source_file SET rows_rejected = 1",
    "unit_response_key_is_unique": "INSERT INTO unit_response FROM unit_response",
    "units_of_events_add_up": "UPDATE event SET spd_units = spd_units + 1",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a snapshot of an event with both agencies and of as many police-only ones as make a comparable cell."""
    folder = tmp_path_factory.mktemp("sound")
    export = write(folder / "export.csv", row(), row("2M1"), *many(FEWEST_COMPARABLES))
    city = write_city(folder / "boundaries")
    settings = settings_from(
        {
            "CARE_WAREHOUSE": str(folder),
            "CARE_BOUNDARIES": str(city),
            "CARE_ETL_MEMORY": "512MB",
            "CARE_ETL_THREADS": "1",
        }
    )
    return folder / f"care-{build.refresh(settings, [export]).snapshot}.duckdb"


@pytest.mark.parametrize("check", sorted(path.stem for path in CHECKS.glob("*.sql")))
def test_a_broken_promise_is_found(sound: Path, tmp_path: Path, check: str) -> None:
    assert check in BREAKAGE, f"write what breaks {check}"
    copy = Path(shutil.copy(sound, tmp_path / "copy.duckdb"))
    query = (CHECKS / f"{check}.sql").read_text()
    with duckdb.connect(str(copy)) as con:
        guards.check_promises(con)
        con.execute(BREAKAGE[check])
        assert con.execute(query).fetchall()
        with pytest.raises(Refused, match=f"promises do not hold:\n(.*\n)*  {check}: "):
            guards.check_promises(con)


def test_every_breakage_is_of_a_check_that_is_there() -> None:
    assert set(BREAKAGE) == {path.stem for path in CHECKS.glob("*.sql")}


@pytest.mark.parametrize("column", ["longitude", "latitude", "address", "reporting_area"])
def test_a_location_column_in_any_table_breaks_the_promise(sound: Path, tmp_path: Path, column: str) -> None:
    copy = Path(shutil.copy(sound, tmp_path / "copy.duckdb"))
    with duckdb.connect(str(copy)) as con:
        con.execute(f"ALTER TABLE beat ADD COLUMN {column} VARCHAR")
        with pytest.raises(Refused, match="no_location_is_stored"):
            guards.check_promises(con)


# the dictionary


def test_the_dictionary_page_tells_every_metric_table_and_column() -> None:
    page = dictionary.as_markdown()
    for metric in METRICS.values():
        assert f"### `{metric.name}` · {metric.label}" in page
        assert all(words in page for words in (metric.question, metric.meaning, metric.why, metric.source))
        assert all(f"- {limit}" in page for limit in metric.limits)
    for table, meaning in dictionary.TABLES.items():
        assert f"## Table `{table}`\n\n{meaning}\n" in page
    for told in dictionary.described():
        assert f"| `{told.name}` | {told.meaning} | {told.unit} | {told.values} |" in page


def test_every_described_column_is_of_a_told_table_and_has_its_words() -> None:
    for told in dictionary.described():
        assert told.table in dictionary.TABLES
        assert told.meaning.endswith("."), told
        assert told.unit


def test_a_contract_column_has_the_same_words_wherever_it_is_told() -> None:
    told = {(each.table, each.name): each.meaning for each in dictionary.described()}
    assert len(COLUMNS) == 46
    for column in STORED:
        assert told["export_row", column.name] == column.meaning
    for column in EVENT_COLUMNS:
        assert told["event", column.name] == column.meaning


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_has_all_its_words(name: str) -> None:
    metric = METRICS[name]
    assert metric.name == name
    words = (
        *(metric.label, metric.question, metric.meaning, metric.why, metric.grain, metric.n_label, metric.source),
        *(metric.aim.value, metric.unit.value, metric.better.value, metric.population, metric.value, metric.n),
        *metric.limits,
    )
    assert all(word.strip() for word in words)
    assert metric.limits
    assert metric.question.endswith("?")
    assert all(text.endswith(".") for text in (metric.meaning, metric.why, metric.grain, metric.source, *metric.limits))


def test_the_snapshot_carries_the_definitions(sound: Path) -> None:
    with duckdb.connect(str(sound), read_only=True) as con:
        carried = con.execute("SELECT name, meaning, value FROM metric").fetchall()
        columns = con.execute('SELECT count(*) FROM "column"').fetchone()
    assert carried == [(metric.name, metric.meaning, metric.value) for metric in METRICS.values()]
    assert columns == (len(dictionary.described()),)


# the real rows


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real rows are not here: {REAL.name}")
def test_the_real_rows_all_stand_and_their_published_durations_agree(warehouse: Warehouse) -> None:
    ran = warehouse.refresh(REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv")
    assert "22 rows read = 22 accepted + 0 unchanged + 0 superseded + 0 rejected" in ran.out
    told = {name: counts for name, *counts in warehouse.rows("FROM cross_check")}
    own = ("dispatch_delay_seconds", "response_seconds", "service_seconds", "event_first_response_seconds")
    assert {name: told.pop(name) for name in own} == {name: [22, 0, 0] for name in own}
    assert len(told) == 12
    for name, (agree, differ, not_comparable) in told.items():
        assert (differ, agree + not_comparable) == (0, 1 if "care" in name else 21)
        assert not_comparable > 0
    shown = {line.split()[0]: line.split()[1:] for line in ran.out.splitlines() if line.startswith("  ")}
    assert all(shown[name] == ["22", "0", "0"] for name in own)
    assert all(shown[name] == list(map(str, counts)) for name, counts in told.items())


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real rows are not here: {REAL.name}")
def test_the_real_events_without_a_named_agencys_unit_are_listed(warehouse: Warehouse) -> None:
    ran = warehouse.refresh(REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv")
    lacking = [("2024000155738", "CARE"), ("2025000381472", "SPD")]
    query = "SELECT event_number, agency_without_units FROM category_disagreement"
    assert warehouse.rows(query) == lacking
    assert "events whose category names an agency without a unit row: 2 (of 2" in ran.out
    for event, agency in lacking:
        assert f"  {event}  SPD/CARE Co-Response  without a {agency} unit" in ran.out
