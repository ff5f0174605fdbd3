"""The home page: headline numbers, what they say in sentences, calls by month, calls by place, what is new."""

from app import words
from app.components.chart_card import ChartCard
from app.components.page import Page, Passage
from app.pages.home import content
from app.words import home as text

PAGE = Page(
    path="/",
    name=words.PAGES["/"],
    question=words.HOME,
    description=words.DESCRIPTION,
    blocks=(
        Passage("home-tiles", content.headline),
        Passage("home-sentences", content.sentences, class_name="passage lead"),
        ChartCard("monthly", text.OVER_TIME, content.over_time),
        ChartCard("places", words.PLACES, content.places, is_map=True),
        Passage("home-refreshed", content.last_refresh),
    ),
    terms=("Median", "Nine in ten", "Eligible call", "Joint event", "n"),
)
