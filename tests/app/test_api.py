"""The public interface: every question gets its rows, every bad one a problem document, none an error."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app import words
from app.config import Settings
from app.db import Snapshot
from app.downloads.formulas import harmless
from app.filters import Filters
from app.labels import label
from app.main import create_app
from app.queries import DISTRICT, ask, has_districts
from etl.metrics import EVENT_METRICS, METRICS
from tests.app.questions import AWKWARD, effort

METRIC = "/api/v1/metrics/care_calls"
CODES = ("hour", "weekday", "minutes_bin", "clearance")
ROW = ["value", "text", "n", "low", "high", "withheld", "excluded", "complete", "details"]
ANSWER = [
    "metric",
    "filters",
    "not_applied",
    "by",
    "notes",
    "snapshot",
    "data_through",
    "data_kind",
    "citation",
    "rows",
]


def told(response: TestResponse) -> dict[str, Any]:
    """Read a good answer."""
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    body: dict[str, Any] = json.loads(response.data, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    return body


def csv_rows(response: TestResponse) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text, newline=""), strict=True))


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    """Read an RFC 9457 problem document."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body: dict[str, Any] = json.loads(response.data)
    assert body.keys() >= {"type", "title", "status", "detail"}
    assert body["status"] == status
    return body


def cell(value: float | None) -> str:
    return "" if value is None else str(value)


def as_csv(by: list[str], metric: str, body: dict[str, Any]) -> list[dict[str, str]]:
    """Write JSON rows as the CSV should say them."""
    return [
        {
            **{name: harmless(row[name]) for name in by},
            **{f"{name}_label": harmless(row["labels"][name]) for name in by if name in CODES},
            metric: cell(row["value"]),
            **(
                {f"{metric}_{end}": cell(row[end]) for end in ("low", "high")} if body["metric"]["has_interval"] else {}
            ),
            **{name: str(row[name]) for name in ("text", "n")},
            **{f"excluded_{reason}": str(count) for reason, count in row["excluded"].items()},
            **{f"detail_{part}": cell(value) for part, value in row["details"].items()},
            "withheld": row["withheld"] or "",
            "complete": "yes" if row["complete"] else "no",
            **({"note": " ".join(body["notes"])} if body["notes"] else {}),
            **{name: body[name] for name in ("snapshot", "data_through", "data_kind")},
        }
        for row in body["rows"]
    ]


@pytest.mark.parametrize("metric", EVENT_METRICS)
def test_every_metric_answers_every_breakdown_as_json_and_as_csv(
    client: FlaskClient, demo: Snapshot, metric: str
) -> None:
    cuts = [name for name in METRICS[metric].breakdowns if name != DISTRICT or has_districts(demo)]
    for by in [[], *([name] for name in cuts), ["month", "precinct"], ["hour", "weekday"]]:
        _answers(client, demo, metric, by)


def _answers(client: FlaskClient, demo: Snapshot, metric: str, by: list[str]) -> None:
    query = "&".join(["start=2024-06-03", "end=2025-12-31", *(f"by={name}" for name in by)])
    body = told(client.get(f"/api/v1/metrics/{metric}?{query}"))
    assert list(body) == ANSWER
    assert body["by"] == by
    assert body["metric"]["name"] == metric
    assert body["filters"] == {"start": "2024-06-03", "end": "2025-12-31"}
    answer = ask(demo, metric, Filters.model_validate(body["filters"]), by)
    assert [tuple(row[name] for name in by) for row in body["rows"]] == [row.keys for row in answer.rows]
    is_supplied = not METRICS[metric].supplied_by or demo.info.sfd_days is not None
    assert body["rows"] or not is_supplied, "of what nobody supplies no group is known"
    for given_row, row in zip(body["rows"], answer.rows, strict=True):
        assert list(given_row) == [*by, *(["labels"] if by else []), *ROW]
        assert given_row.get("labels", {}) == {name: label(demo, name, given_row[name]) for name in by}
        assert (given_row["value"], given_row["text"], given_row["n"]) == (row.value, row.text, row.n)
        assert (given_row["low"], given_row["high"], given_row["details"]) == (row.low, row.high, row.details)
        assert (given_row["withheld"], given_row["excluded"]) == (row.withheld, row.excluded)
        assert given_row["complete"] is row.complete
    assert csv_rows(client.get(f"/api/v1/metrics/{metric}.csv?{query}")) == as_csv(by, metric, body)


