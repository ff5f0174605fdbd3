"""Bodies as our pages send them, and what an attacker makes of one."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from app.db import Snapshot
from app.question import read_question
from app.shell.bar_values import OUTPUTS, bar_values
from tests.attacks.inputs import ALL, JUNK

Body = dict[str, Any]
Dependencies = list[dict[str, Any]]
Place = tuple[Any, Any]
"""What holds a value, and under which key or number."""


def sent_by_pages(dependencies: Dependencies, snapshot: Snapshot) -> list[Body]:
    """Write what a page sends to each callback when it opens."""
    asked = bar_values(read_question("", snapshot), "/")
    standing = {str(OUTPUTS[name]): value for name, value in asked.items()}
    standing |= {"snapshot.data": snapshot.info.snapshot, "url.pathname": "/", "news-clock.n_intervals": 1}
    return [_body(each, standing) for each in dependencies if not each.get("clientside_function")]


def _body(callback: dict[str, Any], standing: dict[str, Any]) -> Body:
    names = callback["output"].strip(".").split("...")
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    ends = {
        kind: [{**end, "value": standing.get(f"{end['id']}.{end['property']}")} for end in callback[kind]]
        for kind in ("inputs", "state")
    }
    many = callback["output"].startswith("..")
    return {
        "output": callback["output"],
        "outputs": outputs if many else outputs[0],
        **ends,
        "changedPropIds": [f"{end['id']}.{end['property']}" for end in callback["inputs"][:1]],
    }


def places(node: Any) -> Iterator[Place]:
    """List all places of a JSON value where another could stand."""
    for key in node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from places(node[key])


def spoiled(body: Body, random: Random) -> Body:
    """Change one to three things in a body."""
    result = copy.deepcopy(body)
    for _ in range(random.randint(1, 3)):
        holder, key = random.choice(list(places(result)) or [(result, "output")])
        random.choice(_CHANGES)(holder, key, random)
    return result


def _replace(holder: Any, key: Any, random: Random) -> None:
    holder[key] = junk(random)


def _drop(holder: Any, key: Any, _: Random) -> None:
    del holder[key]


def _double(holder: Any, key: Any, random: Random) -> None:
    if isinstance(holder, list):
        holder.extend([holder[key]] * random.choice((1, 10, 300)))
    else:
        holder[f"{key}x"] = holder[key]


def _wrap(holder: Any, key: Any, random: Random) -> None:
    holder[key] = nested(random.choice((1, 3, 200)), holder[key])


def _shuffle(holder: Any, key: Any, random: Random) -> None:
    if isinstance(holder[key], list):
        random.shuffle(holder[key])


def _lengthen(holder: Any, key: Any, random: Random) -> None:
    holder[key] = str(holder[key]) * random.choice((2, 100, 3_000))


_CHANGES: Sequence[Callable[[Any, Any, Random], None]] = (
    _replace,
    _replace,
    _drop,
    _double,
    _wrap,
    _shuffle,
    _lengthen,
)


def junk(random: Random) -> Any:
    """Make a value of any kind."""
    return random.choice(
        (
            lambda: random.choice(ALL),
            lambda: copy.deepcopy(random.choice(JUNK)),
            lambda: [random.choice(ALL) for _ in range(random.choice((0, 1, 5, 600)))],
            lambda: {random.choice(ALL): random.choice(ALL)},
            lambda: random.randint(-(10**20), 10**20),
            lambda: "".join(map(chr, random.choices(range(0xD800), k=random.choice((1, 20, 2_000))))),
        )
    )()


def nested(depth: int, inside: Any) -> Any:
    """Put a value into lists within lists."""
    for _ in range(depth):
        inside = [inside]
    return inside


def garbled(body: Body, random: Random) -> bytes:
    """Change bytes of a body as it is sent: cut it, repeat a part, put others in."""
    sent = bytearray(json.dumps(body).encode())
    for _ in range(random.randint(1, 5)):
        start = random.randrange(len(sent) or 1)
        end = min(start + random.randint(0, 30), len(sent))
        sent[start:end] = random.choice(
            (b"", bytes(sent[start:end]) * 3, random.randbytes(4), b"[", b'"', b"{", b"1e999")
        )
    return bytes(sent)
