"""The addresses under `/download`: every event and every unit sent, as files that are read as they are sent."""

from collections.abc import Generator, Iterator
from contextlib import suppress

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from flask_openapi3.types import ResponseDict
from werkzeug.exceptions import ServiceUnavailable

from app.api.asking import given_once, settled
from app.api.bodies import FileDescription
from app.api.document import NOT_CHANGED, PARQUET, ROWS_AS_CSV, problems
from app.api.problems import Refusal
from app.api.questions import FilePath, RowQuestion
from app.api.responses import as_file, as_json, cached
from app.config import Settings
from app.db import NotKept, Snapshot, Warehouse
from app.downloads.at_once import NoPlace, Places
from app.downloads.metadata import as_footer, count_rows, row_file_facts
from app.downloads.names import row_file_name
from app.downloads.row_files import ROW_FILES, RowFile
from app.downloads.rows import row_batches
from app.filters import Filters, Problem
from app.words import downloads as text
from app.words import limits

_BUSY_SECONDS = 10
_ASKED: ResponseDict = {304: NOT_CHANGED, **problems(400, 404, 410, 503)}


def row_files_api(warehouse: Warehouse, settings: Settings) -> APIBlueprint:
    """Create the addresses under `/download`."""
    places = Places(settings.downloads_at_once)
    api = APIBlueprint("row_files", __name__, url_prefix="/download", abp_tags=[Tag(name="Rows")])

    @api.get("/<name>.csv", summary="Rows as CSV", responses={200: ROWS_AS_CSV, **_ASKED})
    def rows_as_csv(path: FilePath, query: RowQuestion) -> Response:
        return _file(warehouse, places, path.name, query, ".csv")

    @api.get("/<name>.parquet", summary="Rows as Parquet", responses={200: PARQUET, **_ASKED})
    def rows_as_parquet(path: FilePath, query: RowQuestion) -> Response:
        return _file(warehouse, places, path.name, query, ".parquet")

    @api.get("/<name>.json", summary="What files of rows hold", responses={200: FileDescription, **_ASKED})
    def metadata(path: FilePath, query: RowQuestion) -> Response:
        file = _named(path.name)
        given_once(RowQuestion)
        snapshot = warehouse.snapshot(query.snapshot)
        filters = settled(snapshot, query)
        facts = row_file_facts(snapshot, file, filters) | {"rows": count_rows(snapshot, file, filters)}
        facts["files"] = [file.address(filters, snapshot.info.snapshot, ending) for ending in _WRITERS]
        return as_json(facts, snapshot.info.snapshot)

    return api


def _file(warehouse: Warehouse, places: Places, name: str, query: RowQuestion, ending: str) -> Response:
    """Send a file as it is read. Nothing is read before the first byte is asked for, so `HEAD` costs nothing."""
    file = _named(name)
    given_once(RowQuestion)
    snapshot = warehouse.current()
    filters = settled(snapshot, query)
    if query.snapshot and query.snapshot != snapshot.info.snapshot:
        with suppress(NotKept):  # of rows it makes no difference whether it is: an id that is none is refused here
            warehouse.snapshot(query.snapshot)
        raise _gone(query.snapshot, file.address(filters, snapshot.info.snapshot, ending))
    response = as_file(
        _placed(places, _WRITERS[ending](snapshot, file, filters)),
        row_file_name(file, filters, snapshot.info, ending),
        described_by=file.address(filters, snapshot.info.snapshot, ".json"),
    )
    return cached(response, snapshot.info.snapshot, for_good=False)


def _placed(places: Places, parts: Generator[bytes]) -> Iterator[bytes]:
    """Give a file a place of its own, or ask its reader to come again: whoever waited would hold a thread meanwhile."""
    try:
        return places.take(parts)
    except NoPlace:
        told = limits.DOWNLOADS_BUSY.format(seconds=_BUSY_SECONDS)
        raise ServiceUnavailable(told, retry_after=_BUSY_SECONDS) from None


def _named(name: str) -> RowFile:
    if name not in ROW_FILES:
        known = f"It is one of: {', '.join(ROW_FILES)}."
        raise Refusal(404, text.NO_SUCH_FILE, [Problem("name", name[:60], known)])
    return ROW_FILES[name]


def _gone(snapshot: str, address: str) -> Refusal:
    """Refuse rows of a snapshot that is not the newest, and give the address of those that are."""
    told = Problem("snapshot", snapshot[:60], text.FROM_CURRENT.format(address=address), text.ONLY_CURRENT)
    return Refusal(410, text.OLD_SNAPSHOT, [told])


def _csv(snapshot: Snapshot, file: RowFile, filters: Filters) -> Generator[bytes]:
    from app.downloads import csv_text  # noqa: PLC0415  # see app.db: Arrow is large

    batches = row_batches(snapshot, file, filters, rows=csv_text.ROWS_AT_A_TIME)
    return csv_text.as_csv(file.columns(snapshot), batches)


def _parquet(snapshot: Snapshot, file: RowFile, filters: Filters) -> Generator[bytes]:
    from app.downloads import parquet  # noqa: PLC0415  # see app.db: Arrow is large

    batches = row_batches(snapshot, file, filters, rows=parquet.ROWS_AT_A_TIME)
    facts = as_footer(row_file_facts(snapshot, file, filters))
    return parquet.as_parquet(file.columns(snapshot), batches, facts)


_WRITERS = {".csv": _csv, ".parquet": _parquet}
"""How a file of each ending is written."""
