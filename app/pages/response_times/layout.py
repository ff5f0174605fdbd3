"""The page about response times: how long people wait, how that changed, and what it depends on."""

from app import words
from app.components.chart_card import ChartCard
from app.components.page import Page, Passage
from app.pages.response_times import content, groups, left_out, waits
from app.words import response_times as text

PAGE = Page(
    path="/response-times",
    name=words.PAGES["/response-times"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("times-tiles", content.headline),
        Passage("times-clock", content.clock, title=text.CLOCK),
        ChartCard("times-trend", text.TREND, content.trend),
        ChartCard("times-parts", text.PARTS, content.parts),
        ChartCard("times-care", text.WAIT_FOR["care"], waits.care_waits),
        ChartCard("times-spd", text.WAIT_FOR["spd"], waits.spd_waits),
        ChartCard("times-priority", text.PRIORITY, groups.priority),
        ChartCard("times-hour", text.HOUR, groups.hour),
        ChartCard("times-place", text.PLACE, groups.place),
        Passage("times-not", left_out.left_out, title=text.LEFT_OUT),
    ),
    terms=("Median", "Nine in ten", "SPD", "n"),
)
