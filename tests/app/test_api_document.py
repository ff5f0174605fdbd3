"""The OpenAPI document is true: it names every address, and every real answer is what it says."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import BaseModel

from app.api import Question, bodies, catalog_bodies
from app.api.questions import RowQuestion
from app.config import Settings
from app.db import Snapshot
from app.downloads.row_files import ROW_FILES
from app.main import create_app
from etl.metrics import EVENT_METRICS

METRIC = "/api/v1/metrics/{name}"
RECONCILIATION = "/api/v1/reconciliation"
OBJECTS = "#/components/schemas/"
ROWS = "/download/{name}"
FILES = ("text/csv", "application/vnd.apache.parquet")
PROBLEM = "application/problem+json"
OF_A_SNAPSHOT = (
    *("/api/v1/filters", "/api/v1/quality", "/api/v1/restatements", "/datapackage.json"),
    *(RECONCILIATION, f"{RECONCILIATION}.csv", "/api/v1/fire-volume", "/api/v1/fire-volume.csv"),
)
"""The addresses that take no parameter but the snapshot."""
Told = dict[str, Any]


@pytest.fixture
def document(client: FlaskClient) -> Told:
    told: Told = client.get("/openapi.json").json
    return told


@pytest.fixture
def unready(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Ask a dashboard that has no data."""
    tester: FlaskClient = create_app(Settings(tmp_path_factory.mktemp("nothing"))).server.test_client()
    return tester


def model_of(name: str) -> type[BaseModel]:
    """Find the model that describes an object."""
    model: type[BaseModel] = getattr(bodies, name, None) or getattr(catalog_bodies, name)
    return model


def check(client: FlaskClient, document: Told, address: str, query: str = "", name: str = "") -> int:
    """Ask an address, of the first of its names if none is given, and hold its answer to what the document says."""
    response = client.get(f"{address.format(name=name or first_name(address))}?{query}")
    told = document["paths"][address]["get"]["responses"][str(response.status_code)]
    (kind,) = told["content"]
    assert response.content_type.removesuffix("; charset=utf-8") == kind
    if kind not in FILES:
        model = model_of(told["content"][kind]["schema"]["$ref"].removeprefix(OBJECTS))
        model.model_validate_json(response.data, strict=True)
    return response.status_code


def first_name(address: str) -> str:
    return "events" if address.startswith(ROWS) else "care_calls"


def without_definitions(schema: Told) -> Told:
    return {key: value for key, value in schema.items() if key != "$defs"}


def test_every_object_is_told_as_its_model_has_it(document: Told) -> None:
    for name, schema in document["components"]["schemas"].items():
        model = model_of(name)
        mode = "validation" if name in ("ProblemDocument", "RefusedParameter") else "serialization"
        expected = model.model_json_schema(ref_template=OBJECTS + "{model}", mode=mode)
        assert without_definitions(schema) == without_definitions(expected)
        assert schema["description"]
        assert all(field["description"] for field in schema["properties"].values())


def test_every_object_named_is_there_and_every_object_is_named(document: Told) -> None:
    named = {part.split('"')[0] for part in json.dumps(document).split(OBJECTS)[1:]}
    assert named == set(document["components"]["schemas"])


def test_the_document_names_every_address_and_parameter(client: FlaskClient, document: Told) -> None:
    served = {str(rule).replace("<", "{").replace(">", "}") for rule in client.application.url_map.iter_rules()}
    served = {address for address in served if address.startswith(("/api/", "/download/")) and ":" not in address}
    assert served | {"/health", "/ready", "/datapackage.json", "/data.json"} == set(document["paths"])
    for address, methods in document["paths"].items():
        parameters = methods["get"].get("parameters", [])
        pinned = {"snapshot"} if address in OF_A_SNAPSHOT else set()
        asked = RowQuestion if address.startswith(ROWS) else Question
        expected = {*asked.model_fields, "name"} if "{name}" in address else pinned
        assert {parameter["name"] for parameter in parameters} == expected
        assert all(parameter["description"] for parameter in parameters)


def test_every_response_is_described_and_problems_are_problem_documents(document: Told) -> None:
    for methods in document["paths"].values():
        for status, response in methods["get"]["responses"].items():
            assert response["description"] not in ("", "OK")
            if status in ("400", "404", "410"):
                assert list(response["content"]) == [PROBLEM]


