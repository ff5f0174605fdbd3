"""The OpenAPI document: what every address may answer, and the whole of it as a page to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_openapi3 import OpenAPI
from flask_openapi3.types import ResponseDict

from app import words
from app.api.bodies import ProblemDocument
from app.api.problems import PROBLEM_TYPE

Told = dict[str, Any]

_OBJECTS = "#/components/schemas/"
_PROBLEMS = {
    400: "The question cannot be answered: each bad parameter is named.",
    404: "There is no such metric or file, or not yet such a snapshot.",
    410: "The snapshot is not kept any more, or never was: `nearest` answers the same question. Rows of events and of "
    "units come from the newest snapshot only.",
    503: "No data is published yet; or the answer took too long: ask again after the seconds of `Retry-After`.",
}

CSV: Told = {"description": words.CSV_COLUMNS, "content": {"text/csv": {"schema": {"type": "string"}}}}
ROWS_AS_CSV: Told = {"description": words.CSV_ROWS, "content": CSV["content"]}
PARQUET: Told = {
    "description": words.PARQUET,
    "content": {"application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}}},
}
PLAIN_CSV: Told = {"description": words.CSV_PLAIN, "content": {"text/csv": {"schema": {"type": "string"}}}}
NOT_CHANGED: Told = {"description": "What `If-None-Match` names is still the answer."}


@dataclass(frozen=True)
class Field:
    """A field of an object as the page tells it; `object_name` is the object that it holds, if any."""

    name: str
    kind: str
    object_name: str
    meaning: str


def problems(*statuses: int) -> ResponseDict:
    """Tell of the problem documents that an address may answer with."""
    content = {PROBLEM_TYPE: {"schema": {"$ref": _OBJECTS + ProblemDocument.__name__}}}
    return {status: {"description": _PROBLEMS[status], "content": content} for status in statuses}


def document(server: OpenAPI) -> Told:
    """Write the document of every address."""
    told: Told = server.api_doc
    told["components"] = {name: part for name, part in told["components"].items() if part is not None}
    for operation in operations(told).values():
        if not operation.get("parameters"):
            operation["responses"].pop("400", None)  # the library adds one to every address
        for response in operation["responses"].values():
            _say_what_it_is(response, told["components"]["schemas"])
    return told


def operations(told: Told) -> dict[str, Told]:
    """List what is done at each address."""
    return {address: methods["get"] for address, methods in told["paths"].items()}


def objects(told: Told) -> dict[str, tuple[str, list[Field]]]:
    """List each object that answers hold: what it is, and its fields."""
    schemas = told["components"]["schemas"]
    return {
        name: (schema.get("description", ""), [_field(*pair) for pair in schema["properties"].items()])
        for name, schema in schemas.items()
    }


def held(response: Told) -> list[tuple[str, str]]:
    """List the types of content that a response can have, each with the object it holds, if any."""
    return [(kind, _object(media["schema"])) for kind, media in response.get("content", {}).items()]


def _say_what_it_is(response: Told, schemas: Told) -> None:
    """Describe an answer as its object is described, where the library says no more than "OK"."""
    for kind, name in held(response):
        if kind == "application/json":
            response["description"] = schemas[name]["description"]


def _field(name: str, schema: Told) -> Field:
    return Field(name, _kind(schema), _object(schema), schema.get("description", ""))


def _kind(schema: Mapping[str, Any]) -> str:
    """Say in words what a value is: text, a number, a list of something."""
    if "anyOf" in schema:
        return " or ".join(_kind(option) for option in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_OBJECTS)
    if schema["type"] == "array":
        return words.API_LIST_OF.format(kind=_kind(schema["items"]))
    if schema["type"] == "object":
        return words.API_BY_NAME.format(kind=_kind(schema["additionalProperties"]))
    return words.API_KINDS[schema.get("format") or schema["type"]]


def _object(schema: Mapping[str, Any]) -> str:
    """Name the first object that a value is or holds; nothing when it holds none."""
    inside = [*schema.get("anyOf", ()), *(schema[part] for part in ("items", "additionalProperties") if part in schema)]
    named = str(schema.get("$ref", "")).removeprefix(_OBJECTS)
    return named or next(filter(None, map(_object, inside)), "")
