"""What browsers are told with each answer: graded by the rules of Mozilla's Observatory, and only what is meant."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.config import settings_from
from app.main import PAGES
from tests.app.clients import client_with
from tests.app.observatory import EXTRA_CREDIT_FROM, GRADES, directives, scored

BY_TLS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Host": "care.example.org"}
OTHERS = ("/api", "/api/v1/metrics", "/nowhere", "/health", "/assets/icon.svg", "/download/events.csv", "/api/none")
POLICY = "Content-Security-Policy"
Serve = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def serve(demo_folder: Path) -> Serve:
    """Give a way to serve the invented data with other settings."""
    return partial(client_with, demo_folder)


@pytest.fixture(scope="module")
def behind_a_proxy(serve: Serve) -> FlaskClient:
    return serve(trusted_hops=1)


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True) if response.mimetype == "text/html" else ""


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_every_answer_over_tls_has_the_best_grade(behind_a_proxy: FlaskClient, path: str) -> None:
    response = behind_a_proxy.get(path, headers=BY_TLS)
    points, grade, given = scored(response.headers, text(response))
    assert (grade, points) == ("A+", 110), given
    assert min(given.values()) == 0, given


@pytest.mark.parametrize(
    ("name", "value", "grade", "points"),
    [
        (POLICY, None, "C", 55),
        (POLICY, "script-src 'unsafe-inline'", "C+", 60),
        ("Strict-Transport-Security", None, "B+", 80),
        ("Strict-Transport-Security", "max-age=300", "A+", 100),
        ("X-Content-Type-Options", None, "A+", 105),
        ("Referrer-Policy", "unsafe-url", "A+", 100),
        ("Cross-Origin-Resource-Policy", "cross-origin", "B+", 80),
        ("Set-Cookie", "session=1", "C+", 60),
    ],
)
def test_a_header_that_is_missing_or_lax_costs(
    behind_a_proxy: FlaskClient, name: str, value: str | None, grade: str, points: int
) -> None:
    headers = dict(behind_a_proxy.get("/", headers=BY_TLS).headers)
    headers.pop(name, None)
    if value:
        headers[name] = value
    assert scored(headers, "")[:2] == (points, grade)


def test_the_grades_are_the_published_ones() -> None:
    bare = scored({}, "")
    assert bare[:2] == (30, "D"), bare
    assert list(GRADES) == sorted(GRADES, reverse=True)
    foreign = '<script src="https://cdn.example/x.js"></script>'
    assert scored({}, foreign)[0] == bare[0] - 5
    assert scored({}, foreign.replace("https:", "http:"))[0] == 0, "no score is below zero"
    assert bare[0] < EXTRA_CREDIT_FROM, "and so it gets no extra credit"


def test_no_script_runs_but_ours_and_no_style_comes_from_elsewhere(behind_a_proxy: FlaskClient) -> None:
    policy = directives(behind_a_proxy.get("/").headers[POLICY])
    assert policy["default-src"] == {"'none'"}
    assert "'self'" in policy["script-src"]
    assert all(source == "'self'" or source.startswith("'sha256-") for source in policy["script-src"])
    assert policy["style-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["connect-src"] == policy["form-action"] == {"'self'"}
    assert policy["base-uri"] == {"'none'"}


@pytest.mark.parametrize("hops", [0, 1])
def test_browsers_are_told_to_come_by_tls_only_where_they_did(serve: Serve, hops: int) -> None:
    client = serve(trusted_hops=hops)
    said = {"X-Forwarded-Proto": "https"}
    assert ("Strict-Transport-Security" in client.get("/", headers=said).headers) == bool(hops), (
        "a proxy is trusted or not"
    )
    assert "Strict-Transport-Security" not in client.get("/").headers
    direct = client.get("/", base_url="https://care.example.org")
    assert direct.headers["Strict-Transport-Security"] == "max-age=31536000", "of this host only, and no preload"


def test_for_how_long_is_a_setting_and_0_takes_it_back(serve: Serve) -> None:
    client = serve(hsts_seconds=settings_from({"CARE_HSTS_SECONDS": "0"}).hsts_seconds)
    assert client.get("/", base_url="https://x.example").headers["Strict-Transport-Security"] == "max-age=0"


def test_only_the_pages_that_are_named_may_show_ours_in_a_frame(serve: Serve) -> None:
    given = settings_from({"CARE_EMBED_ON": "https://www.seattle.gov  https://*.seattle.gov:8443"}).embed_on
    policy = directives(serve(embed_on=given).get("/").headers[POLICY])
    assert policy["frame-ancestors"] == {"https://www.seattle.gov", "https://*.seattle.gov:8443"}
    assert directives(serve().get("/").headers[POLICY])["frame-ancestors"] == {"'none'"}


@pytest.mark.parametrize(
    "given", ["seattle.gov", "*", "https://a.example; script-src *", "https://a/path", "https:// x"]
)
def test_what_is_no_origin_is_refused_by_name(given: str) -> None:
    with pytest.raises(SystemExit, match=r"CARE_EMBED_ON names .*: give origins between spaces, as https://www"):
        settings_from({"CARE_EMBED_ON": given})


def test_each_header_is_sent_once_also_with_what_is_sent_again(behind_a_proxy: FlaskClient) -> None:
    for response in (behind_a_proxy.get("/calls"), behind_a_proxy.get("/calls")):
        names = [name for name, _ in response.headers]
        assert sorted(set(names)) == sorted(names)
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_who_asked_is_what_so_many_proxies_say_and_no_more(serve: Serve) -> None:
    client = serve(trusted_hops=2)
    seen: list[tuple[str | None, str]] = []

    def look() -> None:
        seen.append((request.remote_addr, request.host_url))

    client.application.before_request(look)
    forged = {"X-Forwarded-For": "1.1.1.1, 198.51.100.7, 10.0.0.1", "X-Forwarded-Proto": "http, https, http"}
    client.get("/health", headers=forged | {"X-Forwarded-Host": "evil.example, care.example.org, inner"})
    assert seen == [("198.51.100.7", "https://care.example.org/")]
