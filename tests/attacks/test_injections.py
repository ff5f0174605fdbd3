"""Text that is SQL, a path, a header, a formula or HTML stays text wherever it is put."""

import csv
import gzip
import io
from collections.abc import Callable
from urllib.parse import quote, urlencode

import brotli
import pytest
from werkzeug.test import TestResponse

from app.filters import Filters
from app.main import PAGES
from tests.attacks.inputs import HTML, LISTS
from tests.attacks.target import Target
from tests.effort import FULL

METRIC = "/api/v1/metrics/care_calls"
NAMES = (*Filters.model_fields, "snapshot", "by", "compare", "metric", "areas", "change", "month")
PLACES: dict[str, Callable[[str], str]] = {
    "an unknown name": lambda text: f"{METRIC}?{urlencode({text: 'x'})}",
    "a metric": lambda text: f"/api/v1/metrics/{quote(text, safe='')}",
    "a metric's file": lambda text: f"/api/v1/metrics/{quote(text, safe='')}.csv",
    "a download": lambda text: f"/download/{quote(text, safe='')}.csv",
    "an ending": lambda text: f"/download/events.{quote(text, safe='')}",
    "a page": lambda text: f"/{quote(text)}",
    "a bundle": lambda text: f"/bundles/{quote(text)}",
    "an asset": lambda text: f"/assets/{quote(text)}",
    "a script": lambda text: f"/_dash-component-suites/dash/{quote(text)}",
    "a package": lambda text: f"/_dash-component-suites/{quote(text, safe='')}/x.js",
    "a layout": lambda text: f"/_dash-layout?{urlencode({'snapshot': text})}",
}
HEADERS = (
    *("If-None-Match", "If-Modified-Since", "Range", "Accept", "Accept-Encoding", "Accept-Language", "Cookie"),
    *("Referer", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL"),
    *("Content-Type", "Authorization", "X-HTTP-Method-Override", "Origin"),
)
FEW = 1 if FULL else 4
"""A run of CI tries each fourth of a list."""

_UNPACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
"""`*` among the headers tried is an encoding that may be chosen."""

every_list = pytest.mark.parametrize("name", LISTS)
PAGES_TRIED = list(PAGES) if FULL else ["/", "/report"]


def assert_text(response: TestResponse) -> None:
    """See that no markup is sent back as such."""
    if (response.content_type or "").startswith("text/html"):
        page = _UNPACKED[response.headers.get("Content-Encoding", "")](response.data).decode()
        sent = [payload for payload in HTML if payload.startswith(("<", '"', "'")) and payload in page]
        assert sent == []


@every_list
@pytest.mark.parametrize("place", PLACES)
def test_it_is_text_in_every_place_of_an_address(target: Target, place: str, name: str) -> None:
    for text in LISTS[name][::FEW]:
        assert_text(target.strike(PLACES[place](text)))


@every_list
def test_it_is_refused_by_name_as_a_value_of_every_parameter(target: Target, name: str) -> None:
    for number, text in enumerate(LISTS[name]):
        for parameter in NAMES if FULL else NAMES[number % FEW :: FEW]:
            response = target.strike(f"{METRIC}.csv?{urlencode({parameter: text})}")
            is_number = parameter == "police_share" and text == "+1"
            assert response.status_code in ((200,) if is_number else (400, 404, 410)), (parameter, text)


@every_list
@pytest.mark.parametrize("path", PAGES_TRIED)
def test_it_is_text_on_every_page(target: Target, path: str, name: str) -> None:
    asked = [(parameter, text) for parameter in NAMES for text in LISTS[name] if parameter != "snapshot"]
    step = 8 if FULL else 120
    for start in range(0, len(asked), step):
        assert_text(target.strike(f"{path}?{urlencode(asked[start : start + step])}"))
    for text in LISTS[name][::FEW]:
        assert_text(target.strike(f"{path}?{urlencode({'snapshot': text})}"))


@every_list
@pytest.mark.parametrize("header", HEADERS)
def test_it_is_text_in_a_header(target: Target, header: str, name: str) -> None:
    addresses = ("/methods", METRIC, "/download/events.csv", "/assets/icon.svg")
    for number, text in enumerate(LISTS[name][::FEW]):
        sent = {f"HTTP_{header.upper().replace('-', '_')}": text.encode().decode("latin-1")}
        assert_text(target.strike(addresses[number % len(addresses)], environ_overrides=sent))


@every_list
def test_a_host_that_is_none_is_refused(target: Target, name: str) -> None:
    for number, text in enumerate(LISTS[name]):
        address = ("/", METRIC, "/data.json", "/download/events.csv")[number % 4]
        response = target.strike(address, environ_overrides={"HTTP_HOST": text.encode().decode("latin-1")})
        assert_text(response)
        assert response.status_code in (200, 400)
        if any(sign in text for sign in "<>\"'/\\ \r\n@"):
            assert response.status_code == 400, text


@pytest.mark.parametrize(
    "host", ["localhost", "care.example.org", "care.example.org:8443", "127.0.0.1:8050", "[::1]", "[2001:db8::1]:80"]
)
def test_a_host_that_is_one_is_served(target: Target, host: str) -> None:
    assert target.strike("/ready", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_cells_of_files_run_in_no_spreadsheet(target: Target) -> None:
    for address in (f"{METRIC}.csv?by=call_type", "/download/events.csv", "/download/unit_responses.csv"):
        rows = csv.reader(io.StringIO(target.strike(address).text))
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]
