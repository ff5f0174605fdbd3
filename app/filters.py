"""What a reader asked, as one value: controls ⇄ URL ⇄ SQL."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo

from app import words
from etl.metrics import COUNTS, DIMENSIONS, EVENT_BY, EVENT_METRICS, FILTERS, Dimension

MOST_VALUES = 100
"""The most values one filter may hold."""

Choices = Mapping[str, Sequence[str]]
"""The values each filter can take, in the order they are shown."""

MAP_METRICS = (
    *("care_calls", "care_only_calls", "care_response_median_minutes", "coverage_share"),
    *("care_alone_after_spd_hours", "spd_officer_hours_avoided", "spd_response_median_minutes"),
)
AREAS = ("beat", "neighborhood", "precinct", "district")
NO_BREAKDOWN = "none"
BREAKDOWNS = (
    NO_BREAKDOWN,
    *(name for name in EVENT_BY if not (DIMENSIONS[name].is_period or DIMENSIONS[name].needs_duration)),
)
"""What changes are broken down by: a period stands beside another whole, and a bin of minutes says only its own n."""
VIEWS: Choices = {"metric": MAP_METRICS, "areas": AREAS, "change": tuple(EVENT_METRICS), "by": BREAKDOWNS}
"""What each part of the view can be, where the data has it."""
DAYS = ("start", "end")
_SINGLE = (*DAYS, "count", "police_share")


def _as_text(value: object) -> object:
    """Write a whole number without its point: 50, not 50.0."""
    return str(value).removesuffix(".0") if isinstance(value, float) else value


def as_tuple(given: object) -> object:
    """Take one value for a list of one."""
    return (given,) if isinstance(given, str) else given


def _as_day(given: object) -> object:
    """Refuse what pydantic would also read as a day, such as seconds since 1970."""
    if isinstance(given, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError("not a day as YYYY-MM-DD")
    return given


def _without_null(schema: dict[str, Any]) -> None:
    schema.update(schema.pop("anyOf")[0])


MAY_BE_LEFT_OUT = Field(json_schema_extra=_without_null)
"""Marks what is something or None: a query string has no null, so the document does not tell of one."""

Day = Annotated[
    date,
    BeforeValidator(_as_day),
    Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1), json_schema_extra={"pattern": "^20[0-9]{2}-"}),
]
Count = Literal["dispatched", "arrived", "all"]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Value = Annotated[str, Field(min_length=1, max_length=120)]
Values = Annotated[tuple[Value, ...], BeforeValidator(as_tuple), Field(max_length=MOST_VALUES)]


class Filters(BaseModel):
    """The events a number is asked about: OR within a field, AND between them. Empty fields ask for everything.

    Days are queued days, both included. Values are the export's own, in any case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Annotated[Day | None, MAY_BE_LEFT_OUT] = Field(None, description="First queued day, included: YYYY-MM-DD.")
    end: Annotated[Day | None, MAY_BE_LEFT_OUT] = Field(None, description="Last queued day, included: YYYY-MM-DD.")
    precinct: Values = Field((), description="Police precinct.")
    sector: Values = Field((), description="Police sector.")
    beat: Values = Field((), description="Police beat.")
    neighborhood: Values = Field((), description="Neighborhood.")
    district: Values = Field(
        (), description="Council district, approximate: each beat counts to the district that holds most of it."
    )
    call_type: Values = Field((), description="Initial call type, exactly.")
    priority: Values = Field((), description="Dispatch priority, 1 the most urgent.")
    hour: Values = Field((), description="Hour of the day it was queued, 0 to 23.")
    weekday: Values = Field((), description="Day of the week it was queued, 1 = Monday to 7.")
    responders: Values = Field((), description="Who was sent: CARE only, CARE and SPD, SPD only.")
    call_source: Values = Field((), description="How the call came in.")
    received: Values = Field((), description="Whether the community or an officer generated it.")
    count: Count = Field("dispatched", description=f"Which CARE events count as calls: {', '.join(COUNTS)}.")
    police_share: Percent = Field(
        100.0, description="Percent, 0 to 100, of comparable calls that police would have been sent to."
    )

    @model_validator(mode="after")
    def _days_in_order(self) -> "Filters":
        if self.start and self.end and self.start > self.end:
            days = {"start": words.day(self.start), "end": words.day(self.end)}
            raise ValueError(words.DAYS_OUT_OF_ORDER.format(**days))
        return self

    def query(self, **others: object) -> str:
        """Write what is asked for as a query string, in one order, after `others`."""
        asked = ((name, value) for name, value in self if value != Filters.model_fields[name].default)
        pairs = [*others.items(), *((name, _as_text(value)) for name, value in asked)]
        return urlencode([(name, value) for name, value in pairs if value is not None], doseq=True)

    def where(self, ignoring: Collection[str] = ()) -> tuple[str, dict[str, object]]:
        """Write the filters, but for `ignoring`, as a SQL condition over events, with its values by parameter name."""
        tests: list[str] = []
        values: dict[str, object] = {}
        if self.start:
            tests.append("queued_at >= $start")
            values["start"] = self.start
        if self.end:
            tests.append("queued_at < $day_after_end")
            values["day_after_end"] = self.end + timedelta(days=1)
        for name in FILTERS:
            chosen = () if name in ignoring else getattr(self, name)
            if chosen:
                named = {f"{name}_{position}": value for position, value in enumerate(chosen)}
                tests.append(_is_one_of(DIMENSIONS[name], named))
                values |= named
        return " AND ".join(tests) or "TRUE", values