def test_breakdowns_are_read_in_any_case(client: FlaskClient) -> None:
    assert told(client.get(f"{METRIC}?by=MONTH&by=Precinct"))["by"] == ["month", "precinct"]


def test_filters_apply_in_any_case_and_are_given_back_as_the_data_spells_them(month_client: FlaskClient) -> None:
    body = told(month_client.get(f"{METRIC}?precinct=east&precinct=North&priority=2&priority=5"))
    assert body["filters"] == {"precinct": ["EAST", "NORTH"], "priority": ["2", "5"]}
    assert body["rows"][0]["value"] == 2
    body = told(month_client.get(f"{METRIC}?call_source={quote('telephone other, not 911')}"))
    assert (body["filters"]["call_source"], body["rows"][0]["value"]) == (["TELEPHONE OTHER, NOT 911"], 1)


@pytest.mark.parametrize("place", [METRIC, f"{METRIC}.csv"])
@pytest.mark.parametrize(
    ("query", "parameter", "given_value", "allowed"),
    [
        ("precinct=MARS", "precinct", "MARS", "EAST, NORTH, SOUTH, SOUTHWEST, UNKNOWN, WEST"),
        ("precinct=WEST&precinct=MARS", "precinct", "MARS", "EAST"),
        ("precinct=", "precinct", "", "at least 1 character"),
        (f"beat={'x' * 121}", "beat", "x" * 57 + "…", "at most 120"),
        ("&".join(f"beat={i}" for i in range(101)), "beat", "0, 1, 2", "at most 100"),
        ("hour=07", "hour", "07", "0, 1, 2"),
        ("weekday=Monday", "weekday", "Monday", "1, 2, 3, 4, 5, 6, 7"),
        ("start=today", "start", "today", "2025-03-01"),
        ("start=1735689600", "start", "1735689600", "2025-03-01"),
        ("start=2025-02-30", "start", "2025-02-30", "2025-03-01"),
        ("end=", "end", "", "2025-03-01"),
        ("start=2025-03-02&end=2025-03-01", "start", "2025-03-02", "start is not after end"),
        ("by=", "by", "", "precinct"),
        ("by=moon", "by", "moon", ", ".join(METRICS["care_calls"].breakdowns)),
        ("by=month,precinct", "by", "month,precinct", "month"),
        ("by=month&by=month", "by", "month, month", "2 different"),
        ("by=month&by=hour&by=beat", "by", "month, hour, beat", "at most 2"),
        ("colour=red", "colour", "red", "no such parameter"),
        *(
            (f"police_share={share}", "police_share", share, "Percent, 0 to 100")
            for share in ("-0.1", "100.1", "NaN", "inf", "half")
        ),
        ("count=none", "count", "none", "dispatched, arrived, all"),
        ("compare=decade", "compare", "decade", "'previous' or 'year'"),
        ("by=minutes_bin", "by", "minutes_bin", ", ".join(METRICS["care_calls"].breakdowns)),
        ("precinct[]=WEST", "precinct[]", "WEST", "no such parameter"),
    ],
)
def test_a_bad_parameter_is_named_with_what_was_given_and_what_is_allowed(
    client: FlaskClient, place: str, query: str, parameter: str, given_value: str, allowed: str
) -> None:
    body = problem(client.get(f"{place}?{query}"), 400)
    (error,) = body["errors"]
    assert error["parameter"] == parameter
    assert error["given"].startswith(given_value)
    assert allowed in error["allowed"]
    assert allowed in body["detail"]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("start", "2025-01-01", "2025-02-01"),
        ("end", "2025-02-01", "2025-02-01"),
        ("count", "all", "arrived"),
        ("police_share", "40", "50"),
        ("compare", "year", "year"),
        ("snapshot", "a", "b"),
    ],
)
def test_a_parameter_of_one_value_that_is_given_twice_is_refused(
    client: FlaskClient, name: str, first: str, second: str
) -> None:
    places = [METRIC, f"{METRIC}.csv", *(["/api/v1/filters", "/api/v1/quality"] if name == "snapshot" else [])]
    for place in places:
        (error,) = problem(client.get(f"{place}?{name}={first}&{name}={second}"), 400)["errors"]
        assert error == {"parameter": name, "given": f"{first}, {second}", "allowed": words.GIVE_ONCE}


def test_every_bad_parameter_is_named(client: FlaskClient) -> None:
    body = problem(client.get(f"{METRIC}?precinct=MARS&hour=25&hour=26"), 400)
    assert {(error["parameter"], error["given"]) for error in body["errors"]} == {
        ("precinct", "MARS"),
        ("hour", "25"),
        ("hour", "26"),
    }


