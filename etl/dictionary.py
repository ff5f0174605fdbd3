"""The data dictionary: what every table and column of a snapshot means, told where it can be checked.

A build stops when a column is there and not described, or described and not there.
"""

from dataclasses import dataclass

from etl import export
from etl.metrics import METRICS


@dataclass(frozen=True)
class Described:
    """One column of one table of the snapshot, in a reader's words."""

    table: str
    name: str
    meaning: str
    unit: str
    values: str = ""


TABLES: dict[str, str] = {
    "snapshot": "One row: what this file is, when it was built and how far its data reaches.",
    "source_file": "One row per export file and refresh that read it: what became of its rows.",
    "rejection": "One row per file, refresh and reason: how many rows were rejected for it.",
    "export_row": "One row per CAD event and call sign: the newest accepted version, as published, without locations.",
    "unit_response": "One row per CAD event and call sign: one dispatched unit's times.",
    "event": "One row per CAD event: what it was, who came and when.",
    "category_disagreement": "One row per event whose published response category and unit rows differ.",
    "cross_check": "One row per published duration or agency time: how often it equals ours.",
    "impossible_order": "One row per order of times that cannot be: how many unit responses have it.",
    "unknown_value": "One row per column and value that the export's contract does not know.",
    "programme_phase": "One row per phase of the CARE programme.",
    "beat": "One row per police beat: where it belongs and its square on the schematic map.",
    "metric": "One row per public metric: its definition.",
    "column": "One row per column of this snapshot: this dictionary.",
}

_LOCAL = "local Pacific wall time"
_AGENCIES = {"care": "CARE", "spd": "SPD"}


def _of_agency(name: str, meaning: str, unit: str) -> list[Described]:
    return [
        Described("event", name.format(agency=agency), meaning.format(agency=label), unit)
        for agency, label in _AGENCIES.items()
    ]


def _event() -> list[Described]:
    return [
        *(Described("event", c.name, c.meaning, c.kind, ", ".join(c.values)) for c in export.EVENT_COLUMNS),
        Described(
            "event",
            "has_differing_rows",
            "Its rows disagree on an event column; the newest's first row speaks.",
            "yes/no",
        ),
        *_of_agency("{agency}_units", "{agency} units dispatched to the event.", "units"),
        *_of_agency("{agency}_first_dispatched_at", "When the first {agency} unit was sent.", _LOCAL),
        *_of_agency("{agency}_first_arrived_at", "When the first {agency} unit arrived; blank if none did.", _LOCAL),
        *_of_agency("{agency}_last_cleared_at", "When the last {agency} unit was in service again.", _LOCAL),
        *_of_agency(
            "{agency}_officer_seconds",
            "{agency} person-time: (in service − dispatched) × officers, of units within 0–24 h.",
            "person-seconds",
        ),
        *_of_agency(
            "{agency}_units_not_counted",
            "{agency} units left out of the person-time: no stamp, or outside 0–24 h.",
            "units",
        ),
        Described(
            "event", "is_test", "Initial or final type is TEST CALL ONLY: set aside from every metric.", "yes/no"
        ),
        Described(
            "event", "responders", "Who was sent, from the unit rows.", "text", "CARE only, CARE and SPD, SPD only"
        ),
        Described(
            "event",
            "care_activity",
            "What CARE did there: a dispatched call, an officer's request, or its own outreach.",
            "text",
            "call, officer request, outreach",
        ),
        *_of_agency("{agency}_wait_seconds", "First {agency} unit sent − queued.", "seconds"),
        *_of_agency("{agency}_response_seconds", "First {agency} unit at the scene − queued.", "seconds"),
        Described(
            "event",
            "care_alone_after_spd_seconds",
            "CARE's time at the scene after the last SPD unit cleared, 0 or more; both arrived and cleared.",
            "seconds",
        ),
    ]


