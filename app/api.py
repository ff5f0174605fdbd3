"""The public HTTP interface: metrics as JSON and CSV, and whether the service is up and ready.

Parameters are validated by the models that the OpenAPI document is written from. A question that cannot be answered
gets an RFC 9457 problem document that names the parameter, what was given and what is allowed.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Any, Literal, cast

from flask import Blueprint, Response, render_template, request
from flask_openapi3 import APIBlueprint, Info, OpenAPI, Tag
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app import words
from app.comparison import COMPARE, Change, changes
from app.db import Info as SnapshotInfo
from app.db import NoSnapshot, Snapshot, Warehouse
from app.downloads import answer_as_csv, answer_file_name, data_kind
from app.filters import Filters, Problem, Values, problems_in, settle
from app.quality import quality_as_dict
from app.queries import Answer, Row, ask, choices
from etl.metrics import BY, COUNTS, METRICS, Metric

_PINNED = "public, max-age=31536000, immutable"
_UNPINNED = "public, max-age=60"
_MOST_CUTS = 2
_DEFINITION = (
    *("name", "label", "question", "meaning", "why", "aim", "unit", "format", "grain", "n_label", "better"),
    *("smallest_n", "breakdowns", "ignores", "limits", "source"),
)


class SnapshotChoice(BaseModel):
    """Which snapshot is asked."""

    model_config = ConfigDict(extra="forbid")

    snapshot: str | None = Field(None, description="A snapshot's id; the newest when left out.")


class Question(Filters):
    """A metric's question: filters, breakdown, comparison, and the snapshot it is put to."""

    by: Values = Field((), description=f"Break down by one or two of: {', '.join(BY)}.")
    compare: Literal["previous", "year"] | None = Field(
        None, description="Compare each row with the period before, or with the same dates a year before."
    )
    snapshot: str | None = Field(None, description="A snapshot's id; the newest when left out.")


class MetricPath(BaseModel):
    """Which metric."""

    name: str = Field(description=f"One of: {', '.join(METRICS)}.")


class Refusal(Exception):
    """A request that gets a problem document."""

    def __init__(self, status: int, title: str, problems: Sequence[Problem] = ()) -> None:
        """Keep what the answer says."""
        super().__init__(title)
        self.status, self.title, self.problems = status, title, problems


def create_server(warehouse: Warehouse) -> OpenAPI:
    """Create the Flask server with the API on it."""
    server = OpenAPI(
        __name__,
        info=Info(title="CARE dashboard", version="1", description="Performance of Seattle's CARE crisis responders."),
        validation_error_status=400,
        validation_error_callback=_invalid,
        doc_ui=False,
        static_folder=None,
    )
    server.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    server.register_api(_metrics_api(warehouse))
    server.register_blueprint(_operations(warehouse))
    server.add_url_rule("/openapi.json", "openapi", lambda: _json(server.api_doc, None))
    server.add_url_rule("/api", "readable", lambda: _readable(server, warehouse))
    server.add_url_rule("/api/<path:unknown>", "unknown", _no_such_address)  # else it would be a page, and 200
    server.register_error_handler(Refusal, _refused)
    server.register_error_handler(NoSnapshot, _no_snapshot)
    return server


