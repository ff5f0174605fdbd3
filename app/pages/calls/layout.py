"""The page about calls: how many, who came, what about, when, where, and what became of those CARE could answer."""

from app import words
from app.components.chart_card import ChartCard
from app.components.page import Page, Passage
from app.pages.calls import content, coverage, headline, hours, who
from app.words import calls as text

PAGE = Page(
    path="/calls",
    name=words.PAGES["/calls"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("calls-headline", headline.headline),
        Passage("calls-beside", headline.beside, title=text.BESIDE_PART),
        ChartCard("who-came", text.WHO, who.who_came),
        ChartCard("call-types", text.ABOUT, content.call_types),
        ChartCard("calls-when", text.WHEN, hours.hours_and_days),
        ChartCard("coverage", text.COVERAGE, coverage.coverage),
        ChartCard("call-sources", text.SOURCES, content.sources),
        ChartCard("calls-where", text.WHERE, content.neighborhoods),
    ),
    terms=("Eligible call", "n"),
)
