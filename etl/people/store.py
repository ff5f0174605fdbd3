"""The private store: one file, which only its owner may read, and which no snapshot and no reader ever sees.

A refresh changes a copy of it and puts that in its place, whole, when nothing can refuse the refresh any more. Where
there is neither a store nor anything to keep in one, a copy in memory takes its place, and nothing is written.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl.errors import BadInput, Busy, PipelineError
from etl.held import quoted
from etl.publish import sync

DATABASE = "people"
"""The name by which the copy is attached."""

_BUILDING = "people.building"
_OURS_ALONE, _FOLDER = 0o600, 0o700


def path_of(folder: Path, *, invented: bool) -> Path:
    """Return the store's file. Invented rows have one of their own, so that they never meet real ones."""
    return folder / ("people-invented.duckdb" if invented else "people.duckdb")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store for one refresh, in a folder that is nobody else's; raises `Busy` when another holds it.

    A copy that was left is removed, before and after.
    """
    try:
        folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        _refuse_open(folder)
        with FileLock(folder / ".lock", timeout=0, mode=_OURS_ALONE):
            _clear(folder)
            try:
                yield
            finally:
                _clear(folder)
    except Timeout as error:
        raise Busy(f"Another refresh uses the private store in {folder}. Try again when it has ended.") from error
    except PermissionError as error:
        raise PipelineError(
            f"The private store in {folder} is not this user's ({os.geteuid()}). Run the refresh as its owner, or give "
            "another folder (CARE_PRIVATE). Nothing was published."
        ) from error


def attach_copy(con: duckdb.DuckDBPyConnection, folder: Path | None, *, invented: bool) -> None:
    """Attach a copy of the store, in memory where no folder is given; empty where there is no store.

    Raises `PipelineError` when the store cannot be read: to begin anew would count people twice.
    """
    if folder is None:
        con.execute(f"ATTACH ':memory:' AS {DATABASE}")
        return
    store, building = path_of(folder, invented=invented), folder / _BUILDING
    if store.exists():
        with store.open("rb") as old, os.fdopen(_create(building), "wb") as new:
            shutil.copyfileobj(old, new)
    try:
        con.execute(f"ATTACH '{quoted(building)}' AS {DATABASE}")
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise PipelineError(_unreadable(store, error)) from error
    building.chmod(_OURS_ALONE)  # before there is anything in it


def put_in_place(con: duckdb.DuckDBPyConnection, folder: Path, *, invented: bool) -> None:
    """Let go of the copy and make it the store, in one step."""
    con.execute(f"CHECKPOINT {DATABASE}")
    con.execute(f"DETACH {DATABASE}")
    sync(folder / _BUILDING)
    (folder / _BUILDING).replace(path_of(folder, invented=invented))
    sync(folder)


def _refuse_open(folder: Path) -> None:
    """Refuse a folder that others may enter: it may be another's, or hold more than the store, so it is not changed."""
    mode = folder.stat().st_mode & 0o777
    if mode & 0o077:
        raise BadInput(
            f"Others than its owner may enter {folder} (mode {mode:04o}), where the private store is to be. Give a "
            f"folder of its own (CARE_PRIVATE), or close this one: chmod 700 {folder}"
        )


def _create(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ALONE)


def _unreadable(store: Path, error: duckdb.Error) -> str:
    return (
        f"The private store {store} cannot be read: put it back from a backup. Without one, move it away and refresh "
        "with all exports about people: what was published stays as it is, taken from the snapshots kept, and years "
        f"that began before are not published. Nothing was published. ({str(error).strip().splitlines()[0]})"
    )


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{_BUILDING}*"):
        left.unlink(missing_ok=True)
