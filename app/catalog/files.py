"""The files that other catalogs name: rows as CSV and Parquet, and every metric over time as CSV."""

from dataclasses import dataclass

from app.catalog.dataset import PACKAGE_ADDRESS
from app.downloads import fire_volume as fire
from app.downloads.row_files import ROW_FILES, RowFile
from app.words import catalog as text
from app.words import downloads
from app.words import fire_volume as fire_text
from etl.metrics import METRICS, Metric


@dataclass(frozen=True)
class Format:
    """How a file is written: what its address ends with, what people call it, and its media type."""

    ending: str
    name: str
    media_type: str


CSV = Format("csv", "CSV", "text/csv")
JSON = Format("json", "JSON", "application/json")
PARQUET = Format("parquet", "Parquet", "application/vnd.apache.parquet")


@dataclass(frozen=True)
class File:
    """A file at an `address` of the site, which gives the newest data unless it is asked for a snapshot."""

    name: str
    title: str
    description: str
    address: str
    format: Format


def row_file(rows: RowFile, form: Format = CSV) -> File:
    """Name a file of rows, which only the newest snapshot gives."""
    description = f"{rows.description} {downloads.ONLY_CURRENT}"
    return File(rows.name, rows.title, description, f"/download/{rows.name}.{form.ending}", form)


def in_both_forms(rows: RowFile) -> list[File]:
    """Name a file of rows in each of its forms."""
    return [row_file(rows, form) for form in (CSV, PARQUET)]


def all_row_files() -> list[File]:
    """Name every file of rows in each of its forms."""
    return [file for rows in ROW_FILES.values() for file in in_both_forms(rows)]


def period_of(metric: Metric) -> str:
    """Name the period that a metric's file is by: what is about people is published by quarter."""
    return "quarter" if metric.is_about_people else "month"


def metric_file(metric: Metric) -> File:
    """Name the file of a metric over time."""
    by = period_of(metric)
    title = text.NUMBER_BY[by].format(label=metric.label)
    return File(metric.name, title, metric.meaning, f"/api/v1/metrics/{metric.name}.csv?by={by}", CSV)


def all_metric_files() -> list[File]:
    """Name every metric's file."""
    return [metric_file(metric) for metric in METRICS.values()]


def fire_file() -> File:
    """Name the file of the fire department's low-acuity aid responses."""
    return File(fire.NAME, fire_text.FILE_TITLE, fire_text.FILE_IS, f"{fire.ADDRESS}.csv", CSV)


def package_file() -> File:
    """Name the data package, which tells of all the others."""
    return File("package", text.PACKAGE, text.PACKAGE_DESCRIPTION, PACKAGE_ADDRESS, JSON)
