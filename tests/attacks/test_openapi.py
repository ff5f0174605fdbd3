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
from etl.metrics import BY, DIMENSIONS
from tests.effort import FULL
from tests.served import invent, publish

EXAMPLES = 500 if FULL else 3
"""For each address; those at the bounds of each parameter come on top, always all of them."""

TWINS = r"\.parquet$|\{name\}\.csv$|/metadata\.json$"
"""Addresses that take the same parameters as another: a short run leaves them out."""

LEAST_TRIED = 10_000 if FULL else 250

BY_OF_EVERY_METRIC = [name for name in BY if not DIMENSIONS[name].needs_duration and name != "district"]
"""No boundaries are held here, so there are no districts."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give a dashboard over some invented events."""
    folder = tmp_path_factory.mktemp("openapi")
    publish(folder / "warehouse", invent(folder, 300, seed=5))
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


def tell_values(schema: BaseSchema, server: Flask) -> None:
    """Add to the document what a reader finds at other addresses: values, the snapshot's id, what each metric takes."""
    told = server.test_client().get("/api/v1/filters").get_json()
    for methods in schema.raw_schema["paths"].values():
        for parameter in methods["get"].get("parameters", ()):
            if parameter["name"] in FILTERS:
                parameter["schema"]["items"] = {"enum": told["filters"][parameter["name"]]["values"]}
            elif parameter["name"] == "by":
                parameter["schema"]["items"] = {"enum": BY_OF_EVERY_METRIC}
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


def test_whatever_the_document_allows_or_forbids_is_answered_as_it_says(
    server: Flask, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = attacked(server)
    tell_values(schema, server)
    statuses, wrong = run(schema)
    record_property("requests", sum(statuses.values()))
    with capsys.disabled():
        print(f"\nAttacked with {sum(statuses.values()):,} requests, answered {dict(sorted(statuses.items()))}")
    assert not wrong, f"{len(wrong)} findings, the first: {wrong[0]}"
    assert sum(statuses.values()) >= LEAST_TRIED
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
