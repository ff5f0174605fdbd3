"""Keep what was rejected, with its text, in a private file beside the warehouse; never in a snapshot."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import duckdb

from etl.stage import Source
from etl.validate import rejections


def keep_rejected(con: duckdb.DuckDBPyConnection, sources: list[Source], also: Path, path: Path) -> Path | None:
    """Write each rejected row with its file, record number and reason, one JSON a line; None if there is none.

    `also` holds such lines of other exports. Only the owner can read the file (mode 0600): the text may hold what the
    City redacts.
    """
    with also.open(encoding="utf-8") as others:
        dispatch = (json.dumps(asdict(rejection), ensure_ascii=False) + "\n" for rejection in rejections(con, sources))
        return _written(chain(dispatch, others), path)


def _written(lines: Iterator[str], path: Path) -> Path | None:
    first = next(lines, None)
    if first is None:
        return None
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(first)
        file.writelines(lines)
    return path
