"""A page as PDF, printed by the Chromium of this machine, without a window and for a bounded time."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 90
_ARGUMENTS = ("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--no-pdf-header-footer")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_TOLD = 300


class NotPrinted(Exception):
    """The page could not be printed; the message says why and what to do."""


def find(given: str | None) -> str:
    """Find the browser: the one given (`CARE_CHROMIUM`), or one of the usual names; raises `NotPrinted`."""
    names = (given,) if given else _NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and given:
        raise NotPrinted(f"CARE_CHROMIUM is {given!r}, which is no program here. Give Chromium's path.")
    if found is None:
        raise NotPrinted(
            "Chromium is not installed: install it (Debian: apt-get install chromium), or set CARE_CHROMIUM."
        )
    return found


def print_page(browser: str, address: str, folder: Path, seconds: float = _SECONDS) -> Path:
    """Print the page at `address` into a file of `folder`, which is private to this; raises `NotPrinted`."""
    file = folder / "printed.pdf"
    profile = folder / "profile"
    command = [browser, *_ARGUMENTS, f"--user-data-dir={profile}", f"--print-to-pdf={file}", address]
    if os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chromium refuses to run as root with it
    told = _run(command, seconds)
    if not file.is_file() or not is_pdf(file.read_bytes()):
        raise NotPrinted(f"{browser} made no PDF. It said: {told.strip()[-_TOLD:] or 'nothing'}")
    return file


def is_pdf(data: bytes) -> bool:
    """Say whether this is a whole PDF of at least a page."""
    return data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF") and pages(data) > 0


def pages(data: bytes) -> int:
    """Count the pages of a PDF as Chromium writes it."""
    return len(_PAGE.findall(data))


def _run(command: list[str], seconds: float) -> str:
    """Run the browser and give what it said; with all its helpers it is ended when it takes too long."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the browser, without a shell; the address is ours
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            errors="replace",
            text=True,
        )
    except OSError as error:
        raise NotPrinted(f"{command[0]} cannot be started: {error}") from error
    try:
        _, told = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise NotPrinted(
            f"{command[0]} did not print within {seconds:g} seconds. Try again, or set CARE_CHROMIUM."
        ) from None
    finally:
        _end(process)
    return told


def _end(process: "subprocess.Popen[str]") -> None:
    """End whatever is left of the browser's own group of processes."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
