"""The addresses by which other catalogs learn of the data: `/datapackage.json` and `/data.json`."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from app.api.asking import given_once
from app.api.catalog_bodies import DataCatalog, DataPackage
from app.api.document import NOT_CHANGED, problems
from app.api.questions import SnapshotChoice
from app.api.responses import as_json
from app.catalog import dcat
from app.catalog.dataset import PACKAGE_ADDRESS, dataset
from app.catalog.package import package_as_dict
from app.config import Settings
from app.db import Warehouse
from app.site import site


def catalog_api(warehouse: Warehouse, settings: Settings) -> APIBlueprint:
    """Create the addresses."""
    api = APIBlueprint("catalog", __name__, abp_tags=[Tag(name="Catalogs")])
    package_answers = {200: DataPackage, 304: NOT_CHANGED, **problems(400, 404, 410, 503)}
    catalog_answers = {200: DataCatalog, 304: NOT_CHANGED, **problems(503)}

    @api.get(PACKAGE_ADDRESS, summary="Every file with its columns, as a Data Package (v2)", responses=package_answers)
    def package(query: SnapshotChoice) -> Response:
        given_once(SnapshotChoice)
        snapshot = warehouse.snapshot(query.snapshot)
        told = dataset(snapshot.info, settings, site())
        return as_json(package_as_dict(told, snapshot, has_rows=query.snapshot is None), snapshot.info.snapshot)

    @api.get(dcat.ADDRESS, summary="The data sets as a DCAT-US (v1.1) catalog", responses=catalog_answers)
    def catalog() -> Response:
        info = warehouse.current().info
        return as_json(dcat.catalog_as_dict(dataset(info, settings, site())), info.snapshot)

    return api
