"""The page of data: what it is, every number as a file, programs, what a file says."""

from app import words
from app.components.page import Page, Passage
from app.pages.data import content, numbers, rows
from app.words import data as text

PAGE = Page(
    path="/data",
    name=words.PAGES["/data"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("data-holds", content.holds, title=text.HOLDS),
        Passage("data-numbers", numbers.numbers, title=text.NUMBERS),
        Passage("data-rows", rows.rows, title=text.ROWS),
        Passage("data-programs", content.programs, title=text.PROGRAMS),
        Passage("data-file", content.file, title=text.FILE),
    ),
    terms=("SPD", "SFD", "Median", "Nine in ten", "Eligible call", "Joint event", "Modeled", "Comparable events", "n"),
    describes_data=True,
)
