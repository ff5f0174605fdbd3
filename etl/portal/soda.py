"""Questions to the portal (SODA), each asked again, with growing pauses, while there is trouble answering it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from etl import http
from etl.errors import BadInput
from etl.portal.datasets import Dataset, Month
from etl.portal.page import Table, Tally, Trouble, read_table

PAGE_ROWS = 10_000
_BOUNDS = http.Bounds(silence_seconds=60, seconds=300, bytes=64_000_000)
_TRIES = 10
_BACK_OFF = wait_exponential_jitter(initial=1, max=120)
_LONGEST_PAUSE_ASKED = 900.0
_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""The statuses that may be others when asked again."""

_ADVICE = "No export was written. What was read so far is kept: fetch again within 20 hours to go on from there."
T = TypeVar("T")


@dataclass(frozen=True)
class Portal:
    """A portal at `address`; `token` raises its limits, and may be empty. `say` is told of each trouble."""

    address: str
    token: str
    say: Callable[[str], object]
    sleep: Callable[[float], None] = time.sleep

    def span(self, dataset: Dataset, since: date | None) -> tuple[date, date]:
        """Return the first and the last day with a row, from `since` on; raises `BadInput` when there is none."""
        where = {"$where": f"{dataset.time} >= '{since}T00:00:00'"} if since else {}
        select = f"min({dataset.time}) as first_time,max({dataset.time}) as last_time"
        days = self._ask(dataset, {"$select": select, **where}, _span)
        if days is None:
            raise BadInput(f"{self.place(dataset)}: holds no row{f' since {since}' if since else ''}.")
        return days

    def tally(self, dataset: Dataset, month: Month) -> Tally:
        """Count a month's rows."""
        select = "count(*) as row_count,max(:updated_at) as last_change"
        return self._ask(dataset, {"$select": select, "$where": _within(dataset, month)}, _tally)

    def page(self, dataset: Dataset, month: Month, after: str) -> Table:
        """Return the next rows of a month by key, after the key `after`.

        Whether they are, and whether no rows are the end, is for the caller to judge: a busy portal sends none.
        """
        beyond = f" AND {dataset.key} > '{after.replace(chr(39), chr(39) * 2)}'" if after else ""
        query = {
            "$select": dataset.columns,
            "$where": _within(dataset, month) + beyond,
            "$order": dataset.key,
            "$limit": str(PAGE_ROWS),
        }
        return self._ask(dataset, query, lambda table: table)

    def until_it_holds(self, dataset: Dataset, work: Callable[[], T]) -> T:
        """Do `work`, again while it raises `Trouble`; raises `BadInput` when that does not end."""
        retrying = Retrying(
            retry=retry_if_exception_type(Trouble),
            stop=stop_after_attempt(_TRIES),
            wait=_pause,
            before_sleep=self._tell,
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return retrying(work)
        except Trouble as trouble:
            raise BadInput(f"{self.place(dataset)}: {trouble}, {_TRIES} times over. {_ADVICE}") from trouble

    def _ask(self, dataset: Dataset, query: dict[str, str], read: Callable[[Table], T]) -> T:
        return self.until_it_holds(dataset, lambda: read(read_table(self._get(dataset, query))))

    def _get(self, dataset: Dataset, query: dict[str, str]) -> http.Answer:
        address = f"{self.address.rstrip('/')}/resource/{dataset.id}.csv?{urlencode(query)}"
        try:
            return http.get(address, _BOUNDS, "text/csv", {"X-App-Token": self.token} if self.token else {})
        except http.Unanswered as why:
            if why.status is None or why.status in _PASSING:
                raise Trouble(str(why), why.retry_after) from why
            advice = "Look at CARE_PORTAL_TOKEN. " if why.status in (401, 403) else ""
            raise BadInput(f"{self.place(dataset)}: {why}. {advice}{_ADVICE}") from why

    def place(self, dataset: Dataset) -> str:
        """Say whose dataset it is."""
        return f"{urlsplit(self.address).hostname}, dataset {dataset.id}"

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        self.say(f"the portal {error}; asking again in {state.upcoming_sleep:.0f} s")


def _pause(state: RetryCallState) -> float:
    """Wait as long as the portal asks, within reason, and no shorter than the back-off."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, Trouble) and error.retry_after else 0.0
    return max(_BACK_OFF(state), min(asked, _LONGEST_PAUSE_ASKED))


def _within(dataset: Dataset, month: Month) -> str:
    return f"{dataset.time} >= '{month.start}T00:00:00' AND {dataset.time} < '{month.end}T00:00:00'"


def _span(table: Table) -> tuple[date, date] | None:
    first, last = _only(table, "first_time"), _only(table, "last_time")
    try:
        return (date.fromisoformat(first[:10]), date.fromisoformat(last[:10])) if first and last else None
    except ValueError as error:
        raise Trouble(f"sends {first!r} and {last!r} as its first and last time") from error


def _tally(table: Table) -> Tally:
    rows = _only(table, "row_count")
    if not rows.isdigit():
        raise Trouble(f"sends {rows!r} as a number of rows")
    return Tally(int(rows), _only(table, "last_change"))


def _only(table: Table, name: str) -> str:
    values = table.column(name)
    if len(values) != 1:
        raise Trouble(f"sends {len(values)} rows where it is asked for one")
    return values[0]
