"""What runs have found, kept in files, and `RESULTS.md`, which is written from all of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from tests.bench import facets
from tests.bench.bench import rows_of
from tests.bench.peers.sides import PEERS
from tests.bench.result import Result, read_result, spread

_HEAD = """# Results of `make bench`

Written by `python -m tests.bench`; figures are read, never asserted. Each figure is the median of its runs, with the least
and the greatest. Ours and the other are measured in turn in one run, and a ratio is ours ÷ theirs, pair by pair: believe
the ratios, because machines are shared and noisy. Rows are those of the invented export, a row a unit sent.
"""
_TABLE = (
    "| measured | rows | ours | beside | theirs | ratio | n | asked | held |\n|---|---|---|---|---|---|---|---|---|"
)
_HELD = {True: "yes", False: "**no**", None: "–"}


@dataclass(frozen=True)
class Record:
    """What one run of a part found: when, where, with what, and how busy the machine was before it (load average)."""

    part: str
    size: str
    day: date
    machine: str
    versions: dict[str, str]
    load: float
    results: tuple[Result, ...]


def keep(record: Record, folder: Path) -> None:
    """Keep a record in place of the one before of that part and size."""
    stored = vars(record) | {"day": str(record.day), "results": [each.stored() for each in record.results]}
    file = folder / record.size / f"{record.part}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(stored, indent=1), encoding="utf-8")


def kept(folder: Path, parts: Sequence[str]) -> list[Record]:
    """Read what is kept: the parts in their order, of each the smallest size first; of parts no longer known, nothing."""
    found = [_read(file) for file in folder.glob("*/*.json") if file.stem in parts]
    return sorted(found, key=lambda record: (parts.index(record.part), rows_of(record.size)))


def _read(file: Path) -> Record:
    stored = json.loads(file.read_text(encoding="utf-8"))
    results = tuple(map(read_result, stored["results"]))
    return Record(**{**stored, "day": date.fromisoformat(stored["day"]), "results": results})


def as_markdown(records: Sequence[Record]) -> str:
    """Write all that is kept: a table a goal, what the peers do not do, and where each part was run."""
    lines = [(record, result) for record in records for result in record.results]
    goals = list(dict.fromkeys(result.goal.name for _, result in lines))
    tables = [_table(goal, [each for each in lines if each[1].goal.name == goal]) for goal in goals]
    return "\n".join([_HEAD, *tables, _peers(), _runs(records)])


def _table(goal: str, lines: Sequence[tuple[Record, Result]]) -> str:
    return "\n".join([f"## {goal}\n", _TABLE, *(_line(record.size, result) for record, result in lines), ""])


def _line(size: str, result: Result) -> str:
    has_other = bool(result.theirs)
    cells = (
        *(result.what, size, f"{spread(result.ours)} {result.unit}", result.against or "–"),
        *((f"{spread(result.theirs)} {result.unit}", spread(result.ratios)) if has_other else ("–", "–")),
        *(str(len(result.ours)), result.goal.asked, _HELD[result.held]),
    )
    return f"| {' | '.join(cell.replace('|', '∣') for cell in cells)} |"


def _peers() -> str:
    lacks = {peer.side.name: peer.lacks for peer in PEERS} | {"Datasette's facets": facets.LACKS}
    return "\n".join(["## What the peers do not do\n", *(f"- **{name}**: {told}." for name, told in lacks.items()), ""])


def _runs(records: Sequence[Record]) -> str:
    """Say where and when each part was run: those run alike in one line."""
    ordered = sorted(records, key=lambda record: (record.machine, sorted(record.versions.items())))
    told = ["## Where it was measured\n"]
    for (machine, versions), alike in groupby(ordered, key=lambda record: (record.machine, record.versions)):
        runs = [f"{each.part} of {each.size} rows on {each.day}, load {each.load:.1f} before" for each in alike]
        told += [
            f"- {machine}. {', '.join(f'{name} {is_of}' for name, is_of in versions.items())}.",
            *(f"  - {run}" for run in runs),
        ]
    return "\n".join([*told, ""])
