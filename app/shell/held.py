"""What each part of a page can hold when it asks: callbacks are told nothing else.

What a reader can type is bounded in length here, and understood or named where filters are read.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter

from app import ids
from app.bounds import LONGEST_QUERY, LONGEST_VALUE, MOST_PARAMETERS, count_parameters
from app.shell.controls import CHOICES, CONTROLS, SEARCHED
from app.words import refused as text


def _few(query: str) -> str:
    if count_parameters(query) > MOST_PARAMETERS:
        raise ValueError(text.TOO_MANY.format(most=MOST_PARAMETERS))
    return query


_Text = Annotated[str, Field(max_length=LONGEST_VALUE)]
_Query = Annotated[str, Field(max_length=LONGEST_QUERY), AfterValidator(_few)]
_Values = Annotated[list[_Text], Field(max_length=MOST_PARAMETERS)]
_Count = Annotated[int, Field(ge=0, lt=2**53)]
_Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


def _of(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401  # any type there is
    return TypeAdapter(kind, config=ConfigDict(strict=True))


_TEXT, _QUERY, _VALUES, _COUNT = _of(_Text | None), _of(_Query | None), _of(_Values), _of(_Count | None)

HELD: dict[str, TypeAdapter[Any]] = {
    f"{ids.URL}.search": _QUERY,
    f"{ids.URL}.pathname": _of(_Text),
    f"{ids.ASKED}.data": _QUERY,
    f"{ids.SNAPSHOT}.data": _TEXT,
    f"{ids.RESET}.n_clicks": _COUNT,
    f"{ids.NEWS_CLOCK}.n_intervals": _COUNT,
    f"{ids.POLICE_SHARE}.value": _of(_Percent | _Text | None),
    **{f"{name}.value": _TEXT for name in (ids.PRESET, ids.START, ids.END, ids.COUNT)},
    **{f"{ids.control(choice.name)}.value": _TEXT for choice in CHOICES},
    **{f"{ids.control(control.name)}.value": _VALUES for control in CONTROLS},
    **{f"{ids.control(control.name, 'search')}.value": _TEXT for control in SEARCHED},
}
"""By component and property."""
