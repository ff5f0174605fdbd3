"""The addresses `/api/v1/reconciliation` and its `.csv`: published figures beside ours."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from app.api.answers import basis
from app.api.bodies import Reconciliation
from app.api.document import NOT_CHANGED, PLAIN_CSV, problems
from app.api.questions import SnapshotChoice
from app.api.responses import as_json, cached
from app.db import Snapshot, Warehouse
from app.downloads.formulas import harmless
from app.reconciliation import Reading, Reconciled, reconciled

_PLACE = "/api/v1/metrics/"
_FIGURE = ("figure", "published", "value", "unit", "starts_on", "ends_on", "source")
_READING = ("metric", "count", "rule", "value", "text", "n", "difference", "percent")
_COLUMNS = (
    *("figure", "published", "published_value", "unit", "starts_on", "ends_on", "source", "missing", "reason"),
    *("metric", "count", "rule", "value", "text", "n", "difference", "difference_percent", "is_nearest"),
    *("snapshot", "data_through", "data_kind"),
)


def reconciliation_api(warehouse: Warehouse) -> APIBlueprint:
    """Create the addresses."""
    api = APIBlueprint("reconciliation", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Metrics")])
    asked = {304: NOT_CHANGED, **problems(400, 404, 410, 503)}

    @api.get("/reconciliation", summary="Published figures beside ours", responses={200: Reconciliation, **asked})
    def as_body(query: SnapshotChoice) -> Response:
        snapshot = warehouse.snapshot(query.snapshot)
        told = [_figure(each) for each in reconciled(snapshot)]
        return as_json({**basis(snapshot.info), "figures": told}, snapshot.info.snapshot)

    @api.get("/reconciliation.csv", summary="The same as CSV, a row a rule tried", responses={200: PLAIN_CSV, **asked})
    def as_file(query: SnapshotChoice) -> Response:
        snapshot = warehouse.snapshot(query.snapshot)
        response = Response(_written(snapshot), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(snapshot)}"'
        return cached(response, snapshot.info.snapshot)

    return api


def _figure(each: Reconciled) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(each.figure, name) for name in _FIGURE}
    days = {name: told[name].isoformat() for name in ("starts_on", "ends_on")}
    readings = [_reading(reading, each) for reading in each.readings]
    return {**told, **days, "missing": each.missing or None, "reason": each.figure.reason, "readings": readings}


def _reading(reading: Reading, each: Reconciled) -> dict[str, Any]:
    told = {name: getattr(reading, name) for name in _READING}
    return {**told, "is_nearest": reading in each.nearest, "address": f"{_PLACE}{reading.query}"}


def _written(snapshot: Snapshot) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for each in reconciled(snapshot):
        writer.writerows([*line, *basis(snapshot.info).values()] for line in _lines(each))
    return out.getvalue()


def _lines(each: Reconciled) -> Iterator[list[object]]:
    """Write a figure: a line for each rule, or one that says why there is none of ours."""
    told = _figure(each)
    figure = [_cell(told[name]) for name in (*_FIGURE, "missing", "reason")]
    for reading in told["readings"] or [{}]:
        yield [*figure, *(_cell(reading.get(name)) for name in _READING), _yes(reading.get("is_nearest"))]


def _cell(value: object) -> object:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def _yes(is_so: bool | None) -> str:
    return "" if is_so is None else "yes" if is_so else "no"


def _file_name(snapshot: Snapshot) -> str:
    mark = ["INVENTED"] if snapshot.info.is_invented else []
    return "-".join([*mark, "published_figures", snapshot.info.snapshot]) + ".csv"
