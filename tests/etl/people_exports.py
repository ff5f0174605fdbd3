"""Small exports about people, written from compact rows; a cell not given is a good one."""

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from etl.supplied import CONTACTS, SURVEY, Contract

Cells = dict[str, str]

PRECINCTS = ("NORTH", "EAST", "WEST")


def contact(number: int, event: str, day: str = "2025-02-03", **changes: str) -> Cells:
    """Give one contact of an event: served, without a referral, no follow-up due."""
    cells = {
        "contact_id": f"C-{number:06}",
        "cad_event_number": event,
        "contacted_at": f"{day} 14:05",
        "outcome": "served",
    }
    return cells | {"referral_made": "no"} | changes


def answer(number: int, day: str = "2025-02-03", **changes: str) -> Cells:
    """Give one answer to an invitation, in English, that says yes to everything."""
    cells = {
        "response_id": f"R-{number:06}",
        "received_on": day,
        "channel": "web",
        "language": "English",
        "invited": "yes",
    }
    return cells | {"helped": "5", "respected": "5", "felt_safe": "4", "would_call_again": "yes"} | changes


def write_people(path: Path, contract: Contract, rows: Iterable[Cells], headers: Sequence[str] = ()) -> Path:
    """Write rows as the export that a contract describes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headers or contract.headers, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def contacts_file(folder: Path, stamp: str, rows: Iterable[Cells]) -> Path:
    """Write a contacts export whose name dates it; `stamp` is a day, 20260301."""
    return write_people(folder / f"contacts_{stamp}T000000Z.csv", CONTACTS, rows)


def survey_file(folder: Path, stamp: str, rows: Iterable[Cells]) -> Path:
    """Write a survey export whose name dates it."""
    return write_people(folder / f"survey_{stamp}T000000Z.csv", SURVEY, rows)


def day_of(quarter: str, chance: random.Random) -> str:
    """Draw a day of a quarter."""
    first = date(int(quarter[:4]), int(quarter[-1]) * 3 - 2, 1)
    return str(first + timedelta(days=chance.randrange(90)))
