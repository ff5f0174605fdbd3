"""One spoiled export, made from a seed and a number: the same two make the same file again."""

import gzip
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.etl.exports import Row, row, write, write_api_csv, write_json, write_json_lines, write_parquet
from tests.faults import spoiled_bytes, spoiled_csv, spoiled_json
from tests.faults.spoiled_fields import spoil_rows
from tests.faults.spoiled_parquet import spoil_table

WRITERS = {".csv": write, ".api.csv": write_api_csv, ".json": write_json, ".jsonl": write_json_lines}
FORMS = (
    *(".csv", ".csv", ".csv.gz", ".api.csv", ".api.csv.gz", ".json", ".json.gz", ".jsonl", ".jsonl.gz"),
    *(".parquet", ".typed.parquet"),
)
"""The forms that an export comes in, by how its file's name ends."""

UNITS = ("CARE12", "CARE9", "2M1", "2M2", "CAR2", "V1", "CSO22", "3K31")
FINAL_TYPES = ("SUICIDE, ATTEMPT", "TEST CALL ONLY")
STAMP = "_20251201T000000Z"
HOW = ("fields",) * 5 + ("structure",) * 3 + ("bytes",) * 3 + ("container",) * 2 + ("several",) * 2
_MOST_FIELDS = 24
_NEVER_BLANK = ("event_number", "call_sign_dispatch_id", "queued_at", "dispatched_at", "officers")


@dataclass(frozen=True)
class Case:
    """A spoiled export: its file, its rows before they were spoiled, and the names of its corruptions.

    `kept_form` says that only what rows say was spoiled: the file is whole, so it must be read.
    """

    path: Path
    rows: tuple[Row, ...]
    corruptions: tuple[str, ...]
    kept_form: bool


def good_rows(choose: Random, count: int) -> list[Row]:
    """Give so many good rows of about half as many events, no key twice."""
    events = [f"2025000{500_000 + number}" for number in range(max(2, count // 2))]
    keys = choose.sample([(event, unit) for event in events for unit in UNITS], count)
    return [
        row(unit, event, queued_at=f"2025-11-0{choose.randint(1, 9)} 13:{choose.randint(10, 59)}:00", **_more(choose))
        | {"dispatched_at": "2025-11-09 14:01:00", "arrived_at": choose.choice(("", "2025-11-09 14:05:00"))}
        for event, unit in keys
    ]


def _more(choose: Random) -> Row:
    return {"officers": choose.choice("123"), "final_call_type": choose.choice(FINAL_TYPES)}


def make(seed: str, number: int, folder: Path) -> Case:
    """Write a seed's export of this number into a folder."""
    choose = random.Random(f"{seed}/{number}")
    form, how = choose.choice(FORMS), choose.choice(HOW)
    rows = good_rows(choose, choose.choice((1, 6, 12, 30)))
    stamp = STAMP if choose.random() < 0.8 else ""
    path = folder / f"export{stamp}{form}"
    spoiled: Sequence[Row] = rows
    corruptions: list[str] = []
    if how in ("fields", "several") and form != ".typed.parquet":
        spoiled, corruptions = spoil_rows(choose, rows, choose.randint(1, _MOST_FIELDS if how == "fields" else 5))
    _write(path, form, spoiled)
    kept_form = bool(corruptions) and how == "fields" and not (".json" in form and _lacks_a_column(spoiled))
    if how in ("structure", "several") or not corruptions:
        corruptions += _spoil_structure(choose, path, form)
    if how in ("bytes", "several"):
        corruptions += _spoil_bytes(choose, path, form)
    if how == "container" or (how == "several" and choose.random() < 0.3):
        corruptions += _spoil_container(choose, path, form)
    return Case(path, tuple(rows), tuple(corruptions), kept_form)


def _lacks_a_column(rows: Sequence[Row]) -> bool:
    """Say whether JSON, which leaves blanks out, says nothing of a column that must be there."""
    return any(not any(row[name] for row in rows) for name in _NEVER_BLANK)


def _write(path: Path, form: str, rows: Sequence[Row]) -> None:
    if form.endswith(".parquet"):
        write_parquet(path, *rows, typed=form == ".typed.parquet")
        return
    plain = path.with_name(path.name.removesuffix(".gz") + ".plain")
    WRITERS[form.removesuffix(".gz")](plain, *rows)
    _put(path, form, plain.read_bytes())
    plain.unlink()


def _put(path: Path, form: str, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, 1) if form.endswith(".gz") else data)


def _get(path: Path, form: str) -> bytes:
    return gzip.decompress(path.read_bytes()) if form.endswith(".gz") else path.read_bytes()


def _spoil_structure(choose: Random, path: Path, form: str) -> list[str]:
    """Spoil header, records, objects or types: one to four times."""
    if form.endswith(".parquet"):
        return [spoil_table(choose, path)]
    text = _get(path, form).decode("utf-8")
    spoil = _spoil_json if ".json" in form else _spoil_csv
    text, names = spoil(choose, text, form)
    _put(path, form, text.encode("utf-8", errors="surrogateescape"))
    return names


def _spoil_csv(choose: Random, text: str, _form: str) -> tuple[str, list[str]]:
    lines = text.splitlines(keepends=True)
    names = choose.choices(list(spoiled_csv.CSV), k=choose.choice((1, 1, 2, 4)))
    for name in names:
        lines = spoiled_csv.CSV[name](choose, lines or ["\n"])
    return "".join(lines), names


def _spoil_json(choose: Random, text: str, form: str) -> tuple[str, list[str]]:
    is_array = form.startswith(".json.") or form == ".json"
    objects = text.strip().strip("[]").replace("}, {", "}\n{").split("\n")
    names = choose.choices(list(spoiled_json.OBJECT), k=choose.choice((1, 1, 3, 6)))
    for name in names:
        place = choose.randrange(len(objects))
        objects[place] = spoiled_json.OBJECT[name](choose, objects[place])
    if choose.random() < 0.3:
        whole = choose.choice(list(spoiled_json.WHOLE))
        return spoiled_json.WHOLE[whole](choose, objects), [*names, whole]
    return (spoiled_json.as_array if is_array else spoiled_json.as_lines)(objects), names


def _spoil_bytes(choose: Random, path: Path, form: str) -> list[str]:
    """Spoil the bytes of what the file says: one to four times."""
    names = choose.choices(list(spoiled_bytes.BYTES), k=choose.choice((1, 1, 2, 4)))
    data = _get(path, form)
    for name in names:
        data = spoiled_bytes.BYTES[name](choose, data or b"\n")
    _put(path, form, data)
    return names


def _spoil_container(choose: Random, path: Path, form: str) -> list[str]:
    """Spoil the file as it lies there: its gzip, its Parquet, else its bytes."""
    if form.endswith(".gz"):
        kinds = spoiled_bytes.GZIPPED
    elif form.endswith(".parquet"):
        kinds = spoiled_bytes.PARQUET
    else:
        return _spoil_bytes(choose, path, form)
    name = choose.choice(list(kinds))
    path.write_bytes(kinds[name](choose, path.read_bytes()))
    return [name]
