"""The data would end earlier than it did."""

from etl.guards.guard import Guard, Merged


def _reasons(merged: Merged) -> list[str]:
    newest = "SELECT max(queued_at) FROM"
    found = merged.con.execute(f"SELECT ({newest} stage.held_row), ({newest} export_row)").fetchone()
    before, now = found or (None, None)
    if before is None or (now is not None and now >= before):
        return []
    return [f"The newest row would be of {now}; the snapshot before holds one of {before}."]


GUARD = Guard(
    "newest-row",
    "a newest row older than the last snapshot's",
    "See whether the export is cut short at its end.",
    _reasons,
)
