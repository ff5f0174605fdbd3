"""The page about people who get a response: how calls end, the wait, contacts, the survey, what is not known yet."""

from app import words
from app.components.chart_card import ChartCard
from app.components.page import Page, Passage
from app.components.where import Where
from app.pages.experience import content, people
from app.words import experience as text

PAGE = Page(
    path="/experience",
    name=words.PAGES["/experience"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    intro=text.INTRO,
    blocks=(
        ChartCard("endings", text.ENDINGS, content.endings),
        Passage("experience-wait", content.wait, title=text.WAIT),
        Passage("experience-contacts", people.contacts, title=text.CONTACTS_PART),
        *people.CONTACT_CARDS,
        Passage("experience-survey", people.survey, title=text.SURVEY_PART),
        *people.SURVEY_CARDS,
        Where("where-fire-is-missing", Passage("experience-later", content.later), content.fire_is_missing),
    ),
    terms=("n",),
)
