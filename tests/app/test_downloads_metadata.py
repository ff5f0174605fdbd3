"""What files say of themselves: the same facts behind their link, in a Parquet footer, and in their name."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import words
from app.db import Snapshot
from app.downloads.row_files import ROW_FILES
from app.filters import Filters
from app.queries import ask
from app.words import downloads as text
from etl.metrics import EVENT_METRICS
from tests.app.downloaded import csv_rows, described, parquet_table

QUERY = "start=2025-01-01&end=2025-03-31&precinct=east"
ROW_ADDRESSES = [f"/download/{name}" for name in ROW_FILES]
METRIC_ADDRESSES = [f"/api/v1/metrics/{name}" for name in ("care_calls", "officers_equivalent", "coverage_share")]
ADDRESSES = [*ROW_ADDRESSES, *METRIC_ADDRESSES]


def footer(client: FlaskClient, address: str) -> dict[str, Any]:
    told = {name.decode(): value.decode() for name, value in parquet_table(client, address).schema.metadata.items()}
    texts = ("[", "{", "null")
    return {name: json.loads(value) if value.startswith(texts) else value for name, value in told.items()}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_file_links_to_what_it_says_of_itself(client: FlaskClient, demo: Snapshot, address: str) -> None:
    for ending in (".csv", ".parquet"):
        response = client.get(f"{address}{ending}?{QUERY}")
        told = described(client, response.headers)
        assert told["snapshot"] == demo.info.snapshot
        assert told["data_through"] == demo.info.data_through.isoformat()
        assert told["filters"] == {"start": "2025-01-01", "end": "2025-03-31", "precinct": ["EAST"]}
        assert told["filters_in_words"] == ["Jan 1 to Mar 31, 2025", "Precinct: EAST"]
        assert told["query"] == "start=2025-01-01&end=2025-03-31&precinct=EAST"
        assert all(
            client.head(file).headers["Content-Disposition"].rpartition(".")[0]
            == response.headers["Content-Disposition"].rpartition(".")[0]
            for file in told["files"]
        )


@pytest.mark.parametrize("address", ADDRESSES)
def test_columns_and_rows_are_those_of_the_file(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}.csv?{QUERY}")
    header, *rows = csv_rows(response.text)
    told = described(client, response.headers)
    assert [column["name"] for column in told["columns"]] == header
    assert told["rows"] == len(rows) > 0
    assert parquet_table(client, f"{address}.parquet?{QUERY}").schema.names == header


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_parquet_footer_says_the_same(client: FlaskClient, address: str) -> None:
    told = described(client, client.head(f"{address}.parquet?{QUERY}").headers)
    held = footer(client, f"{address}.parquet?{QUERY}")
    missing = {"rows", "files"} if address in ROW_ADDRESSES else {"files"}
    expected = {name: fact for name, fact in told.items() if name not in missing}
    assert {name: str(fact) if name == "rows" else fact for name, fact in expected.items()} == held


@pytest.mark.parametrize("address", ADDRESSES)
def test_invented_data_is_marked_wherever_it_goes(client: FlaskClient, month_client: FlaskClient, address: str) -> None:
    for ending in (".csv", ".parquet"):
        invented, real = client.get(f"{address}{ending}"), month_client.get(f"{address}{ending}")
        assert 'filename="INVENTED-' in invented.headers["Content-Disposition"]
        assert "INVENTED" not in real.headers["Content-Disposition"]
        told, of_real = described(client, invented.headers), described(month_client, real.headers)
        assert (told["data_kind"], of_real["data_kind"]) == ("invented demonstration data", "real")
        assert (told["demonstration"], of_real["demonstration"]) == (words.INVENTED, None)
        assert (told["source"], of_real["source"]) == (text.INVENTED_SOURCE, text.SOURCE)
    assert footer(client, f"{address}.parquet")["data_kind"] == "invented demonstration data"


@pytest.mark.parametrize("name", ROW_FILES)
def test_every_invented_row_carries_the_mark_in_its_event_number(client: FlaskClient, name: str) -> None:
    numbers = parquet_table(client, f"/download/{name}.parquet").column("event_number").to_pylist()
    assert all(number.startswith("9999") for number in numbers)


def test_the_rules_that_a_number_is_counted_by_are_told_where_they_apply(client: FlaskClient) -> None:
    def rules(metric: str) -> list[str]:
        told: list[str] = client.get(f"/api/v1/metrics/{metric}/metadata.json?count=all&police_share=40").json["rules"]
        return told

    assert rules("care_calls") == [f"{words.COUNT}: {words.COUNTED_AS['all']}"]
    assert rules("officers_equivalent") == [f"{words.POLICE_SHARE} 40%"]
    assert rules("coverage_share") == []
    assert client.get("/download/events.json?count=all").json["rules"] == [text.ALL_EVENTS]


def test_what_is_approximate_is_noted(client: FlaskClient) -> None:
    for address in ("/download/events.json", "/api/v1/metrics/care_calls/metadata.json"):
        assert words.DISTRICTS_ARE_APPROXIMATE in client.get(f"{address}?district=unknown").json["notes"]
        assert words.DISTRICTS_ARE_APPROXIMATE not in client.get(address).json["notes"]


@pytest.mark.parametrize("metric", EVENT_METRICS)
def test_a_metrics_parquet_holds_the_answers_values_with_their_types(
    client: FlaskClient, demo: Snapshot, metric: str
) -> None:
    table = parquet_table(client, f"/api/v1/metrics/{metric}.parquet?by=precinct&by=month&compare=year")
    answer = ask(demo, metric, Filters(), ("precinct", "month"))
    assert table.column(metric).to_pylist() == [row.value for row in answer.rows]
    assert table.column("n").to_pylist() == [row.n for row in answer.rows]
    assert table.column("complete").to_pylist() == [row.complete for row in answer.rows]
    types = {name: str(table.schema.field(name).type) for name in table.schema.names}
    assert types[metric] == ("int64" if answer.metric.adds_up else "double")
    assert (types["data_through"], types["compared_start"]) == ("date32[day]", "date32[day]")
    assert (types["complete"], types["text"], types["n"]) == ("bool", "string", "int64")
    assert table.schema.field(metric).metadata[b"unit"]


def test_rows_have_their_types_in_parquet(client: FlaskClient, demo: Snapshot) -> None:
    arrow = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool", "datetime": "timestamp[ms]"}
    for name, file in ROW_FILES.items():
        schema = parquet_table(client, f"/download/{name}.parquet?start=2025-12-01").schema
        for column in file.columns(demo):
            assert str(schema.field(column.name).type) == arrow[column.type], column
            assert schema.field(column.name).metadata[b"description"].decode() == column.description
