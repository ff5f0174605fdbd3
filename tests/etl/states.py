"""All that a snapshot says, besides which files said it: what two ways to the same snapshot must agree on."""

from pathlib import Path

import duckdb

State = dict[str, list[tuple[object, ...]]]

_PLACES = "EXCLUDE (vintage, file_name, record)"
TABLES = {
    "export_row": f"SELECT * {_PLACES} FROM export_row",
    "fire_row": "SELECT * EXCLUDE (vintage, file_name, line) FROM fire_row",
    "quality": "SELECT * FROM quality WHERE name <> 'rejected'",
    "beside the record": "SELECT * EXCLUDE (comparable_cell) FROM care_event",
    **{
        name: f"SELECT * FROM {name}"
        for name in (
            *("unit_response", "event", "comparable_cell", "care_event", "category_disagreement", "impossible_order"),
            *("cross_check", "unknown_value", "headline", "fire_event"),
        )
    },
}


def state(snapshot: Path) -> State:
    """Read all that a snapshot says, table by table, in no order."""
    with duckdb.connect(str(snapshot), read_only=True) as con:
        return {name: sorted(con.execute(query).fetchall(), key=repr) for name, query in TABLES.items()}
