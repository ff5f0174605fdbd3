"""Refresh from one spoiled export, and hold all that is left behind to what must be true whatever the file says."""

import hashlib
import re
import resource
import shutil
import stat
from pathlib import Path

from tests.etl.exports import write
from tests.faults.spoiled_case import Case, make
from tests.faults.spoiled_loaded import Told, check_loaded, keys_dated_after, rows_expected, rows_of
from tests.faults.spoiled_run import GOOD, GOOD_VINTAGE, Ran, refresh
from tests.golden.rows import merge_exports

MOST_MEMORY_MB = 1_500
_MOST_LETTERS = 6_000
_OVERRULED = ("lost-rows", "thin-day", "newest-row", "new-category")
_ONE_IN_A_PROCESS = 40
_ONE_WITH_DEFAULTS = 8


def check(seed: str, number: int, held: Path, folder: Path) -> Told:
    """Make one spoiled export, refresh from it and then from a good one; say all that is wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    case = make(seed, number, folder)
    told = Told(number, case.corruptions, case.path.name)
    warehouse = Path(shutil.copytree(held, folder / "warehouse"))
    before = _fingerprint(warehouse)
    options = ["--max-rejects", "1", *(word for name in _OVERRULED for word in ("--accept", name))]
    ran = refresh(
        case.path,
        warehouse,
        *(() if number % _ONE_WITH_DEFAULTS == 0 else options),
        own_process=number % _ONE_IN_A_PROCESS == 1,
    )
    told.code, told.said = ran.code, ran.err[-1_500:]
    told.wrong += _wrong_in_words(ran)
    told.wrong += _wrong_in_private_files(warehouse)
    if ran.code == 0:
        check_loaded(case, ran, warehouse, told)
    else:
        if _fingerprint(warehouse) != before:
            told.wrong.append("it was refused, and the warehouse is another")
        if case.kept_form and ran.code == 2:
            told.wrong.append("the file is whole, and is not read")
    _check_healed(case, warehouse, told, changed=ran.code == 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if memory > MOST_MEMORY_MB:
        told.wrong.append(f"it took {memory:.0f} MB")
    return told


def _fingerprint(warehouse: Path) -> dict[str, str]:
    """Digest all that readers see."""
    return {
        path.name: hashlib.blake2b(path.read_bytes()).hexdigest() if path.is_file() else "a folder"
        for path in warehouse.iterdir()
        if path.name != ".lock" and not re.fullmatch(r"rejected-\w+\.jsonl", path.name)
    }


def _wrong_in_words(ran: Ran) -> list[str]:
    """Hold what was said to: a code that says it, one message a person can read, no traceback."""
    wrong = []
    if ran.code not in (0, 2, 3):
        wrong.append(f"exit code {ran.code}")
    if "Traceback" in ran.err or "Logging error" in ran.err:
        wrong.append("a traceback")
    if (ran.err.startswith("error: ") + ran.err.count("\nerror: ")) != (ran.code != 0):
        wrong.append("not one message")
    if len(ran.err) > _MOST_LETTERS:
        wrong.append(f"a message of {len(ran.err):,} characters")
    unprintable = {letter for letter in ran.err if not letter.isprintable() and letter != "\n"}
    if unprintable:
        wrong.append(f"a message with {sorted(unprintable)!r}")
    return wrong


def _wrong_in_private_files(warehouse: Path) -> list[str]:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in warehouse.glob("rejected-*")}
    return [f"rejected rows can be read by others: {modes}"] if modes - {0o600} else []


def _asked_to_accept(ran: Ran) -> set[str]:
    return set(re.findall(r"--accept ([\w-]+)", ran.err.rpartition("run the refresh again with")[2]))


def _check_healed(case: Case, warehouse: Path, told: Told, *, changed: bool) -> None:
    """Hold that the next refresh, from a good file with the default guards, succeeds with every row there.

    Where nothing was changed it would be the refresh that it always is, so only some of those are run. A row that was
    accepted with the date of another month, and now has its own, is for the operator to accept: as the message says.
    """
    if not changed and told.number % 10:
        return
    held_before = {row[1]: row for row in rows_of(warehouse)}
    newer = keys_dated_after(warehouse, GOOD_VINTAGE)
    good = write(case.path.parent / GOOD, *case.rows)
    ran = refresh(good, warehouse)
    if ran.code == 3 and (names := _asked_to_accept(ran)) <= {"lost-rows", "newest-row"}:
        told.seen.append(f"the next refresh had to be accepted: {', '.join(sorted(names))}")
        ran = refresh(good, warehouse, *(word for name in names for word in ("--accept", name)))
    if ran.code:
        told.wrong.append(f"the next refresh ends with {ran.code}: {ran.err[-900:]}")
        return
    alone = {row[1]: row for row in rows_expected(merge_exports([good])) if row[1] not in newer}
    if {row[1]: row for row in rows_of(warehouse)} != held_before | alone:
        told.wrong.append("after the next refresh rows are missing or others")
