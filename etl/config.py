"""The pipeline's settings, read from the environment (`CARE_…`)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.errors import BadInput

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where the pipeline reads and writes, and what it may use.

    `memory_limit` is a size as DuckDB writes it (`2GB`); `threads` a number of threads.
    """

    data_dir: Path
    warehouse: Path
    memory_limit: str
    threads: int

    @property
    def exports(self) -> Path:
        """The folder that holds exports exactly as received."""
        return self.data_dir / "exports"

    @property
    def reference(self) -> Path:
        """The folder that holds the reference tables the department edits."""
        return self.data_dir / "reference"


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a bad one raises `BadInput` naming the variable, what it holds and what it may hold."""
    data_dir = Path(environ.get("CARE_DATA_DIR") or PROJECT / "data")
    return Settings(
        data_dir=data_dir,
        warehouse=Path(environ.get("CARE_WAREHOUSE") or data_dir / "warehouse"),
        memory_limit=_size(environ, "CARE_ETL_MEMORY", "2GB"),
        threads=_whole_number(environ, "CARE_ETL_THREADS", os.cpu_count() or 1),
    )


def _size(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not re.fullmatch(r"\d+(\.\d+)?\s*[KMGT]i?B", given):
        raise BadInput(f"{name} is {given!r}: give a size such as 2GB or 512MB.")
    return given


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdigit() or int(given) < 1:
        raise BadInput(f"{name} is {given!r}: give a whole number of 1 or more.")
    return int(given)
