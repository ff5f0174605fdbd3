"""Plain groups of call types, so that a reader need not know their hundreds of names."""

from app import words
from app.db import Snapshot
from app.filters import MOST_VALUES
from app.queries import choices
from app.reference import eligible_call_types


def call_type_groups(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Name groups of call types with their types: those CARE may answer, then those that share a first word."""
    return snapshot.remember("call type groups", lambda: _groups(snapshot))


def _groups(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    known = choices(snapshot)["call_type"]
    eligible = tuple(value for value in known if value in eligible_call_types(snapshot))
    groups = {words.CALL_TYPE_ELIGIBLE: eligible} if eligible else {}
    kinds: dict[str, list[str]] = {}
    for value in known:
        kinds.setdefault(value.partition(" - ")[0], []).append(value)
    named = {words.CALL_TYPE_GROUP.format(kind=kind): tuple(types) for kind, types in kinds.items() if len(types) > 1}
    return groups | {name: types for name, types in named.items() if len(types) <= MOST_VALUES}
