"""The page of data: what it is, every number as a file, programs, what a file says."""

from app import words
from app.components.page import Page, Passage
from app.pages.data import content, numbers
from app.words import data as text

PAGE = Page(
    path="/data",
    name=words.PAGES["/data"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    blocks=(
        Passage("data-holds", content.holds),
        Passage("data-numbers", numbers.numbers),
        Passage("data-programs", content.programs),
        Passage("data-file", content.file),
    ),
)