@pytest.mark.parametrize("name", ["nope", "CARE_CALLS", "care_calls.json", "%00", "care_calls%00", "..", "a" * 5000])
@pytest.mark.parametrize("ending", ["", ".csv"])
def test_an_unknown_metric_is_not_found_and_the_names_are_listed(client: FlaskClient, name: str, ending: str) -> None:
    (error,) = problem(client.get(f"/api/v1/metrics/{name}{ending}"), 404)["errors"]
    assert error["parameter"] == "name"
    assert all(metric in error["allowed"] for metric in METRICS)


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v1/metrics/", "/api/v2/metrics", "/api/v1/metrics/a/b"])
def test_an_unknown_address_of_the_api_is_not_a_page(client: FlaskClient, address: str) -> None:
    problem(client.get(address), 404)


@pytest.mark.parametrize("snapshot", ["current", "", "../../etc/passwd", "%00", "a" * 500, "20251301T000000Z"])
def test_what_cannot_be_a_snapshot_is_refused_by_name(client: FlaskClient, snapshot: str) -> None:
    for place in (METRIC, f"{METRIC}.csv"):
        (error,) = problem(client.get(f"{place}?snapshot={snapshot}"), 400)["errors"]
        assert error["parameter"] == "snapshot"
        assert "20260104T120000Z" in error["allowed"]


def test_a_snapshot_that_is_not_kept_is_gone_and_one_of_the_future_not_there_yet(client: FlaskClient) -> None:
    for place in (METRIC, f"{METRIC}.csv"):
        assert "20200101T000000Z" in problem(client.get(f"{place}?snapshot=20200101T000000Z"), 410)["detail"]
        assert "yet" in problem(client.get(f"{place}?snapshot=20990101T000000Z"), 404)["detail"]


def test_a_pinned_answer_is_the_newest_ones_and_may_be_kept_for_good(client: FlaskClient, demo: Snapshot) -> None:
    pinned = client.get(f"{METRIC}?by=month&snapshot={demo.info.snapshot}")
    newest = client.get(f"{METRIC}?by=month")
    assert told(pinned) == told(newest)
    assert "immutable" in pinned.headers["Cache-Control"]
    assert newest.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("place", [METRIC, f"{METRIC}.csv"])
