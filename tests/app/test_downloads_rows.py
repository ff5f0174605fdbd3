"""Files of rows: they hold every fact, so that every public number can be worked out again from them alone."""

import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from flask.testing import FlaskClient

from app.db import Snapshot
from app.downloads.row_files import EVENTS, ROW_FILES, UNIT_RESPONSES
from app.downloads.rows import row_batches
from app.filters import Filters
from app.queries import ask
from etl.metrics import EVENT_METRICS
from etl.metrics.definition import FIRE_EVENT
from tests.app.downloaded import csv_records, parquet_table

QUESTIONS = (
    Filters(),
    Filters(start="2025-01-01", end="2025-06-30", precinct=("EAST", "WEST")),
    Filters(call_type=("SERVICE - WELFARE CHECK",), hour=("12", "13"), weekday=("1", "5")),
    Filters(responders=("CARE only", "CARE and SPD"), count="all", police_share=40),
    Filters(priority=("1",), received=("COMMUNITY_GENERATED",)),
)
each_question = pytest.mark.parametrize("filters", QUESTIONS, ids=lambda filters: filters.query() or "everything")


def address(file: str, filters: Filters) -> str:
    return f"/download/{file}?{filters.query()}"


@pytest.fixture
def again() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


@each_question
def test_every_number_can_be_worked_out_again_from_the_file_of_events(
    client: FlaskClient, demo: Snapshot, again: duckdb.DuckDBPyConnection, tmp_path: Path, filters: Filters
) -> None:
    file = tmp_path / "events.parquet"
    file.write_bytes(client.get(address("events.parquet", filters)).data)
    renamed = ", ".join(f"{new} AS {old}" for old, new in EVENTS.renamed.items())
    again.execute(f"CREATE TABLE event AS SELECT *, {renamed} FROM read_parquet(?)", [str(file)])
    again.execute("CREATE TABLE care_event AS FROM event WHERE care_units > 0")
    for name, metric in EVENT_METRICS.items():
        expected = ask(demo, name, filters).only
        if filters.responders and metric.ignores:
            continue  # the number does not follow the filter that the file does
        if metric.relation == FIRE_EVENT or (metric.supplied_by and not demo.info.sfd_days):
            continue  # added up from the file of units, or of what nobody supplies
        population = metric.counted_as.get(filters.count, metric.population)
        sql = f"SELECT {metric.value}, {metric.low or 'NULL'}, {metric.n} FROM {metric.relation} WHERE {population}"
        share = {"police_share": filters.police_share} if "$police_share" in sql else {}
        ((value, low, n),) = again.execute(sql, share).fetchall()
        if not metric.divided_by and not metric.officer_year_hours and expected.withheld is None:
            assert (value, low, n) == (pytest.approx(expected.value), pytest.approx(expected.low), expected.n), name


@each_question
def test_csv_holds_what_parquet_holds(client: FlaskClient, filters: Filters) -> None:
    for name in ROW_FILES:
        records = csv_records(client, address(f"{name}.csv", filters))
        assert records == parquet_table(client, address(f"{name}.parquet", filters)).to_pylist()
        assert records or filters.hour


@each_question
def test_rows_are_those_of_the_snapshot(client: FlaskClient, demo: Snapshot, filters: Filters) -> None:
    where, values = filters.where()
    events = demo.rows(
        f"SELECT event_number, queued_at, spd_officer_seconds FROM event WHERE {where} ORDER BY 1", values
    )
    told = parquet_table(client, address("events.parquet", filters)).to_pylist()
    got = [(row["event_number"], row["queued_at"], row["spd_officer_seconds"]) for row in told]
    assert sorted(got) == events
    units = demo.rows(
        "SELECT * FROM unit_response WHERE event_number IN "
        f"(SELECT event_number FROM event WHERE {where}) ORDER BY call_sign_dispatch_id",
        values,
    )
    told = parquet_table(client, address("unit_responses.parquet", filters)).to_pylist()
    assert sorted(tuple(row.values()) for row in told) == units


