"""The page of changes: one number, chosen in the filter bar, beside the period before and the year before."""

from app import words
from app.comparison import COMPARE
from app.components.chart_card import ChartCard
from app.components.page import Page, Passage
from app.pages.changes.chart import changed_since
from app.pages.changes.table import shown, table
from app.words import changes as text

PAGE = Page(
    path="/changes",
    name=words.PAGES["/changes"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("changes-shown", shown),
        *(ChartCard(f"changes-{to}", text.CHART[to], changed_since(to)) for to in COMPARE),
        Passage("changes-table", table, title=text.TABLE),
    ),
    terms=("SPD", "SFD", "Median", "Nine in ten", "Eligible call", "Modeled", "n"),
)