def test_an_answer_already_held_is_not_sent_again(client: FlaskClient, demo: Snapshot, place: str) -> None:
    etag = client.get(f"{place}?by=month").headers["ETag"]
    assert demo.info.snapshot in etag
    again = client.get(f"{place}?by=month", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert (again.headers["ETag"], again.headers["Cache-Control"]) == (etag, "public, max-age=60")
    assert client.get(f"{place}?by=month", headers={"If-None-Match": '"older"'}).status_code == 200


@pytest.mark.parametrize(
    "place", [METRIC, f"{METRIC}.csv", "/api/v1/metrics", "/openapi.json", "/health", "/ready", "/"]
)
def test_head_tells_what_get_would_without_the_body(client: FlaskClient, place: str) -> None:
    got, headed = client.get(place), client.head(place)
    assert (headed.status_code, headed.data) == (got.status_code, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert headed.headers.get(name) == got.headers.get(name), name


def test_every_metric_is_defined_in_the_list(client: FlaskClient) -> None:
    metrics = told(client.get("/api/v1/metrics"))["metrics"]
    assert [metric["name"] for metric in metrics] == list(METRICS)
    for metric in metrics:
        assert all(metric[field] for field in ("label", "question", "meaning", "why", "aim", "unit", "grain", "source"))
        assert told(client.get(f"/api/v1/metrics/{metric['name']}"))["metric"] == metric


@pytest.mark.parametrize("metric", EVENT_METRICS)
def test_invented_data_is_marked_and_real_data_is_not(
    client: FlaskClient, month_client: FlaskClient, metric: str
) -> None:
    place = f"/api/v1/metrics/{metric}"
    for asked, kind, prefix in ((client, "invented demonstration data", "INVENTED-"), (month_client, "real", metric)):
        assert told(asked.get(place))["data_kind"] == kind
        file = asked.get(f"{place}.csv?by=month")
        assert {row["data_kind"] for row in csv_rows(file)} == {kind}
        assert file.headers["Content-Disposition"].startswith(f'attachment; filename="{prefix}')


HOSTILE = (
    "precinct=%00",
    "start=%00",
    "by=%00",
    "snapshot=%00",
    "precinct=%ff%fe",
    "%ff=%ff",
    "precinct=%ed%a0%80",
    "start=%ff",
    "by=%ff",
    "precinct=" + "x" * 90_000,
    "by=" + "x" * 90_000,
    "start=" + "9" * 10_000,
    "&".join("by=hour" for _ in range(4_000)),
    "&".join(f"x{i}=1" for i in range(4_000)),
    "start=2025-01-01&start=2025-02-01&start=",
    "end=2025-01-01&end=x",
    "start=0000-00-00",
    "start=9999-12-31&end=9999-12-31",
    "start=-2025-01-01",
    "start=NaN",
    "start=1e400",
    "end=2099-12-31&by=day",
    "start=2000-01-01&end=2000-01-01&by=week",
    "precinct[]=WEST",
    "precinct[0]=WEST",
    "precinct[$ne]=WEST",
    "__proto__[x]=1",
    "by=",
    "by=by",
    "hour=07",
    "hour=-1",
    "hour=1e1",
    "=",
    "&&&;;;",
    "?",
    "#",
    "%",
    "%zz",
    "snapshot=..%2f..%2fcurrent",
    "model_config=1",
    "query=1",
    "count=all&count=none",
    "count=%00",
    "police_share=NaN",
    "police_share=1e400",
    "police_share=" + "9" * 10_000,
    "compare=%00",
    "compare=year&start=2000-01-01&end=2099-12-31&by=week",
    "compare=previous&start=2000-01-01&end=2000-01-01&by=month",
    "by=minutes_bin",
    *(f"precinct={quote(value)}&call_type={quote(value)}" for value in AWKWARD),
)


TOO_MUCH = {
    "a long value": ("precinct=" + "x" * 100_000, 414),
    "a long breakdown": ("by=" + "x" * 100_000, 414),
    "one breakdown often": ("&".join("by=hour" for _ in range(5_000)), 400),
    "many parameters": ("&".join(f"x{i}=1" for i in range(5_000)), 400),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_a_question_that_says_too_much_is_refused_everywhere(client: FlaskClient, case: str) -> None:
    query, status = TOO_MUCH[case]
    for place in (METRIC, f"{METRIC}.csv", "/api/v1/metrics", "/openapi.json", "/health", "/ready", "/"):
        response = client.get(f"{place}?{query}")
        assert response.status_code == status, place
        assert len(response.get_data()) < 5_000, "it is not repeated"


@pytest.mark.parametrize("query", HOSTILE, ids=[ascii(query[:40]) for query in HOSTILE])
def test_no_question_is_an_error_of_ours(client: FlaskClient, query: str) -> None:
    for place in (METRIC, f"{METRIC}.csv", "/api/v1/metrics", "/openapi.json", "/health", "/ready", "/"):
        response = client.get(f"{place}?{query}")
        assert response.status_code in (200, 400, 404), place
        if place == "/":
            assert (response.status_code == 400) == query.startswith("snapshot="), "pages name what else is bad"
        elif response.status_code != 200:
            assert problem(response, response.status_code)["detail"]


@effort
@given(query=st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_no_random_bytes_are_an_error_of_ours(client: FlaskClient, query: str) -> None:
    response = client.get(METRIC, query_string=query)
    assert response.status_code in (200, 400, 404)


def test_without_a_snapshot_the_process_is_up_but_not_ready(tmp_path: Path) -> None:
    client = create_app(Settings(tmp_path / "nothing")).server.test_client()
    assert told(client.get("/health")) == {"status": "up"}
    ready = client.get("/ready")
    assert ready.status_code == 503
    assert "pointer is missing" in ready.text
    assert "pointer is missing" in problem(client.get(METRIC), 503)["detail"]
    problem(client.get(f"{METRIC}?snapshot=20200101T000000Z"), 503)
    assert client.get("/").status_code == 200
    assert told(client.get("/api/v1/metrics"))["metrics"]


def test_ready_tells_which_data_is_served(client: FlaskClient, demo: Snapshot) -> None:
    response = client.get("/ready")
    body = told(response)
    assert (body["status"], body["snapshot"], body["problem"]) == ("ready", demo.info.snapshot, None)
    assert (body["data_through"], body["vintage"]) == ("2025-12-30", "2026-01-04T12:00:00Z")
    assert response.headers["Cache-Control"] == "no-store"
