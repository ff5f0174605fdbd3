"""The page of published figures: how to read it, the figures beside ours, why they differ, and both as files."""

from app import words
from app.components.page import Page, Passage
from app.pages.reconciliation import content
from app.words import reconciliation as text

PAGE = Page(
    path="/reconciliation",
    name=words.PAGES["/reconciliation"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    intro=text.INTRO,
    blocks=(
        Passage("reconciliation-how", content.how, title=text.HOW),
        Passage("reconciliation-figures", content.beside, title=text.FIGURES),
        Passage("reconciliation-why", content.why, title=text.WHY),
        Passage("reconciliation-files", content.files, title=text.FILES),
    ),
    terms=("SPD", "n"),
    has_filters=False,
)
