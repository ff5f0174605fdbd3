"""Whatever is asked while snapshots are swapped, what is sent again is what would be laid out anew."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest
from flask import Response, abort, stream_with_context
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

import app.age
import app.db
from app import words
from app.components.page import FILLED
from app.config import Settings
from app.main import create_app
from app.pages.home.layout import PAGE as HOME
from etl.publish import point_to
from tests.app.builds import Builds, three_builds
from tests.effort import FULL

COMPARED = (
    *("Content-Type", "Content-Encoding", "Vary", "ETag", "Cache-Control", "Content-Disposition", "Link"),
    "Content-Security-Policy",
)
CALLS = "/api/v1/metrics/care_calls"
ADDRESSES = (
    *("/", "/calls", "/map?areas=beat", "/?precinct=EAST", "/?precinct=NOWHERE", "/nowhere", "/methods"),
    *("/?snapshot={old}", "/?snapshot={new}", "/?snapshot={gone}", "/?snapshot=x", "/_dash-layout"),
    *(CALLS, f"{CALLS}?by=month", f"{CALLS}.csv?by=month", f"{CALLS}?snapshot={{old}}", f"{CALLS}?precinct=NOWHERE"),
    *("/api/v1/metrics", "/api/v1/metrics/nothing", "/api/v1/restatements", "/ready", "/health"),
)
HOSTS = ("http://one.example", "https://two.example:8443")
TAKEN = ("", "gzip", "gzip, br", "identity", "br;q=0")
"""The encodings that readers say they take."""
DAYS = (date(2026, 1, 5), date(2026, 3, 5))


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("kept") / "warehouse")


def client(builds: Builds, room: int) -> FlaskClient:
    """Ask a dashboard that remembers so many bytes."""
    tester: FlaskClient = create_app(Settings(builds.folder, threads=1, cache_bytes=room)).server.test_client()
    return tester


def read(response: TestResponse) -> bytes:
    """Give a body as its reader has it."""
    match response.headers.get("Content-Encoding"):
        case "br":
            return bytes(brotli.decompress(response.data))
        case "gzip":
            return gzip.decompress(response.data)
    return response.data


def told(response: TestResponse) -> tuple[object, ...]:
    body = re.sub(rb'"end_id":"[^"]*"', b"", read(response))
    return response.status_code, body, [response.headers.get(name) for name in COMPARED]


@settings(max_examples=200 if FULL else 6, derandomize=not FULL, deadline=None)
@given(data=st.data(), room=st.sampled_from((300_000, 10_000_000)))
def test_what_is_sent_again_is_what_would_be_laid_out(builds: Builds, data: st.DataObject, room: int) -> None:
    clock = SimpleNamespace(now=0.0, day=DAYS[0])
    few = data.draw(st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=3))
    asked = st.tuples(*map(st.sampled_from, (few, HOSTS, DAYS, TAKEN)), st.booleans())
    names = {"old": builds.old, "new": builds.new, "gone": builds.gone}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.db, "time", SimpleNamespace(monotonic=lambda: clock.now))
        patch.setattr(app.age, "today", lambda: clock.day)
        keeps, forgets = client(builds, room), client(builds, 1)
        for _ in range(data.draw(st.integers(1, 4))):
            point_to(builds.folder, data.draw(st.sampled_from((builds.old, builds.new))))
            clock.now += 1
            for address, host, clock.day, takes, holds in data.draw(st.lists(asked, min_size=1, max_size=4)):
                held = {"If-None-Match": f'"{builds.new}"'} if holds else {}
                headers = held | {"Accept-Encoding": takes}
                one, other = (c.get(address.format(**names), base_url=host, headers=headers) for c in (keeps, forgets))
                assert told(one) == told(other)


class Counting:
    """A dashboard over three builds, and how often its home page was laid out."""

    def __init__(self, builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times, work_out = 0, type(HOME).values

        def values(page: object, asked: object) -> list[object]:
            self.times += 1
            return list(work_out(page, asked))  # type: ignore[arg-type]

        monkeypatch.setattr(type(HOME), "values", values)
        self.client = client(builds, 10_000_000)


@pytest.fixture
def counting(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(builds, monkeypatch)


def test_a_page_is_laid_out_once(counting: Counting) -> None:
    first, *others = [counting.client.get("/") for _ in range(3)]
    assert [told(other) for other in others] == [told(first)] * 2
    assert counting.times == 1


def test_what_a_page_is_sent_with_a_body_is_not_read(counting: Counting) -> None:
    first, *others = [counting.client.get("/", data=b"x" * size) for size in (0, 10, 1_000_000)]
    assert [told(other) for other in others] == [told(first)] * 2
    assert counting.times == 1


@pytest.mark.parametrize("other", ["/?count=all", "/?count=all&count=all", "/calls"])
def test_another_address_is_another_page(counting: Counting, other: str) -> None:
    assert counting.client.get("/").data != counting.client.get(other).data
    assert counting.times == 2


def test_a_page_is_kept_as_it_was_compressed(counting: Counting) -> None:
    sent = [counting.client.get("/", headers={"Accept-Encoding": takes}) for takes in ("br", "gzip", "br", "")]
    assert [each.headers.get("Content-Encoding") for each in sent] == ["br", "gzip", "br", None]
    assert sent[0].data == sent[2].data
    assert counting.times == 3


def test_another_host_is_another_page_for_citations_hold_it(counting: Counting) -> None:
    one, other = (counting.client.get("/", base_url=host).text for host in HOSTS)
    assert HOSTS[0] in one
    assert HOSTS[0] not in other


def test_each_callback_is_told_by_its_body(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/_dash-update-component"
    bodies = [b"one", b"two", b"one", b"x" * 70_000, b"x" * 70_000]
    asked: list[bytes] = []
    server = counting.client.application
    monkeypatch.setitem(server.view_functions, path, lambda: asked.append(bodies[len(asked)]) or Response(b"told"))
    for body in bodies:
        assert counting.client.post(path, data=body).data == b"told"
    assert len(asked) == 4, "the third is the first again; what is too long is not kept"
    assert counting.client.post(f"{path}?endId=load", data=b"one").data == b"told"
    assert len(asked) == 4, "whichever load of the page asks"


def test_a_callback_that_asks_for_more_is_not_kept(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    path, times = "/_dash-update-component", list[str]()
    views = counting.client.application.view_functions
    monkeypatch.setitem(views, path, lambda: times.append(path) or Response(b"told"))
    for _ in range(2):
        counting.client.post(f"{path}?job=1", data=b"one")
    assert len(times) == 2


def test_a_failure_is_told_once_and_not_again(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(type(HOME), "values", lambda *_: 1 / 0)
        assert FILLED not in counting.client.get("/").text
    assert FILLED in counting.client.get("/").text


def _unfit(name: str) -> Callable[[], Response]:
    unfit: dict[str, Callable[[], Response]] = {
        "a problem": lambda: abort(503),
        "not to be stored": lambda: Response("x", headers={"Cache-Control": "no-store"}),
        "with a cookie": lambda: Response("x", headers={"Set-Cookie": "a=b"}),
        "streamed": lambda: Response(stream_with_context(iter("x"))),
    }
    return unfit[name]


@pytest.mark.parametrize("name", ["a problem", "not to be stored", "with a cookie", "streamed"])
def test_what_is_unfit_is_not_kept(counting: Counting, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    times: list[str] = []
    answer = _unfit(name)
    monkeypatch.setitem(
        counting.client.application.view_functions, "/_dash-update-component", lambda: times.append(name) or answer()
    )
    for _ in range(2):
        counting.client.post("/_dash-update-component", data=b"asked")
    assert len(times) == 2


def test_what_a_turn_of_the_pointer_overtakes_is_not_kept(
    builds: Builds, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(app.db, "time", SimpleNamespace(monotonic=lambda: clock.now))
    values = type(HOME).values

    def overtaken(page: object, asked: object) -> object:
        point_to(builds.folder, builds.old)
        clock.now += 1
        return values(page, asked)

    point_to(builds.folder, builds.new)
    with builds.gone_back():
        point_to(builds.folder, builds.new)
        monkeypatch.setattr(type(HOME), "values", overtaken)
        counting.client.get("/")
        monkeypatch.setattr(type(HOME), "values", values)
        assert told(counting.client.get("/")) == told(client(builds, 1).get("/"))


def test_who_holds_an_answer_is_not_sent_it_again(builds: Builds, counting: Counting) -> None:
    point_to(builds.folder, builds.new)
    whole = counting.client.get(CALLS)
    held = {"If-None-Match": whole.headers["ETag"]}
    assert [counting.client.get(CALLS, headers=held).status_code for _ in range(2)] == [304, 304]
    assert told(counting.client.get(CALLS)) == told(whole)


def test_nothing_is_kept_where_nothing_is_published(tmp_path: Path) -> None:
    tester = create_app(Settings(tmp_path)).server.test_client()
    assert [words.NO_DATA_YET in tester.get("/").text for _ in range(2)] == [True, True]


def test_nothing_is_opened_before_the_first_request(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.db, "Snapshot", None)
    create_app(Settings(builds.folder))
