"""Every request as it was answered, told to whoever listens once its last byte is sent or its reader has left."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """A request that was answered: what was asked, with which status, how many bytes and how long it took."""

    method: str
    path: str
    query: str
    address: str | None
    status: int
    sent: int
    seconds: float


Listener = Callable[[Seen], None]


def watched(app: "WSGIApplication", listeners: Sequence[Listener]) -> "WSGIApplication":
    """Tell each listener of each request to `app`. What a listener fails at is logged, and harms no answer."""

    def watch(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = _Answer(environ, listeners)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401  # as WSGI
            answer.status = int(status[:3])
            return start_response(status, headers, exc_info)

        return answer.of(app(environ, start))

    return watch


class _Answer:
    """A body that counts its bytes. Servers close it, whether it was read to its end or not."""

    def __init__(self, environ: "WSGIEnvironment", listeners: Sequence[Listener]) -> None:
        self.status = 0
        self._environ, self._listeners = environ, listeners
        self._began, self._sent, self._is_told = perf_counter(), 0, False

    def of(self, body: Iterable[bytes]) -> "_Answer":
        self._body, self._parts = body, iter(body)
        return self

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        part = next(self._parts)
        self._sent += len(part)
        return part

    def close(self) -> None:
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            self._tell()

    def _tell(self) -> None:
        if self._is_told:
            return
        self._is_told = True
        seen = self._seen()
        for listen in self._listeners:
            try:
                listen(seen)
            except Exception:
                _log.exception("A request could not be told of")

    def _seen(self) -> Seen:
        asked = (self._environ.get(name) for name in ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING"))
        method, path, query = (str(each or "") for each in asked)
        address = self._environ.get("REMOTE_ADDR")
        return Seen(method, path, query, address, self.status, self._sent, perf_counter() - self._began)