def test_an_analyst_gets_our_numbers_with_pandas(client: FlaskClient, demo: Snapshot) -> None:
    filters = Filters(start="2025-01-01", end="2025-12-31")
    told = io.StringIO(client.get(address("events.csv", filters)).text)
    events = pd.read_csv(told, parse_dates=["queued_at"])
    calls = events[(events.care_activity == "call") & ~events.is_test]
    by_month = calls.groupby(calls.queued_at.dt.strftime("%Y-%m")).size()
    assert by_month.to_dict() == {
        row.keys[0]: row.value for row in ask(demo, "care_calls", filters, ("month",)).rows if row.value
    }
    timed = calls.care_response_seconds[calls.care_response_seconds.between(0, 86_400)] / 60
    assert timed.median() == pytest.approx(ask(demo, "care_response_median_minutes", filters).only.value)
    assert timed.quantile(0.9) == pytest.approx(ask(demo, "care_response_p90_minutes", filters).only.value)
    eligible = events[events.coverage_step.notna()]
    share = (eligible.coverage_step == "arrived").mean()
    assert share == pytest.approx(ask(demo, "coverage_share", filters).only.value)
    reached = events[events.is_reached_call & events.comparable_cell.notna()]
    spent = reached.spd_officer_seconds.fillna(0)
    avoided = ask(demo, "spd_officer_hours_avoided", filters).only
    assert (reached.expected_officer_seconds - spent).sum() / 3600 == pytest.approx(avoided.value)
    cells = reached.groupby("comparable_cell").agg(
        calls=("event_number", "size"),
        variance=("comparable_variance_seconds_squared", "first"),
        events=("comparable_events", "first"),
    )
    variance = (cells.calls * cells.variance + cells.calls**2 * cells.variance / cells.events).sum()
    assert avoided.high - avoided.value == pytest.approx(1.96 * variance**0.5 / 3600)


def test_police_time_adds_up_from_the_units(client: FlaskClient, demo: Snapshot) -> None:
    filters = Filters(start="2025-01-01", end="2025-12-31")
    events = parquet_table(client, address("events.parquet", filters)).to_pandas()
    units = parquet_table(client, address("unit_responses.parquet", filters)).to_pandas()
    of_police = units[(units.agency == "SPD") & units.service_seconds.between(0, 86_400)]
    seconds = (of_police.service_seconds * of_police.officers).groupby(of_police.event_number).sum()
    dispatched = events[(events.origin == "DISPATCH") & ~events.is_test].set_index("event_number")
    hours = seconds.reindex(dispatched.index).sum() / 3600
    assert hours == pytest.approx(ask(demo, "spd_officer_hours", filters).only.value)


def test_no_location_is_in_any_file(demo: Snapshot) -> None:
    for file in ROW_FILES.values():
        names = {column.name for column in file.columns(demo)}
        assert not names & {"longitude", "latitude", "reporting_area", "address", "location_status"}


def test_every_column_is_described_once_and_says_its_unit(demo: Snapshot) -> None:
    units = {"seconds": "_seconds", "person-seconds": "_seconds", "person-seconds²": "_seconds_squared"}
    for file in ROW_FILES.values():
        columns = file.columns(demo)
        assert len({column.name for column in columns}) == len(columns)
        for column in columns:
            assert column.description
            assert column.unit
            assert column.name.endswith(units.get(column.unit, "")), column


def test_a_long_question_is_read_in_stretches_and_each_row_once(
    demo: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pa.Table.from_batches(row_batches(demo, UNIT_RESPONSES, Filters(), rows=10_000))
    monkeypatch.setattr("app.downloads.rows._MOST_EVENTS", 100)
    asked: list[str] = []
    batches = Snapshot.batches

    def counted(snapshot: Snapshot, sql: str, *args: object, **options: int) -> Iterator[pa.RecordBatch]:
        asked.append(sql)
        return batches(snapshot, sql, *args, **options)

    monkeypatch.setattr(Snapshot, "batches", counted)
    cut = pa.Table.from_batches(row_batches(demo, UNIT_RESPONSES, Filters(), rows=10_000))
    assert len(asked) > 25
    assert cut.sort_by("call_sign_dispatch_id") == whole.sort_by("call_sign_dispatch_id")
