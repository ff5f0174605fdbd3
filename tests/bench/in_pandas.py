"""The same medians, percentiles and averages in pandas: all events read once into memory, then filtered and grouped.

Written as somebody would who wants it fast: text as categories, the parts of the time worked out beforehand, rows
filtered once a page and grouped without sorting by text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from app.db import Snapshot
from app.filters import Filters
from etl.metrics import DIMENSIONS, FILTERS, Metric
from etl.metrics.definition import LONGEST_SECONDS

_SECONDS = ("spd_response_seconds", "spd_wait_seconds", "spd_travel_seconds", "spd_on_scene_seconds")
_DURATIONS = (*_SECONDS, "first_response_seconds")
_MINUTES_BIN = "minutes_bin"


@dataclass(frozen=True)
class Question:
    """A metric of durations, the events it is asked about, and what it is broken down by."""

    metric: Metric
    filters: Filters
    by: tuple[str, ...]

    @property
    def statistic(self) -> str:
        """Which of the three it is: median, p90 or mean."""
        return self.metric.name.split("_")[-2]


class Frame:
    """All dispatched events in memory."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read them through Arrow."""
        cuts = {name: DIMENSIONS[name].sql for name in dict.fromkeys((*FILTERS, "month", "year"))}
        columns = ", ".join(f"{sql} AS {name}" for name, sql in cuts.items())
        whole = f"SELECT queued_at, spd_units, {columns}, {', '.join(_DURATIONS)} FROM event"
        sql = f"{whole} WHERE NOT is_test AND origin = 'DISPATCH'"
        batches = snapshot.batches(sql, rows=500_000)
        self._events = pd.concat([self._typed(batch.to_pandas(), list(cuts)) for batch in batches], ignore_index=True)
        for name in cuts:
            self._events[name] = self._events[name].astype("category")

    @staticmethod
    def _typed(events: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
        durations = {name: events[name].where(events[name].between(0, LONGEST_SECONDS)) for name in _DURATIONS}
        return events.assign(**durations).astype(dict.fromkeys(_DURATIONS, "float32") | dict.fromkeys(texts, "str"))

    def answers(self, questions: Sequence[Question]) -> list[pd.Series | float]:
        """Answer each question of one page; the events of the same filters are picked once."""
        told: list[pd.Series | float] = []
        for filters in dict.fromkeys(question.filters for question in questions):
            events = self._events[self._asked(filters)]
            police = events[events["spd_units"] > 0]
            of_these = [question for question in questions if question.filters == filters]
            told += [_answer(police if q.metric.name.startswith("spd_") else events, q) for q in of_these]
        return told

    def _asked(self, filters: Filters) -> pd.Series:
        queued = self._events["queued_at"]
        asked = (queued >= pd.Timestamp(filters.start or "2000-01-01")) & (
            queued < pd.Timestamp(filters.end or "2099-12-31") + pd.Timedelta(days=1)
        )
        for name in FILTERS:
            if chosen := getattr(filters, name):
                asked &= self._events[name].isin(chosen)
        return asked


def _answer(events: pd.DataFrame, question: Question) -> pd.Series | float:
    """Work out one number, or one for each group."""
    seconds = events[str(question.metric.seconds)]
    if not question.by:
        return float(_statistic(seconds, question.statistic)) / 60
    if question.by == (_MINUTES_BIN,):
        cut: list[pd.Series] = [(seconds // 300 * 5).clip(upper=120)]
    else:
        cut = [events[name] for name in question.by]
    return _statistic(seconds.groupby(cut, observed=True), question.statistic) / 60


def _statistic(of: pd.Series, name: str) -> pd.Series:
    return of.mean() if name == "mean" else of.quantile({"median": 0.5, "p90": 0.9}[name])
