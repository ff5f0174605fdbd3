"""A published number about people that changes or goes: beside the one of before, it would tell what is not shown."""

from etl.guards.guard import Guard, Merged
from etl.held import columns


def _reasons(merged: Merged) -> list[str]:
    if not columns(merged.con, "people_cell"):
        return []
    changed = merged.con.execute("FROM held.people_cell EXCEPT FROM people_cell").fetchall()
    periods = sorted({f"{source} {period}" for source, _, period, *_ in changed})
    return [f"Published numbers would be others than before: {', '.join(periods)}."] if periods else []


GUARD = Guard(
    "published-people",
    "a published number about people that changes or goes",
    "It is a mistake in the pipeline: keep the files and the private store, and tell who maintains it.",
    _reasons,
    may_be_overruled=False,
)
