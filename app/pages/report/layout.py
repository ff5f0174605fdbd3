"""The page to print: one month's numbers, their changes, charts, method and limits."""

from app import words
from app.components.page import Page, Passage
from app.pages.report import calls, capacity, changed, coverage, head, headline, method, response
from app.pages.report.month import PATH, read_month
from app.words import report as text

PAGE = Page(
    path=PATH,
    name=words.PAGES[PATH],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("report-head", head.opening),
        Passage("report-compared", headline.compared, title=text.COMPARED),
        Passage("report-calls", calls.by_month, title=text.CALLS),
        Passage("report-coverage", coverage.steps, title=text.COVERAGE),
        Passage("report-response", response.times, title=text.RESPONSE),
        Passage("report-places", coverage.places, title=text.PLACES),
        Passage("report-measured", capacity.measured, title=text.MEASURED),
        Passage("report-modeled", capacity.modeled, title=text.MODELED),
        Passage("report-changed", changed.since_last_month, title=text.CHANGED),
        Passage("report-method", method.method, title=text.METHOD),
        Passage("report-citation", method.citation, title=text.CITATION),
    ),
    terms=("SPD", "Comparable events", "n", "Median", "Nine in ten", "Eligible call", "Joint event", "Modeled"),
    has_filters=False,
    read=read_month,
)
