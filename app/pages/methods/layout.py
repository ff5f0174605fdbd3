"""The methods page: its parts, which come from the definitions and the snapshot, each at the name addresses give it."""

from app import words
from app.components.page import Page, Passage
from app.pages.methods import content
from app.words import methods as text

_WRITERS = {
    "glossary": content.glossary,
    "definitions": content.numbers,
    "limits": content.limits,
    "phases": content.phases,
    "quality": content.quality,
    "restatements": content.restatements,
    "dictionary": content.columns,
}

PAGE = Page(
    path="/methods",
    name=words.PAGES["/methods"],
    question=text.QUESTION,
    description=text.INTRO,
    intro=text.INTRO,
    blocks=tuple(Passage(part, _WRITERS[part], title=title) for part, title in text.PARTS.items()),
    has_filters=False,
)
