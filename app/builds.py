"""The ids of snapshots: a snapshot's id is the UTC time it was built, such as 20260104T120000Z."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_FORM = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Neighbors:
    """The kept snapshots before and after one that is not kept, and the nearest of both; None where there is none."""

    before: str | None
    after: str | None
    nearest: str | None


def is_id(text: str) -> bool:
    """Say whether a text can be the id of a snapshot: a time, written as ids are."""
    if not _FORM.fullmatch(text):
        return False
    try:
        built_at(text)
    except ValueError:
        return False
    return True


def built_at(snapshot: str) -> datetime:
    """Return when a snapshot was built; raises `ValueError` when its id is no time."""
    return datetime.strptime(snapshot, _TIME).replace(tzinfo=UTC)


def neighbors(asked: str, kept: Iterable[str]) -> Neighbors:
    """Find the snapshots around one that is not kept, and which of them was built nearest to it in time."""
    held = [name for name in kept if name != asked]
    before = max((name for name in held if name < asked), default=None)
    after = min((name for name in held if name > asked), default=None)
    around = [name for name in (before, after) if name]
    nearest = min(around, key=lambda name: abs(built_at(name) - built_at(asked)), default=None)
    return Neighbors(before, after, nearest)
