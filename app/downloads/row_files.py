"""The files of rows: which there are, the SQL that reads them, and their columns as the snapshot itself tells them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.db import Snapshot
from app.downloads.columns import FileColumn, Type
from app.filters import Filters
from app.words import downloads as text

_TYPES: dict[str, Type] = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_SQL: dict[Type, str] = {
    "string": "{}",
    "boolean": "coalesce({}, false)",  # what only some events can be, the others are not
    "integer": "CAST({} AS BIGINT)",
    "number": "CAST({} AS DOUBLE)",
    "date": "{}",
    "datetime": "CAST({} AS TIMESTAMP_S)",  # the export's times are whole seconds
}
"""How a column of a type is read."""

_TOLD = """
    SELECT told.name, data_type, meaning, unit, allowed_values
    FROM duckdb_columns() AS held JOIN "column" AS told
      ON told.table_name = held.table_name AND told.name = held.column_name
    WHERE held.table_name = $table ORDER BY column_index
"""
"""A table's columns in their order, with their words."""


@dataclass(frozen=True)
class RowFile:
    """A file of rows.

    `tables` are the snapshot's tables whose columns it has, one that several tables share from the first of them.
    `relation` is SQL that joins them, in which `{where}` stands for a condition over events, and `count` the SQL number
    of its rows over the events; `count_of_fire` is that of those it has besides, over the
    events with a fire unit. `renamed` names in the file a column whose name in the snapshot lacks its unit.
    """

    name: str
    title: str
    description: str
    tables: tuple[str, ...]
    relation: str
    count: str
    count_of_fire: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    def columns(self, snapshot: Snapshot) -> tuple[FileColumn, ...]:
        """List its columns with the words of the dictionary that travels in the snapshot."""
        return tuple(column for column, _ in self._read(snapshot))

    def sql(self, snapshot: Snapshot, where: str) -> str:
        """Write the query of its rows, of the events for which `where` holds."""
        read = ", ".join(f'{sql} AS "{column.name}"' for column, sql in self._read(snapshot))
        return f"SELECT {read} FROM {self.relation.format(where=where)}"

    def address(self, filters: Filters, snapshot_id: str, ending: str) -> str:
        """Write the address of the file, or with the ending `.json` of its metadata, for the events asked for."""
        return f"/download/{self.name}{ending}?{filters.query(snapshot=snapshot_id)}"

    def _read(self, snapshot: Snapshot) -> tuple[tuple[FileColumn, str], ...]:
        """Pair each column with the SQL that reads it."""
        return snapshot.remember(("columns of", self.name), lambda: tuple(self._found(snapshot).values()))

    def _found(self, snapshot: Snapshot) -> dict[str, tuple[FileColumn, str]]:
        found: dict[str, tuple[FileColumn, str]] = {}
        for table in self.tables:
            for name, data_type, *told in snapshot.rows(_TOLD, {"table": table}):
                column = FileColumn(self.renamed.get(name, name), _TYPES[data_type], *told)
                found.setdefault(name, (column, _SQL[column.type].format(f'"{table}"."{name}"')))
        return found


EVENTS = RowFile(
    name="events",
    title=text.EVENTS,
    description=text.EVENTS_ARE,
    tables=("event", "care_event"),
    # Both sides are narrowed: a join holds its right side in memory.
    relation=(
        "(FROM event WHERE {where}) AS event LEFT JOIN (FROM care_event WHERE {where}) AS care_event "
        "ON event.event_number = care_event.event_number"
    ),
    count="count(*)",
    renamed={f"{prefix}comparable_variance": f"{prefix}comparable_variance_seconds_squared" for prefix in ("", "sfd_")},
)
UNIT_RESPONSES = RowFile(
    name="unit_responses",
    title=text.UNIT_RESPONSES,
    description=text.UNIT_RESPONSES_ARE,
    tables=("unit_response",),
    relation="unit_response WHERE event_number IN (SELECT event_number FROM event WHERE {where})",
    count="coalesce(sum(care_units + spd_units), 0)",  # every unit is CARE's, SPD's or SFD's: this needs no join
    count_of_fire="coalesce(sum(sfd_units), 0)",
)

ROW_FILES: dict[str, RowFile] = {file.name: file for file in (EVENTS, UNIT_RESPONSES)}
"""The files of rows by name."""
