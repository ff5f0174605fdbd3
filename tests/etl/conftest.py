"""A warehouse driven as an operator drives it: through the command line."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.__main__ import main
from tests.etl.exports import row, write
from tests.etl.town import Town, copied, founded


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Warehouse:
    """A folder of snapshots."""

    path: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, command: str, *arguments: object) -> Ran:
        """Run one command on this warehouse."""
        self.capsys.readouterr()
        code = main([command, *map(str, arguments), "--warehouse", str(self.path)])
        return Ran(code, *self.capsys.readouterr())

    def refresh(self, *arguments: object) -> Ran:
        """Run a refresh that must succeed."""
        ran = self.run("refresh", *arguments)
        assert ran.code == 0, ran.err
        return ran

    @property
    def current(self) -> str:
        """The id that the pointer names."""
        return (self.path / "current").read_text().strip()

    @property
    def snapshot(self) -> Path:
        """The file served."""
        return self.path / f"care-{self.current}.duckdb"

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Ask the snapshot served."""
        with duckdb.connect(str(self.snapshot), read_only=True) as con:
            return con.execute(query, list(parameters)).fetchall()

    def one(self, query: str) -> Any:
        """Ask the snapshot served for one value."""
        ((value,),) = self.rows(query)
        return value

    def files(self) -> set[str]:
        """Name what is in the folder, the lock aside."""
        return {path.name for path in self.path.iterdir()} - {".lock"}


def assert_refused(warehouse: Warehouse, code: int, ran: Ran, *said: str) -> None:
    """One message, no traceback, and the snapshot of before is served from a folder without leftovers."""
    assert ran.code == code, ran.err
    message = ran.err[ran.err.index("error: ") :]
    assert "Traceback" not in ran.err
    assert message.count("error: ") == 1
    for words in said:
        assert words in message
    assert warehouse.rows("SELECT call_sign_dispatch_id FROM export_row") == [(HELD_KEY,)]
    kept = {name for name in warehouse.files() if not re.fullmatch(r"rejected-\w+\.jsonl", name)}
    assert kept == {"current", warehouse.snapshot.name}


HELD_KEY = "20250004999992M9"


@pytest.fixture(autouse=True, scope="session")
def _no_boundaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No boundaries and no private store of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CARE_BOUNDARIES", str(tmp_path_factory.mktemp("boundaries") / "none"))
        patched.setenv("CARE_PRIVATE", str(tmp_path_factory.mktemp("private") / "none"))
        yield


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests; one thread, for there are as many tests as cores."""
    for name in ("CARE_DATA_DIR", "CARE_WAREHOUSE", "CARE_ETL_MEMORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CARE_ETL_THREADS", "1")


@pytest.fixture
def warehouse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Warehouse:
    """Give a warehouse that holds nothing."""
    return Warehouse(tmp_path / "warehouse", capsys)


@pytest.fixture(scope="session")
def _held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("held")
    export = write(folder / "held_20251101T000000Z.csv", row("2M9", event=HELD_KEY.removesuffix("2M9")))
    assert main(["refresh", str(export), "--warehouse", str(folder / "warehouse")]) == 0
    return folder / "warehouse"


@pytest.fixture
def held(_held: Path, warehouse: Warehouse) -> Warehouse:
    """Give a warehouse that holds one real row, `HELD_KEY`, of 1 November 2025."""
    shutil.copytree(_held, warehouse.path)
    return warehouse


@pytest.fixture(scope="module")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return founded(tmp_path_factory.mktemp("town") / "town")


@pytest.fixture
def town(_founded: Town, tmp_path: Path) -> Town:
    """Give a town that holds three events, and nothing about people."""
    return copied(_founded, tmp_path / "town")
