"""The data package says of every file what is in it, from the definitions that the files are written from."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app import words
from app.config import Settings
from app.db import Snapshot
from app.main import create_app
from app.words import catalog as text
from app.words import downloads
from etl.metrics import FEWER_THAN_11_WHY, METRICS, TOO_FEW, Unit

Told = dict[str, Any]
ROWS = {"events": "event", "unit_responses": "unit_response"}
"""The files of rows, each with the table it is of."""
NAMED = tuple(f"{agency}comparable_{name}" for agency in ("", "sfd_") for name in ("cell", "level"))
"""Numbers that count nothing: they are names."""


@pytest.fixture(scope="module")
def package(client: FlaskClient) -> Told:
    told: Told = client.get("/datapackage.json").json
    return told


@pytest.fixture(scope="module")
def files(package: Told) -> dict[str, Told]:
    return {file["name"]: file for file in package["resources"]}


def fields(file: Told) -> dict[str, Told]:
    """List the columns of a file by name."""
    return {field["name"]: field for field in file["schema"]["fields"]}


def rows(client: FlaskClient, file: Told) -> list[dict[str, str]]:
    """Read a file at the address that the package gives."""
    address = urlsplit(file["path"])
    response = client.get(f"{address.path}?{address.query}")
    assert response.status_code == 200, file["path"]
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True), newline=""), strict=True))


def test_it_names_the_events_the_units_and_every_metric(files: dict[str, Told]) -> None:
    assert list(files) == [*ROWS, *METRICS]


@pytest.mark.parametrize("name", [*ROWS, "care_calls", "coverage_share", "spd_officer_hours_avoided"])
def test_the_columns_of_a_file_are_those_that_it_is_said_to_have(
    client: FlaskClient, files: dict[str, Told], name: str
) -> None:
    assert list(rows(client, files[name])[0]) == list(fields(files[name]))


def test_every_column_says_what_it_means_and_what_it_is_counted_in(files: dict[str, Told]) -> None:
    for file in files.values():
        for field in file["schema"]["fields"]:
            assert field["description"], field
            is_counted = field["type"] in ("integer", "number", "datetime") and field["name"] not in NAMED
            assert ("unit" in field) == is_counted, field


def test_a_metrics_file_carries_its_definition_and_its_unit(client: FlaskClient, files: dict[str, Told]) -> None:
    defined = {one["name"]: one for one in client.get("/api/v1/metrics").json["metrics"]}
    for name, metric in METRICS.items():
        assert files[name]["metric"] == defined[name]
        assert files[name]["schema"]["primaryKey"] == ["quarter" if metric.is_about_people else "month"]
        value = fields(files[name])[name]
        assert value["description"] == metric.meaning
        assert (value["type"] == "integer") == (metric.unit in (Unit.CALLS, Unit.EVENTS, Unit.CONTACTS))
        assert value["unit"] == ("a fraction from 0 to 1" if metric.unit is Unit.SHARE else metric.unit)


def test_units_name_their_event(files: dict[str, Told]) -> None:
    assert files["events"]["schema"]["primaryKey"] == ["event_number"]
    (key,) = files["unit_responses"]["schema"]["foreignKeys"]
    assert key == {"fields": ["event_number"], "reference": {"resource": "events", "fields": ["event_number"]}}
    assert fields(files["events"])["event_number"]["constraints"] == {"required": True, "unique": True}


def test_times_booleans_and_months_are_read_as_they_are_written(files: dict[str, Told]) -> None:
    events = fields(files["events"])
    assert events["queued_at"]["type"] == "datetime"
    assert datetime.strptime("2025-12-31T13:55:53", events["queued_at"]["format"])
    assert (events["is_test"]["type"], events["is_test"]["trueValues"]) == ("boolean", ["true", "yes"])
    assert events["care_response_seconds"]["type"] == "integer"
    assert fields(files["care_calls"])["month"]["type"] == "yearmonth"


@pytest.mark.parametrize(
    ("name", "column"),
    [
        *(("events", column) for column in ("responders", "care_activity", "coverage_step")),
        ("unit_responses", "agency"),
    ],
)
def test_a_list_of_values_is_given_where_it_is_closed(
    files: dict[str, Told], demo: Snapshot, name: str, column: str
) -> None:
    held = demo.rows(f"SELECT DISTINCT {column} FROM {ROWS[name]} WHERE {column} IS NOT NULL")
    supplied = {"SFD"} if column == "agency" else set()  # held where the fire department supplies its units
    assert {value for (value,) in held} | supplied == set(fields(files[name])[column]["constraints"]["enum"])


def test_what_an_export_may_bring_tomorrow_is_not_closed(files: dict[str, Told]) -> None:
    closed = {name for name, field in fields(files["events"]).items() if "enum" in field.get("constraints", {})}
    assert closed == {"responders", "care_activity", "coverage_step"}
    care_calls = fields(files["care_calls"])
    assert care_calls["withheld"]["constraints"] == {"enum": [TOO_FEW]}
    assert fields(files["survey_helped_share"])["withheld"]["constraints"] == {"enum": [TOO_FEW, FEWER_THAN_11_WHY]}
    assert care_calls["data_kind"]["constraints"]["enum"] == ["real", "invented demonstration data"]


def test_it_says_which_data_it_is_of(package: Told, demo: Snapshot) -> None:
    info = demo.info
    assert (package["snapshot"], package["version"]) == (info.snapshot, info.snapshot)
    assert package["vintage"] == f"{info.vintage.isoformat()}Z"
    assert package["data_through"] == info.data_through.isoformat()
    assert datetime.fromisoformat(package["created"]).strftime("%Y%m%dT%H%M%SZ") == info.snapshot
    assert package["licenses"][0]["path"] == downloads.LICENSE_ADDRESS
    assert all(file["path"].endswith(f"snapshot={info.snapshot}") for file in package["resources"])
    assert all(file["path"].startswith("http://localhost/") for file in package["resources"])


def test_rows_are_said_to_be_of_the_newest_snapshot_only(files: dict[str, Told]) -> None:
    assert {name for name, file in files.items() if downloads.ONLY_CURRENT in file["description"]} == set(ROWS)


def test_a_package_that_is_kept_names_no_rows_which_are_not(
    client: FlaskClient, demo: Snapshot, files: dict[str, Told]
) -> None:
    kept = client.get(f"/datapackage.json?snapshot={demo.info.snapshot}").json
    assert [file["name"] for file in kept["resources"]] == [name for name in files if name not in ROWS]


def test_a_snapshot_is_named_once(client: FlaskClient, demo: Snapshot) -> None:
    name = demo.info.snapshot
    assert client.get(f"/datapackage.json?snapshot={name}").status_code == 200
    assert client.get(f"/datapackage.json?snapshot={name}&snapshot={name}").status_code == 400


def test_invented_data_is_marked_in_every_part(package: Told, month_client: FlaskClient) -> None:
    assert package["data_kind"] == "invented demonstration data"
    assert package["title"].startswith("Invented demonstration data: ")
    assert all(told["description"].startswith(words.INVENTED) for told in (package, *package["resources"]))
    assert [list(source) for source in package["sources"]] == [["title"]]
    real = month_client.get("/datapackage.json").json
    assert (real["title"], real["description"], real["data_kind"]) == (text.TITLE, text.DESCRIPTION, "real")
    assert real["sources"][0]["path"] == "https://data.seattle.gov/d/33kz-ixgy"


def test_who_answers_for_it_is_who_the_settings_name(package: Told, demo_folder: Path) -> None:
    assert package["contributors"] == [{"title": words.SITE, "roles": ["publisher"]}]
    settings = Settings(demo_folder, site_url="https://care.example.org", contact_name="CARE", contact_email="a@b.org")
    told = create_app(settings).server.test_client().get("/datapackage.json").json
    assert told["contributors"] == [{"title": "CARE", "roles": ["publisher"], "email": "a@b.org"}]
    assert told["id"].startswith("https://care.example.org/datapackage.json?snapshot=")
    assert "localhost" not in str(told)
