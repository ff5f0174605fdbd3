"""How far a fetch is, in a small file beside the one under way."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl.portal.page import Tally
from etl.stage import stamp_in

_GOOD_FOR = timedelta(hours=20)
"""How long a cut fetch can be continued, for what it has read grows old; the next night's begins anew."""


@dataclass(frozen=True)
class Bookmark:
    """How far a fetch is. `begun` is when it began (a UTC stamp), which is its vintage; `asked` what it was asked for.

    `done` counts whole months; of the next one, which should hold `tally`, `rows` are read, up to `key`. `size` is the
    file's length in bytes with them, and `done_size` without.
    """

    begun: str
    asked: str
    header: tuple[str, ...] = ()
    done: int = 0
    done_size: int = 0
    size: int = 0
    rows: int = 0
    key: str = ""
    tally: Tally | None = None

    def is_good(self, asked: str, now: datetime) -> bool:
        """Say whether a fetch that asks this now can go on from here."""
        begun = stamp_in(self.begun) or datetime.min.replace(tzinfo=UTC)
        return self.asked == asked and timedelta(0) <= now - begun <= _GOOD_FOR


def read_bookmark(path: Path) -> Bookmark | None:
    """Read how far a cut fetch was; None when there is none, or none that can be read."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        tally = Tally(**told["tally"]) if told["tally"] else None
        return Bookmark(**{**told, "header": tuple(told["header"]), "tally": tally})
    except (OSError, ValueError, TypeError, LookupError):
        return None


def write_bookmark(path: Path, bookmark: Bookmark) -> None:
    """Write how far a fetch is, whole or not at all. It names a row, so only its owner can read it."""
    waiting = path.with_suffix(".new")
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(bookmark), file)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)
