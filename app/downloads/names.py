"""File names that say what is in a file: what, which filters and days, how far the data reaches, which snapshot."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from app.db import Info
from app.downloads.row_files import RowFile
from app.filters import Filters
from app.queries import Answer
from etl.metrics import FILTERS

_LONGEST = 200
"""Characters of a name. File systems take 255 bytes; a browser adds a number to a second copy."""
_DIGEST = 8
_INVENTED = "INVENTED"


def row_file_name(file: RowFile, filters: Filters, info: Info, ending: str) -> str:
    """Name a file of rows, such as `events-precinct-EAST-…csv`; the rules of counting do not change its rows."""
    return _file_name([file.name], _filters(filters), filters, info, ending)


def answer_file_name(answer: Answer, ending: str, compared: Iterable[str] = ()) -> str:
    """Name an answer's file after its metric, its breakdown, what it is compared with, its filters and its rules."""
    filters = Filters() if answer.metric.is_about_people else answer.filters
    what = [answer.metric.name, *(f"by_{name}" for name in answer.by), *(f"with_{to}" for to in compared)]
    rules = [*(["count", filters.count] if answer.counted_by else [])]
    rules += ["police_share", f"{filters.police_share:g}"] if answer.metric.assumes_police_share else []
    return _file_name(what, [*rules, *_filters(filters)], filters, answer.info, ending)


def _file_name(what: Sequence[str], asked: Sequence[str], filters: Filters, info: Info, ending: str) -> str:
    """Join the parts, INVENTED first if so. What is asked is cut where it is too long, and told by a digest."""
    first = [_INVENTED] if info.is_invented else []
    days = ["data-through", info.data_through.isoformat(), "snapshot", info.snapshot]
    whole = "-".join([*first, *what, *asked, *days]) + ending
    if len(whole) <= _LONGEST:
        return whole
    digest = sha256(filters.query().encode()).hexdigest()[:_DIGEST]
    room = len("-".join(asked)) - (len(whole) - _LONGEST) - len(digest) - 1
    return "-".join([*first, *what, "-".join(asked)[:room].rstrip("-_."), digest, *days]) + ending


def _filters(filters: Filters) -> list[str]:
    chosen = ((name, getattr(filters, name)) for name in FILTERS)
    told = [part for name, values in chosen if values for part in (name, *map(_safe, values))]
    start, end = (day.isoformat() if day else None for day in (filters.start, filters.end))
    if start and end:
        return [*told, start, "to", end]
    return [*told, *(["from", start] if start else []), *(["to", end] if end else [])]


def _safe(value: str) -> str:
    """Write a value with what every file system takes, and a digest where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_") or sha256(value.encode()).hexdigest()[:_DIGEST]
