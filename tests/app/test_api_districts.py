"""Council districts: refused by name where boundaries are not loaded; where they are, every answer says how exact."""

import csv
import io
import shutil
from pathlib import Path

import duckdb
import pytest
from flask.testing import FlaskClient

from app import words
from app.config import Settings
from app.main import create_app
from app.queries import DISTRICT

METRIC = "/api/v1/metrics/care_calls"
SET_DISTRICT = "SET district = CASE WHEN precinct = 'EAST' THEN '3' WHEN precinct = 'NORTH' THEN '4' ELSE 'UNKNOWN' END"


@pytest.fixture(scope="module")
def loaded(month_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Ask a dashboard over the written month, as if boundaries had given its events a district."""
    folder = shutil.copytree(month_folder, tmp_path_factory.mktemp("districts") / "warehouse")
    (file,) = folder.glob("care-*.duckdb")
    with duckdb.connect(str(file)) as con:
        for table in ("event", "care_event"):
            con.execute(f"UPDATE {table} {SET_DISTRICT}")
    tester: FlaskClient = create_app(Settings(folder)).server.test_client()
    return tester


@pytest.mark.parametrize("address", [METRIC, f"{METRIC}.csv"])
@pytest.mark.parametrize("query", ["by=district", "by=DISTRICT", "by=month&by=district"])
def test_without_boundaries_districts_are_refused_by_name(month_client: FlaskClient, address: str, query: str) -> None:
    response = month_client.get(f"{address}?{query}")
    assert response.status_code == 400
    (error,) = response.json["errors"]
    assert error == {"parameter": "by", "given": DISTRICT, "allowed": words.NO_DISTRICTS}
    assert "Boundaries are not loaded" in response.json["detail"]


def test_without_boundaries_no_district_can_be_filtered_by(month_client: FlaskClient) -> None:
    response = month_client.get(f"{METRIC}?district=3")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json["errors"]] == ["district"]


def test_with_boundaries_districts_have_names_and_a_note(loaded: FlaskClient) -> None:
    body = loaded.get(f"{METRIC}?by=district").json
    labels = {row["district"]: row["labels"]["district"] for row in body["rows"]}
    assert labels == {"3": "District 3", "4": "District 4", "UNKNOWN": "Unknown"}
    assert body["notes"] == [words.DISTRICTS_ARE_APPROXIMATE]
    assert "holds most of its area" in words.DISTRICTS_ARE_APPROXIMATE


@pytest.mark.parametrize("query", ["by=district", "district=3", "district=3&by=month"])
def test_every_answer_about_districts_has_the_note_in_json_and_in_every_row_of_the_file(
    loaded: FlaskClient, query: str
) -> None:
    assert loaded.get(f"{METRIC}?{query}").json["notes"] == [words.DISTRICTS_ARE_APPROXIMATE]
    rows = list(csv.DictReader(io.StringIO(loaded.get(f"{METRIC}.csv?{query}").text)))
    assert {row["note"] for row in rows} == {words.DISTRICTS_ARE_APPROXIMATE}


@pytest.mark.parametrize("query", ["", "by=precinct", "beat=E2&by=month"])
def test_no_other_answer_has_a_note(loaded: FlaskClient, query: str) -> None:
    assert loaded.get(f"{METRIC}?{query}").json["notes"] == []
    assert "note" not in loaded.get(f"{METRIC}.csv?{query}").text.splitlines()[0].split(",")
