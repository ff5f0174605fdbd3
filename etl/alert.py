"""Tell somebody that a refresh was refused, has failed or found damage: one JSON message to a webhook.

It can stop nothing.
"""

import json
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl import http, log
from etl.errors import PipelineError, advice_on
from etl.trouble import served

_SECONDS = 10.0


@dataclass(frozen=True)
class Alert:
    """What happened: which command, when (UTC), how it ended and why, and the snapshot that is served still.

    `text` says it in one line, which chat services show.
    """

    command: str
    when: str
    exit_code: int
    reasons: tuple[str, ...]
    snapshot: str | None
    text: str


def alert_about(command: str, exit_code: int, error: BaseException, warehouse: Path) -> Alert:
    """Make the alert about a command that has failed."""
    snapshot = served(warehouse)
    ended = "was refused" if exit_code == 3 else "failed"
    reasons = _reasons(error)
    standing = f"Snapshot {snapshot} is served still." if snapshot else "Which snapshot is served is not known."
    text = f"CARE dashboard: {command} {ended} (exit code {exit_code}). {reasons[0]} {standing}"
    return Alert(command, _now(), exit_code, reasons, snapshot, text)


def alert_of_move(command: str, moved: str, snapshot: str) -> Alert:
    """Make the alert about a command that did its work, but found that what readers saw cannot be read."""
    return Alert(command, _now(), 0, (moved,), snapshot, f"CARE dashboard: {command} ended with a warning. {moved}")


def send(address: str, alert: Alert) -> None:
    """Post an alert, waiting ten seconds at most. What goes wrong is said in the log; nothing is raised."""
    if not address:
        return
    trouble: list[str] = []
    worker = threading.Thread(target=_post, args=(address, alert, trouble), daemon=True)
    worker.start()
    worker.join(_SECONDS)  # an answer that comes a byte at a time has no other end
    if worker.is_alive():
        trouble.append(f"does not answer within {_SECONDS:.0f} seconds")
    if trouble:
        log.warn(f"CARE_ALERT_URL {trouble[0]}")


def _post(address: str, alert: Alert, trouble: list[str]) -> None:
    try:
        http.post(address, json.dumps(asdict(alert)).encode(), "application/json", _SECONDS)
    except http.Unanswered as why:
        trouble.append(str(why))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reasons(error: BaseException) -> tuple[str, ...]:
    """Give the lines of our own messages; of others the kind alone, for they may quote a row. Advice follows."""
    advice = tuple(filter(None, [advice_on(error)]))
    if isinstance(error, PipelineError | OSError):
        lines = tuple(line.strip() for line in str(error).splitlines() if line.strip())
        return (*(lines or (type(error).__name__,)), *advice)
    return (f"{type(error).__name__}: the log says more.", *advice)
