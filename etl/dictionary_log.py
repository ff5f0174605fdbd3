"""What a snapshot says of itself and of the refreshes before it, column by column."""

from etl.described import Described

OF_ITSELF: tuple[Described, ...] = (
    Described("snapshot", "snapshot", "The snapshot's id: its UTC build time.", "text"),
    Described("snapshot", "vintage", "The newest vintage among its files.", "UTC"),
    Described("snapshot", "first_day", "The first queued day in the data.", "date"),
    Described("snapshot", "data_through", "The last complete day: the day before the newest queued day.", "date"),
    Described(
        "snapshot",
        "is_invented",
        "The rows are invented, for demonstration: no number says anything of Seattle.",
        "yes/no",
    ),
    Described("snapshot", "restated", "Row versions that newer ones replaced in this refresh.", "rows"),
    Described("snapshot", "definitions", "A digest of the definitions it was built with.", "text"),
    Described(
        "snapshot", "sorted_bytes", "The size of its tables when they were last written whole, in order.", "bytes"
    ),
    Described("snapshot", "sfd_first_day", "The first day that SFD's units reach; blank without their export.", "date"),
    Described("snapshot", "sfd_last_day", "The last of those days.", "date"),
    Described("source_file", "load_id", "The snapshot of the refresh that read it.", "text"),
    Described("source_file", "file_name", "The file's name.", "text"),
    Described("source_file", "format", "How the file was written.", "text", "CSV, JSON, Parquet"),
    Described(
        "source_file",
        "vintage",
        "The file's date: the UTC stamp in its name, else as given, else its latest time.",
        "UTC",
    ),
    Described(
        "source_file",
        "missing_cross_checks",
        "Published columns used for checking only that the file lacks.",
        "columns",
    ),
    Described("source_file", "extra_columns", "Columns the contract does not know; ignored.", "columns"),
    Described("source_file", "rows_read", "Rows in the file.", "rows"),
    Described("source_file", "rows_accepted", "Rows with a new key or a newer version.", "rows"),
    Described("source_file", "rows_unchanged", "Rows identical to one held or read before.", "rows"),
    Described("source_file", "rows_superseded", "Rows of which a newer version is held or was read.", "rows"),
    Described("source_file", "rows_rejected", "Rows that break the contract.", "rows"),
    Described(
        "source_file",
        "unreadable_cross_checks",
        "Fields used for checking only whose text could not be read.",
        "fields",
    ),
    Described(
        "source_file",
        "complete_from",
        "First of the days of which it was declared to hold every row; blank if it was not.",
        "date",
    ),
    Described("source_file", "complete_to", "Last of those days.", "date"),
    Described("source_file", "export", "What kind of export it is.", "text", "dispatch, sfd_units"),
    Described("refresh", "load_id", "The snapshot it published.", "text"),
    Described("refresh", "previous", "The snapshot it is compared with; blank for a first load.", "text"),
    Described("refresh", "vintage", "The newest vintage among its snapshot's files.", "UTC"),
    Described("refresh", "data_through", "The last complete day of its snapshot.", "date"),
    Described("refresh", "events", "CAD events in its snapshot.", "events"),
    Described("refresh", "unit_responses", "Unit responses in its snapshot.", "rows"),
    Described("refresh", "rows_added", "Rows whose key was not held before.", "rows"),
    Described("refresh", "rows_restated", "Rows held that a newer export says otherwise.", "rows"),
    Described("refresh", "rows_withdrawn", "Rows held that a complete export lacks.", "rows"),
    Described(
        "refresh",
        "definitions_changed",
        "Definitions or reference tables changed too, which can move numbers.",
        "yes/no",
    ),
    Described("refresh", "overruled", "The guards whose refusal was overruled to publish it.", "list of text"),
    Described("restatement", "load_id", "The refresh, by the snapshot it published.", "text"),
    Described("restatement", "column_name", "The column that was corrected, by our name for it.", "text"),
    Described("restatement", "rows", "Rows corrected in it.", "rows"),
    *(
        Described(table, name, meaning, unit)
        for table in ("headline", "headline_move")
        for name, meaning, unit in (
            ("month", "The month, YYYY-MM; blank for all months together.", "text"),
            ("metric", "The metric's public name.", "text"),
            ("value", "Its value; blank where there is none or too few events.", "see metric"),
            ("n", "The events it rests on.", "events"),
        )
    ),
    Described("headline_move", "load_id", "The refresh, by the snapshot it published.", "text"),
    Described("headline_move", "value_before", "The value in the snapshot before.", "see metric"),
    Described("headline_move", "n_before", "The n in the snapshot before; blank where it had no such month.", "events"),
    Described("rejection", "load_id", "The snapshot of the refresh that read the file.", "text"),
    Described("rejection", "file_name", "The file's name.", "text"),
    Described("rejection", "reason", "Why the rows were rejected.", "text"),
    Described("rejection", "rows", "Rows rejected for it.", "rows"),
)
