"""The addresses `/api/v1/fire-volume` and its `.csv`: the fire department's low-acuity aid responses, as context."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from app.api.answers import basis
from app.api.asking import given_once
from app.api.bodies import FireVolume
from app.api.document import NOT_CHANGED, PLAIN_CSV, problems
from app.api.questions import SnapshotChoice
from app.api.responses import as_json, cached
from app.db import Warehouse
from app.downloads.fire_volume import ADDRESS, NAME, fire_csv, fire_rows
from app.words import fire_volume as text


def fire_volume_api(warehouse: Warehouse) -> APIBlueprint:
    """Create the addresses."""
    api = APIBlueprint("fire_volume", __name__, abp_tags=[Tag(name="Metrics")])
    asked = {304: NOT_CHANGED, **problems(400, 404, 410, 503)}

    @api.get(ADDRESS, summary=text.SUMMARY, responses={200: FireVolume, **asked})
    def as_body(query: SnapshotChoice) -> Response:
        given_once(SnapshotChoice)
        snapshot = warehouse.snapshot(query.snapshot)
        told = {"about": text.FILE_IS, "source": text.DATASET_ADDRESS, "rows": list(fire_rows(snapshot))}
        return as_json({**basis(snapshot.info), **told}, snapshot.info.snapshot)

    @api.get(f"{ADDRESS}.csv", summary=text.SUMMARY_CSV, responses={200: PLAIN_CSV, **asked})
    def as_file(query: SnapshotChoice) -> Response:
        given_once(SnapshotChoice)
        snapshot = warehouse.snapshot(query.snapshot)
        response = Response(fire_csv(snapshot), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{NAME}-{snapshot.info.snapshot}.csv"'
        return cached(response, snapshot.info.snapshot)

    return api