def _is_one_of(dimension: Dimension, parameters: Iterable[str]) -> str:
    """Write the test that an event has one of the values: numbers as numbers, or each event's would be made text."""
    compared = "TRY_CAST(${} AS BIGINT)" if dimension.is_number else "${}"
    event_has = dimension.parts if dimension.is_number else dimension.sql
    return f"{event_has} IN ({', '.join(map(compared.format, parameters))})"


@dataclass(frozen=True)
class View:
    """Which number is shown how, on the pages where a reader chooses. It rides in the address beside the filters.

    The map shows `metric` over `areas`; the page of changes shows `change`, broken down `by`.
    """

    metric: str = MAP_METRICS[0]
    areas: str = AREAS[0]
    change: str = MAP_METRICS[0]
    by: str = "precinct"

    def query(self, first: "View") -> dict[str, str]:
        """Give what differs from the view as it first comes."""
        return {name: value for name, value in vars(self).items() if value != getattr(first, name)}


def read_view(pairs: Mapping[str, Sequence[str]], first: View, choices: Choices) -> tuple[View, list["Problem"]]:
    """Read the view from a query string's values. What cannot be understood is named, and left as it first comes."""
    given = {name: values[0] for name, values in pairs.items() if name in choices and values}
    known = {name: value for name, value in given.items() if value in choices[name]}
    problems = [Problem(n, shortened(v), _one_of(choices[n])) for n, v in given.items() if n not in known]
    return replace(first, **known), given_again(pairs, choices) + problems


@dataclass(frozen=True)
class Problem:
    """A part of a question that cannot be answered: the parameter, what was given, and what is allowed.

    `wrong` says in a sentence what is wrong with it; without it, it is not understood.
    """

    parameter: str
    given: str
    allowed: str
    wrong: str = ""

    def __str__(self) -> str:
        """Name it in a sentence."""
        wrong = self.wrong or words.NOT_UNDERSTOOD.format(parameter=self.parameter, given=self.given)
        return f"{wrong} {self.allowed}"