_REST: tuple[Described, ...] = (
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
    Described("rejection", "load_id", "The snapshot of the refresh that read the file.", "text"),
    Described("rejection", "file_name", "The file's name.", "text"),
    Described("rejection", "reason", "Why the rows were rejected.", "text"),
    Described("rejection", "rows", "Rows rejected for it.", "rows"),
    Described(
        "export_row",
        "location_status",
        "What the export gave for the coordinates, which are not stored.",
        "text",
        "given, redacted, sentinel, blank",
    ),
    Described("export_row", "vintage", "The vintage of the file the row came from.", "UTC"),
    Described("export_row", "file_name", "The file the row came from.", "text"),
    Described("export_row", "record", "Its record number in that file; a CSV's header is 1.", "number"),
    Described("unit_response", "call_sign_dispatch_id", "The key.", "text"),
    Described("unit_response", "event_number", "The CAD event.", "text"),
    Described("unit_response", "call_sign", "The unit.", "text"),
    Described("unit_response", "agency", "CARE when the call sign is CARE and a digit, else SPD.", "text", "CARE, SPD"),
    Described("unit_response", "officers", "People in the unit.", "people"),
    Described("unit_response", "dispatched_at", "When the unit was sent.", _LOCAL),
    Described("unit_response", "arrived_at", "When the unit arrived; blank if it never did.", _LOCAL),
    Described("unit_response", "cleared_at", "When the unit was in service again.", _LOCAL),
    Described("unit_response", "service_seconds", "In service − dispatched.", "seconds"),
    Described("category_disagreement", "event_number", "The CAD event.", "text"),
    Described("category_disagreement", "response_category", "The category as published.", "text"),
    Described("category_disagreement", "responders", "Who was sent, from the unit rows.", "text"),
    Described(
        "category_disagreement",
        "agency_without_units",
        "The agency the category names that has no unit row.",
        "text",
        "CARE, SPD",
    ),
    Described("cross_check", "column_name", "The published column, by our name for it.", "text"),
    Described("cross_check", "agree", "Rows (events, for agency columns) where it equals ours.", "count"),
    Described("cross_check", "differ", "Rows or events where it does not.", "count"),
    Described(
        "cross_check", "not_comparable", "Rows or events where it is not published, or unit rows are missing.", "count"
    ),
    Described("impossible_order", "what", "The order of times that cannot be.", "text"),
    Described("impossible_order", "rows", "Unit responses that have it; such an interval is never counted.", "rows"),
    Described("unknown_value", "column_name", "The column, by our name for it.", "text"),
    Described("unknown_value", "value", "The value that its contract does not list.", "text"),
    Described("unknown_value", "rows", "Rows that hold it. They are kept.", "rows"),
    Described("programme_phase", "starts_on", "First day of the phase.", "date"),
    Described("programme_phase", "label", "The phase in a few words.", "text"),
    Described("programme_phase", "detail", "The phase in a sentence.", "text"),
    Described("programme_phase", "source", "Where it was published.", "text"),
    Described("beat", "beat", "The beat.", "text"),
    Described("beat", "sector", "Its sector.", "text"),
    Described("beat", "precinct", "Its precinct.", "text"),
    Described("beat", "tile_row", "Row of its square on the schematic map, from the north.", "number"),
    Described("beat", "tile_column", "Column of its square, from the west.", "number"),
    Described("beat", "source", "Where it was published.", "text"),
    Described("metric", "name", "The public name.", "text"),
    Described("metric", "label", "Its name on a page.", "text"),
    Described("metric", "question", "The question it answers.", "text"),
    Described("metric", "meaning", "What it counts, in plain words.", "text"),
    Described("metric", "why", "Why it matters.", "text"),
    Described("metric", "aim", "The evaluation aim it serves.", "text"),
    Described("metric", "unit", "Its unit.", "text"),
    Described("metric", "grain", "What one of it is.", "text"),
    Described("metric", "population", "SQL: the events it is about.", "SQL"),
    Described("metric", "value", "SQL: its value.", "SQL"),
    Described("metric", "n", "SQL: the events the value rests on.", "SQL"),
    Described("metric", "smallest_n", "Fewest events it is shown for.", "events"),
    Described("metric", "source", "Where its facts come from.", "text"),
    Described("column", "table_name", "The table.", "text"),
    Described("column", "name", "The column.", "text"),
    Described("column", "meaning", "What it means.", "text"),
    Described("column", "unit", "Its unit or kind.", "text"),
    Described("column", "allowed_values", "The values known for it.", "text"),
)


def described() -> tuple[Described, ...]:
    """List every column of a snapshot, table by table."""
    stored = (Described("export_row", c.name, c.meaning, c.kind, ", ".join(c.values)) for c in export.STORED)
    return (*stored, *_event(), *_REST)


def as_markdown() -> str:
    """Write the dictionary and the metrics as a page for `docs/`."""
    lines = ["# Data dictionary", "", "Written by `make docs` from the definitions; do not edit.", "", "## Metrics", ""]
    for metric in METRICS.values():
        lines += [f"### `{metric.name}` · {metric.label}", "", f"*{metric.question}* {metric.meaning}", ""]
        lines += [f"{metric.why} Unit: {metric.unit}. {metric.grain} Source: {metric.source}", ""]
        lines += [f"- {limit}" for limit in metric.limits] + [""]
    for table, meaning in TABLES.items():
        lines += [f"## Table `{table}`", "", meaning, "", "| column | meaning | unit | values |", "|---|---|---|---|"]
        rows = (column for column in described() if column.table == table)
        lines += [f"| `{c.name}` | {c.meaning} | {c.unit} | {c.values} |" for c in rows] + [""]
    return "\n".join(lines)
