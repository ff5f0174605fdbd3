"""No body, whatever it holds, brings the callbacks to fail."""

import json
from random import Random
from typing import Any

import pytest

from app.bounds import LONGEST_BODY
from tests.attacks.bodies import garbled, junk, nested, spoiled
from tests.attacks.inputs import ALL, JUNK
from tests.attacks.target import UPDATE, Target, assert_problem
from tests.effort import FULL

SPOILED, GARBLED, HELD = (6_000, 3_000, 6_000) if FULL else (200, 100, 60)

DEEP = 30_000
RAW = {
    "nothing": b"",
    "no JSON": b"not json",
    "null": b"null",
    "a number": b"5",
    "a list": b"[]",
    "no output": b"{}",
    "lists within lists": b"[" * DEEP + b"]" * DEEP,
    "objects within objects": b'{"output":' * 6_000,
    "lists within a value": b'{"output":"x","inputs":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "UTF-16": '{"output": "x"}'.encode("utf-16"),
    "no UTF-8": b'{"output": "\xff\xfe"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "half a character": b'{"output": "\\ud800", "outputs": [], "inputs": []}',
    "NUL": b'{"output": "\\u0000", "outputs": [], "inputs": []}',
    "a long number": b'{"output": ' + b"9" * 20_000 + b"}",
    "no number": b'{"output": NaN, "inputs": Infinity}',
    "the same key twice": b'{"output": "a", "output": "b", "outputs": [], "inputs": []}',
    "many keys": json.dumps({f"key{number}": number for number in range(3_000)}).encode(),
}


@pytest.mark.parametrize("body", RAW.values(), ids=RAW)
def test_what_is_no_body_of_ours_is_refused(target: Target, body: bytes) -> None:
    response = target.ask(body)
    assert response.status_code == 400
    assert_problem(response)


@pytest.mark.parametrize("size", [LONGEST_BODY + 1, 10_000_000])
def test_what_is_too_large_is_refused_and_not_read(target: Target, size: int) -> None:
    for filling in (b"x", b"[", b" "):
        response = target.ask((b'{"output": "' + filling * size)[:size])
        assert response.status_code == 413
        assert_problem(response)


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "a/b;c=\x00"]
)
def test_what_does_not_say_that_it_is_json_is_refused(target: Target, kind: str) -> None:
    for body in (b"{}", json.dumps(target.bodies[0]).encode()):
        response = target.strike(UPDATE, "POST", data=body, headers={"Content-Type": kind})
        assert response.status_code in (400, 415)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "x" * 100])
def test_no_other_method_reaches_a_callback(target: Target, method: str) -> None:
    assert target.strike(UPDATE, method, data=b"{}").status_code in (404, 405)


def test_what_our_pages_send_is_answered(target: Target) -> None:
    assert len(target.bodies) == 12
    for body in target.bodies:
        response = target.ask(body)
        assert response.status_code == 200
        assert "sideUpdate" not in response.get_json()


def test_a_body_that_was_spoiled_is_refused_or_answered(target: Target) -> None:
    statuses = set[int]()

    for number in range(SPOILED):
        random = Random(f"spoiled {number}")
        statuses.add(target.ask(spoiled(random.choice(target.bodies), random)).status_code)
    assert statuses >= {200, 400}, "some reach the callbacks still"


def test_a_body_that_was_garbled_is_refused_or_answered(target: Target) -> None:
    for number in range(GARBLED):
        random = Random(f"garbled {number}")
        target.ask(garbled(random.choice(target.bodies), random))


def _held(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [*body["inputs"], *body["state"]]


def test_whatever_a_part_of_the_page_holds_is_understood_named_or_refused(target: Target) -> None:
    for number in range(HELD):
        random = Random(f"held {number}")
        body = json.loads(json.dumps(random.choice(target.bodies)))
        end = random.choice(_held(body))
        end["value"] = random.choice((*JUNK, *ALL)) if number % 3 else junk(random)
        name = f"{end['id']}.{end['property']}"
        body["changedPropIds"] = [name] if end in body["inputs"] else []
        told = target.ask(body).get_json(silent=True) or {}
        assert name.startswith(("url.", "snapshot.", "asked.")) or "sideUpdate" not in told, (name, end["value"])


def test_no_callback_is_asked_with_what_belongs_to_another(target: Target) -> None:
    for body in target.bodies:
        for other in target.bodies:
            if other is body:
                continue
            for part in ("outputs", "inputs", "state"):
                if body[part] != other[part]:
                    assert target.ask({**body, part: other[part]}).status_code == 400


@pytest.mark.parametrize("depth", [1, 10, 100, 400])
def test_nothing_nests(target: Target, depth: int) -> None:
    for body in target.bodies:
        changed = json.loads(json.dumps(body))
        _held(changed)[0]["value"] = nested(depth, [1])
        assert target.ask(changed).status_code == 400
