"""What is published about people: two families of tables, and the variables of each, a line each."""

from dataclasses import dataclass

from etl.supplied import CONTACTS, SURVEY, Contract
from etl.supplied.contacts import FOLLOW_UP_DAYS, FOLLOW_UPS, NOT_DUE, OUTCOMES
from etl.supplied.survey import SCALES, WOULD_CALL_AGAIN

PEOPLE = "people"
"""The variable that only counts: it comes first, and what it hides is hidden in every other."""

RESPONSE = "response"
"""Who of those invited answered: it comes before the questions, which tell apart the same who did."""

NO_ANSWER, DID_NOT_ANSWER = "no answer", "did not answer"
"""The same people, who did not answer at all: as a question names them, and as `RESPONSE` does."""


@dataclass(frozen=True)
class Variable:
    """One way to divide the rows of a family. `answer` is SQL for a row's answer, one of `answers`.

    It stands `within` a variable before it, whose answers it divides further: what that one hides, it hides too, so
    that a number that both publish is one that may be shown.
    """

    name: str
    answer: str
    answers: tuple[str, ...]
    within: str | None = PEOPLE


@dataclass(frozen=True)
class Family:
    """One kind of export about people, and what is published of it: quarters and years, and the years' parts.

    `is_counted` is SQL for which rows count. Of a row `joined` to the events, `part` is SQL for the part it belongs to,
    and `is_astray` for whether its event is not held. `part_scope` says what parts are. Where parts are hidden for
    others' sake, those of `shown_last` are the last. Each of `variables` comes after the one it stands within. `table`
    is the store's table of the rows as they are now; `frozen_` before it names those that were published.
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


_ALL = Variable(PEOPLE, "'all'", ("all",), within=None)
_HAS_ANSWERED = " OR ".join(f"{name} IS NOT NULL" for name in (*SCALES, WOULD_CALL_AGAIN))


def _question(name: str, yes: str) -> Variable:
    """Make the variable of a question; who answered another and left this one blank did not say yes: that is a no."""
    answer = f"CASE WHEN NOT ({_HAS_ANSWERED}) THEN '{NO_ANSWER}' WHEN {yes} THEN 'yes' ELSE 'no' END"
    return Variable(name, answer, ("yes", "no", NO_ANSWER), within=RESPONSE)


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
        is_counted="invited",
        joined="",
        is_astray="FALSE",
        part_scope="language",
        part="coalesce(language, 'UNKNOWN')",
        shown_last=("Spanish", "English"),
        variables=(
            _ALL,
            Variable(
                RESPONSE,
                f"CASE WHEN {_HAS_ANSWERED} THEN 'answered invitation' ELSE '{DID_NOT_ANSWER}' END",
                ("answered invitation", DID_NOT_ANSWER),
            ),
            *(_question(name, f"{name} >= 4") for name in SCALES),
            _question(WOULD_CALL_AGAIN, WOULD_CALL_AGAIN),
        ),
    ),
)
