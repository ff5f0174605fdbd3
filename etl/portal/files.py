"""The names of fetched files, which say what was asked for and when: `call-data-since-20250901-20260104T120000Z`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from etl.portal.datasets import Dataset
from etl.stage import stamp_in

_SUFFIX = ".csv.gz"


@dataclass(frozen=True)
class Fetched:
    """A fetched file: everything its dataset had from the day `since` on (None: from the beginning) at `begun`."""

    path: Path
    since: date | None
    begun: datetime

    def covers(self, other: "Fetched") -> bool:
        """Say whether this holds all days of an older file."""
        reaches_back = self.since is None or (other.since is not None and self.since <= other.since)
        return reaches_back and self.begun > other.begun


def stamp(time: datetime) -> str:
    """Write a UTC time as names carry it."""
    return f"{time:%Y%m%dT%H%M%SZ}"


def path_of(folder: Path, dataset: Dataset, since: date | None, begun: str) -> Path:
    """Return the path of a fetched file."""
    asked = f"since-{since:%Y%m%d}" if since else "full"
    return folder / f"{dataset.name}-{asked}-{begun}{_SUFFIX}"


def fetched_files(folder: Path, dataset: Dataset) -> list[Fetched]:
    """List the fetched files in a folder, oldest first; files of other names are somebody else's."""
    name = re.compile(rf"{dataset.name}-(?:full|since-(\d{{8}}))-(\d{{8}}T\d{{6}}Z)" + re.escape(_SUFFIX))
    found = []
    for path in folder.glob(f"{dataset.name}-*{_SUFFIX}"):
        match, begun = name.fullmatch(path.name), stamp_in(path.name)
        if match and begun:
            found.append(Fetched(path, date.fromisoformat(match[1]) if match[1] else None, begun))
    return sorted(found, key=lambda file: file.begun)


def next_time(folder: Path, dataset: Dataset, now: datetime) -> datetime:
    """Return `now`, or a second after the newest fetched file when the clock has not passed it."""
    newest = [file.begun + timedelta(seconds=1) for file in fetched_files(folder, dataset)]
    return max([now, *newest])


def remove_covered(folder: Path, dataset: Dataset) -> list[str]:
    """Remove fetched files of which a newer one holds all days; return their names.

    For years of nights: what a month of nightly fetches leaves is one file. The newest stays always.
    """
    files = fetched_files(folder, dataset)
    covered = [file for file in files if any(newer.covers(file) for newer in files)]
    for file in covered:
        file.path.unlink()
    return [file.path.name for file in covered]
