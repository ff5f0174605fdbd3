"""The report of a month as a PDF file: the page is served to this machine only, printed, checked, and put in place."""

import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app import chromium
from app.components.page import Unanswerable
from app.config import Settings
from app.db import NoSnapshot, Warehouse
from app.main import create_app
from app.pages.report.month import PATH, read_month
from app.site import TO_PAPER

_FEWEST_PAGES = 2


class NoReport(Exception):
    """There is no such report, or nowhere to put it: what was asked for has to change."""


def write_report(settings: Settings, out: Path, month: str | None = None, snapshot: str | None = None) -> int:
    """Write the report of `month` (the last complete one) to `out`; return its number of pages.

    What was there stays until the new one is whole. Raises `NoReport`, `chromium.NotPrinted` or `OSError`.
    """
    question = _question(settings, month, snapshot)
    browser = chromium.find(settings.chromium)
    server = create_app(settings).server
    server.config[TO_PAPER] = True
    with _folder_beside(out) as folder, _served(server) as address:
        printed = chromium.print_page(browser, f"{address}{question}", folder)
        count = chromium.pages(printed.read_bytes())
        if count < _FEWEST_PAGES:
            raise chromium.NotPrinted(f"{browser} printed {count} page, which is no whole report. Try again.")
        printed.replace(out)
    return count


def _question(settings: Settings, month: str | None, snapshot: str | None) -> str:
    """Write the address of the report, pinned to its month and snapshot, after asking whether there is one."""
    given = {name: value for name, value in (("month", month), ("snapshot", snapshot)) if value is not None}
    try:
        asked = read_month(urlencode(given), Warehouse(settings))
    except (Unanswerable, NoSnapshot) as error:
        raise NoReport(str(error)) from error
    return f"{PATH}{asked.permanent}"


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    """Give a private folder on the disk where the report will be."""
    if out.is_dir():
        raise NoReport(f"{out} is a folder. Give the name of a file, such as report.pdf.")
    try:
        folder = tempfile.TemporaryDirectory(dir=out.parent, prefix=".report-", ignore_cleanup_errors=True)
    except OSError as error:
        raise NoReport(f"Nothing can be written to {out.parent}: {error.strerror}. Give another --out.") from error
    with folder as name:
        yield Path(name).resolve()


@contextmanager
def _served(server: Flask) -> Iterator[str]:
    """Serve on a port of this machine that the system chooses, until the block ends; give the address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = make_server("127.0.0.1", 0, server, threaded=True, request_handler=WSGIRequestHandler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
