"""Cells of the invented supplied exports: codes, seconds and flags as a person would write them. Blank is `NEVER`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from etl.invented.chance import Flags, Ints
from etl.invented.units import NEVER

Cells = Any
"""A column of cells: a pyarrow array of shape `(rows,)`."""


def said(vocabulary: Sequence[str], codes: Ints) -> Cells:
    """Give each code its word, blank for `NEVER`."""
    return pa.array(list(vocabulary)).take(pa.array(codes, mask=codes == NEVER))


def yes_or_no(codes: Ints | Flags) -> Cells:
    """Write flags as words; of codes 0 is no, 1 is yes, and `NEVER` blank."""
    return said(("no", "yes"), codes.astype(np.int64))


def counts(numbers: Ints) -> Cells:
    """Write whole numbers, blank for `NEVER`."""
    return pa.array(numbers, mask=numbers == NEVER)


def moments(seconds: Ints) -> Cells:
    """Write seconds since 1970-01-01 00:00 as local times, blank for `NEVER`."""
    return counts(seconds).cast(pa.timestamp("s"))


def days(seconds: Ints) -> Cells:
    """Write the days that such seconds are in."""
    return moments(seconds).cast(pa.date32(), safe=False)


def numbered(prefix: str, numbers: Ints, width: int, suffixes: Sequence[str] | None = None) -> Cells:
    """Write numbers of `width` digits between a prefix and, if given, a suffix each."""
    endings = [""] * len(numbers) if suffixes is None else suffixes
    texts = [f"{prefix}{number:0{width}d}{ending}" for number, ending in zip(numbers.tolist(), endings, strict=True)]
    return pa.array(texts, pa.string())
