"""Make a new snapshot ready before a worker serves it: work out the pages as they open, and for each preset period.

The answers stay in the worker's memory. What somebody asks meanwhile waits for the same answer instead of asking twice.
"""

import logging
from collections.abc import Callable, Iterable, Iterator

from flask import Flask

from app.components.page import Page
from app.db import Snapshot
from app.filters import Filters
from app.queries import presets
from app.question import Asked, read_question
from app.shell.bar_values import bar_values

_log = logging.getLogger(__name__)


def warm(server: Flask, pages: Iterable[Page], snapshot: Snapshot, is_wanted: Callable[[], bool]) -> None:
    """Work out each page, the questions it opens with first, until all are done or the snapshot is not wanted.

    What goes wrong is logged, and left to whoever asks.
    """
    every = list(pages)
    try:
        for asked in _questions(snapshot):
            for page in every:
                if not is_wanted():
                    return
                with server.test_request_context(page.path):
                    page.values(asked)
                    bar_values(asked, page.path)
    except Exception:
        _log.exception("Snapshot %s could not be made ready", snapshot.info.snapshot)


def _questions(snapshot: Snapshot) -> Iterator[Asked]:
    """Give what a page opens with, and the same for each period that the bar offers."""
    yield read_question("", snapshot)
    for start, end in presets(snapshot).values():
        yield read_question(Filters(start=start, end=end).query(), snapshot)
