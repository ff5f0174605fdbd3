"""Headline metrics by month, as a snapshot says them: what the next refresh is compared with."""

from collections import defaultdict
from collections.abc import Sequence

import duckdb

from etl.metrics import HEADLINE, METRICS, Metric

CREATE = "CREATE TABLE headline (month VARCHAR, metric VARCHAR, value DOUBLE, n BIGINT)"


def work_out(con: duckdb.DuckDBPyConnection, months: Sequence[str] | None = None) -> None:
    """Create `headline`: each headline metric's value and n, for each month that has any, and for all of them.

    A value that rests on too few events is withheld here as everywhere. With `months`, the others are as the snapshot
    held says.
    """
    con.execute(CREATE)
    if months is not None:
        others = "SELECT month, metric, value, n FROM held.headline WHERE NOT list_contains(?, month)"
        con.execute(f"INSERT INTO headline {others}", [list(months)])
    for population, metrics in _by_population().items():
        values = ", ".join(f"{metric.value} AS value_{i}, {metric.n} AS n_{i}" for i, metric in enumerate(metrics))
        events = f"FROM {metrics[0].relation} WHERE {population}"
        con.execute(f"""
            CREATE TEMP TABLE month_value AS
            SELECT NULL AS month, {values} {events}
            UNION ALL
            SELECT strftime(date_trunc('month', queued_at), '%Y-%m'), {values}
            {events} AND {_is_of(months)} GROUP BY date_trunc('month', queued_at)
        """)
        for i, metric in enumerate(metrics):
            con.execute(f"""
                INSERT INTO headline
                SELECT month, '{metric.name}', CASE WHEN n_{i} >= {metric.smallest_n} THEN value_{i} END, n_{i}
                FROM month_value ORDER BY month NULLS FIRST
            """)
        con.execute("DROP TABLE month_value")


def _is_of(months: Sequence[str] | None) -> str:
    """Write the SQL test that an event is of one of the months."""
    if months is None:
        return "TRUE"
    tests = (f"(queued_at >= DATE '{m}-01' AND queued_at < DATE '{m}-01' + INTERVAL 1 MONTH)" for m in months)
    return f"({' OR '.join(tests) or 'FALSE'})"


def _by_population() -> dict[str, list[Metric]]:
    """Put metrics about the same events together: one reading of the events gives them all."""
    found: defaultdict[tuple[str, str], list[Metric]] = defaultdict(list)
    for name in HEADLINE:
        found[METRICS[name].relation, METRICS[name].population].append(METRICS[name])
    return {population: metrics for (_, population), metrics in found.items()}
