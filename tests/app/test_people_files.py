"""Numbers about people as JSON, CSV and Parquet: what the answer says, refusals in words, and the mark of invention."""

import csv
import io
from collections.abc import Iterator
from itertools import product

import pytest
from flask.testing import FlaskClient

from app.db import Snapshot
from app.filters import Filters
from app.labels import label
from app.people import is_published_by
from app.queries import ask
from app.words import people as text
from etl.metrics import FEWER_THAN_11, FEWER_THAN_11_WHY, METRICS
from tests.app.downloaded import described, parquet_table

ABOUT_PEOPLE = {name: metric for name, metric in METRICS.items() if metric.is_about_people}
PLACE = "/api/v1/metrics"
each_metric = pytest.mark.parametrize("name", ABOUT_PEOPLE)


def cuts(name: str) -> Iterator[tuple[str, ...]]:
    """List every way that a metric is published."""
    found = ABOUT_PEOPLE[name].breakdowns
    yield from ((), *((by,) for by in found))
    yield from (pair for pair in product(found, found) if pair[0] != pair[1] and is_published_by(pair))


def query(by: tuple[str, ...], **filters: str) -> str:
    return "&".join([*(f"by={each}" for each in by), *(f"{name}={value}" for name, value in filters.items())])


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline=""), strict=True))


@each_metric
def test_json_and_csv_hold_the_answer_in_every_breakdown(
    people_client: FlaskClient, people: Snapshot, name: str
) -> None:
    for by in cuts(name):
        answer = ask(people, name, Filters(), by)
        body = people_client.get(f"{PLACE}/{name}?{query(by)}").json
        table = lines(people_client, f"{PLACE}/{name}.csv?{query(by)}")
        assert answer.rows
        for row, told, line in zip(answer.rows, body["rows"], table, strict=True):
            assert [told[each] for each in by] == [line[each] for each in by] == [*row.keys]
            assert told.get("labels", {}) == {each: label(people, each, told[each]) for each in by}
            assert (told["value"], told["text"], told["n"]) == (row.value, row.text, row.known_n)
            assert (told["low"], told["high"], told["withheld"]) == (row.low, row.high, row.withheld)
            assert told["excluded"] == row.excluded
            assert told["published_on"] == line["published_on"] == str(row.published_on)
            for cell, value in ((line[name], row.value), (line["n"], row.known_n), (line["withheld"], row.withheld)):
                assert cell == ("" if value is None else str(value))
            assert (line["text"], line["complete"], told["complete"]) == (row.text, "yes", True)
            assert line["note"] == " ".join(body["notes"]) == " ".join(answer.notes)


@each_metric
def test_parquet_holds_the_same_and_says_of_which_quarters(
    people_client: FlaskClient, people: Snapshot, name: str
) -> None:
    rows = ask(people, name, Filters(), ("quarter",)).rows
    table = parquet_table(people_client, f"{PLACE}/{name}.parquet?by=quarter")
    assert table.column(name).to_pylist() == [row.value for row in rows]
    assert table.column("n").to_pylist() == [row.known_n for row in rows]
    assert table.column("published_on").to_pylist() == [row.published_on for row in rows]
    told = described(people_client, people_client.get(f"{PLACE}/{name}.csv?by=quarter&precinct=EAST").headers)
    assert told["filters_in_words"][0].startswith("2024-Q4 to 2025-Q4")
    assert told["data_kind"] == "invented demonstration data"


def test_what_is_not_shown_has_no_number_anywhere(people_client: FlaskClient) -> None:
    (line,) = (
        line
        for line in lines(people_client, f"{PLACE}/survey_helped_share.csv?by=quarter")
        if line["quarter"] == "2025-Q2"
    )
    of_the_file = {"quarter", "complete", "published_on", "note", "snapshot", "data_through", "data_kind"}
    said = {name: cell for name, cell in line.items() if cell and name not in of_the_file}
    assert said == {"text": FEWER_THAN_11, "withheld": FEWER_THAN_11_WHY}


def test_all_others_are_a_row_named_in_words(people_client: FlaskClient) -> None:
    *_, last = people_client.get(f"{PLACE}/contact_served_share?by=precinct").json["rows"]
    assert (last["precinct"], last["labels"]) == ("ALL OTHERS", {"precinct": text.ALL_OTHERS})


