"""Words of the page about what people experience."""

from app.words.sentences import Ranking

QUESTION = "What happens to people who get a response?"
DESCRIPTION = "How the calls of Seattle's CARE responders end, how long people wait, and what is not known yet."
INTRO = "What is recorded today, and what is not known yet. Whether people were helped, only they can say."

ENDINGS = "How do CARE’s calls end?"
ENDINGS_RANKING = Ranking(
    first="The most common ending is {names}: {text} of {total}.",
    tied="The most common endings are {names}: {text} each of {total}.",
    groups="Kinds of ending in all: {n}.",
    unknown="No ending is recorded for {count}.",
    none_known="No ending is recorded for {total} of {total}.",
)
ENDINGS_LIMIT = (
    "This is what the responders recorded when they closed the event; where police came too, it may be theirs. It is "
    "not the person’s own view."
)
ENDINGS_COUNTED = "{switch}: {rule}."

WAIT = "How long do people wait?"
WAIT_SENTENCE = "Half of the time a CARE team was there within {median} minutes ({n} timed)."
WAIT_WITHHELD = "Too few calls were timed to say how long people waited ({n} timed)."
WAIT_MORE = "All about response times"
CALL = ("call", "calls")

LATER = "What comes later"
NO_DATA_WHY = "No data about this is published yet, so nothing can be shown."
MORE_THAN_10 = "Numbers about people are shown only where they stand for more than 10."
CARE_DEPARTMENT = "CARE Department"
WITH_UNIVERSITY = "CARE Department with Seattle University"
FIRE_DEPARTMENT = "Seattle Fire Department"
CONTACTS = (
    "What came of each contact",
    "for each person met, whether there was no contact, help was declined, the person was served, taken somewhere "
    "(transported) or handed over to others",
)
REFERRALS = ("Referrals", "whether the person was put in touch with a service that can help further")
FOLLOW_UP = ("Follow-up", "whether CARE reached the person again after 1, 7 and 30 days")
SURVEY = ("What people say", "a survey: whether it helped, whether they felt respected and safe, and would call again")
FIRE = (
    "Fire department time",
    "when each fire unit was sent, arrived and left; without it nobody can say what time CARE frees for them",
)

CONTACTS_PART = "What came of meeting CARE?"
PUBLISHED = (
    "The filters above do not change these numbers. They are published in fixed groups only, so that no number about "
    "fewer than 11 people is shown or can be worked out.",
    "Each quarter is published once, at least 45 days after it ends, and is not changed later.",
)
SURVEY_PART = "What do people say?"
WHO_ANSWERED = (
    "The survey speaks for those who answered, not for everyone CARE met. Who did not answer may feel differently."
)
OF_WHOM = (
    "Each share is of all who answered; a question left blank counts as not said. Only people who were invited count: "
    "who answers without an invitation is no sample."
)
RESPONSE = "Of {n} people invited to answer, {text} did ({range}; 95%, chance only)."
RESPONSE_NOT_SHOWN = "How many of those invited answered is not shown."

QUESTIONS = {
    "contact-outcomes": "What came of each contact?",
    "contact-shares": "Who was helped, and who was reached again?",
    "contact-quarters": "How has help given changed?",
    "contact-precincts": "Is help given alike in each precinct?",
    "followup-quarters": "How has reaching people again changed?",
    "followup-precincts": "Are people reached again alike in each precinct?",
    "survey-shares": "Did it help, and would they call again?",
    "survey-quarters": "How have the answers changed?",
    "survey-languages": "Do the answers differ by language?",
    "response-quarters": "How many of those invited answer?",
    "response-languages": "Do people of each language answer?",
}
"""The question of each chart about people, by its name."""

OUTCOMES_RANKING = Ranking(
    first="Most often: {names}, {text} of {total} contacts.",
    tied="Most often: {names}, {text} each of {total} contacts.",
    groups="Kinds of outcome in all: {n}.",
)
SHARE = "{label}: {text}."
WITH_RANGE = "{text} ({low} to {high}), n\u00a0=\u00a0{n}"
NONE_SHOWN = "{label}: not shown."
ONE = "{label}: {first} ({first_name})."
FIRST_TO_LAST = "{label}: {first} ({first_name}), then {last} ({last_name})."
IN_YEAR = "In {year}."
LOWEST_TO_HIGHEST = "{label}: from {low} ({low_name}) to {high} ({high_name})."
NO_YEAR = "A year is published when all its quarters are; none is yet."
PERCENT, PERCENT_RANGE = "Percent", "Percent, with the range that chance leaves open (95%)"
RANGE_NOTE = "The range covers chance only."
CHANCE_NOTE = "Small differences can be chance: the table has the range of each."
KEPT_BACK = "Without a mark, or “{told}”: {why}"
