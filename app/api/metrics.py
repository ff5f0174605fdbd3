"""The addresses under `/api/v1`: metrics, the values of their filters, and the data's quality."""

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag
from flask_openapi3.types import ResponseDict

from app.api.answers import answer_as_dict, basis, definitions_as_dict, filters_as_dict
from app.api.asking import answered, given_once
from app.api.bodies import Definitions, FilterValues, MetricAnswer, Quality
from app.api.document import NOT_CHANGED, problems
from app.api.questions import MetricPath, Question, SnapshotChoice
from app.api.responses import as_json
from app.db import Warehouse
from app.periods import days_asked
from app.quality import quality_as_dict
from app.queries import Answer
from app.site import site

_ASKED: ResponseDict = {304: NOT_CHANGED, **problems(400, 404, 410, 503)}


def metrics_api(warehouse: Warehouse) -> APIBlueprint:
    """Create the addresses under `/api/v1`."""
    api = APIBlueprint("metrics", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Metrics")])

    @api.get("/metrics", summary="Every public metric's definition", responses={200: Definitions, 304: NOT_CHANGED})
    def definitions() -> Response:
        body = definitions_as_dict(warehouse)
        return as_json(body, body["snapshot"])

    @api.get("/metrics/<name>", summary="A metric's rows as JSON", responses={200: MetricAnswer, **_ASKED})
    def rows_as_json(path: MetricPath, query: Question) -> Response:
        found = answered(warehouse, path.name, query)
        return as_json(answer_as_dict(*found, _permanent(found.answer)), found.answer.info.snapshot)

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


def _permanent(answer: Answer) -> str:
    """Write the address of this answer with its days and its snapshot, so that it gives the same while that is kept."""
    start, end = days_asked(answer.info, answer.filters)
    asked = answer.filters.model_copy(update={"start": start, "end": end})
    return f"{site()}{request.path}?{asked.query(by=answer.by, snapshot=answer.info.snapshot)}"
