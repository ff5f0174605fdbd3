"""The map page: one number over one kind of area, both chosen in the filter bar."""

from app import words
from app.components.area_chart import area_chart
from app.components.chart_card import ChartCard, ChartContent
from app.components.page import Page, Passage
from app.pages.map.content import districts, shown
from app.question import Asked
from app.words import map as text


def _areas(asked: Asked) -> ChartContent:
    return area_chart(asked, asked.view.metric, asked.view.areas)


PAGE = Page(
    path="/map",
    name=words.PAGES["/map"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("map-shown", shown),
        ChartCard("areas", text.AREAS, _areas, is_map=True),
        Passage("map-districts", districts),
    ),
    terms=("Median", "SPD", "Eligible call", "Modeled", "n"),
)
