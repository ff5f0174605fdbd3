"""Keep what was rejected, with its text, in a private file beside the warehouse; never in a snapshot."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import duckdb

from etl.stage import Source
from etl.validate import rejections


def keep_rejected(con: duckdb.DuckDBPyConnection, sources: list[Source], path: Path) -> Path | None:
    """Write each rejected row with its file, record number and reason, one JSON a line; None if there is none.

    Only the owner can read the file (mode 0600): the text may hold what the City redacts.
    """
    found = rejections(con, sources)
    first = next(found, None)
    if first is None:
        return None
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        for rejection in (first, *found):
            file.write(json.dumps(asdict(rejection), ensure_ascii=False) + "\n")
    return path
