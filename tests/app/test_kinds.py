"""Every address that the server has is of the kind that its cost is counted by."""

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.bundles import BUNDLES
from app.kinds import is_for_programs, kind_of
from app.main import PAGES

OURS = {
    **{"/_dash-update-component": "callback", "/_dash-layout": "callback", "/_dash-dependencies": "file"},
    **{"/health": "operation", "/ready": "operation", "/api": "answer", "/openapi.json": "answer"},
    **{"/api/v1/metrics/care_calls.csv": "answer", "/api/none": "answer", "/data.json": "answer"},
    **{"/download/events.csv": "download", "/download/units.parquet": "download", "/download/events.json": "answer"},
    **{"/assets/icon.svg": "file", "/nowhere": "page", "/report": "page", "/datapackage.json": "answer"},
    **{f"/bundles/{name}": "file" for name in BUNDLES},
    **dict.fromkeys(PAGES, "page"),
}


@pytest.mark.parametrize(("path", "kind"), OURS.items())
def test_an_address_is_of_its_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_every_rule_of_the_server_is_thought_of(dashboard: Dash, client: FlaskClient) -> None:
    rules = {rule.rule for rule in dashboard.server.url_map.iter_rules()}
    kinds = {rule: kind_of(rule.replace("<name>", "x")) for rule in rules if "<path:" not in rule}
    pages = {rule for rule, kind in kinds.items() if kind == "page"}
    assert pages <= {"/"}, "what is no page is counted as what it is"
    assert "download" in kinds.values()
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(("path", "kind"), OURS.items())
def test_programs_are_told_in_their_form_what_goes_wrong_and_readers_in_theirs(path: str, kind: str) -> None:
    assert is_for_programs(path) == (kind in ("callback", "operation", "answer", "download"))


@pytest.mark.parametrize("path", ["/apiary", "/healthy", "/ready/to/go", "/data.jsonl", "/downloads"])
def test_an_address_that_only_begins_alike_is_a_page(path: str) -> None:
    assert kind_of(path) == "page"
