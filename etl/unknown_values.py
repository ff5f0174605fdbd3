"""Count the values that the contract does not know. They are kept: the export grows new ones."""

import duckdb

from etl import export


def count_unknown_values(con: duckdb.DuckDBPyConnection) -> None:
    """Create `unknown_value`: a row per column and value outside the contract's list, with the rows that hold it."""
    con.execute("CREATE TABLE unknown_value (column_name VARCHAR, value VARCHAR, rows BIGINT)")
    for column in export.STORED:
        if column.values:
            known = [*column.values, *export.UNKNOWN_PLACES]
            con.execute(
                f"INSERT INTO unknown_value SELECT ?, {column.name}, count(*) FROM export_row "
                f"WHERE NOT list_contains(?, {column.name}) GROUP BY ALL ORDER BY ALL",
                [column.name, known],
            )
