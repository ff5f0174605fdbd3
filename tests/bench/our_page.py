"""The page that the peers draw too, in this project's own parts: `gunicorn tests.bench.our_page:server`.

No page of the dashboard shows these six figures together. This one does, from the same content, so that each side draws
the same. It also writes what the others leave out: sentences, tables, citations and files for every figure.
"""

from app.components.chart_card import ChartCard
from app.components.page import Page
from app.config import settings_from
from app.main import PAGES, create_app
from app.pages.calls import content, hours, who
from app.pages.home import content as home
from app.pages.response_times import content as times
from app.pages.response_times import waits

PAGE = Page(
    path="/same-page",
    name="The same page",
    question="Six figures that other tools draw too",
    description="A page for benchmarks only.",
    blocks=(
        ChartCard("same-months", "Calls by month", home.over_time),
        ChartCard("same-who", "Who came", who.who_came),
        ChartCard("same-where", "Calls by neighborhood", content.neighborhoods),
        ChartCard("same-when", "When", hours.hours_and_days),
        ChartCard("same-times", "Median response times", times.trend),
        ChartCard("same-waits", "How long people wait", waits.care_waits),
    ),
)

server = create_app(settings_from(), PAGES | {PAGE.path: PAGE}).server
