"""A day with far fewer rows than its weekday usually has: part of it is missing.

A day is judged once, when three later days are there, because the newest ones still fill up; and again if it loses
rows. It is measured by the same weekday of the eight weeks before it. Not judged are days of which fewer than four such
weeks are held, or which usually have fewer than thirty rows; nor a gap of more than a week and the days at its ends: it
was never loaded, and exports begin and end in the middle of a day.
"""

from etl.guards.guard import Guard, Merged

_LATER_DAYS = 3
_SHARE = 1 / 3
_WEEKS = 8
_FEWEST_WEEKS = 4
_FEWEST_ROWS = 30  # of fewer, chance alone leaves a third now and then, in years of days
_GAP_DAYS = 7

_THIN = f"""
    WITH before AS (SELECT CAST(queued_at AS DATE) AS day, count(*) AS rows FROM stage.held_row GROUP BY 1),
    now AS (SELECT CAST(queued_at AS DATE) AS day, count(*) AS rows FROM export_row GROUP BY 1),
    calendar AS (
        SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS DATE) AS day FROM now
    ),
    filled AS (
        SELECT day, coalesce(now.rows, 0) AS rows, before.rows AS rows_before,
               max(now.day) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous,
               min(now.day) OVER (ORDER BY day ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next
        FROM calendar LEFT JOIN now USING (day) LEFT JOIN before USING (day)
    ),
    judged AS (
        SELECT day, rows FROM filled
        WHERE day < (SELECT min(day) FROM (SELECT day FROM now ORDER BY day DESC LIMIT {_LATER_DAYS}))
          AND (day >= (SELECT min(day) FROM (SELECT day FROM before ORDER BY day DESC LIMIT {_LATER_DAYS}))
               OR rows < rows_before OR (rows > 0 AND rows_before IS NULL))
          AND greatest(next - day, day - previous, CASE WHEN rows = 0 THEN next - previous END) <= {_GAP_DAYS}
    )
    SELECT judged.day, judged.rows, median(usual.rows) AS usual
    FROM judged
    JOIN now AS usual
      ON usual.day < judged.day AND usual.day >= judged.day - {7 * _WEEKS} AND isodow(usual.day) = isodow(judged.day)
    GROUP BY judged.day, judged.rows
    HAVING count(*) >= {_FEWEST_WEEKS} AND median(usual.rows) >= {_FEWEST_ROWS}
       AND judged.rows < {_SHARE} * median(usual.rows)
    ORDER BY judged.day
"""


def _reasons(merged: Merged) -> list[str]:
    return [
        f"{day:%A} {day} has {rows:,} rows; in the {_WEEKS} weeks before it a {day:%A} had {usual:,.0f} (the median)."
        for day, rows, usual in merged.con.execute(_THIN).fetchall()
    ]


GUARD = Guard(
    "thin-day",
    "a day, three days later, with less than a third of what its weekday usually has",
    "Download the export again: some of these days' rows are missing in it.",
    _reasons,
)
