"""What a number can be filtered and broken down by: one line a dimension, over the columns of `event`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dimension:
    """One way to cut the events.

    `sql` gives a group's key as it is shown; `is_filter` says whether readers can filter by it, and `is_period`
    whether its groups are spans of time, which are present even when nothing happened in them.
    """

    name: str
    label: str
    sql: str
    is_filter: bool = True
    is_period: bool = False

    @property
    def needs_duration(self) -> bool:
        """Whether it cuts a metric's own duration, whose column takes the place of `{seconds}`."""
        return "{seconds}" in self.sql


def _period(name: str, label: str, sql: str) -> Dimension:
    return Dimension(name, label, sql, is_filter=False, is_period=True)


DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        _period("day", "Day", "strftime(queued_at, '%Y-%m-%d')"),
        _period("week", "Week from Monday", "strftime(date_trunc('week', queued_at), '%Y-%m-%d')"),
        _period("month", "Month", "strftime(queued_at, '%Y-%m')"),
        _period("quarter", "Quarter", "strftime(queued_at, '%Y') || '-Q' || quarter(queued_at)"),
        _period("year", "Year", "strftime(queued_at, '%Y')"),
        Dimension("hour", "Hour of day", "CAST(hour(queued_at) AS VARCHAR)"),
        Dimension("weekday", "Day of week, 1 = Monday", "CAST(isodow(queued_at) AS VARCHAR)"),
        Dimension("precinct", "Precinct", "precinct"),
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
        ),
        Dimension("clearance", "How it was closed", "coalesce(clearance, 'UNKNOWN')", is_filter=False),
    )
}
PERIODS = tuple(name for name, dimension in DIMENSIONS.items() if dimension.is_period)
FILTERS = tuple(name for name, dimension in DIMENSIONS.items() if dimension.is_filter)
BY = tuple(DIMENSIONS)
