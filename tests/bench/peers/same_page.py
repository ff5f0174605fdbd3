"""The same page in pandas and plotly.express: the events in memory, the numbers of a question, and the six figures.

What Streamlit's, Panel's and Dash's pages share, so that they differ in nothing but the framework. The frame is narrow,
its text is categorical, and months, hours and minutes are worked out once when it is read.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from tests.bench.peers.files import EVENTS

TITLES = (
    *("Calls by month", "Who came", "Calls by neighborhood", "Calls by hour and weekday"),
    *("Median response times, minutes", "Waits for CARE, minutes"),
)
_AGENCIES = {"care": "CARE", "spd": "SPD", "first": "First of both"}
_LONGEST = 15
_FEWEST = 10
_MOST_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Question:
    """What the reader asks: days, both included, and the values chosen; none are all."""

    start: date
    end: date
    precincts: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()


def read_events(folder: Path) -> pd.DataFrame:
    """Read the events: a row each, about 60 bytes."""
    events = pd.read_parquet(folder / EVENTS)
    events["month"] = events["queued_at"].dt.to_period("M").dt.to_timestamp()
    events["hour"] = events["queued_at"].dt.hour.astype("int8")
    events["weekday"] = events["queued_at"].dt.day_of_week.astype("int8") + 1
    for agency in _AGENCIES:
        seconds = events.pop(f"{agency}_response_seconds")
        events[agency] = (seconds.where(seconds.between(0, _MOST_SECONDS)) / 60).astype("float64")
    named = ["precinct", "priority", "neighborhood", "responders", "care_activity"]
    return events.astype(dict.fromkeys(named, "category"))


def figures(events: pd.DataFrame, question: Question) -> list[go.Figure]:
    """Draw the six figures of a question, in the order of `TITLES`."""
    asked = _asked(events, question)
    calls = asked[asked["care_activity"] == "call"]
    dispatched = asked[asked["is_dispatched"]]
    drawn = [
        px.bar(_counted(calls, "month"), x="month", y="calls"),
        px.bar(_counted(calls, "month", "responders"), x="month", y="calls", color="responders"),
        px.bar(_most(_counted(calls, "neighborhood")), x="calls", y="neighborhood", orientation="h"),
        px.imshow(pd.crosstab(calls["hour"], calls["weekday"]), text_auto=True, aspect="auto"),
        px.line(_medians(dispatched), x="month", y="minutes", color="who", markers=True),
        px.bar(_waits(dispatched), x="minutes", y="calls"),
    ]
    return [figure.update_layout(title=title, height=400) for figure, title in zip(drawn, TITLES, strict=True)]


def _asked(events: pd.DataFrame, question: Question) -> pd.DataFrame:
    start, end = pd.Timestamp(question.start), pd.Timestamp(question.end) + pd.Timedelta(days=1)
    chosen = (events["queued_at"] >= start) & (events["queued_at"] < end)
    for name, values in (("precinct", question.precincts), ("priority", question.priorities)):
        if values:
            chosen &= events[name].isin(values)
    return events[chosen]


def _counted(calls: pd.DataFrame, *by: str) -> pd.DataFrame:
    return calls.groupby(list(by), observed=True).size().rename("calls").reset_index()


def _most(counted: pd.DataFrame) -> pd.DataFrame:
    """Take the neighborhoods with the most calls; the unknown one stands last."""
    is_unknown = counted["neighborhood"] == "UNKNOWN"
    return (
        counted.assign(is_unknown=is_unknown)
        .sort_values(["is_unknown", "calls"], ascending=[True, False], kind="stable")
        .head(_LONGEST)
    )


def _medians(dispatched: pd.DataFrame) -> pd.DataFrame:
    """Work out the months' medians; those that rest on few events are not shown."""
    by_month = dispatched.groupby("month")[list(_AGENCIES)]
    medians = by_month.median().where(by_month.count() >= _FEWEST).rename(columns=_AGENCIES)
    return medians.reset_index().melt("month", var_name="who", value_name="minutes")


def _waits(dispatched: pd.DataFrame) -> pd.DataFrame:
    """Count the waits for CARE by five minutes; the last bin is open."""
    bins = (dispatched["care"].dropna() // 5 * 5).clip(upper=120)
    return bins.value_counts().sort_index().rename_axis("minutes").rename("calls").reset_index()
