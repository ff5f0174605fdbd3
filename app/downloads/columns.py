"""A column of a file, said once: CSV header, Parquet schema, metadata and data package read it."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date", "datetime"]
"""What a cell holds, in the words of Frictionless data packages. A datetime is local wall time without a zone."""


@dataclass(frozen=True)
class FileColumn:
    """One column: its name in the file, and what a reader has to know of it.

    `unit` is what it is counted in or the kind of its text; `values` tells the values known for it, as text: an export
    can bring others, which are kept.
    """

    name: str
    type: Type
    description: str
    unit: str
    values: str = ""
