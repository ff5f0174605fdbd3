"""What can be measured, a line a part: in the order they are run."""

from tests.bench import day, downloads, facets, load, update
from tests.bench.bench import Part

PARTS: dict[str, Part] = {
    "load": load.run,
    "day": day.run,
    "update": update.run,
    "facets": facets.run,
    "downloads": downloads.run,
}
