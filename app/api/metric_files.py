"""A metric's rows as files, each with a link to what it says of itself."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from flask_openapi3.types import ResponseDict

from app.api.asking import Answered, answered
from app.api.bodies import FileDescription
from app.api.document import CSV, NOT_CHANGED, PARQUET, problems
from app.api.questions import MetricPath, Question
from app.api.responses import as_file, as_json, cached
from app.db import Warehouse
from app.downloads.answer_columns import answer_columns
from app.downloads.answers import answer_as_csv
from app.downloads.metadata import Facts, answer_facts, as_footer
from app.downloads.names import answer_file_name

_ASKED: ResponseDict = {304: NOT_CHANGED, **problems(400, 404, 410, 503)}


def metric_files_api(warehouse: Warehouse) -> APIBlueprint:
    """Create the addresses of files beside `/api/v1/metrics/<name>`."""
    api = APIBlueprint("metric_files", __name__, url_prefix="/api/v1/metrics", abp_tags=[Tag(name="Metrics")])

    @api.get("/<name>.csv", summary="A metric's rows as CSV", responses={200: CSV, **_ASKED})
    def rows_as_csv(path: MetricPath, query: Question) -> Response:
        found = answered(warehouse, path.name, query)
        return _file(found, query, answer_as_csv(*found), ".csv")

    @api.get("/<name>.parquet", summary="A metric's rows as Parquet", responses={200: PARQUET, **_ASKED})
    def rows_as_parquet(path: MetricPath, query: Question) -> Response:
        from app.downloads.answer_parquet import answer_as_parquet  # noqa: PLC0415  # see app.db: Arrow is large

        found = answered(warehouse, path.name, query)
        return _file(found, query, answer_as_parquet(*found, as_footer(_facts(found))), ".parquet")

    @api.get("/<name>/metadata.json", summary="What its files hold", responses={200: FileDescription, **_ASKED})
    def metadata(path: MetricPath, query: Question) -> Response:
        found = answered(warehouse, path.name, query)
        files = [_address(found, query, ending) for ending in (".csv", ".parquet")]
        return as_json(_facts(found) | {"files": files}, found.answer.info.snapshot)

    return api


def _file(found: Answered, query: Question, content: str | bytes, ending: str) -> Response:
    name = answer_file_name(found.answer, ending, found.compared)
    response = as_file(content, name, described_by=_address(found, query, "/metadata.json"))
    return cached(response, found.answer.info.snapshot)


def _facts(found: Answered) -> Facts:
    return answer_facts(found.snapshot, found.answer, answer_columns(found.answer, found.compared))


def _address(found: Answered, query: Question, ending: str) -> str:
    """Write the address of the same question to the same snapshot."""
    answer = found.answer
    asked = answer.filters.query(by=answer.by, compare=query.compare, snapshot=answer.info.snapshot)
    return f"/api/v1/metrics/{answer.metric.name}{ending}?{asked}"
