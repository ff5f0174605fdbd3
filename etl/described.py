"""What a line of the data dictionary is."""

from dataclasses import dataclass

LOCAL = "local Pacific wall time"


@dataclass(frozen=True)
class Described:
    """One column of one table of the snapshot, in a reader's words."""

    table: str
    name: str
    meaning: str
    unit: str
    values: str = ""
