"""Every event and every unit sent, as files, for the reader's filters."""

from typing import Any

from dash import html

from app import words
from app.downloads.metadata import count_rows
from app.downloads.row_files import ROW_FILES, RowFile
from app.question import Asked
from app.words import data as text
from app.words import downloads

_FILES = {".csv": words.CSV, ".parquet": words.PARQUET_FILE, ".json": text.ROWS_DESCRIBED}


def rows(asked: Asked) -> list[Any]:
    """Say which rows can be had, how many they are for the reader's question, and where.

    A page that is pinned to a build leads to the newest: rows come from no other.
    """
    if asked.pin:
        newest = html.A(text.ROWS_NEWEST, href=f"/data{asked.unpinned()}#data-rows")
        return [html.H2(text.ROWS), html.P([downloads.ONLY_CURRENT, " ", newest])]
    return [
        html.H2(text.ROWS),
        html.P(text.ROWS_SENTENCE.format(period=asked.period)),
        html.Dl([part for file in ROW_FILES.values() for part in _told(asked, file)], className="terms"),
        html.P(text.ROWS_RULES, className="note"),
    ]


def _told(asked: Asked, file: RowFile) -> list[Any]:
    count = count_rows(asked.snapshot, file, asked.filters)
    links = [part for ending, told in _FILES.items() for part in (_link(asked, file, ending, told), " ")]
    n = words.N.format(counted=f"{count:,}")
    return [html.Dt(file.title), html.Dd([file.description, " ", f"{n}. ", *links])]


def _link(asked: Asked, file: RowFile, ending: str, told: str) -> html.A:
    to = file.address(asked.filters, asked.snapshot.info.snapshot, ending)
    name = words.FILE_OF.format(kind=told, label=file.title)
    return html.A(told, href=to, className="download", **{"aria-label": name})
