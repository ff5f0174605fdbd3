"""Whether the service is up and ready, for whoever runs it."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from app.age import age_of
from app.api.bodies import Health, NotReady, Ready
from app.api.responses import uncached
from app.db import NoSnapshot, Warehouse
from app.downloads.kind import data_kind


def operations_api(warehouse: Warehouse, stale_days: int) -> APIBlueprint:
    """Create `/health` and `/ready`; data of more than `stale_days` days is called old."""
    api = APIBlueprint("operations", __name__, abp_tags=[Tag(name="Operations")])

    @api.get("/health", summary="Whether the process is up", responses={200: Health})
    def health() -> Response:
        return uncached({"status": "up"})

    @api.get("/ready", summary="Whether data is served, and which", responses={200: Ready, 503: NotReady})
    def ready() -> Response:
        try:
            info = warehouse.current().info
        except NoSnapshot as error:
            return uncached({"status": "not ready", "problem": str(error)}, 503)
        age = age_of(info, stale_days)
        return uncached(
            {
                "status": "ready",
                "snapshot": info.snapshot,
                "vintage": f"{info.vintage.isoformat()}Z",
                "data_through": info.data_through.isoformat(),
                "age_days": age.days,
                "is_old": age.is_old,
                "data_kind": data_kind(is_invented=info.is_invented),
                "problem": warehouse.problem,
            }
        )

    return api
