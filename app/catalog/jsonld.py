"""The data as schema.org tells of a `Dataset`, in a page's head, by which search engines for data find it."""

import json
from typing import Any

from markupsafe import Markup

from app import words
from app.catalog.dataset import PACKAGE_ADDRESS, Dataset
from app.catalog.files import File, all_row_files, package_file
from app.words import catalog as text
from app.words import data, downloads
from etl.metrics import METRICS, Metric

_IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""What could end the element that holds the text, written as JSON may write it too."""


def as_script(told: Dataset) -> Markup:
    """Write the element that holds it: a block of data, which no browser runs."""
    written = json.dumps(dataset_as_linked_data(told), ensure_ascii=False).translate(_IN_A_SCRIPT)
    return Markup(f'<script type="application/ld+json">{written}</script>')  # noqa: S704  # escaped above


def dataset_as_linked_data(told: Dataset) -> dict[str, Any]:
    """Write the data set with its files and the numbers that can be had from it."""
    source = {} if told.info.is_invented else {"isBasedOn": data.DATASET_ADDRESS}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": told.at("/data"),
        "url": told.at("/data"),
        "identifier": told.at(PACKAGE_ADDRESS),
        "name": told.title,
        "description": told.description,
        "version": told.info.snapshot,
        "keywords": list(text.KEYWORDS),
        "inLanguage": words.LANGUAGE,
        "license": downloads.LICENSE_ADDRESS,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": told.answerable, "url": told.at("/")},
        "dateModified": told.built,
        "temporalCoverage": told.days,
        "spatialCoverage": {"@type": "Place", "name": text.PLACE},
        **source,
        "variableMeasured": [_variable(metric) for metric in METRICS.values()],
        "distribution": [_download(told, file) for file in (*all_row_files(), package_file())],
    }


def _variable(metric: Metric) -> dict[str, str]:
    return {
        "@type": "PropertyValue",
        "propertyID": metric.name,
        "name": metric.label,
        "description": metric.meaning,
        "unitText": metric.unit,
    }


def _download(told: Dataset, file: File) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.title,
        "description": told.explained(file.description),
        "contentUrl": told.at(file.address),
        "encodingFormat": file.format.media_type,
    }
