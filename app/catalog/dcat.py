"""The DCAT-US (v1.1) catalog, by which open-data portals harvest the data sets.

Its rules are those for publishers that are not federal: https://resources.data.gov/resources/dcat-us/.
"""

from collections.abc import Sequence
from typing import Any

from app import words
from app.catalog.dataset import PACKAGE_ADDRESS, Dataset
from app.catalog.files import File, all_metric_files, in_both_forms
from app.downloads.row_files import ROW_FILES
from app.words import catalog as text
from app.words import data, downloads
from etl.metrics import METRICS

ADDRESS = "/data.json"
_STANDARD = "https://project-open-data.cio.gov/v1.1/schema"
_DAILY = "R/P1D"
_JSON = "application/json"


def catalog_as_dict(told: Dataset) -> dict[str, Any]:
    """Write the catalog: a data set for each kind of row, and one of all numbers by month."""
    numbers = text.NUMBERS_DESCRIPTION.format(numbers="; ".join(metric.label for metric in METRICS.values()))
    rows = [_dataset(told, name, file.title, file.description, in_both_forms(file)) for name, file in ROW_FILES.items()]
    return {
        "@context": f"{_STANDARD}/catalog.jsonld",
        "@id": told.at(ADDRESS),
        "@type": "dcat:Catalog",
        "conformsTo": _STANDARD,
        "describedBy": f"{_STANDARD}/catalog.json",
        "dataset": [*rows, _dataset(told, "metrics", text.NUMBERS, numbers, all_metric_files())],
    }


def _dataset(told: Dataset, name: str, title: str, description: str, files: Sequence[File]) -> dict[str, Any]:
    package = told.at(PACKAGE_ADDRESS)
    source = {} if told.info.is_invented else {"references": [data.DATASET_ADDRESS]}
    return {
        "@type": "dcat:Dataset",
        "identifier": f"{package}#{name}",
        "title": told.marked(text.PART_OF.format(title=title)),
        "description": told.explained(description),
        "keyword": list(text.KEYWORDS),
        "modified": told.built,
        "publisher": {"@type": "org:Organization", "name": told.answerable},
        "contactPoint": _contact(told),
        "accessLevel": "public",
        "license": downloads.LICENSE_ADDRESS,
        "temporal": told.days,
        "spatial": text.PLACE,
        "accrualPeriodicity": _DAILY,
        "language": [words.LANGUAGE],
        "landingPage": told.at("/data"),
        "describedBy": package,
        "describedByType": _JSON,
        **source,
        "distribution": [_distribution(told, file) for file in files],
    }


def _contact(told: Dataset) -> dict[str, str]:
    """Say whom to ask; an address that nobody gave is left out, which the standard allows."""
    address = {"hasEmail": f"mailto:{told.email}"} if told.email else {}
    return {"@type": "vcard:Contact", "fn": told.answerable, **address}


def _distribution(told: Dataset, file: File) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "title": file.title,
        "downloadURL": told.at(file.address),
        "mediaType": file.format.media_type,
        "format": file.format.name,
        "describedBy": told.at(PACKAGE_ADDRESS),
        "describedByType": _JSON,
    }