def _metrics_api(warehouse: Warehouse) -> APIBlueprint:
    api = APIBlueprint("metrics", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Metrics")])

    @api.get("/metrics", summary="Every public metric's definition")
    def definitions() -> Response:
        basis = _basis_now(warehouse)
        return _json({**basis, "metrics": [_definition(metric) for metric in METRICS.values()]}, basis.get("snapshot"))

    @api.get("/metrics/<name>.csv", summary="A metric's rows as CSV")
    def rows_as_csv(path: MetricPath, query: Question) -> Response:
        answer, compared = _answer(warehouse, path.name, query)
        response = Response(answer_as_csv(answer, compared), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{answer_file_name(answer)}"'
        return _cached(response, answer.info.snapshot)

    @api.get("/metrics/<name>", summary="A metric's rows as JSON")
    def rows_as_json(path: MetricPath, query: Question) -> Response:
        answer, compared = _answer(warehouse, path.name, query)
        return _json(answer_as_dict(answer, compared), answer.info.snapshot)

    @api.get("/filters", summary="The values that each filter can take")
    def filters(query: SnapshotChoice) -> Response:
        snapshot = warehouse.snapshot(query.snapshot)
        return _json(_filters_as_dict(snapshot), snapshot.info.snapshot)

    @api.get("/quality", summary="The known weaknesses of the data, as numbers")
    def quality(query: SnapshotChoice) -> Response:
        snapshot = warehouse.snapshot(query.snapshot)
        return _json({**_basis(snapshot.info), **quality_as_dict(snapshot)}, snapshot.info.snapshot)

    return api


def _readable(server: OpenAPI, warehouse: Warehouse) -> str:
    """Write the OpenAPI document as a page to read: no script, and no file from elsewhere."""
    document = server.api_doc
    operations = [(path, methods["get"]) for path, methods in document["paths"].items() if "get" in methods]
    return render_template(
        "api.html",
        language=words.LANGUAGE,
        info=document["info"],
        operations=operations,
        metrics=METRICS.values(),
        notice=words.INVENTED if _basis_now(warehouse).get("data_kind") == data_kind(is_invented=True) else "",
    )


def _basis_now(warehouse: Warehouse) -> dict[str, str]:
    """Say which data is served now; nothing while there is none."""
    try:
        return _basis(warehouse.current().info)
    except NoSnapshot:
        return {}


def _operations(warehouse: Warehouse) -> Blueprint:
    operations = Blueprint("operations", __name__)

    @operations.get("/health")
    def health() -> Response:
        return _uncached({"status": "up"}, 200)

    @operations.get("/ready")
    def ready() -> Response:
        try:
            info = warehouse.current().info
        except NoSnapshot as error:
            return _uncached({"status": "not ready", "problem": str(error)}, 503)
        return _uncached(
            {
                "status": "ready",
                "snapshot": info.snapshot,
                "vintage": f"{info.vintage.isoformat()}Z",
                "data_through": info.data_through.isoformat(),
                "age_days": (datetime.now(UTC).date() - info.data_through).days,
                "data_kind": data_kind(is_invented=info.is_invented),
                "problem": warehouse.problem,
            },
            200,
        )

    return operations


def answer_as_dict(answer: Answer, compared: Sequence[Change] | None = None) -> dict[str, Any]:
    """Write an answer as the API gives it; `compared` adds to each row how it differs from another period."""
    pairs = zip(answer.rows, compared or repeat(None, len(answer.rows)), strict=True)
    return {
        "metric": _definition(answer.metric),
        "filters": answer.filters.model_dump(mode="json", exclude_defaults=True),
        "not_applied": answer.not_applied,
        "by": list(answer.by),
        **_basis(answer.info),
        "rows": [_row(answer, row, change) for row, change in pairs],
    }


def _basis(info: SnapshotInfo) -> dict[str, str]:
    return {
        "snapshot": info.snapshot,
        "data_through": info.data_through.isoformat(),
        "data_kind": data_kind(is_invented=info.is_invented),
    }


def _row(answer: Answer, row: Row, change: Change | None) -> dict[str, Any]:
    told = {
        **dict(zip(answer.by, row.keys, strict=True)),
        "value": row.value,
        "text": row.text,
        "n": row.n,
        "low": row.low,
        "high": row.high,
        "withheld": row.withheld,
        "excluded": row.excluded,
        "complete": row.complete,
        "details": row.details,
    }
    if change:
        told["compared"] = vars(change) | {"start": change.start.isoformat(), "end": change.end.isoformat()}
    return told


def _filters_as_dict(snapshot: Snapshot) -> dict[str, Any]:
    """Write each filter with what it means and the values it can take in this snapshot."""
    days = {"first": snapshot.info.first_day.isoformat(), "last": snapshot.info.last_day.isoformat()}
    values: dict[str, object] = {**choices(snapshot), "start": days, "end": days, "count": COUNTS, "by": BY}
    values |= {"police_share": {"lowest": 0, "highest": 100}, "compare": COMPARE}
    told = {
        name: {"description": field.description, "values": values[name]}
        for name, field in Question.model_fields.items()
        if name in values
    }
    return {**_basis(snapshot.info), "filters": told}


def _definition(metric: Metric) -> dict[str, Any]:
    told = {field: getattr(metric, field) for field in _DEFINITION}
    changed = [{"day": day.isoformat(), "what": what} for day, what in metric.changed]
    return told | {"has_interval": metric.low is not None, "changed": changed}


def _answer(warehouse: Warehouse, name: str, question: Question) -> tuple[Answer, list[Change] | None]:
    if name not in METRICS:
        known = f"It is one of: {', '.join(METRICS)}."
        raise Refusal(404, "There is no such metric", [Problem("name", name[:60], known)])
    cuts = tuple(cut.lower() for cut in question.by)
    allowed = METRICS[name].breakdowns
    if not set(cuts) <= set(allowed) or len(cuts) > _MOST_CUTS or len(set(cuts)) < len(cuts):
        advice = f"Give at most {_MOST_CUTS} different ones of: {', '.join(allowed)}."
        raise Refusal(400, "The question cannot be answered", [Problem("by", ", ".join(cuts)[:60], advice)])
    snapshot = warehouse.snapshot(question.snapshot)
    answer = ask(snapshot, name, _settled(snapshot, question), cuts)
    return answer, changes(snapshot, answer, question.compare) if question.compare else None


def _settled(snapshot: Snapshot, question: Question) -> Filters:
    filters = Filters(**question.model_dump(include=set(Filters.model_fields)))
    settled, problems = settle(filters, choices(snapshot))
    if problems:
        raise Refusal(400, "The question cannot be answered", problems)
    return settled


def _json(body: dict[str, Any], snapshot: str | None) -> Response:
    response = Response(json.dumps(body, ensure_ascii=False), content_type="application/json")
    return _cached(response, snapshot) if snapshot else response


def _cached(response: Response, snapshot: str) -> Response:
    """Let caches hold an answer: for good when its snapshot is in the address, else for a minute."""
    response.set_etag(snapshot)
    response.headers["Cache-Control"] = _PINNED if request.args.get("snapshot") else _UNPINNED
    return cast(Response, response.make_conditional(request))


def _uncached(body: dict[str, Any], status: int) -> Response:
    response = _json(body, None)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _invalid(error: ValidationError) -> Response:
    return _problem(400, "The question cannot be answered", problems_in(error, Question.model_fields))


def _no_such_address(unknown: str) -> Response:
    return _problem(404, "There is no such address", detail=f"There is no /api/{unknown[:60]}; see /openapi.json.")


def _no_snapshot(error: NoSnapshot) -> Response:
    """Say that the snapshot asked for is not kept, or that there is none to ask yet."""
    if "snapshot" in request.args:
        return _problem(404, "There is no such snapshot", detail=str(error))
    return _problem(503, "No data is published yet", detail=str(error))


def _refused(error: Refusal) -> Response:
    return _problem(error.status, error.title, error.problems)


def _problem(status: int, title: str, problems: Sequence[Problem] = (), detail: str | None = None) -> Response:
    """Write an RFC 9457 problem document."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or " ".join(map(str, problems)) or title,
        "errors": [{"parameter": p.parameter, "given": p.given, "allowed": p.allowed} for p in problems],
    }
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
