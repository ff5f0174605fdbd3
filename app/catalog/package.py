"""The data as a Data Package (v2): every file with its columns, units and keys. https://datapackage.org/."""

from typing import Any

from app.catalog.dataset import PACKAGE_ADDRESS, Dataset
from app.catalog.files import File, fire_file, metric_file, period_of, row_file
from app.catalog.table_schema import table_schema
from app.db import Snapshot
from app.definitions import definition_as_dict
from app.downloads.answer_columns import answer_columns
from app.downloads.fire_volume import COLUMNS as FIRE_COLUMNS
from app.downloads.kind import data_kind
from app.downloads.row_files import EVENTS, UNIT_RESPONSES
from app.filters import Filters
from app.fire_volume import fire_months
from app.queries import Answer, ask
from app.words import catalog as text
from app.words import data, downloads
from etl.metrics import METRICS, Metric

Told = dict[str, Any]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NAME = "seattle-care-responders"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_EVENT, _UNIT = ["event_number"], ["call_sign_dispatch_id"]
"""What tells the rows of a file apart."""

_ALWAYS_THERE = (
    *("event_number", "queued_at", "call_sign", "agency", "officers", "dispatched_at"),
    *("text", "n", "snapshot", "data_through", "data_kind", "incidents", "first_day", "through"),
)
"""Columns that are never blank, whichever file they are in, besides its key."""


def package_as_dict(told: Dataset, snapshot: Snapshot, *, has_rows: bool) -> Told:
    """Write the package of a snapshot, whose addresses all ask that snapshot; only the newest `has_rows`."""
    info = told.info
    return {
        "$schema": _PROFILE,
        "name": _NAME,
        "id": told.pinned(PACKAGE_ADDRESS),
        "title": told.title,
        "description": told.description,
        "version": info.snapshot,
        "created": told.built,
        "homepage": told.at("/data"),
        "licenses": [{"name": text.LICENSE, "title": text.LICENSE_TITLE, "path": downloads.LICENSE_ADDRESS}],
        "sources": [_source(told)],
        "contributors": [_contributor(told)],
        "keywords": list(text.KEYWORDS),
        "snapshot": info.snapshot,
        "vintage": f"{info.vintage.isoformat()}Z",
        "data_through": info.data_through.isoformat(),
        "data_kind": data_kind(is_invented=info.is_invented),
        "resources": [*(_rows(told, snapshot) if has_rows else []), *_numbers(told, snapshot), *_fire(told, snapshot)],
    }


def _source(told: Dataset) -> Told:
    if told.info.is_invented:
        return {"title": downloads.INVENTED_SOURCE}
    return {"title": downloads.SOURCE, "path": data.DATASET_ADDRESS}


def _contributor(told: Dataset) -> Told:
    address = {"email": told.email} if told.email else {}
    return {"title": told.answerable, "roles": ["publisher"], **address}


def _rows(told: Dataset, snapshot: Snapshot) -> list[Told]:
    """Write the files of rows: events, and the unit responses that name them."""
    events = table_schema(EVENTS.columns(snapshot), _EVENT, _ALWAYS_THERE)
    units = table_schema(UNIT_RESPONSES.columns(snapshot), _UNIT, _ALWAYS_THERE)
    units |= {"foreignKeys": [{"fields": _EVENT, "reference": {"resource": EVENTS.name, "fields": _EVENT}}]}
    return [_resource(told, row_file(EVENTS), events), _resource(told, row_file(UNIT_RESPONSES), units)]


def _numbers(told: Dataset, snapshot: Snapshot) -> list[Told]:
    """Write each metric's file over time, with its definition."""
    return [
        {
            **_resource(told, metric_file(metric), _over_time(snapshot, metric)),
            "metric": definition_as_dict(metric),
        }
        for metric in METRICS.values()
    ]


def _over_time(snapshot: Snapshot, metric: Metric) -> Told:
    """Write the schema of a metric's file over time, of all that is loaded; what is not shown of people has no n."""
    by = (period_of(metric),)
    if metric.is_about_people:
        columns = answer_columns(ask(snapshot, metric.name, Filters(), by))
        return table_schema(columns, by, [name for name in _ALWAYS_THERE if name != "n"])
    return table_schema(answer_columns(Answer(metric, Filters(), by, snapshot.info, ())), by, _ALWAYS_THERE)


def _fire(told: Dataset, snapshot: Snapshot) -> list[Told]:
    """Write the file of the fire department's feed, where the snapshot holds it."""
    schema = table_schema(FIRE_COLUMNS, ["month", "type"], _ALWAYS_THERE)
    return [_resource(told, fire_file(), schema)] if fire_months(snapshot) else []


def _resource(told: Dataset, file: File, schema: Told) -> Told:
    return {
        "name": file.name,
        "type": "table",
        "path": told.pinned(file.address),
        "title": file.title,
        "description": told.explained(file.description),
        "format": file.format.ending,
        "mediatype": file.format.media_type,
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema,
    }
