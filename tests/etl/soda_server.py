"""A portal on this machine: it answers SODA questions about rows that a test gives, and misbehaves as the test says.

It understands what `etl/portal` asks, by a reading of its own of `$select`, `$where`, `$order` and `$limit`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

Cells = dict[str, str]
Query = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What the portal sends. `cut` leaves bytes of the body off after announcing all of it."""

    body: str
    status: int = 200
    content_type: str = "text/csv; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    announces: bool = True
    cut: int = 0

    @property
    def lines(self) -> list[str]:
        return self.body.splitlines(keepends=True)


Spoil = Callable[[Reply], Reply]


@dataclass
class Served:
    """The portal's rows by dataset, and what was asked of it.

    `spoils` change the answers to the first, second, … question for a page, as the answer would be at that moment;
    `moves` change the rows just after that question was answered. `tallies` are the spoils of counts.
    """

    address: str = ""
    rows: dict[str, list[Cells]] = field(default_factory=dict)
    changed: str = "2026-01-04T03:00:00.000Z"
    spoils: dict[int, Spoil] = field(default_factory=dict)
    moves: dict[int, Callable[[], None]] = field(default_factory=dict)
    tallies: dict[int, Spoil] = field(default_factory=dict)
    pages: list[Query] = field(default_factory=list)
    counts: list[Query] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)

    def answer(self, path: str) -> Reply:
        """Answer one question."""
        place = urlsplit(path)
        found = re.fullmatch(r"/resource/([a-z0-9-]+)\.csv", place.path)
        if not found or found[1] not in self.rows:
            return Reply('{"message": "no such dataset"}', 404, "application/json")
        query = {name: values[0] for name, values in parse_qs(place.query).items()}
        rows = [row for row in self.rows[found[1]] if _holds(query.get("$where", ""), row)]
        if "min(" in query["$select"]:
            (name,) = re.findall(r"min\((\w+)\)", query["$select"])
            times = [row[name] for row in rows] or [""]
            return Reply(_csv([["first_time", "last_time"], [min(times), max(times)]]))
        if "count(" in query["$select"]:
            self.counts.append(query)
            reply = Reply(_csv([["row_count", "last_change"], [str(len(rows)), self.changed]]))
            return self.tallies.get(len(self.counts), lambda same: same)(reply)
        self.pages.append(query)
        number = len(self.pages)
        reply = self.spoils.get(number, lambda same: same)(self._page(found[1], query, rows))
        self.replies.append(reply)
        self.moves.get(number, lambda: None)()
        return reply

    def again(self, number: int) -> Spoil:
        """Send a page that was sent before."""
        return lambda _: self.replies[number - 1]

    def _page(self, dataset: str, query: Query, rows: list[Cells]) -> Reply:
        rows = sorted(rows, key=lambda row: row[query["$order"]])[: int(query["$limit"])]
        names = list(self.rows[dataset][0]) if query["$select"] == "*" else query["$select"].split(",")
        return Reply(_csv([names, *([row[name] for name in names] for row in rows)]))


@contextmanager
def serve(served: Served) -> Iterator[Served]:
    """Serve a portal for as long as the `with` lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.tokens.add(self.headers.get("X-App-Token"))
            reply = served.answer(self.path)
            body = reply.body.encode("utf-8", errors="surrogateescape")
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.announces:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - reply.cut])

        def log_message(self, *_: object) -> None:
            """Keep silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield served
        server.shutdown()


def status(code: int, **headers: str) -> Spoil:
    """Refuse to answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply("", code, "application/json", named)


def header_only(reply: Reply) -> Reply:
    return replace(reply, body=reply.lines[0])


def short(rows: int) -> Spoil:
    return lambda reply: replace(reply, body="".join(reply.lines[: 1 + rows]))


def page_of_html(reply: Reply) -> Reply:
    return replace(reply, body="<html>Sign in</html>", content_type="text/html")


def half(reply: Reply) -> Reply:
    return replace(reply, cut=len(reply.body) // 2)


def half_unannounced(reply: Reply) -> Reply:
    return replace(reply, cut=len(reply.body) // 2, announces=False)


def unordered(reply: Reply) -> Reply:
    head, *rows = reply.lines
    return replace(reply, body=head + "".join(reversed(rows)))


def a_row_twice(reply: Reply) -> Reply:
    return replace(reply, body=reply.body + reply.lines[-1])


def other_columns(reply: Reply) -> Reply:
    return replace(reply, body=reply.body.replace('"priority"', '"urgency"', 1))


def torn(reply: Reply) -> Reply:
    return replace(reply, body=reply.body.rsplit(",", 3)[0] + "\n")


def _holds(where: str, row: Cells) -> bool:
    """Work out `name < 'text'` joined by AND."""
    tests = re.findall(r"(\w+) (>=|<|>) '((?:[^']|'')*)'", where)
    assert " AND ".join(f"{name} {sign} '{text}'" for name, sign, text in tests) == where
    ways = {">=": str.__ge__, "<": str.__lt__, ">": str.__gt__}
    return all(ways[sign](row[name], text.replace("''", "'")) for name, sign, text in tests)


def _csv(records: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(records)
    return text.getvalue()
