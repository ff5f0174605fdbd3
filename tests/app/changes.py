"""The page of changes read back: questions put to it, its tables taken apart, and what a card of it shows."""

import re
from html import unescape

import pytest

from app.components.chart_card import ChartContent
from app.components.static_html import as_text
from app.db import Snapshot
from app.pages.changes.chart import changed_since
from app.pages.changes.table import table
from app.question import read_question

SUMMER = "start=2025-06-01&end=2025-08-31"
SEARCHES = (
    "",
    f"{SUMMER}&by=neighborhood",
    f"{SUMMER}&by=none&change=coverage_share",
    f"{SUMMER}&by=hour&change=care_response_median_minutes&precinct=EAST&precinct=WEST",
    f"{SUMMER}&by=responders&change=spd_officer_hours_avoided&police_share=62.5",
    f"{SUMMER}&by=call_type&change=spd_response_p90_minutes&count=all",
    "start=2024-02-29&end=2024-02-29&by=sector&change=spd_officer_hours",
    "start=2025-12-01&end=2025-12-31&by=weekday&change=coverage_share",
    "start=2025-06-07&end=2025-06-08&by=clearance&count=all",
    "start=2010-01-01&end=2010-02-01",
)
each_search = pytest.mark.parametrize("search", SEARCHES)


def tables(html: str) -> list[list[list[str]]]:
    """Take the tables of HTML apart: rows of cells, the head first."""
    found = []
    for inside in re.findall(r"<table.*?</table>", html, re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", inside, re.DOTALL)
        found.append([[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows])
    return found


def table_of(snapshot: Snapshot, search: str) -> tuple[list[str], list[list[str]]]:
    (found,) = tables(as_text(table(read_question(search, snapshot))))
    return found[0], found[1:]


def show(snapshot: Snapshot, search: str, to: str) -> ChartContent:
    return changed_since(to)(read_question(search, snapshot))
