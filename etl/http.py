"""One request over HTTPS: bounded in silence, time and size, and never redirected off HTTPS."""

import time
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from etl.config import is_secure_address

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Bounds:
    """What one request may take: seconds of silence, seconds in all, bytes."""

    silence_seconds: float
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Answer:
    """What came. `is_whole` is false when fewer bytes came than were announced."""

    status: int
    content_type: str
    body: bytes
    is_whole: bool


class Unanswered(Exception):
    """No usable answer came; the message says why, as the end of a sentence about the address.

    `status` is the HTTP status, if there was one; `retry_after` the seconds that the server asks to wait.
    """

    def __init__(self, why: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.status, self.retry_after = status, retry_after


def get(address: str, bounds: Bounds, accept: str, secrets: dict[str, str] | None = None) -> Answer:
    """Fetch an address that the settings allow; `secrets` are headers that no redirect takes along.

    Raises `Unanswered`.
    """
    request = Request(address, headers={"Accept": accept})  # noqa: S310 the settings allow HTTPS only
    for name, value in (secrets or {}).items():
        request.add_unredirected_header(name, value)
    until = time.monotonic() + bounds.seconds
    try:
        with build_opener(_StaySecure).open(request, timeout=bounds.silence_seconds) as response:
            return _read(response, bounds, until)
    except HTTPError as error:
        raise Unanswered(f"cannot be fetched ({error})", error.code, _pause_asked(error.headers)) from error
    except (OSError, HTTPException) as error:
        raise Unanswered(f"cannot be fetched ({error})") from error


def post(address: str, body: bytes, content_type: str, silence_seconds: float) -> None:
    """Send a message to an address that the settings allow; what it answers is not read. Raises `Unanswered`."""
    request = Request(address, body, {"Content-Type": content_type})  # noqa: S310 the settings allow HTTPS only
    try:
        with build_opener(_StaySecure).open(request, timeout=silence_seconds):
            return
    except (OSError, HTTPException) as error:
        raise Unanswered(f"cannot be reached ({error})") from error


def _read(response: HTTPResponse, bounds: Bounds, until: float) -> Answer:
    found = bytearray()
    while chunk := response.read1(_CHUNK):
        found += chunk
        if len(found) > bounds.bytes:
            raise Unanswered(f"sends more than {bounds.bytes // 1_000_000} MB")
        if time.monotonic() > until:
            raise Unanswered(f"takes longer than {bounds.seconds:.0f} seconds")
    announced = response.headers.get("Content-Length", "")
    is_whole = not announced.isdigit() or len(found) >= int(announced)
    return Answer(response.status, response.headers.get_content_type(), bytes(found), is_whole)


def _pause_asked(headers: Message) -> float | None:
    """Read `Retry-After`, which is a number of seconds or a date."""
    asked = headers.get("Retry-After", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return None


class _StaySecure(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not is_secure_address(newurl):
            raise Unanswered("redirects to an address that is not HTTPS")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
