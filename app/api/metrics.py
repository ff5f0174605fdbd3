"""The addresses under `/api/v1`: metrics, the values of their filters, and the data's quality."""

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag
from flask_openapi3.types import ResponseDict

from app import words
from app.api.answers import answer_as_dict, basis, definitions_as_dict, filters_as_dict
from app.api.bodies import Definitions, FilterValues, MetricAnswer, Quality
from app.api.document import CSV, NOT_CHANGED, problems
from app.api.problems import Refusal, given_once, not_answerable
from app.api.questions import MetricPath, Question, SnapshotChoice
from app.api.responses import as_json, cached
from app.comparison import Change, changes
from app.db import Snapshot, Warehouse
from app.downloads import answer_as_csv, answer_file_name
from app.filters import Filters, Problem, settle
from app.periods import days_asked
from app.quality import quality_as_dict
from app.queries import DISTRICT, Answer, ask, choices, has_districts
from app.site import site
from etl.metrics import METRICS

_MOST_CUTS = 2
_ASKED: ResponseDict = {304: NOT_CHANGED, **problems(400, 404, 410, 503)}


def metrics_api(warehouse: Warehouse) -> APIBlueprint:
    """Create the addresses under `/api/v1`."""
    api = APIBlueprint("metrics", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Metrics")])

    @api.get("/metrics", summary="Every public metric's definition", responses={200: Definitions, 304: NOT_CHANGED})
    def definitions() -> Response:
        body = definitions_as_dict(warehouse)
        return as_json(body, body["snapshot"])

    @api.get("/metrics/<name>.csv", summary="A metric's rows as CSV", responses={200: CSV, **_ASKED})
    def rows_as_csv(path: MetricPath, query: Question) -> Response:
        snapshot, answer, compared = _answer(warehouse, path.name, query)
        response = Response(answer_as_csv(snapshot, answer, compared), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{answer_file_name(answer)}"'
        return cached(response, answer.info.snapshot)

    @api.get("/metrics/<name>", summary="A metric's rows as JSON", responses={200: MetricAnswer, **_ASKED})
    def rows_as_json(path: MetricPath, query: Question) -> Response:
        snapshot, answer, compared = _answer(warehouse, path.name, query)
        return as_json(answer_as_dict(snapshot, answer, _permanent(answer), compared), answer.info.snapshot)

    @api.get("/filters", summary="The values that each filter can take", responses={200: FilterValues, **_ASKED})
    def filters(query: SnapshotChoice) -> Response:
        given_once(SnapshotChoice)
        snapshot = warehouse.snapshot(query.snapshot)
        return as_json(filters_as_dict(snapshot), snapshot.info.snapshot)

    @api.get("/quality", summary="The known weaknesses of the data, as numbers", responses={200: Quality, **_ASKED})
    def quality(query: SnapshotChoice) -> Response:
        given_once(SnapshotChoice)
        snapshot = warehouse.snapshot(query.snapshot)
        return as_json({**basis(snapshot.info), **quality_as_dict(snapshot)}, snapshot.info.snapshot)

    return api


def _answer(warehouse: Warehouse, name: str, question: Question) -> tuple[Snapshot, Answer, list[Change] | None]:
    if name not in METRICS:
        known = f"It is one of: {', '.join(METRICS)}."
        raise Refusal(404, "There is no such metric", [Problem("name", name[:60], known)])
    given_once(Question)
    cuts = _cuts(name, question)
    snapshot = warehouse.snapshot(question.snapshot)
    if DISTRICT in cuts and not has_districts(snapshot):
        raise not_answerable(Problem("by", DISTRICT, words.NO_DISTRICTS))
    answer = ask(snapshot, name, _settled(snapshot, question), cuts)
    return snapshot, answer, changes(snapshot, answer, question.compare) if question.compare else None


def _permanent(answer: Answer) -> str:
    """Write the address of this answer with its days and its snapshot, so that it gives the same while that is kept."""
    start, end = days_asked(answer.info, answer.filters)
    asked = answer.filters.model_copy(update={"start": start, "end": end})
    return f"{site()}{request.path}?{asked.query(by=answer.by, snapshot=answer.info.snapshot)}"


def _cuts(name: str, question: Question) -> tuple[str, ...]:
    cuts, allowed = tuple(cut.lower() for cut in question.by), METRICS[name].breakdowns
    if not set(cuts) <= set(allowed) or len(cuts) > _MOST_CUTS or len(set(cuts)) < len(cuts):
        advice = f"Give at most {_MOST_CUTS} different ones of: {', '.join(allowed)}."
        raise not_answerable(Problem("by", ", ".join(cuts)[:60], advice))
    return cuts


def _settled(snapshot: Snapshot, question: Question) -> Filters:
    filters = Filters(**question.model_dump(include=set(Filters.model_fields)))
    settled, problems_found = settle(filters, choices(snapshot))
    if problems_found:
        raise not_answerable(*problems_found)
    return settled
