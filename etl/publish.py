"""Publish: versioned snapshot files, and a pointer that moves atomically.

`care-<snapshot>.duckdb` files are never changed or reused once published; the text file `current` names the one to
serve. A reader that follows the pointer sees a whole old snapshot or a whole new one.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from etl import log
from etl.errors import BadInput, Busy

POINTER = "current"
_NEXT_POINTER = f"{POINTER}.new"
_ID, _ID_FORMAT = re.compile(r"\d{8}T\d{6}Z", re.ASCII), "%Y%m%dT%H%M%SZ"
_BUILDING = ".building"
_WORK = ".work-"
_PUBLISHING = ".publishing-"
"""Marks a snapshot that has its name and may not be pointed at yet: a kill in between must not leave it kept."""

_KEEP_NEWEST = 7
_KEEP_MONTHS = 24


@contextmanager
def writer_lock(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one writer; raises `Busy` at once when another has it.

    Clears what a killed writer left before it, and what a failed one leaves behind.
    """
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        lock = FileLock(warehouse / ".lock", timeout=0)
        with lock:
            _clear_leftovers(warehouse)
            try:
                yield
            finally:
                _clear_leftovers(warehouse)
    except Timeout as error:
        raise Busy(f"Another refresh of {warehouse} is running. Try again when it has ended.") from error


@contextmanager
def workspace(warehouse: Path) -> Iterator[Path]:
    """Give a private folder for staging, on the warehouse's disk, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix=_WORK, dir=warehouse))  # mode 0700
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def snapshot_path(warehouse: Path, snapshot: str) -> Path:
    """Return the file that holds a snapshot."""
    return warehouse / f"care-{snapshot}.duckdb"


def snapshots(warehouse: Path) -> list[str]:
    """List the snapshots kept, oldest first."""
    names = (path.name.removeprefix("care-").removesuffix(".duckdb") for path in warehouse.glob("care-*.duckdb"))
    return sorted(name for name in names if _ID.fullmatch(name))


def current_snapshot(warehouse: Path) -> str | None:
    """Return the id that the pointer names, if its file is there."""
    try:
        snapshot = (warehouse / POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    return snapshot if _ID.fullmatch(snapshot) and snapshot_path(warehouse, snapshot).is_file() else None


def next_snapshot(warehouse: Path, now: datetime) -> str:
    """Make an id from the UTC time, one second after the newest when the clock has not passed it."""
    taken = snapshots(warehouse)
    if taken:
        now = max(now, datetime.strptime(taken[-1], _ID_FORMAT).replace(tzinfo=UTC) + timedelta(seconds=1))
    return now.astimezone(UTC).strftime(_ID_FORMAT)


def building_path(warehouse: Path, snapshot: str) -> Path:
    """Return the file a snapshot is built in, beside where it will stand."""
    return warehouse / f"care-{snapshot}.duckdb{_BUILDING}"


def publish(warehouse: Path, snapshot: str) -> None:
    """Give a built file its name and point readers at it. The file must be closed and checkpointed.

    What is cut short before the pointer has moved is taken back by the next to hold the lock: the log of corrections
    is carried from the newest snapshot kept, so one that was never served would tell of a refresh that was not.
    """
    building, mark = building_path(warehouse, snapshot), warehouse / f"{_PUBLISHING}{snapshot}"
    sync(building)
    mark.touch()
    building.replace(snapshot_path(warehouse, snapshot))
    point_to(warehouse, snapshot)
    try:
        mark.unlink()
        _retire(warehouse)
    except OSError as error:
        log.warn(f"What need not be kept any longer cannot be removed, and stays until a refresh can: {error}")


def point_to(warehouse: Path, snapshot: str) -> None:
    """Move the pointer, atomically. Raises `BadInput` naming the kept snapshots when there is no such one."""
    if not snapshot_path(warehouse, snapshot).is_file():
        kept = ", ".join(snapshots(warehouse)) or "none"
        raise BadInput(f"No snapshot {snapshot!r} in {warehouse}. Kept: {kept}.")
    waiting = warehouse / _NEXT_POINTER
    waiting.write_text(snapshot + "\n")
    sync(waiting)
    waiting.replace(warehouse / POINTER)
    sync(warehouse)


def kept(taken: list[str]) -> set[str]:
    """Choose which snapshots stay: the newest seven, and each month's last for 24 months back from the newest."""
    month_last = {int(snapshot[:4]) * 12 + int(snapshot[4:6]): snapshot for snapshot in taken}
    oldest = max(month_last, default=0) - _KEEP_MONTHS
    return {*taken[-_KEEP_NEWEST:], *(snapshot for month, snapshot in month_last.items() if month > oldest)}


def _retire(warehouse: Path) -> None:
    """Remove what need not be kept. A reader that still has the file open reads on."""
    taken = snapshots(warehouse)
    staying: set[str | None] = {*kept(taken), current_snapshot(warehouse)}
    for snapshot in taken:
        if snapshot in staying:
            continue
        snapshot_path(warehouse, snapshot).unlink(missing_ok=True)


def retire_rejected(warehouse: Path, written: Path | None) -> None:
    """Keep the newest seven files of rejected rows, the one just `written` among them whatever the clock says.

    Called by every refresh: one that is refused night after night publishes nothing, and would fill the disk.
    """
    others = sorted(file for file in warehouse.glob("rejected-*.jsonl") if file != written)
    try:
        for file in others[: -(_KEEP_NEWEST - bool(written))]:
            file.unlink(missing_ok=True)
    except OSError as error:
        log.warn(f"Rejected rows of long ago cannot be removed, and stay until a refresh can: {error}")


def rejected_path(warehouse: Path, snapshot: str) -> Path:
    """Return the private file (mode 0600) with the rows that the refresh of this id rejected, one JSON a line.

    The newest seven are kept; the exports themselves stay as received.
    """
    return warehouse / f"rejected-{snapshot}.jsonl"


def _clear_leftovers(warehouse: Path) -> None:
    for folder in warehouse.glob(f"{_WORK}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in warehouse.glob(f"care-*{_BUILDING}*"):
        file.unlink(missing_ok=True)
    for mark in warehouse.glob(f"{_PUBLISHING}*"):
        snapshot = mark.name.removeprefix(_PUBLISHING)
        if snapshot != current_snapshot(warehouse):
            snapshot_path(warehouse, snapshot).unlink(missing_ok=True)
        mark.unlink()
    (warehouse / _NEXT_POINTER).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
