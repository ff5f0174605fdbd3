"""Guards: what a refresh may not publish. Each refuses with its reasons; the snapshot before it stands.

A first load is compared with nothing: it has only the guards that need no snapshot before it.
"""

from collections.abc import Collection, Iterable

from etl.errors import Refused
from etl.guards import categories, days, months, newest, people, promises, reference, rejects
from etl.guards.guard import Guard, Merged
from etl.guards.promises import check_promises
from etl.guards.rejects import MAX_REJECTS

__all__ = [
    "GUARDS",
    "MAX_REJECTS",
    "OVERRULABLE",
    "Guard",
    "Merged",
    "check_promises",
    "judge",
    "judge_files",
    "refuse_no_rows",
]

GUARDS: dict[str, Guard] = {
    guard.name: guard
    for guard in (
        *(rejects.GUARD, months.GUARD, days.GUARD, newest.GUARD, categories.GUARD),
        *(promises.GUARD, promises.NEVER_OVERRULED, reference.GUARD, people.GUARD),
    )
}
"""Every guard by name, in the order in which they are asked."""

OVERRULABLE = tuple(name for name, guard in GUARDS.items() if guard.may_be_overruled)
"""The names that `--accept` takes."""


def judge(merged: Merged, accept: Collection[str], *, held: bool) -> tuple[str, ...]:
    """Ask every guard. Raises `Refused` with all reasons at once; returns the names of those overruled by `accept`."""
    return _ask([guard for guard in GUARDS.values() if held or not guard.compares], merged, accept)


def judge_files(merged: Merged, accept: Collection[str]) -> tuple[str, ...]:
    """Ask the guard of the files alone, where they change nothing: raises and returns as `judge` does."""
    return _ask([rejects.GUARD], merged, accept)


def refuse_no_rows(merged: Merged) -> None:
    """Refuse when not one row of the exports is valid: there is nothing to publish, whatever is accepted."""
    if merged.files and not sum(file.read - sum(file.rejected.values()) for file in merged.files):
        reasons = "\n  ".join(GUARDS["rejects"].reasons(merged))
        raise Refused(f"No row is valid, so nothing was published.\n  {reasons}")


def _ask(asked: Iterable[Guard], merged: Merged, accept: Collection[str]) -> tuple[str, ...]:
    found = {guard.name: reasons for guard in asked if (reasons := guard.reasons(merged))}
    refusing = {name: reasons for name, reasons in found.items() if name not in accept or name not in OVERRULABLE}
    if refusing:
        raise Refused(_told(refusing))
    return tuple(found)


def _told(found: dict[str, list[str]]) -> str:
    lines = [f"{len(found)} guard{'s refuse' if len(found) > 1 else ' refuses'} this refresh; nothing was published:"]
    for name, reasons in found.items():
        lines += [f"  {name}:", *(f"    {reason}" for reason in reasons), f"    What to do: {GUARDS[name].advice}"]
    names = " ".join(f"--accept {name}" for name in found if name in OVERRULABLE)
    return "\n".join([*lines, *([f"If all is as it should be, run the refresh again with {names}."] if names else [])])
