"""What cannot be answered: RFC 9457 problem documents, the same for every address that programs read."""

import json
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from app.api.questions import Question
from app.db import NoSnapshot, Warehouse
from app.downloads.kind import data_kind
from app.filters import Problem, problems_in
from app.kinds import is_for_programs
from app.missing import Missing, missing, readdressed
from app.question import PIN
from app.restatements import said_as_dict
from app.site import site

PROBLEM_TYPE = "application/problem+json"
_MOST_TOLD = 20


class Refusal(Exception):
    """A request that gets a problem document."""

    def __init__(self, status: int, title: str, problems: Sequence[Problem] = ()) -> None:
        """Keep what the answer says."""
        super().__init__(title)
        self.status, self.title, self.problems = status, title, problems


def not_answerable(*problems: Problem) -> Refusal:
    """Refuse a question for what is wrong with its parameters."""
    return Refusal(400, "The question cannot be answered", problems)


def register(server: Flask, warehouse: Warehouse) -> None:
    """Answer with a problem document whatever goes wrong at an address that programs read."""
    for place in ("/api", "/download"):  # else it would be a page, and 200
        server.add_url_rule(f"{place}/<path:unknown>", f"unknown {place}", partial(_no_such_address, place))
    server.register_error_handler(Refusal, _refused)
    server.register_error_handler(NoSnapshot, partial(_no_snapshot, warehouse))
    server.register_error_handler(HTTPException, _other)


def invalid(error: ValidationError) -> Response:
    """Name each parameter that the models refuse."""
    return _refused(not_answerable(*problems_in(error, Question.model_fields)))


def _refused(refusal: Refusal) -> Response:
    return problem(refusal.status, refusal.title, refusal.problems)


def _no_such_address(place: str, unknown: str) -> Response:
    return problem(404, "There is no such address", detail=f"There is no {place}/{unknown[:60]}; see /openapi.json.")


def _no_snapshot(warehouse: Warehouse, error: NoSnapshot) -> Response:
    """Say that the snapshot asked for is not there, and what is; or that there is none to ask yet."""
    found = missing(error, warehouse)
    if found is None:
        return problem(503, "No data is published yet", detail=str(error))
    if found.status == HTTPStatus.BAD_REQUEST:
        return _refused(not_answerable(Problem(PIN, found.given, found.allowed, found.why)))
    detail = " ".join(filter(None, (found.why, found.allowed)))
    more = _instead(found, warehouse) if found.status == HTTPStatus.GONE else {}
    return problem(found.status, found.title, detail=detail, **more)


def _instead(found: Missing, warehouse: Warehouse) -> dict[str, Any]:
    """Write where the same question is answered, at the kept snapshots around the one asked for, and what that said."""
    around = {where: _at(name) if name else None for where, name in vars(found.around).items()}
    if not found.said:
        return {**around, "said": None}
    kind = data_kind(is_invented=warehouse.current().info.is_invented)  # a log is of one kind of data
    return {**around, "said": said_as_dict(found.said) | {"data_kind": kind}}


def _at(snapshot: str) -> dict[str, str]:
    pairs = request.args.items(multi=True)
    return {"snapshot": snapshot, "address": f"{site()}{readdressed(request.path, pairs, snapshot)}"}


def took_too_long(detail: str) -> Response:
    """Say that an answer took too long."""
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "The answer took too long", detail=detail)


def _other(error: HTTPException) -> Response | HTTPException:
    """Say what HTTP says: a method that is not allowed, or a failure of ours, whose details only the log holds."""
    if not is_for_programs(request.path):
        return error
    status = HTTPStatus(error.code or 500)
    response = problem(status, status.phrase, detail=error.description)
    response.headers.extend({name: value for name, value in error.get_headers() if name != "Content-Type"})
    return response


def problem(
    status: int, title: str, problems: Sequence[Problem] = (), detail: str | None = None, **more: object
) -> Response:
    """Write a problem document; without a detail, what is wrong with the parameters is told, else the title.

    The first of many wrong parameters are told: an answer is not to grow with what is thrown at it.
    """
    told, others = problems[:_MOST_TOLD], len(problems) - _MOST_TOLD
    wrong = [*map(str, told), *([f"And {others:,} more."] if others > 0 else [])]
    body = {
        "type": "about:blank",
        "title": title,
        "status": int(status),
        "detail": detail or " ".join(wrong) or title,
        "errors": [{"parameter": p.parameter, "given": p.given, "allowed": p.allowed} for p in told],
        **more,
    }
    return Response(json.dumps(body, ensure_ascii=False), int(status), content_type=PROBLEM_TYPE)
