"""What people who get a response experience, from the published tables about them.

The rows of contacts and answers stay in a private store. What is published is `people_cell`: fixed tables, of which a
number that stands for fewer than 11 people, or would tell one, is not shown. So these metrics add up cells, not rows.
"""

from datetime import date

from etl.dimensions import FILTERS
from etl.metrics.definition import FEWEST, PEOPLE_CELL, Aim, Better, Metric, Unit

_Z = "1.96"
_FIRST_PUBLISHED = ((date(2026, 11, 28), "First published."),)
_CONTACTS, _SURVEY = "source = 'contacts'", "source = 'survey'"
_CONTACT_CUTS, _SURVEY_CUTS = ("quarter", "year", "precinct"), ("quarter", "year", "language")
_OTHER_RULES = ("start", "end", *FILTERS, "count", "police_share")

_FIXED = "People data follows fixed tables: citywide by quarter, and by year and group. No filter changes it."
_ONCE = (
    "Each quarter is published once, 45 days or more after its end, and not changed later. So that no number about "
    "fewer than 11 people is shown or can be worked out, some groups and quarters are not shown."
)
_WHO_ANSWERED = "It is what those say who answered, not what everyone would say."
_INVITED = "Only people who were invited count: who answers uninvited is no sample, so those answers are not published."
_BLANK = "It is of all who answered the survey; a question left blank counts as not said."
_CHANCE = "The low-to-high range (Wilson, 95%) covers chance only."
_CONTACT_LIMITS = (_FIXED, _ONCE)
_SURVEY_LIMITS = (_WHO_ANSWERED, _INVITED, _FIXED, _ONCE, _CHANCE)
_CONTACT_SOURCE = "CARE's export of contacts: one row for each contact."
_SURVEY_SOURCE = "The export of the survey: one row for each person invited, whether they answered or not."


def _people(*answers: str) -> str:
    """Write the SQL that adds up the cells of the answers named."""
    named = ", ".join(f"'{answer}'" for answer in answers)
    return f"coalesce(sum(people) FILTER (answer IN ({named})), 0)"


def _wilson(part: str, whole: str, sign: str) -> str:
    """Write one end of Wilson's interval for a share of `whole`; NULL of none.

    An end that rounding would put on the wrong side of the share, at none and at all of the whole, is the share itself.
    """
    z2 = f"{_Z} * {_Z}"
    margin = f"{_Z} * sqrt(c.share * (1 - c.share) / c.n + {z2} / (4 * c.n * c.n))"
    end = f"(c.share + {z2} / (2 * c.n) {sign} {margin}) / (1 + {z2} / c.n)"
    bounded = f"least(c.share, greatest(0, {end}))" if sign == "-" else f"greatest(c.share, least(1, {end}))"
    # A lambda, so that the sums are written once: written out ten times, they took twice as long.
    groups = f"[{{'share': {part} / nullif({whole}, 0), 'n': {whole}}}]"
    return f"list_transform({groups}, lambda c: CASE WHEN c.n > 0 THEN {bounded} END)[1]"


def _share(
    name: str,
    label: str,
    question: str,
    meaning: str,
    why: str,
    population: str,
    *,
    part: tuple[str, ...],
    rest: tuple[str, ...],
    n_label: str,
    excluded: dict[str, str],
    cuts: tuple[str, ...],
    source: str,
    limits: tuple[str, ...],
    better: Better = Better.NEITHER,
) -> Metric:
    """Define a share of people: those of the answers in `part`, of those and the answers in `rest`."""
    counted, whole = _people(*part), _people(*part, *rest)
    return Metric(
        name=name,
        label=label,
        question=question,
        meaning=meaning,
        why=why,
        aim=Aim.EXPERIENCE,
        unit=Unit.SHARE,
        grain=f"One share of the {n_label} in the published tables.",
        relation=PEOPLE_CELL,
        population=population,
        value=f"{counted} / nullif({whole}, 0)",
        low=_wilson(counted, whole, "-"),
        high=_wilson(counted, whole, "+"),
        n=f"CAST({whole} AS BIGINT)",
        n_label=n_label,
        source=source,
        better=better,
        smallest_n=FEWEST,
        empty=None,
        excluded={reason: f"CAST({_people(answer)} AS BIGINT)" for reason, answer in excluded.items()},
        ignores=_OTHER_RULES,
        cuts=cuts,
        limits=limits,
        changed=_FIRST_PUBLISHED,
    )


