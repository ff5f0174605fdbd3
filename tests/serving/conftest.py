"""Two snapshots of invented data and what each must answer, by the second implementation."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.golden.oracle import answer, read_exports
from tests.served import invent


@dataclass(frozen=True)
class Exports:
    """An export, one that comes a week later, and the CARE calls there are with the first alone and with both."""

    first: Path
    second: Path
    calls_at_first: int
    calls_then: int


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """Invent both."""
    first = invent(tmp_path_factory.mktemp("first"), 1_500, seed=1)
    second = invent(tmp_path_factory.mktemp("second"), 2_500, seed=2, vintage="20260111T120000Z")
    counts = [answer(read_exports(paths), "care_calls")[None].n for paths in ([first], [first, second])]
    assert counts[0] != counts[1]
    return Exports(first, second, *counts)
