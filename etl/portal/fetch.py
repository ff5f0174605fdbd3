"""Fetch: read a dataset month by month, and keep a month only when its rows are all there and none moved meanwhile."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from etl.errors import BadInput, Busy
from etl.portal.datasets import Dataset, Month, months
from etl.portal.files import next_time, path_of
from etl.portal.page import Table, Trouble, check_order
from etl.portal.partial import Partial
from etl.portal.soda import Portal

Told = Callable[[str, int, int], object]
"""Hears of each month that is in: in words, how many are, and how many there are."""


def fetch(portal: Portal, dataset: Dataset, folder: Path, since: date | None, told: Told = lambda *_: None) -> Path:
    """Write everything the dataset has from the day `since` on (None: all) into a new file in `folder`.

    Goes on with a fetch of the same that was cut not long ago. Raises `BadInput` when the portal cannot be read, `Busy`
    when another fetch is running; no file of an export's name is there before it is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f".{dataset.name}.lock", timeout=0):
            return _fetch(portal, dataset, folder, since, told)
    except Timeout as error:
        raise Busy(f"Another fetch into {folder} is running. Try again when it has ended.") from error


def _fetch(portal: Portal, dataset: Dataset, folder: Path, since: date | None, told: Told) -> Path:
    now = next_time(folder, dataset, datetime.now(UTC))
    first, last = portal.span(dataset, since)
    wanted = list(months(since or first.replace(day=1), last))
    asked = f"{portal.address} {dataset.id} {dataset.columns} {since} {wanted[0].start}"
    with Partial(folder, dataset.name, asked, now) as partial:
        for number, month in enumerate(wanted, start=1):
            if number > partial.at.done:
                _read_month(portal, dataset, month, partial)
            told(f"fetched {dataset.name} of {month.name}", number, len(wanted))
        if not partial.at.header:
            raise BadInput(f"{portal.place(dataset)}: holds no row any more. No export was written.")
        return partial.finish(path_of(folder, dataset, since, partial.at.begun))


def _read_month(portal: Portal, dataset: Dataset, month: Month, partial: Partial) -> None:
    portal.until_it_holds(dataset, lambda: _look(portal, dataset, month, partial))


def _look(portal: Portal, dataset: Dataset, month: Month, partial: Partial) -> None:
    """Read a month, or what is missing of it. Raises `Trouble` where it is to be tried again.

    It is whole when as many rows are read as the portal counts, and it counts the same before and after.
    """
    expected = partial.at.tally or partial.begin_month(portal.tally(dataset, month))
    while partial.at.rows < expected.rows:
        page = portal.page(dataset, month, partial.at.key)
        if not page.rows:
            _check_still(portal, dataset, month, partial)
            raise Trouble(f"sends no more rows of {month.name}, though it counts more")
        _add(page, page.column(dataset.key), partial)
    _check_still(portal, dataset, month, partial)
    partial.end_month()


def _add(page: Table, keys: list[str], partial: Partial) -> None:
    """Add a page. One that is not in order makes those before it doubtful too: the month is read anew."""
    try:
        check_order(keys, partial.at.key, partial.keys_before)
    except Trouble:
        partial.give_up_month()
        raise
    partial.append(page, keys)


def _check_still(portal: Portal, dataset: Dataset, month: Month, partial: Partial) -> None:
    """Give up what was read of a month when its rows are no longer those counted before."""
    now, before = portal.tally(dataset, month), partial.at.tally
    if now != before or partial.at.rows > now.rows:
        partial.give_up_month()
        raise Trouble(f"changed rows of {month.name} while they were read")