@each_metric
def test_a_comparison_is_refused_in_words(people_client: FlaskClient, name: str) -> None:
    for compared in ("compare=year", "compare=previous&compare=year"):
        for ending in ("", ".csv", ".parquet"):
            response = people_client.get(f"{PLACE}/{name}{ending}?by=quarter&{compared}")
            assert response.status_code == 400
            (error,) = response.json["errors"]
            assert (error["parameter"], error["allowed"]) == ("compare", text.COMPARED)


@each_metric
def test_what_is_not_published_cannot_be_asked(people_client: FlaskClient, name: str) -> None:
    allowed = ABOUT_PEOPLE[name].breakdowns
    of_parts = "precinct" if "precinct" in allowed else "language"
    for by in (("month",), ("hour",), ("quarter", of_parts), ("clearance",), ("year", "year")):
        response = people_client.get(f"{PLACE}/{name}?{query(by)}")
        assert response.status_code == 400, by
        (error,) = response.json["errors"]
        assert error["parameter"] == "by"
        assert ", ".join(allowed) in error["allowed"]


@pytest.mark.parametrize("by", ["outcome", "language"])
def test_events_cannot_be_cut_as_people_are_nor_filtered_so(people_client: FlaskClient, by: str) -> None:
    assert people_client.get(f"{PLACE}/care_calls?by={by}").status_code == 400
    assert people_client.get(f"{PLACE}/care_calls?{by}=served").status_code == 400
    assert f'value="{by}"' not in people_client.get("/changes").text


@each_metric
def test_every_filter_is_named_as_not_applied_and_stays_out_of_the_files_name(
    people_client: FlaskClient, name: str
) -> None:
    given = {"start": "2025-01-01", "end": "2025-03-31", "precinct": "EAST", "count": "all", "police_share": "40"}
    plain = people_client.get(f"{PLACE}/{name}?{query(('quarter',))}").json
    body = people_client.get(f"{PLACE}/{name}?{query(('quarter',), **given)}").json
    assert set(body["not_applied"]) == set(given)
    assert (body["rows"], body["notes"]) == (plain["rows"], plain["notes"])
    assert text.NOT_APPLIED in body["notes"]
    files = [people_client.get(f"{PLACE}/{name}.csv?{query(('quarter',), **some)}") for some in ({}, given)]
    assert files[0].headers["Content-Disposition"] == files[1].headers["Content-Disposition"]
    assert "INVENTED" in files[0].headers["Content-Disposition"]


@each_metric
def test_a_citation_says_which_quarters_and_since_when_and_its_link_gives_the_same(
    people_client: FlaskClient, people: Snapshot, name: str
) -> None:
    body = people_client.get(f"{PLACE}/{name}?precinct=EAST").json
    told, _, link = body["citation"].rpartition(" ")
    covered = ask(people, name, Filters()).covered
    assert covered
    assert text.periods(covered.spans, covered.without) in told
    assert "published Feb 15, 2026" in told
    assert text.NOT_APPLIED in told
    assert "Precinct" not in told
    again = people_client.get(link.removeprefix("http://localhost")).json
    assert (again["citation"], again["rows"]) == (body["citation"], body["rows"])


@each_metric
def test_without_tables_there_is_an_answer_without_rows(client: FlaskClient, name: str) -> None:
    """The snapshot of `client` was built before there were such tables."""
    (row,) = client.get(f"{PLACE}/{name}").json["rows"]
    assert (row["value"], row["text"], row["published_on"]) == (None, "no data", None)
    assert client.get(f"{PLACE}/{name}?by=quarter").json["rows"] == []
    header = client.get(f"{PLACE}/{name}.csv?by=quarter").text
    assert header.splitlines() == header.splitlines()[:1]
    assert text.NO_PERIOD in client.get(f"{PLACE}/{name}").json["citation"]


def test_the_data_package_tells_the_columns_that_files_have(client: FlaskClient, people_client: FlaskClient) -> None:
    for asked in (client, people_client):
        files = {one["name"]: one for one in asked.get("/datapackage.json").json["resources"]}
        for name in ABOUT_PEOPLE:
            address = files[name]["path"].removeprefix("http://localhost")
            header = asked.get(address).text.splitlines()[0]
            fields = files[name]["schema"]["fields"]
            assert header.split(",") == [field["name"] for field in fields]
            assert "required" not in next(field for field in fields if field["name"] == "n").get("constraints", {})
