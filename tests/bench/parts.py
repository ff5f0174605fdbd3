"""What can be measured, a line a part: in the order they are run."""

from tests.bench import answers, browser, day, downloads, facets, lighthouse, load, serving, update, visits
from tests.bench.bench import Part

PARTS: dict[str, Part] = {
    "load": load.run,
    "day": day.run,
    "answers": answers.run,
    "serving": serving.run,
    "update": update.run,
    "facets": facets.run,
    "downloads": downloads.run,
    "browser": browser.run,
    "visits": visits.run,
    "lighthouse": lighthouse.run,
}