def _contacts(
    name: str,
    label: str,
    meaning: str,
    variable: str,
    *,
    part: tuple[str, ...],
    rest: tuple[str, ...],
    n_label: str = "contacts",
    excluded: dict[str, str] | None = None,
) -> Metric:
    return _share(
        name,
        label,
        "What comes of contacts with CARE?",
        meaning,
        "A call answered is not yet a person helped.",
        f"{_CONTACTS} AND variable = '{variable}'",
        part=part,
        rest=rest,
        n_label=n_label,
        excluded=excluded or {},
        cuts=_CONTACT_CUTS,
        source=_CONTACT_SOURCE,
        limits=(*_CONTACT_LIMITS, _CHANCE),
    )


def _follow_up(days: int) -> Metric:
    after = f"{days} day{'s' if days > 1 else ''}"
    return _contacts(
        f"followup_{days}d_reached_share",
        f"Reached again after {after}",
        f"Contacts whose person CARE reached again after {after}, of those for whom that was due.",
        f"followup_{days}d",
        part=("reached",),
        rest=("not reached",),
        n_label="contacts due",
        excluded={"not_due": "not due"},
    )


def _said(name: str, label: str, meaning: str) -> Metric:
    """Define what share of those who answered the survey say yes to one of its questions."""
    return _share(
        f"survey_{name}_share",
        label,
        "What do people say about the help they got?",
        meaning,
        "Whether people were helped, only they can say.",
        f"{_SURVEY} AND variable = '{name}'",
        part=("yes",),
        rest=("no",),
        n_label="people who answered",
        excluded={"no_answer": "no answer"},
        cuts=_SURVEY_CUTS,
        source=_SURVEY_SOURCE,
        limits=(_BLANK, *_SURVEY_LIMITS),
        better=Better.HIGHER,
    )


_SERVED = ("served", "served and transported", "served and handed over")
_NOT_SERVED = ("no contact", "declined")

METRICS: tuple[Metric, ...] = (
    Metric(
        name="contacts_by_outcome",
        label="Contacts",
        question="What came of each contact?",
        meaning="Contacts of CARE with a person, as CARE recorded them, counted by what came of them.",
        why="It shows how often somebody was met and took the help that was offered.",
        aim=Aim.EXPERIENCE,
        unit=Unit.CONTACTS,
        grain="One per contact, in the published tables.",
        relation=PEOPLE_CELL,
        population=f"{_CONTACTS} AND variable = 'people'",
        cut_by={"outcome": f"{_CONTACTS} AND variable = 'outcome'"},
        value="CAST(sum(people) AS BIGINT)",
        n="CAST(sum(people) AS BIGINT)",
        n_label="contacts",
        source=_CONTACT_SOURCE,
        empty=None,
        ignores=_OTHER_RULES,
        cuts=("quarter", "year", "precinct", "outcome"),
        limits=("One person can be met several times: contacts are not people.", *_CONTACT_LIMITS),
        changed=_FIRST_PUBLISHED,
    ),
    _contacts(
        "contact_served_share",
        "Served",
        "Contacts in which the person was served, with or without being taken somewhere or handed over to others.",
        "outcome",
        part=_SERVED,
        rest=_NOT_SERVED,
    ),
    _contacts(
        "contact_referral_share",
        "Put in touch with a service",
        "Contacts in which the person was put in touch with a service that can help further (a referral).",
        "referral",
        part=("yes",),
        rest=("no",),
    ),
    _contacts(
        "contact_transport_share",
        "Taken somewhere",
        "Contacts in which the person was served and taken somewhere (transported).",
        "outcome",
        part=("served and transported",),
        rest=("served", "served and handed over", *_NOT_SERVED),
    ),
    *(_follow_up(days) for days in (1, 7, 30)),
    _said("helped", "It helped", "Answers of 4 or 5 of 5 to whether it helped, of all who answered the survey."),
    _said(
        "respected",
        "Felt respected",
        "Answers of 4 or 5 of 5 to whether they were treated with respect, of all who answered the survey.",
    ),
    _said(
        "felt_safe", "Felt safe", "Answers of 4 or 5 of 5 to whether they felt safe, of all who answered the survey."
    ),
    _said(
        "would_call_again",
        "Would call again",
        "Answers of yes to whether they would call again, of all who answered the survey.",
    ),
    _share(
        "survey_response_share",
        "Answered the survey",
        "How many of those invited answered?",
        "People who answered an invitation to the survey, of all who were invited.",
        "The fewer answer, the less their answers say of the others.",
        f"{_SURVEY} AND variable = 'response'",
        part=("answered invitation",),
        rest=("did not answer",),
        n_label="invitations",
        excluded={},
        cuts=_SURVEY_CUTS,
        source=_SURVEY_SOURCE,
        limits=_SURVEY_LIMITS,
        better=Better.HIGHER,
    ),
)
