"""A metric is one entry: added to the definitions, it is answered and explained everywhere; taken out, it is gone."""

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.config import Settings
from app.db import Snapshot
from app.main import create_app
from app.pages.methods.content import numbers
from app.question import read_question
from etl import dictionary
from etl.metrics import METRICS, Aim, Metric, Unit

ADDED = Metric(
    name="care_units_sent",
    label="CARE teams sent",
    question="How many teams does CARE send out?",
    meaning="CARE's units that were sent, added up over the calls that CARE was sent to.",
    why="Two teams on one call are one call, and twice the work.",
    aim=Aim.CALLS,
    unit=Unit.EVENTS,
    grain="One unit of CARE sent to one call.",
    population="NOT is_test AND care_activity = 'call'",
    value="coalesce(sum(care_units), 0)::BIGINT",
    n="count(*)",
    n_label="CARE calls",
    source="Seattle dispatch export: one row for each unit.",
    limits=("Only for this test.",),
)
ADDRESS = f"/api/v1/metrics/{ADDED.name}"


@pytest.fixture
def client(demo_folder: Path) -> FlaskClient:
    """Ask a dashboard that keeps no answers: definitions change only where a process ends."""
    tester: FlaskClient = create_app(Settings(demo_folder, cache_bytes=1)).server.test_client()
    return tester


def says(client: FlaskClient, snapshot: Snapshot) -> dict[str, bool]:
    """Say where the metric is told of."""
    listed = client.get("/api/v1/metrics").json["metrics"]
    return {
        "answered as JSON": client.get(f"{ADDRESS}?by=month").status_code == 200,
        "answered as CSV": client.get(f"{ADDRESS}.csv?by=month").status_code == 200,
        "listed by the API": ADDED.name in [metric["name"] for metric in listed],
        "on the API's page": ADDED.name in client.get("/api").text,
        "on the methods page": ADDED.meaning in str(numbers(read_question("", snapshot))),
        "in the dictionary": ADDED.meaning in dictionary.as_markdown(),
    }


def test_one_entry_is_a_metric_everywhere_and_without_it_nowhere(
    client: FlaskClient, demo: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = says(client, demo)
    monkeypatch.setitem(METRICS, ADDED.name, ADDED)
    assert set(says(client, demo).values()) == {True}
    monkeypatch.undo()
    assert says(client, demo) == before
    assert set(before.values()) == {False}


def test_its_answer_is_right_in_json_and_csv(
    client: FlaskClient, demo: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(METRICS, ADDED.name, ADDED)
    query = "by=precinct&start=2025-01-01"
    body = client.get(f"{ADDRESS}?{query}").json
    units = dict(
        demo.rows("""
            SELECT precinct, count(*) FROM unit_response JOIN event USING (event_number)
            WHERE agency = 'CARE' AND origin = 'DISPATCH' AND NOT is_test AND queued_at >= DATE '2025-01-01' GROUP BY 1
        """)
    )
    assert {row["precinct"]: row["value"] for row in body["rows"]} == units
    assert body["metric"]["question"] == ADDED.question
    lines = csv.DictReader(io.StringIO(client.get(f"{ADDRESS}.csv?{query}").text))
    assert {line["precinct"]: line[ADDED.name] for line in lines} == {name: str(n) for name, n in units.items()}
