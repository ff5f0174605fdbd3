"""No query string and no name of a file brings an address to fail."""

import re
from random import Random
from urllib.parse import quote_plus

import pytest

from app.bounds import LONGEST_QUERY_STRING, MOST_PARAMETERS
from app.filters import VIEWS, Filters
from app.main import PAGES
from app.queries import choices
from etl.metrics import METRICS
from tests.attacks.inputs import ALL, PATHS
from tests.attacks.target import Target
from tests.effort import FULL

QUERIES, FILES, WIRE = (6_000, 3_000, 3_000) if FULL else (60, 100, 100)

PROGRAMS = (
    *("/api/v1/metrics", "/api/v1/metrics/care_calls", "/api/v1/metrics/care_calls.csv", "/api/v1/filters"),
    *("/api/v1/metrics/care_response_median_minutes.parquet", "/api/v1/metrics/coverage_share/metadata.json"),
    *("/api/v1/quality", "/api/v1/restatements", "/api/v1/reconciliation", "/api/v1/reconciliation.csv"),
    *("/api/v1/fire-volume", "/api/v1/fire-volume.csv"),
    *("/download/events.csv", "/download/events.json", "/download/unit_responses.parquet", "/datapackage.json"),
    *("/data.json", "/api", "/openapi.json", "/health", "/ready", "/_dash-layout"),
)
NAMES = (
    *Filters.model_fields,
    *VIEWS,
    "snapshot",
    "by",
    "compare",
    "month",
    "",
    "colour",
    "START",
    "start[]",
    "__proto__",
)
NAMED = re.compile(r'attachment; filename="[A-Za-z0-9_.-]{1,200}"')


def _value(target: Target, name: str, random: Random) -> str:
    """Take a value that the data knows, or any."""
    known = list(choices(target.warehouse.current()).get(name, ())) or [
        "2025-01-01",
        "2025-12-31",
        "50",
        "all",
        "month",
    ]
    return random.choice(known) if random.random() < 0.5 else random.choice(ALL)


def _query(target: Target, random: Random) -> str:
    pairs = []
    for _ in range(random.choice((0, 1, 2, 5, 20, 600))):
        name = random.choice(NAMES)
        value = _value(target, name, random)
        written = quote_plus(value) if random.random() < 0.7 else value.encode().decode("latin-1")
        pairs.append(f"{quote_plus(name)}{random.choice(('=', '=', '=', '', '=='))}{written}")
    return random.choice(("&", "&", ";", "&&")).join(pairs)


def test_no_query_string_fails(target: Target) -> None:
    for number in range(QUERIES):
        random = Random(f"query {number}")
        address = random.choice((*PAGES, *PROGRAMS, *PROGRAMS))
        target.strike_raw(address, _query(target, random))


@pytest.mark.parametrize("address", ["/", "/methods", "/report", "/nowhere", *PROGRAMS])
def test_a_question_that_is_too_long_is_refused(target: Target, address: str) -> None:
    assert target.strike_raw(address, "a=" + "x" * LONGEST_QUERY_STRING).status_code == 414
    assert target.strike_raw(address, "beat=K1&" * MOST_PARAMETERS).status_code == 400


@pytest.mark.parametrize("address", ["/", "/api/v1/metrics/care_calls"])
def test_a_question_of_every_value_there_is_is_not_too_long(target: Target, address: str) -> None:
    values = choices(target.warehouse.current())
    query = "&".join(f"{name}={quote_plus(value)}" for name, held in values.items() for value in held[:100])
    assert len(query) < LONGEST_QUERY_STRING
    assert target.strike_raw(address, query).status_code == 200


def _name(random: Random) -> str:
    """Make a path of a part that exists and of parts that may."""
    first = random.choice(("/download/", "/api/v1/metrics/", "/bundles/", "/assets/", "/_dash-component-suites/", "/"))
    middle = random.choice((*ALL, "events", "unit_responses", *METRICS, "dash/dcc/async-graph.js", "icon.svg"))
    return (
        first + middle + random.choice(("", ".csv", ".parquet", ".json", ".csv.gz", ".CSV", "/", "/metadata.json", "."))
    )


def test_no_name_of_a_file_fails_or_leads_out(target: Target) -> None:
    for number in range(FILES):
        random = Random(f"file {number}")
        response = target.strike_raw(
            _name(random).encode().decode("latin-1"), REQUEST_METHOD=random.choice(("GET", "HEAD"))
        )
        if "Content-Disposition" in response.headers:
            assert NAMED.fullmatch(response.headers["Content-Disposition"])


@pytest.mark.parametrize("name", PATHS)
def test_no_file_is_downloaded_but_ours(target: Target, name: str) -> None:
    for ending in (".csv", ".parquet", ".json"):
        assert target.strike_raw(f"/download/{name}{ending}".encode().decode("latin-1")).status_code in (400, 404)


def test_no_bytes_of_an_address_fail(target: Target) -> None:
    for number in range(WIRE):
        random = Random(f"wire {number}")
        path, query = (random.randbytes(random.choice((0, 3, 40))).decode("latin-1") for _ in range(2))
        target.strike_raw(
            random.choice(("/", "/api/", "/download/", "/api/v1/metrics/care_calls", "/report")) + path, query
        )
