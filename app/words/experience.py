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
LATER_WHY = (
    "No export about these has been supplied, so nothing can be shown. Numbers about people will be shown only where "
    "they stand for more than 10."
)
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