@pytest.mark.parametrize("metric", EVENT_METRICS)
def test_every_metrics_answer_is_what_the_document_says(client: FlaskClient, document: Told, metric: str) -> None:
    cuts = "&by=minutes_bin" if EVENT_METRICS[metric].seconds else "&by=clearance&by=month"
    queries = (
        "",
        "by=month&compare=year",
        "compare=year&compare=previous",
        f"start=2025-01-01&police_share=62.5&precinct=east&count=all{cuts}",
    )
    for query in (*queries, "start=2000-01-01&end=2000-01-02&by=month"):
        assert check(client, document, METRIC, query, metric) == 200
        for file in (".csv", ".parquet", "/metadata.json"):
            assert check(client, document, f"{METRIC}{file}", query, metric) == 200


@pytest.mark.parametrize("address", ["/api/v1/metrics", *OF_A_SNAPSHOT, "/data.json", "/health", "/ready"])
def test_every_other_answer_is_what_the_document_says(
    client: FlaskClient, month_client: FlaskClient, document: Told, address: str
) -> None:
    assert check(client, document, address) == check(month_client, document, address) == 200


@pytest.mark.parametrize("name", ROW_FILES)
@pytest.mark.parametrize("file", [".csv", ".parquet", ".json"])
def test_files_of_rows_are_what_the_document_says(client: FlaskClient, document: Told, file: str, name: str) -> None:
    for query in ("start=2025-12-01", "start=2000-01-01&end=2000-01-02", "start=2025-12-01&precinct=east&count=all"):
        assert check(client, document, f"{ROWS}{file}", query, name) == 200
    assert check(client, document, f"{ROWS}{file}", "precinct=MARS&colour=red&by=month", name) == 400
    assert check(client, document, f"{ROWS}{file}", "start=2025-01-01&start=2025-01-02", name) == 400
    assert check(client, document, f"{ROWS}{file}", name="nothing") == 404
    for snapshot, status in (("20200101T000000Z", 410), ("20990101T000000Z", 404), ("yesterday", 400)):
        assert check(client, document, f"{ROWS}{file}", f"snapshot={snapshot}", name) == status


@pytest.mark.parametrize("address", [METRIC, *(f"{METRIC}{file}" for file in (".csv", ".parquet", "/metadata.json"))])
def test_every_refusal_is_what_the_document_says(client: FlaskClient, document: Told, address: str) -> None:
    assert check(client, document, address, "precinct=MARS&colour=red&by=moon") == 400
    assert check(client, document, address, "snapshot=20200101T000000Z") == 410
    assert check(client, document, address, "snapshot=20990101T000000Z") == 404
    assert check(client, document, address, name="nothing") == 404


@pytest.mark.parametrize("address", OF_A_SNAPSHOT)
def test_what_describes_a_snapshot_is_refused_as_the_document_says(
    client: FlaskClient, document: Told, address: str
) -> None:
    assert check(client, document, address, "colour=red") == 400
    assert check(client, document, address, "snapshot=20200101T000000Z") == 410


def test_without_data_every_answer_is_what_the_document_says(unready: FlaskClient, document: Told) -> None:
    asked = {address: check(unready, document, address) for address in document["paths"]}
    assert {address for address, status in asked.items() if status == 200} == {"/api/v1/metrics", "/health"}
    assert {status for status in asked.values() if status != 200} == {503}


def test_an_answer_already_held_has_its_place_in_the_document(
    client: FlaskClient, demo: Snapshot, document: Told
) -> None:
    held = {"If-None-Match": f'"{demo.info.snapshot}"'}
    for address, methods in document["paths"].items():
        status = client.get(address.format(name=first_name(address)), headers=held).status_code
        assert status == (304 if "304" in methods["get"]["responses"] else 200)


def test_the_page_to_read_tells_every_address_answer_and_field(client: FlaskClient, document: Told) -> None:
    page = client.get("/api").text
    for address, methods in document["paths"].items():
        assert f"<code>{address}</code>" in page
        for response in methods["get"]["responses"].values():
            assert all(kind in page for kind in response.get("content", ()))
    for name, schema in document["components"]["schemas"].items():
        fields = page.split(f'<h3 id="{name}">')[1].split("<h3")[0]
        assert all(f"<code>{field}</code>" in fields for field in schema["properties"])
    assert 'list of <a href="#AnswerRow">AnswerRow</a>' in page


def test_the_page_to_read_is_called_a_demonstration_only_while_its_data_is_invented(
    client: FlaskClient, month_client: FlaskClient
) -> None:
    assert "<title>Demonstration: CARE dashboard: API</title>" in client.get("/api").text
    assert "<title>CARE dashboard: API</title>" in month_client.get("/api").text


def test_every_style_sheet_of_the_page_to_read_is_there(client: FlaskClient) -> None:
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.get("/api").text)
    assert sheets
    assert {client.get(sheet).status_code for sheet in sheets} == {200}
