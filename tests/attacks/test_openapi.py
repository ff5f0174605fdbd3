"""The API attacked through its own document: whatever it allows is answered as told, whatever it forbids is refused."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema

from app.config import Settings
from app.filters import FILTERS
from app.main import create_app
from etl.metrics import DIMENSIONS, EVENT_BY, EVENT_METRICS, METRICS
from tests.app.people import invented_cells, published
from tests.effort import FULL
from tests.served import invent, publish

EXAMPLES = 500 if FULL else 3
"""For each address; those at the bounds of each parameter come on top, always all of them."""

TWINS = r"\.parquet$|\{name\}\.csv$|/metadata\.json$"
"""Addresses that take the same parameters as another: a short run leaves them out."""

LEAST_TRIED = 10_000 if FULL else 250

PEOPLE = "people"
NAMES = {"events": list(EVENT_METRICS), PEOPLE: sorted(METRICS.keys() - EVENT_METRICS.keys())}
BY_OF_EVERY_METRIC = {
    "events": [name for name in EVENT_BY if not DIMENSIONS[name].needs_duration and name != "district"],
    PEOPLE: ["quarter", "year"],
}
"""No boundaries are held here, so there are no districts. What is about people is not compared, either."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give a dashboard over some invented events, and tables about people."""
    folder = tmp_path_factory.mktemp("openapi")
    publish(folder / "events", invent(folder, 300, seed=5))
    published(folder / "events", folder / "warehouse", invented_cells())
    app: Flask = create_app(Settings(folder / "warehouse")).server
    return app


def attacked(server: Flask) -> BaseSchema:
    """Load the document, and configure all checks over it."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", server)
    schema.config.update(headers={"Accept-Encoding": "identity"})  # in process nobody unpacks an answer
    schema.config.phases.stateful.enabled = FULL
    schema.config.generation.update(max_examples=EXAMPLES, deterministic=not FULL)
    schema.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "404", "410"]
    schema.hook(map_query)
    return schema if FULL else schema.exclude(path_regex=TWINS)


def map_query(_context: object, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put days in order, which a document cannot ask for."""
    if query and isinstance(query.get("start"), str) and isinstance(query.get("end"), str):
        query["start"], query["end"] = sorted((query["start"], query["end"]))
    return query


def tell_values(schema: BaseSchema, server: Flask, kind: str) -> None:
    """Add to the document what a reader finds at other addresses: values, the snapshot's id, what metrics take."""
    told = server.test_client().get("/api/v1/filters").get_json()
    for address, methods in schema.raw_schema["paths"].items():
        parameters = methods["get"].get("parameters", [])
        if kind == PEOPLE:
            parameters[:] = [parameter for parameter in parameters if parameter["name"] != "compare"]
        for parameter in parameters:
            if parameter["name"] == "name" and "/metrics/" in address:
                parameter["schema"]["enum"] = NAMES[kind]
            elif parameter["name"] in FILTERS:
                parameter["schema"]["items"] = {"enum": told["filters"][parameter["name"]]["values"]}
            elif parameter["name"] == "by":
                parameter["schema"]["items"] = {"enum": BY_OF_EVERY_METRIC[kind]}
            elif parameter["name"] == "snapshot":
                parameter["schema"] = {"enum": [told["snapshot"]]}


def run(schema: BaseSchema) -> tuple[Counter[int], list[str]]:
    """Attack; count the answers by status, and say what was wrong, with the way to ask it again."""
    statuses: Counter[int] = Counter()
    wrong = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            statuses.update(told.response.status_code for told in event.recorder.interactions.values() if told.response)
            wrong += [
                f"{event.recorder.label}: {check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info
            ]
        elif isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(repr(event))
    return statuses, wrong


@pytest.mark.parametrize(("kind", "least"), [("events", LEAST_TRIED), (PEOPLE, LEAST_TRIED // 5)])
def test_whatever_the_document_allows_or_forbids_is_answered_as_it_says(
    server: Flask, record_property: Any, capsys: pytest.CaptureFixture[str], kind: str, least: int
) -> None:
    schema = attacked(server)
    if kind == PEOPLE:
        schema = schema.include(path_regex="/metrics/")
    tell_values(schema, server, kind)
    statuses, wrong = run(schema)
    record_property("requests", sum(statuses.values()))
    with capsys.disabled():
        print(f"\nAttacked with {sum(statuses.values()):,} requests, answered {dict(sorted(statuses.items()))}")
    assert not wrong, f"{len(wrong)} findings, the first: {wrong[0]}"
    assert sum(statuses.values()) >= least
    assert {200, 400, 404, 405} <= set(statuses), "it asks what is there, and what is not"


def test_what_is_not_as_told_is_found(tmp_path: Path) -> None:
    broken: Flask = create_app(Settings(tmp_path)).server

    @broken.after_request
    def fail(response: Any) -> Any:
        response.status_code = 500
        return response

    schema = schemathesis.openapi.from_dict(
        create_app(Settings(tmp_path)).server.test_client().get("/openapi.json").json
    )
    schema.app = broken
    schema.config.generation.update(max_examples=1)
    schema = schema.include(path="/health")
    _, wrong = run(schema)
    assert any("not_a_server_error" in each for each in wrong), wrong
