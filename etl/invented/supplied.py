"""The invented supplied exports as files: contacts, survey and fire units of the events that are drawn."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from etl.invented import contacts, fire_units, survey
from etl.invented.layout import Drawn
from etl.invented.reached import events_of
from etl.supplied import CONTACTS, FIRE_UNITS, SURVEY, Contract

_OWN = 911
"""Sets the draws apart from those of the events, which stay as they are without these files."""

_PLAIN = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")
"""No cell needs quotes: one that did would raise."""


def write_supplied(months: Iterable[Drawn], seed: int, known_at: int, folder: Path) -> dict[Contract, Path]:
    """Write a file of each contract into `folder`, as they are at the second `known_at`; give their paths.

    One that would have no row is not written: no refresh would take it. Fire units are written month by month; contacts
    and answers, which are few however many events there are, are kept to the end.
    """
    paths = {contract: folder / f"{contract.name}.csv" for contract in (CONTACTS, SURVEY, FIRE_UNITS)}
    met, asked = [], []
    for drawn in months:
        events = events_of(drawn)
        rng = np.random.default_rng([seed, _OWN, int(events.number[0])])
        met.append(contacts.draw_contacts(rng, events, known_at))
        asked.append(survey.draw_survey(rng, met[-1], known_at))
        _append(FIRE_UNITS, fire_units.table_of(fire_units.draw_fire_units(rng, events)), paths[FIRE_UNITS])
    _append(CONTACTS, pa.concat_tables([contacts.table_of(part) for part in met]), paths[CONTACTS])
    _append(SURVEY, survey.table_of(survey.by_day(asked, known_at)), paths[SURVEY])
    return {contract: path for contract, path in paths.items() if path.exists()}


def _append(contract: Contract, rows: pa.Table, path: Path) -> None:
    """Add rows to a file, which begins with its header.

    They are written as one chunk: for an empty one before others, pyarrow 26 writes whatever its buffer holds.
    """
    if not rows.num_rows:
        return
    with path.open("ab") as file:
        if not file.tell():
            file.write((",".join(contract.headers) + "\n").encode())
        pyarrow.csv.write_csv(rows.combine_chunks(), file, _PLAIN)
