"""The files that peers read, and what their filters offer: known on both sides, so without pandas."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

EVENTS, ABOUT = "events.parquet", "about.json"


@dataclass(frozen=True)
class Choices:
    """What the filters offer: the days that the page opens with, both included, and the values."""

    start: date
    end: date
    precincts: tuple[str, ...]
    priorities: tuple[str, ...]


def read_choices(folder: Path) -> Choices:
    """Read what the filters offer."""
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    start, end = (date.fromisoformat(about[name]) for name in ("start", "end"))
    return Choices(start, end, tuple(about["precincts"]), tuple(about["priorities"]))
