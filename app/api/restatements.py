"""The address `/api/v1/restatements`: how each refresh changed the data."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from app.api.answers import basis
from app.api.asking import given_once
from app.api.bodies import Restatements
from app.api.document import NOT_CHANGED, problems
from app.api.questions import SnapshotChoice
from app.api.responses import as_json
from app.db import Warehouse
from app.restatements import refreshes, refreshes_as_dict, whole_log


def restatements_api(warehouse: Warehouse) -> APIBlueprint:
    """Create the address."""
    api = APIBlueprint("restatements", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Metrics")])
    answers = {200: Restatements, 304: NOT_CHANGED, **problems(400, 404, 410, 503)}

    @api.get("/restatements", summary="How each refresh changed the data", responses=answers)
    def restatements(query: SnapshotChoice) -> Response:
        given_once(SnapshotChoice)
        snapshot = warehouse.snapshot(query.snapshot)
        log = refreshes(snapshot) if query.snapshot else whole_log(warehouse)
        rests_on = {snapshot.info.snapshot, *(each.snapshot for each in log[:1])}
        return as_json({**basis(snapshot.info), **refreshes_as_dict(log)}, "-".join(sorted(rests_on)))

    return api
