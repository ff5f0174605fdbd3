"""A month that is held already loses rows. An export adds to a month and corrects it; it does not take much away."""

from etl.guards.guard import Guard, Merged

_MAY_BE_LOST = 0.02


def _reasons(merged: Merged) -> list[str]:
    months = "SELECT date_trunc('month', queued_at) AS month, count(*) AS rows FROM {} GROUP BY month"
    found = merged.con.execute(
        f"""
        WITH before AS ({months.format("stage.held_row")}), now AS ({months.format("export_row")})
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
    "See whether the export holds all of these months; --full withdraws what it lacks within the days it spans.",
    _reasons,
)
