"""What is published about people: two families of tables, and the variables of each, a line each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.supplied import CONTACTS, SURVEY, Contract
from etl.supplied.contacts import FOLLOW_UP_DAYS, FOLLOW_UPS, NOT_DUE, OUTCOMES
from etl.supplied.survey import SCALES, WOULD_CALL_AGAIN

PEOPLE = "people"
"""The variable that only counts: it comes first, and what it hides is hidden in every other."""

NO_ANSWER, LEFT_BLANK, DID_NOT_ANSWER = "no answer", "left blank", "did not answer"


@dataclass(frozen=True)
class Variable:
    """One way to divide the rows of a family. `answer` is SQL for a row's answer, one of `answers`, all told apart.

    `told_as` names the answers that are published together under another name. They are told apart all the same when it
    is judged what may be shown, because another variable may publish one of them.
    """

    name: str
    answer: str
    answers: tuple[str, ...]
    told_as: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def published(self) -> tuple[str, ...]:
        """The answers as they are published."""
        return tuple(dict.fromkeys(self.told_as.get(answer, answer) for answer in self.answers))

    def as_published(self, row: Mapping[str, int]) -> dict[str, int]:
        """Add up a row's numbers by the answers as they are published."""
        told = dict.fromkeys(self.published, 0)
        for answer, people in row.items():
            told[self.told_as.get(answer, answer)] += people
        return told


@dataclass(frozen=True)
class Family:
    """One kind of export about people, and what is published of it: quarters and years, and the years' parts.

    `is_counted` is SQL for which rows count. Of a row `joined` to the events, `part` is SQL for the part it belongs to,
    and `is_astray` for whether its event is not held. `part_scope` says what parts are. Where parts are hidden for
    others' sake, those of `shown_last` are the last. `table` is the store's table of the rows as they are now;
    `frozen_` before it names those that were published.
    """

    contract: Contract
    table: str
    is_counted: str
    joined: str
    is_astray: str
    part_scope: str
    part: str
    shown_last: tuple[str, ...]
    variables: tuple[Variable, ...]

    @property
    def source(self) -> str:
        """Its name where it is published."""
        return self.contract.name

    @property
    def frozen(self) -> str:
        """The store's table of its rows as they stood when their quarter was published."""
        return f"frozen_{self.table}"


_ALL = Variable(PEOPLE, "'all'", ("all",))
_HAS_ANSWERED = " OR ".join(f"{name} IS NOT NULL" for name in (*SCALES, WOULD_CALL_AGAIN))


def _question(name: str, yes: str) -> Variable:
    """Make the variable of a question; who answered another question and left this one blank is told apart."""
    answer = f"""CASE WHEN NOT ({_HAS_ANSWERED}) THEN '{DID_NOT_ANSWER}' WHEN {name} IS NULL THEN '{LEFT_BLANK}'
                      WHEN {yes} THEN 'yes' ELSE 'no' END"""
    told_as = {LEFT_BLANK: NO_ANSWER, DID_NOT_ANSWER: NO_ANSWER}
    return Variable(name, answer, ("yes", "no", LEFT_BLANK, DID_NOT_ANSWER), told_as)


def known_events(events: str) -> str:
    """Write the relation of the events of contacts, with their precincts: few of millions."""
    return f"""(
        SELECT event_number AS cad_event_number, precinct, TRUE AS is_held FROM {events}
        WHERE event_number IN (SELECT cad_event_number FROM people.contact)
    )"""


FAMILIES: tuple[Family, ...] = (
    Family(
        contract=CONTACTS,
        table="contact",
        is_counted="TRUE",
        joined="LEFT JOIN {known_events} AS event USING (cad_event_number)",
        is_astray="event.is_held IS NULL",
        part_scope="precinct",
        part="coalesce(event.precinct, 'UNKNOWN')",
        shown_last=("SOUTHWEST", "SOUTH", "NORTH", "EAST", "WEST"),
        variables=(
            _ALL,
            Variable("outcome", "outcome", OUTCOMES),
            Variable("referral", "CASE WHEN referral_made THEN 'yes' ELSE 'no' END", ("yes", "no")),
            *(
                Variable(f"followup_{days}d", f"coalesce(followup_{days}d, '{NOT_DUE}')", FOLLOW_UPS)
                for days in FOLLOW_UP_DAYS
            ),
        ),
    ),
    Family(
        contract=SURVEY,
        table="survey_answer",
        is_counted=f"(invited OR {_HAS_ANSWERED})",
        joined="",
        is_astray="FALSE",
        part_scope="language",
        part="coalesce(language, 'UNKNOWN')",
        shown_last=("Spanish", "English"),
        variables=(
            _ALL,
            *(_question(name, f"{name} >= 4") for name in SCALES),
            _question(WOULD_CALL_AGAIN, WOULD_CALL_AGAIN),
            Variable(
                "response",
                f"""CASE WHEN NOT ({_HAS_ANSWERED}) THEN '{DID_NOT_ANSWER}' WHEN invited THEN 'answered invitation'
                         ELSE 'answered uninvited' END""",
                ("answered invitation", DID_NOT_ANSWER, "answered uninvited"),
            ),
        ),
    ),
)
