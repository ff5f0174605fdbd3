"""Create the server with the API on it, and the page that tells what the API can be asked."""

from flask import render_template
from flask_openapi3 import Info, OpenAPI

from app import words
from app.age import age_of
from app.api import problems
from app.api.answers import basis_now
from app.api.bodies import ProblemDocument
from app.api.catalog import catalog_api
from app.api.document import document, held, objects, operations
from app.api.fire_volume import fire_volume_api
from app.api.metric_files import metric_files_api
from app.api.metrics import metrics_api
from app.api.operations import operations_api
from app.api.reconciliation import reconciliation_api
from app.api.responses import as_json
from app.api.restatements import restatements_api
from app.api.row_files import row_files_api
from app.bundles import STYLE
from app.config import Settings
from app.db import NoSnapshot, Warehouse
from app.downloads.kind import data_kind
from app.words import page as text
from etl.metrics import METRICS


def create_server(warehouse: Warehouse, settings: Settings) -> OpenAPI:
    """Create the Flask server with the API on it."""
    server = OpenAPI(
        "app",
        info=Info(title="CARE dashboard", version="1", description="Performance of Seattle's CARE crisis responders."),
        validation_error_status=400,
        validation_error_model=ProblemDocument,
        validation_error_callback=problems.invalid,
        doc_ui=False,
        static_folder=None,
    )
    server.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    server.register_api(metrics_api(warehouse))
    server.register_api(metric_files_api(warehouse))
    server.register_api(row_files_api(warehouse, settings))
    server.register_api(restatements_api(warehouse))
    server.register_api(reconciliation_api(warehouse))
    server.register_api(fire_volume_api(warehouse))
    server.register_api(catalog_api(warehouse, settings))
    server.register_api(operations_api(warehouse, settings.stale_days))
    server.add_url_rule("/openapi.json", "openapi", lambda: as_json(document(server)))
    server.add_url_rule("/api", "readable", lambda: _readable(server, warehouse, settings.stale_days))
    problems.register(server, warehouse)
    return server


def _readable(server: OpenAPI, warehouse: Warehouse, stale_days: int) -> str:
    """Write the OpenAPI document as a page to read: no script, and no file from elsewhere."""
    told = document(server)
    is_invented = basis_now(warehouse)["data_kind"] == data_kind(is_invented=True)
    title = f"{told['info']['title']}: API"
    return render_template(
        "api.html",
        style=STYLE.address,
        title=text.INVENTED_TITLE.format(title=title) if is_invented else title,
        words=words,
        info=told["info"],
        operations=operations(told),
        objects=objects(told),
        held=held,
        metrics=METRICS.values(),
        notice=words.INVENTED if is_invented else "",
        age_notice=_age_notice(warehouse, stale_days),
    )


def _age_notice(warehouse: Warehouse, stale_days: int) -> str:
    try:
        return age_of(warehouse.current().info, stale_days).notice
    except NoSnapshot:
        return ""
