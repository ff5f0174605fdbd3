"""One browser for all tests that drive one: a process can hold only one Playwright."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.launch import NoChromium, chromium_launched


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's browser once."""
    try:
        with chromium_launched() as browser:
            yield browser
    except NoChromium as missing:
        pytest.fail(str(missing))
