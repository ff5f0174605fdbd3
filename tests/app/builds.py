"""Three builds of a small data set: the first no longer kept, the second kept, the third served now."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.config import Settings
from app.db import Warehouse
from app.main import create_app
from etl import publish
from etl.build import refresh
from etl.config import settings_from
from tests.etl.exports import Row, row, write

COUNTS = (12, 14, 17)
"""How many calls of November 2025 each build holds."""


@dataclass(frozen=True)
class Builds:
    """A warehouse and the ids of its builds, oldest first, of which the first is gone."""

    folder: Path
    gone: str
    old: str
    new: str

    @property
    def warehouse(self) -> Warehouse:
        """Look at it anew."""
        return Warehouse(Settings(self.folder, threads=1))

    def client(self, site_url: str = "") -> FlaskClient:
        """Ask a dashboard over it."""
        tester: FlaskClient = create_app(Settings(self.folder, threads=1, site_url=site_url)).server.test_client()
        return tester

    @contextmanager
    def gone_back(self) -> Iterator[None]:
        """Serve the older of both that are kept, as `publish` does, until the block ends."""
        publish.point_to(self.folder, self.old)
        try:
            yield
        finally:
            publish.point_to(self.folder, self.new)


def rows(calls: int) -> list[Row]:
    """Give so many calls of November 2025, with a day before and two after, so that the month is whole."""
    days = [*(["2025-11-03"] * calls), "2025-10-31", "2025-12-02"]
    return [_call(day, number) for number, day in enumerate(days)]


def refreshed(folder: Path, day: int, exports: Sequence[Row]) -> str:
    """Refresh from an export made on a day of January 2026, and give the snapshot."""
    settings = settings_from({"CARE_WAREHOUSE": str(folder), "CARE_BOUNDARIES": str(folder / "none")})
    path = folder.parent / f"export_202601{day:02}T000000Z.csv"
    return refresh(settings, [write(path, *exports)]).snapshot


def three_builds(folder: Path) -> Builds:
    """Publish three builds where the newest two are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "_KEEP_NEWEST", 2)
        ids = [refreshed(folder, day, rows(count)) for day, count in enumerate(COUNTS, start=1)]
    assert publish.snapshots(folder) == ids[1:]
    return Builds(folder, *ids)


def _call(day: str, number: int) -> Row:
    times = {"queued_at": "14:00:00", "dispatched_at": "14:01:00", "arrived_at": "14:05:00", "cleared_at": "14:31:00"}
    return row(event=f"2025000{number:06}", **{name: f"{day} {time}" for name, time in times.items()})
