"""A month that is held already loses rows. An export adds to a month and corrects it; it does not take much away."""

from etl.guards.guard import Guard, Merged

_MAY_BE_LOST = 0.02

_BY_MONTH = """
    SELECT date_trunc('month', day) AS month, sum(rows)::BIGINT AS rows
    FROM (SELECT CAST(queued_at AS DATE) AS day, count(*) AS rows FROM {} GROUP BY day) GROUP BY month
"""
"""By way of the day, because a month's first day is slow to work out for each row."""


def _reasons(merged: Merged) -> list[str]:
    found = merged.con.execute(
        f"""
        WITH before AS ({_BY_MONTH.format("stage.held_row")}), now AS ({_BY_MONTH.format("export_row")})
        SELECT month, before.rows, coalesce(now.rows, 0) FROM before LEFT JOIN now USING (month)
        WHERE before.rows - coalesce(now.rows, 0) > ? * before.rows ORDER BY month
        """,
        [_MAY_BE_LOST],
    ).fetchall()
    return [
        f"{month:%Y-%m} would have {now:,} rows; {before:,} are held. It loses {(before - now) / before:.1%}, "
        f"and {_MAY_BE_LOST:.0%} may be lost."
        for month, before, now in found
    ]


GUARD = Guard(
    "lost-rows",
    "a month held that loses more than 2% of its rows",
    "See whether the export holds all of these months. A refresh with --full withdraws what the files lack within the "
    "days they span; without it, rows are only added and corrected.",
    _reasons,
)
