"""Corruptions of JSON: of the text of one object, or of the whole."""

import json
from collections.abc import Callable
from random import Random

Objects = list[str]

_DEEP = (30, 1_000, 200_000)
_MANY = 10_000
_VALUES = (
    *("null", "true", "false", "0", "2", "-1", "2.5", "2.0", "1e3", "1E400", "-0", "12345678901234567890"),
    *('""', '" "', "[]", "{}", "[[]]", '["2"]', '{"2": 2}', '{"a": {"b": {"c": []}}}', "[null]"),
    *(r'"\u0000"', r'"a\u0000b"', r'"\ud83d\ude92"', r'"\ud800"', r'"\udc00x"', r'"\u202e"', r'"\/"', r'"\u0032"'),
    *("NaN", "Infinity", "-Infinity", "undefined", "'2'", "0x2", "02", "+2", ".5", "2.", '"\t"', r'"\x32"'),
)
"""Values of wrong types, and some that JSON does not have."""


def _with_value(choose: Random, text: str) -> str:
    """Give one field another value, written as it stands."""
    try:
        cells = json.loads(text)
        key = choose.choice(list(cells))
    except (ValueError, AttributeError, TypeError, IndexError, RecursionError):
        return text
    fields = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in cells.items() if name != key)
    return "{" + ", ".join([*fields, f"{json.dumps(key)}: {choose.choice(_VALUES)}"]) + "}"


def _with_field(field: Callable[[Random], str]) -> Callable[[Random, str], str]:
    return lambda choose, text: text.replace("{", "{" + field(choose) + ", ", 1)


def _deep(choose: Random) -> str:
    depth = choose.choice(_DEEP)
    opening, closing = choose.choice((("[", "]"), ('{"a":', "}")))
    return f'"deep": {opening * depth}1{closing * depth}'


OBJECT: dict[str, Callable[[Random, str], str]] = {
    "a value of another type": _with_value,
    "a key twice": _with_field(lambda choose: choose.choice(('"count_of_officers": "7"', '"call_type": "911"'))),
    "a key in another spelling": lambda _, text: text.replace("count_of_officers", "Count Of  Officers"),
    "a key that is empty": _with_field(lambda _: '"": "x"'),
    "a key with quotes": _with_field(lambda _: r'"a\"b' + r"'; DROP TABLE x; --" + '": 1'),
    "a key with a path": _with_field(lambda _: '"$.count_of_officers": "9", "/priority": "9"'),
    "a deep value": _with_field(_deep),
    "10,000 keys": _with_field(lambda _: ", ".join(f'"extra {n}": {n}' for n in range(_MANY))),
    "no field": lambda _, __: "{}",
    "no object": lambda choose, _: choose.choice(("1", '"text"', "null", "true", "[]", "[{}]", "[[]]")),
    "an object in an array": lambda _, text: f"[{text}]",
    "an object in an object": lambda _, text: '{"row": ' + text + "}",
    "a comma too many": lambda _, text: text.replace("}", ",}"),
    "a quote missing": lambda choose, text: text.replace('"', "", choose.choice((1, 2))),
    "single quotes": lambda _, text: text.replace('"', "'"),
    "a comment": lambda _, text: "/* a comment */" + text,
    "line breaks": lambda _, text: text.replace(", ", ",\n  "),
}
"""Corruptions of one object."""

_Whole = Callable[[Random, Objects], str]


def as_array(objects: Objects) -> str:
    """Write objects as the API's array."""
    return "[" + ",\n".join(objects) + "]\n"


def as_lines(objects: Objects) -> str:
    """Write objects one a line."""
    return "\n".join(objects) + "\n"


WHOLE: dict[str, _Whole] = {
    "an array that is not closed": lambda _, objects: as_array(objects).rstrip("]\n"),
    "an array closed twice": lambda _, objects: as_array(objects) + "]",
    "an array and a comma more": lambda _, objects: as_array(objects).rstrip("]\n") + ",]",
    "a comma missing": lambda _, objects: as_array(objects).replace("},", "}", 1),
    "two arrays": lambda choose, objects: "".join(
        as_array(part) for place in [choose.randrange(len(objects))] for part in (objects[:place], objects[place:])
    ),
    "an array in an array": lambda _, objects: f"[{as_array(objects)}]",
    "an array in an object": lambda _, objects: '{"data": ' + as_array(objects) + "}",
    "an array, then lines": lambda _, objects: as_array(objects) + as_lines(objects),
    "lines, then an array": lambda _, objects: as_lines(objects) + as_array(objects),
    "lines with commas": lambda _, objects: ",\n".join(objects),
    "objects without a break": lambda _, objects: "".join(objects),
    "an error of the portal": lambda _, __: '{"code": "429", "error": true, "message": "too many requests"}',
    "an error at the end": lambda _, objects: as_lines(objects) + '{"code": "500", "error": true}\n',
    "garbage at the end": lambda _, objects: as_array(objects) + "garbage",
    "no object": lambda _, __: "[]",
    "deep arrays": lambda choose, _: "[" * choose.choice(_DEEP),
}
"""Corruptions of the whole."""
