"""The methods page: a list of its parts, and the parts, which come from the definitions and the snapshot."""

from app import words
from app.components.page import Page, Passage
from app.pages.methods.content import content, contents
from app.words import methods as text

PAGE = Page(
    path="/methods",
    name=words.PAGES["/methods"],
    question=text.QUESTION,
    description=text.INTRO,
    intro=text.INTRO,
    blocks=(Passage("methods-contents", contents), Passage("methods-content", content)),
    has_filters=False,
)
