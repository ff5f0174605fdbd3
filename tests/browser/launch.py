"""The system's Chromium, started so that it asks nobody but this machine for anything."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_ARGUMENTS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *("--disable-sync", "--no-first-run", "--disable-dev-shm-usage"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class NoChromium(Exception):
    """There is no browser to drive; the message says what to do."""


@contextmanager
def chromium_launched() -> Iterator[Browser]:
    """Start the browser until the block ends; raises `NoChromium`."""
    path = shutil.which("chromium")
    if path is None:
        raise NoChromium("This needs chromium: run 'make browser-ready', or 'sudo apt-get install chromium'.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