def problems_in(error: ValidationError, fields: Mapping[str, FieldInfo] | None = None) -> list[Problem]:
    """Name each part of a question that pydantic refused; `fields` are the question's, the filters when left out."""
    found = []
    for detail in error.errors():
        if not detail["loc"]:  # a rule about several fields: there is one, that days are in order
            given, wrong = shortened(detail["input"]["start"]), str(detail["ctx"]["error"])
            found.append(Problem("start", given, words.DAYS_IN_ORDER, wrong))
            continue
        name = str(detail["loc"][0])
        known = {} if detail["type"] == "extra_forbidden" else fields or Filters.model_fields
        allowed = _allowed(name, detail["msg"], known)
        found.append(Problem(name, shortened(detail["input"]), allowed))
    return found


def read(pairs: Mapping[str, Sequence[str]], choices: Choices) -> tuple[Filters, list[Problem]]:
    """Read filters from a query string's values. What is not understood, or given again, is left out and named."""
    known = {name: list(values) for name, values in pairs.items() if name in Filters.model_fields}
    problems = [
        Problem(name, shortened(pairs[name]), words.NO_SUCH_FILTER)
        for name in pairs
        if name not in known and name not in VIEWS
    ]
    problems += given_again(known, _SINGLE)
    single = {name: values[0] if name in _SINGLE else values for name, values in known.items() if any(values)}
    filters, refused = _validated(single)
    settled, unknown = settle(filters, choices)
    return settled, problems + refused + unknown


def given_again(
    pairs: Mapping[str, Sequence[str]], names: Iterable[str], allowed: str = words.FIRST_IS_READ
) -> list[Problem]:
    """Name each of `names`, which hold one value each, that is given more than once; `allowed` says what is done."""
    return [
        Problem(
            name,
            shortened(pairs[name]),
            allowed.format(given=shortened(pairs[name][0])),
            words.GIVEN_AGAIN.format(parameter=name),
        )
        for name in names
        if len(pairs.get(name, ())) > 1
    ]


def _validated(pairs: Mapping[str, str | list[str]]) -> tuple[Filters, list[Problem]]:
    """Make filters of what can be understood. A refusal may hide another: days are compared once both are days."""
    try:
        return Filters.model_validate(pairs), []
    except ValidationError as error:
        filters, problems = _validated(_without_refused(pairs, error))
        return filters, problems_in(error) + problems


def _without_refused(pairs: Mapping[str, str | list[str]], error: ValidationError) -> dict[str, str | list[str]]:
    """Leave out the values that were refused, or the whole field; both days when they are out of order."""
    refused = {detail["loc"] for detail in error.errors()}
    if () in refused:
        refused |= {(name,) for name in DAYS}
    kept: dict[str, str | list[str]] = {}
    for name, given in pairs.items():
        if (name,) in refused:
            continue
        kept[name] = given if isinstance(given, str) else [v for i, v in enumerate(given) if (name, i) not in refused]
    return kept


def settle(filters: Filters, choices: Choices) -> tuple[Filters, list[Problem]]:
    """Spell each value as the data does, whatever its case; name and leave out those the data does not know."""
    settled: dict[str, Any] = {}
    problems = []
    for name in FILTERS:
        spelling = {value.upper(): value for value in choices.get(name, ())}
        given = getattr(filters, name)
        settled[name] = tuple(dict.fromkeys(spelling[v.upper()] for v in given if v.upper() in spelling))
        problems += [
            Problem(name, shortened(v), _one_of(choices.get(name, ()))) for v in given if v.upper() not in spelling
        ]
    return filters.model_copy(update=settled), problems


def shortened(given: object) -> str:
    """Write what was given so that a message can repeat it."""
    text = ", ".join(map(str, given)) if isinstance(given, list | tuple) else str(given)
    return text if len(text) <= 60 else text[:57] + "…"


def _one_of(values: Sequence[str]) -> str:
    shown = ", ".join(values[:12])
    return f"It is one of: {shown}{', …' if len(values) > 12 else ''}."


def _allowed(name: str, message: str, fields: Mapping[str, FieldInfo]) -> str:
    field = fields.get(name)
    if field is None:
        return words.NO_SUCH_PARAMETER
    if name in DAYS:
        return words.DAYS_ALLOWED
    return f"{message}. {field.description or ''}".strip()
