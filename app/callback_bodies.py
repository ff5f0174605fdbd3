"""What a page asks by: the body of a callback, parsed into types before Dash sees it, or refused.

Dash takes what it is sent on trust. A body that names another callback's parts, nests a thousand lists or holds a
number where a text belongs would end as a failure of ours, with a traceback in the log for each.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from app import ids
from app.api.problems import Refusal
from app.bounds import LONGEST_QUERY, MOST_PARAMETERS
from app.filters import Problem, shortened
from app.shell.held import HELD
from app.words import refused as text

Callbacks = Mapping[str, Mapping[str, Any]]
"""Dash's map of callbacks: their inputs and states by their output."""

_MOST_ENDS = 200
"""Inputs, states or outputs; the filter bar has 29, a page some 60."""

_MOST_TOLD = 5
_STRICT = ConfigDict(extra="forbid", strict=True)

_Name = Annotated[str, Field(max_length=120)]
_Text = Annotated[str, Field(max_length=LONGEST_QUERY)]
_Number = Annotated[float, Field(allow_inf_nan=False)]
_Texts = Annotated[list[_Text], Field(max_length=MOST_PARAMETERS)]


class _Output(BaseModel):
    model_config = _STRICT

    id: _Name
    property: _Name

    def __str__(self) -> str:
        return f"{self.id}.{self.property}"


class _End(_Output):
    """A part of the page that a callback is told of, and what it holds."""

    value: _Text | bool | int | _Number | _Texts | None = None


_Outputs = Annotated[list[_Output], Field(max_length=_MOST_ENDS)]
_Ends = Annotated[list[_End], Field(max_length=_MOST_ENDS)]
_Names = Annotated[list[_Name], Field(max_length=_MOST_ENDS)]


class _Body(BaseModel):
    model_config = _STRICT

    output: Annotated[str, Field(max_length=_MOST_ENDS * 120)]
    outputs: _Output | _Outputs
    inputs: _Ends
    state: _Ends = []
    changed: _Names = Field([], alias="changedPropIds")
    changed_parsed: _Names = Field([], alias="parsedChangedPropsIds")

    @property
    def spelled(self) -> str:
        """The output as Dash spells it from its parts."""
        if isinstance(self.outputs, _Output):
            return str(self.outputs)
        return f"..{'...'.join(map(str, self.outputs))}.."


def check(sent: bytes, callbacks: Callbacks, paths: Collection[str]) -> None:
    """Raise `Refusal` unless this is a body that a page at one of `paths` sends to one of the callbacks."""
    try:
        body = _Body.model_validate_json(sent)
    except ValidationError as error:
        raise _not_ours(*_problems_in(error)) from None
    callback = callbacks.get(body.output, {})
    if "callback" not in callback:  # one that runs in the browser has none
        raise _not_ours(Problem("output", shortened(body.output), text.NO_SUCH_CALLBACK))
    _check_names(body, callback)
    problems = [problem for end in (*body.inputs, *body.state) for problem in _wrong_with(end, paths)]
    if problems:
        raise _not_ours(*problems)


def _check_names(body: _Body, callback: Mapping[str, Any]) -> None:
    """See that the body names the parts of the page that the callback has, and no others."""
    told = {"outputs": body.spelled, "inputs": _named(body.inputs), "state": _named(body.state)}
    listed = {"outputs": body.output, **{kind: _listed(callback[kind]) for kind in ("inputs", "state")}}
    wrong = [Problem(kind, shortened(told[kind]), text.AS_LISTED) for kind in told if told[kind] != listed[kind]]
    if not set(body.changed) <= set(listed["inputs"]):
        wrong.append(Problem("changedPropIds", shortened(body.changed), text.ONLY_LISTED))
    if wrong:
        raise _not_ours(*wrong)


def _named(ends: Sequence[_End]) -> list[str]:
    return [str(end) for end in ends]


def _listed(ends: Sequence[Mapping[str, str]]) -> list[str]:
    return [f"{end['id']}.{end['property']}" for end in ends]


def _wrong_with(end: _End, paths: Collection[str]) -> list[Problem]:
    """Say what a part of the page cannot hold."""
    held: TypeAdapter[Any] = HELD[str(end)]
    try:
        held.validate_python(end.value)
    except ValidationError as error:
        return [Problem(str(end), shortened(end.value), error.errors()[0]["msg"])]
    if str(end) == f"{ids.URL}.pathname" and end.value not in paths:
        return [Problem(str(end), shortened(end.value), f"It is one of: {', '.join(paths)}.")]
    return []


def _problems_in(error: ValidationError) -> list[Problem]:
    found = error.errors(include_url=False, include_context=False)[:_MOST_TOLD]
    return [Problem(".".join(map(str, each["loc"])) or "body", _given(each["input"]), each["msg"]) for each in found]


def _given(value: object) -> str:
    """Write what was given; it is the whole body where that is no JSON."""
    return shortened(value.decode(errors="replace") if isinstance(value, bytes) else value)


def _not_ours(*problems: Problem) -> Refusal:
    return Refusal(400, text.NOT_OF_A_PAGE, problems[:_MOST_TOLD])
