"""A disk that is full at any step stops the refresh with advice; readers keep the old snapshot, and no harm remains."""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from etl import build
from tests.effort import FULL
from tests.faults.nights import Night, assert_survived, leftovers, reader, whose_answers
from tests.faults.processes import Ended, run
from tests.faults.stop_at import fill

NIGHTS = ("first load", "small day")
DISK_MB = 64
MORE_BYTES = 800_000 if FULL else 4_000_000
"""How much more room there is each time, from none until it is enough."""

SOME_STEPS = ("merging", "checking", "publishing")


@dataclass(frozen=True)
class Disk:
    """A small disk of the test's own."""

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def filler(self) -> Path:
        """The file that takes what shall not be free."""
        return self.root / "filler"

    def begin(self, night: Night) -> Path:
        """Put the night's warehouse on the empty disk."""
        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return night.begin(self.warehouse)

    def free(self) -> int:
        """Count the bytes that are free."""
        told = os.statvfs(self.root)
        return told.f_bavail * told.f_frsize


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    """Mount a disk in memory, where that is allowed."""
    root = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}M", "tmpfs", str(root)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a disk of the test's own cannot be mounted (root may): {error}")
    yield Disk(root)
    subprocess.run(["umount", "-l", str(root)], check=True)


def assert_told_and_survived(ended: Ended, night: Night, disk: Disk) -> None:
    """Hold the message, what is served from the full disk, and what a refresh makes of it when there is room."""
    assert ended.code == 1, ended
    assert "Traceback" not in ended.err
    assert len(re.findall("^error: ", ended.err, re.MULTILINE)) == 1
    assert "disk is full" in ended.err
    assert "Free some of it" in ended.err
    stands = "; the snapshot served before still is." if night.old else ".\n"
    assert f"Nothing was published{stands}" in ended.err
    assert whose_answers(reader(disk.warehouse), night) == ("old" if night.old else None)
    assert leftovers(disk.warehouse) == set()
    disk.filler.unlink()
    assert_survived(night, disk.warehouse)


@pytest.mark.parametrize("step", build.STEPS if FULL else SOME_STEPS)
@pytest.mark.parametrize("name", NIGHTS if FULL else ["small day"])
def test_a_disk_that_is_full_from_a_step_on_stops_the_refresh(
    nights: dict[str, Night], disk: Disk, survived: Callable[[str], None], name: str, step: str
) -> None:
    night = nights[name]
    warehouse = disk.begin(night)
    ended = run(night.exports, warehouse, "tests.faults.stop_at", step, "fill", str(disk.filler))
    assert_told_and_survived(ended, night, disk)
    survived(f"disk full from a step on, {name}")


@pytest.mark.parametrize("name", NIGHTS if FULL else ["small day"])
def test_a_disk_with_too_little_room_stops_the_refresh_wherever_it_ends(
    nights: dict[str, Night], disk: Disk, survived: Callable[[str], None], name: str
) -> None:
    night, steps = nights[name], Counter[str]()
    for room in count(0, MORE_BYTES):
        warehouse = disk.begin(night)
        fill(disk.filler, leave=room)
        ended = run(night.exports, warehouse)
        if ended.code == 0:
            break
        steps[ended.step] += 1
        assert_told_and_survived(ended, night, disk)
        survived(f"disk too small, {name}")
    print(f"{name}: {room:,} bytes are enough; with less it stopped at {dict(steps)}")
    assert len(steps) >= (3 if FULL else 2), steps
    disk.filler.unlink()
    assert_survived(night, warehouse)
