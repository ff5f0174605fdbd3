"""What to say of a folder of snapshots that cannot be used, and of what readers see after a command has failed."""

import errno
from pathlib import Path

from etl import publish
from etl.errors import PipelineError

_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_SETTING = "CARE_WAREHOUSE or --warehouse"


def served(warehouse: Path) -> str | None:
    """Return the id of the snapshot served; none where nothing is, or where that cannot be read."""
    try:
        return publish.current_snapshot(warehouse)
    except OSError:
        return None


def what_stands(before: str | None, warehouse: Path) -> str:
    """Say of a command that failed what readers see after it; `before` is the snapshot served when it began."""
    now = served(warehouse)
    if now != before:
        return f"Snapshot {now} is served all the same; what came after it failed."
    return "Nothing was published; the snapshot served before still is." if now else "Nothing was published."


def with_the_warehouse(error: BaseException, warehouse: Path | None) -> PipelineError | None:
    """Put the system's refusal of a path in the warehouse into words; none when the error is another."""
    if not (isinstance(error, OSError) and warehouse):
        return None
    paths = [Path(str(name)) for name in (error.filename2, error.filename) if name]
    place = next((path for path in paths if path == warehouse or path.is_relative_to(warehouse)), None)
    return _told(error, place, warehouse) if place else None


def _told(error: OSError, place: Path, warehouse: Path) -> PipelineError | None:
    standing = next((path for path in (warehouse, *warehouse.parents) if path.exists()), warehouse)
    if not standing.is_dir():
        return PipelineError(
            f"Snapshots cannot be kept in {warehouse}: {standing} is a file. Name a folder ({_SETTING})."
        )
    if (warehouse / publish.POINTER).is_dir():
        return PipelineError(
            f"{warehouse / publish.POINTER} is a folder, and must be the file that names the snapshot served. Move it "
            f"away, or name another folder of snapshots ({_SETTING})."
        )
    if error.errno in _NOT_ALLOWED:
        return PipelineError(
            f"{place} may not be read or written: {error.strerror}. Give whoever runs this the right to write in "
            f"{warehouse}, or name another folder of snapshots ({_SETTING})."
        )
    return None
