"""A refresh, as a process, that something happens to at a place: `python -m tests.faults.stop_at PLACE ACT …`.

`PLACE` is a step of the refresh or one of `PLACES`; `ACT` is `kill`, or `fill FILE`, which takes all that is left of the
file's disk. What follows are the arguments of `python -m etl`. The pipeline is the real one; only the calls that mark
a place are watched.
"""

import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from etl import __main__ as cli
from etl import incremental, log, publish

PLACES = (
    *("before the copy", "after the copy", "before the snapshot has its name", "after the snapshot has its name"),
    *(
        "before the pointer moves",
        "after the pointer moves",
        "before the first is retired",
        "after the first is retired",
    ),
)
"""Where between the steps."""

Act = Callable[[], object]


def main(place: str, *arguments: str) -> int:
    """Refresh, and act once at the place."""
    what, *rest = arguments
    act = _once(_kill) if what == "kill" else _once(lambda: fill(Path(rest.pop(0))))
    _watch_steps(place, act)
    _around(incremental.shutil, "copyfile", lambda *_: True, place, "the copy", act)
    _around(Path, "replace", lambda _, to: to.name.startswith("care-"), place, "the snapshot has its name", act)
    _around(Path, "replace", lambda _, to: to.name == publish.POINTER, place, "the pointer moves", act)
    _around(Path, "unlink", lambda path, **_: _is_retired(path), place, "the first is retired", act)
    return cli.main(rest if what == "kill" else rest[1:])


def fill(file: Path, leave: int = 0) -> None:
    """Take what is left of a disk, but for some bytes."""
    free = os.statvfs(file.parent)
    with file.open("wb") as taken:
        os.posix_fallocate(taken.fileno(), 0, max(free.f_bavail * free.f_frsize - leave, 1))


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _once(act: Act) -> Act:
    left = [act]
    return lambda: left.pop()() if left else None


def _watch_steps(place: str, act: Act) -> None:
    say = log.say

    def watched(message: str, **facts: Any) -> None:
        say(message, **facts)
        if message == place:
            act()

    log.say = watched


def _around(owner: Any, name: str, is_it: Callable[..., bool], place: str, what: str, act: Act) -> None:
    """Act before or after a call, where the place says so."""
    called = getattr(owner, name)

    @wraps(called)
    def watched(*arguments: Any, **named: Any) -> Any:
        is_here = is_it(*arguments, **named)
        if is_here and place == f"before {what}":
            act()
        given = called(*arguments, **named)
        if is_here and place == f"after {what}":
            act()
        return given

    setattr(owner, name, watched)


def _is_retired(path: Path) -> bool:
    return path.name.startswith("care-") and path.suffix == ".duckdb"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
