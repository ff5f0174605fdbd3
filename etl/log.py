"""What the pipeline says while it works, on stderr: plain lines for people, or one JSON object a line for machines."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

_log = logging.getLogger("etl")
_PREFIX = {logging.ERROR: "error: ", logging.WARNING: "warning: "}


def configure(log_format: str = "plain") -> None:
    """Write to the stderr of now, as `plain` lines or as `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if log_format == "json" else _Plain())
    _log.handlers, _log.propagate = [handler], False
    _log.setLevel(logging.INFO)


def is_for_machines() -> bool:
    """Say whether the lines are JSON, among which nothing else may stand."""
    return any(isinstance(handler.formatter, _Json) for handler in _log.handlers)


def say(message: str, **facts: Any) -> None:  # noqa: ANN401  # whatever JSON can hold
    """Say that something was done or begins; `facts` are for machines."""
    _log.info(message, extra={"facts": facts})


def warn(message: str, **facts: Any) -> None:  # noqa: ANN401
    """Say that something is wrong which stops nothing."""
    _log.warning(message, extra={"facts": facts})


def error(message: str, **facts: Any) -> None:  # noqa: ANN401
    """Say why the work has stopped."""
    _log.error(message, extra={"facts": facts})


@contextmanager
def heard() -> Iterator[list[str]]:
    """Give the list of all that is warned of meanwhile, for whoever reads a summary and no log."""
    listener = _Listener(logging.WARNING)
    _log.addHandler(listener)
    try:
        yield listener.heard
    finally:
        _log.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _PREFIX.get(record.levelno, "") + _printable(record.getMessage())


def _printable(text: str) -> str:
    """Write what could move the cursor or color a terminal as its escape: a message may quote a file."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        return json.dumps(told | getattr(record, "facts", {}), default=str)
