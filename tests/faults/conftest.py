"""Two nights to do harm to, and a count of the harm that was survived, told at the end of a run."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.nights import Night, two_nights

_KEY = "survived"


@pytest.fixture(scope="session")
def nights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Night]:
    """Give the first load and the small day by their names."""
    return {night.name: night for night in two_nights(tmp_path_factory.mktemp("nights"))}


@pytest.fixture
def day(nights: dict[str, Night]) -> Night:
    """Give the small day, merged into a copy."""
    return nights["small day"]


@pytest.fixture
def survived(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Count a fault survived, by its kind; what a failed test counted is not told."""
    return lambda fault: record_property(_KEY, fault)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many faults of each kind were survived."""
    passed = terminalreporter.stats.get("passed", [])
    counts = Counter(fault for test in passed for name, fault in test.user_properties if name == _KEY)
    for fault, count in sorted(counts.items()):
        terminalreporter.write_line(f"survived: {count} × {fault}")
