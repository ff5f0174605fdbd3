"""What a number can be filtered and broken down by: one line a dimension, over the columns of `event`.

Some cut the published tables about people too, or only them.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Dimension:
    """One way to cut the events, or the published tables about people.

    `sql` gives a group's key as it is shown, nothing where events are not cut so; `in_people` gives it over
    `people_cell`, nothing where people are not. `is_filter` says whether readers can filter by it, and `is_period`
    whether its groups are spans of time, which are present even when nothing happened in them. `parts` is SQL that
    tells the same groups apart without writing text for every event, where that is quicker: six million months took
    0.16 s as text and 0.03 s as numbers. `is_number` says that `parts` is the very number that `sql` writes.
    """

    name: str
    label: str
    sql: str
    is_filter: bool = True
    is_period: bool = False
    parts: str = ""
    is_number: bool = False
    in_people: str = ""

    @property
    def grouped(self) -> str:
        """The SQL to group events by."""
        return self.parts or self.sql

    @property
    def shown(self) -> str:
        """The SQL of a group's key where events are grouped: any event of the group tells it."""
        if not self.parts:
            return self.sql
        return re.sub(r"queued_at|\{seconds\}", r"any_value(\g<0>)", self.sql)

    @property
    def needs_duration(self) -> bool:
        """Whether it cuts a metric's own duration, whose column takes the place of `{seconds}`."""
        return "{seconds}" in self.sql


def _period(name: str, label: str, sql: str, parts: str, in_people: str = "") -> Dimension:
    return Dimension(name, label, sql, is_filter=False, is_period=True, parts=parts, in_people=in_people)


def _number(name: str, label: str, sql: str) -> Dimension:
    return Dimension(name, label, f"CAST({sql} AS VARCHAR)", parts=sql, is_number=True)


DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        _period("day", "Day", "strftime(queued_at, '%Y-%m-%d')", "CAST(queued_at AS DATE)"),
        _period(
            "week",
            "Week from Monday",
            "strftime(date_trunc('week', queued_at), '%Y-%m-%d')",
            "date_trunc('week', queued_at)",
        ),
        _period("month", "Month", "strftime(queued_at, '%Y-%m')", "year(queued_at) * 12 + month(queued_at)"),
        _period(
            "quarter",
            "Quarter",
            "strftime(queued_at, '%Y') || '-Q' || quarter(queued_at)",
            "year(queued_at) * 4 + quarter(queued_at)",
            in_people="period",
        ),
        _period("year", "Year", "strftime(queued_at, '%Y')", "year(queued_at)", in_people="left(period, 4)"),
        _number("hour", "Hour of day", "hour(queued_at)"),
        _number("weekday", "Day of week, 1 = Monday", "isodow(queued_at)"),
        Dimension("precinct", "Precinct", "precinct", in_people="part"),
        Dimension("sector", "Sector", "sector"),
        Dimension("beat", "Beat", "beat"),
        Dimension("neighborhood", "Neighborhood", "neighborhood"),
        Dimension("district", "Council district (approximate, by beat)", "district"),
        Dimension("call_type", "Call type", "coalesce(initial_call_type, 'UNKNOWN')"),
        Dimension("priority", "Priority", "coalesce(priority, 'UNKNOWN')"),
        Dimension("responders", "Who came", "responders"),
        Dimension("call_source", "How the call came in", "coalesce(call_source, 'UNKNOWN')"),
        Dimension("received", "Who generated it", "coalesce(received, 'UNKNOWN')"),
        Dimension(
            "minutes_bin",
            "Minutes, from this to five more",
            "CAST(least({seconds} // 300 * 5, 120) AS VARCHAR)",
            is_filter=False,
            parts="least({seconds} // 300, 24)",
        ),
        Dimension("clearance", "How it was closed", "coalesce(clearance, 'UNKNOWN')", is_filter=False),
        Dimension("outcome", "What came of it", "", is_filter=False, in_people="answer"),
        Dimension("language", "Language", "", is_filter=False, in_people="part"),
    )
}
PERIODS = tuple(name for name, dimension in DIMENSIONS.items() if dimension.is_period)
FILTERS = tuple(name for name, dimension in DIMENSIONS.items() if dimension.is_filter)
BY = tuple(DIMENSIONS)
EVENT_BY = tuple(name for name, dimension in DIMENSIONS.items() if dimension.sql)
"""What events can be broken down by; the others cut only the tables about people."""
