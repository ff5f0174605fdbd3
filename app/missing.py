"""Why there is no such snapshot, what is there instead, and what it said: for pages and programs alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from app import words
from app.builds import Neighbors, built_at
from app.db import NoSnapshot, NotAnId, NotKept, NotYet, Warehouse
from app.question import PIN
from app.restatements import Refreshed, said_by
from app.words import builds as text

_NONE_AROUND = Neighbors(None, None, None)

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Missing:
    """What is told of a snapshot that is not there: the HTTP status, a title, why, and what is allowed.

    `around` are the kept snapshots nearest to it; `said` is what the log keeps of it, if anything.
    """

    status: int
    title: str
    why: str
    given: str
    allowed: str = ""
    around: Neighbors = _NONE_AROUND
    said: Refreshed | None = None


def missing(error: NoSnapshot, warehouse: Warehouse) -> Missing | None:
    """Tell why a snapshot is not there; None where there is none at all."""
    match error:
        case NotAnId():
            why = text.NOT_AN_ID.format(given=error.given)
            return Missing(400, text.TITLES[400], why, error.given, text.AN_ID)
        case NotYet():
            why = text.NOT_YET.format(asked=error.asked, newest=error.newest)
            return Missing(404, text.TITLES[404], why, error.asked, around=Neighbors(error.newest, None, error.newest))
        case NotKept():
            why = text.NOT_KEPT.format(asked=error.asked)
            said = said_by(warehouse, error.asked)
            return Missing(410, text.TITLES[410], why, error.asked, _nearest(error), error.around, said)
    return None


def readdressed(path: str, pairs: Pairs, snapshot: str | None) -> str:
    """Write the address of the same question to another snapshot; None is the newest."""
    asked = [(PIN, snapshot)] if snapshot else []
    query = urlencode([*asked, *((name, value) for name, value in pairs if name != PIN)])
    return f"{path}?{query}" if query else path


def _nearest(error: NotKept) -> str:
    nearest = error.around.nearest
    return text.NEAREST.format(snapshot=nearest, day=words.day(built_at(nearest).date())) if nearest else ""
