"""The data dictionary: what every table and column of a snapshot means, told where it can be checked.

A build stops when a column is there and not described, or described and not there.
"""

from dataclasses import replace

from etl import export
from etl.described import LOCAL as _LOCAL
from etl.described import Described
from etl.dictionary_fire import FIRE_EVENT, fire_row
from etl.dictionary_log import OF_ITSELF
from etl.dictionary_reference import REFERENCE
from etl.fire_volume import LOW_ACUITY_AID
from etl.metrics import GLOSSARY, METRICS
from etl.people.families import FAMILIES

TABLES: dict[str, str] = {
    "snapshot": "One row: what this file is, when it was built and how far its data reaches.",
    "source_file": "One row per export file and refresh that read it: what became of its rows.",
    "rejection": "One row per file, refresh and reason: how many rows were rejected for it.",
    "refresh": "One row per refresh that published a snapshot, from the first on: what it brought.",
    "restatement": "One row per refresh and column in which a newer export corrected rows held: how many rows.",
    "headline": "One row per headline metric and month: what this snapshot says.",
    "headline_move": "One row per refresh, headline metric and month that it moved, and per metric over all months.",
    "export_row": "One row per CAD event and call sign: the newest accepted version, as published, without locations.",
    "fire_row": "One row per CAD event and fire unit: the newest accepted version, as supplied. Empty without the export.",
    "unit_response": "One row per CAD event and unit: one dispatched unit's times. Fire units where SFD's are supplied.",
    "event": "One row per CAD event: what it was, who came and when.",
    "fire_event": "One row per CAD event with a fire unit: the event, and what SFD did there. Empty without the export.",
    "comparable_cell": "One row per agency and cell of comparable events: what it spends when police go without CARE.",
    "care_event": "One row per CAD event with a CARE unit: the event, SFD's part, and the cells a reached call is compared with.",
    "category_disagreement": "One row per event whose published response category and unit rows differ.",
    "cross_check": "One row per published duration or agency time: how often it equals ours.",
    "impossible_order": "One row per order of times that cannot be: how many unit responses have it.",
    "unknown_value": "One row per column and value that the export's contract does not know.",
    "quality": "One row per known weakness of the data: how many rows or events have it.",
    "programme_phase": "One row per phase of the CARE programme: when, where, which hours.",
    "eligible_call_type": "One row per initial call type that CARE may answer, and from when.",
    "clearance_wording": "One row per clearance: its plain words.",
    "published_figure": "One row per figure that the City or others have published, to reconcile with.",
    "beat": "One row per police beat: where it belongs and its square on the schematic map.",
    "area": "One row per kind and name of area: its boundary, simplified to be drawn. Empty without boundaries.",
    "beat_district": "One row per police beat on land: the council district that holds most of it. Empty without boundaries.",
    "people_cell": "One row per published number about people: never of 1 to 10, published once, never changed.",
    "fire_volume": "One row per month and type of the fire department's public feed (Fire 911): how many. Empty without it.",
    "metric": "One row per public metric: its definition.",
    "column": "One row per column of this snapshot: this dictionary.",
}

_PEOPLE_VARIABLES = ", ".join(dict.fromkeys(variable.name for family in FAMILIES for variable in family.variables))
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
            "district",
            "Council district, approximate: the one that holds most of its beat; UNKNOWN without one.",
            "text",
            "1, 2, 3, 4, 5, 6, 7, UNKNOWN",
        ),
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
        Described(
            "event",
            "coverage_step",
            "For an eligible call, what became of it; blank for all others.",
            "text",
            "arrived; sent, did not arrive; outside hours; outside area; not sent, reason not recorded",
        ),
        *_of_agency("{agency}_wait_seconds", "First {agency} unit sent − queued.", "seconds"),
        *_of_agency("{agency}_response_seconds", "First {agency} unit at the scene − queued.", "seconds"),
        *_of_agency("{agency}_travel_seconds", "First {agency} unit at the scene − first one sent.", "seconds"),
        *_of_agency("{agency}_on_scene_seconds", "Last {agency} unit in service − first one at the scene.", "seconds"),
        Described("event", "first_response_seconds", "First unit of either agency at the scene − queued.", "seconds"),
        Described(
            "event",
            "care_alone_after_spd_seconds",
            "CARE's time at the scene after the last SPD unit cleared, 0 or more; both arrived and cleared.",
            "seconds",
        ),
    ]


def _compared(agency: str, prefix: str) -> tuple[Described, ...]:
    """Describe what a reached call is compared with, for an agency whose columns begin so."""
    return (
        Described(
            "care_event",
            f"{prefix}comparable_cell",
            f"The cell a reached call is compared with, for {agency}; blank without a match.",
            "number",
        ),
        Described("care_event", f"{prefix}comparable_level", "That cell's level.", "number", "1, 2, 3"),
        Described("care_event", f"{prefix}comparable_events", "Events in that cell.", "events"),
        Described(
            "care_event",
            f"{prefix}expected_officer_seconds",
            f"E(e): that cell's mean {agency} person-time.",
            "person-seconds",
        ),
        Described("care_event", f"{prefix}comparable_variance", "That cell's sample variance.", "person-seconds²"),
    )


_REST: tuple[Described, ...] = (
    *OF_ITSELF,
    *REFERENCE,
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
    Described(
        "unit_response",
        "call_sign_dispatch_id",
        "The key: the dispatch export's own; of a fire unit SFD, event and unit.",
        "text",
    ),
    Described("unit_response", "event_number", "The CAD event.", "text"),
    Described("unit_response", "call_sign", "The unit.", "text"),
    Described(
        "unit_response",
        "agency",
        "SFD where the fire department tells of it; else CARE when the call sign is CARE and a digit, and SPD when not.",
        "text",
        "CARE, SPD, SFD",
    ),
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
    Described("fire_volume", "month", "The month, YYYY-MM, by the feed's local time.", "text"),
    Described("fire_volume", "type", "The type of response, as the feed names it.", "text"),
    Described(
        "fire_volume", "incidents", "Incidents of the type, each number once, as the newest file says.", "incidents"
    ),
    Described("fire_volume", "is_low_acuity_aid", f"Counted as low-acuity aid: {', '.join(LOW_ACUITY_AID)}.", "yes/no"),
    Described("fire_volume", "first_day", "The first day of the month with any incident in the feed.", "date"),
    Described(
        "fire_volume", "through", "The last such day; of the newest month the day that the feed ends in.", "date"
    ),
    Described("quality", "name", "A short name.", "text"),
    Described("quality", "label", "The weakness in words.", "text"),
    Described("quality", "unit", "What is counted: units (rows) or events.", "text"),
    Described("quality", "found", "How many have it.", "see unit"),
    Described("quality", "of_all", "Of how many.", "see unit"),
    Described("comparable_cell", "cell", "The cell's number.", "number"),
    Described("comparable_cell", "agency", "Whose time it is of.", "text", "SPD, SFD"),
    Described(
        "comparable_cell",
        "level",
        "1: type, priority, precinct and six-hour band; 2: without the band; 3: without the precinct too.",
        "number",
        "1, 2, 3",
    ),
    Described(
        "comparable_cell",
        "call_year",
        "Year of the calls it serves; its events are of that year and the one before.",
        "year",
    ),
    Described("comparable_cell", "call_type", "Initial call type.", "text"),
    Described("comparable_cell", "priority", "Priority.", "text"),
    Described("comparable_cell", "precinct", "Precinct; blank at level 3.", "text"),
    Described(
        "comparable_cell",
        "band",
        "Six-hour band of the queued time, from 0 (midnight to 6) to 3; blank at levels 2 and 3.",
        "number",
    ),
    Described(
        "comparable_cell",
        "events",
        "Comparable events: SPD and no CARE, dispatched, with a valid service time of the agency (for SFD: or without "
        "a fire unit, within the days of its units). At least 30.",
        "events",
    ),
    Described("comparable_cell", "mean_officer_seconds", "Their mean person-time of the agency.", "person-seconds"),
    Described("comparable_cell", "variance", "Its sample variance.", "person-seconds²"),
    Described("care_event", "is_reached_call", "A dispatched CARE call, no test, that a CARE unit reached.", "yes/no"),
    *_compared("SPD", ""),
    Described(
        "care_event",
        "sfd_units",
        "SFD units sent to an event with CARE; blank without CARE, and on days that SFD's units do not reach.",
        "units",
    ),
    Described("care_event", "sfd_first_arrived_at", "When the first of these arrived; blank if none did.", _LOCAL),
    Described("care_event", "sfd_last_cleared_at", "When the last of these was in service again.", _LOCAL),
    Described(
        "care_event",
        "sfd_officer_seconds",
        "Their person-time: (in service − dispatched) × crew, of units within 0–24 h.",
        "person-seconds",
    ),
    Described(
        "care_event",
        "care_alone_after_sfd_seconds",
        "CARE's time at the scene after the last SFD unit cleared, 0 or more; both arrived and cleared.",
        "seconds",
    ),
    *_compared("SFD", "sfd_"),
    Described("people_cell", "source", "The export that it counts the rows of.", "text", "contacts, survey"),
    Described(
        "people_cell",
        "scope",
        "What it is of: a quarter or a year of the city, or a part of a year.",
        "text",
        "quarter, year, precinct, language",
    ),
    Described("people_cell", "period", "The quarter, 2025-Q3, or the year, 2025.", "text"),
    Described(
        "people_cell",
        "part",
        "The precinct or language; blank for the city; ALL OTHERS for those not shown, together.",
        "text",
    ),
    Described(
        "people_cell", "variable", "What divides the people; `people` only counts them.", "text", _PEOPLE_VARIABLES
    ),
    Described("people_cell", "answer", "One of the variable's answers.", "text"),
    Described(
        "people_cell",
        "people",
        "How many; blank where it, or what could be worked out from it, is fewer than 11.",
        "people",
    ),
    Described(
        "people_cell", "published_on", "The day of the export with which it was published, once and for all.", "day"
    ),
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
    Described("metric", "relation", "The table it is asked of.", "text"),
    Described("metric", "low", "SQL: lower end of its 95 % interval, if it has one.", "SQL"),
    Described("metric", "high", "SQL: upper end of its 95 % interval.", "SQL"),
    Described("metric", "n_label", "What n counts.", "text"),
    Described("metric", "better", "Which way is good news.", "text", "higher, lower, neither"),
    Described("metric", "format", "How its value is written.", "text"),
    Described("metric", "breakdowns", "What it can be broken down by.", "list of text"),
    Described("metric", "limits", "What to keep in mind.", "list of text"),
    Described("metric", "changed", "When its definition changed.", "list of text"),
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
    event = _event()
    copies = [replace(column, table=table) for table in ("care_event", "fire_event") for column in event]
    tables = list(TABLES)
    every = (*stored, *fire_row(), *event, *copies, *FIRE_EVENT, *_REST)
    return tuple(sorted(every, key=lambda column: tables.index(column.table)))


def as_markdown() -> str:
    """Write the dictionary and the metrics as a page for `docs/`."""
    lines = ["# Data dictionary", "", "Written by `make docs` from the definitions; do not edit.", "", "## Metrics", ""]
    lines += [f"- **{word}**: {meaning}" for word, meaning in GLOSSARY.items()] + [""]
    for metric in METRICS.values():
        lines += [f"### `{metric.name}` · {metric.label}", "", f"*{metric.question}* {metric.meaning}", ""]
        lines += [f"{metric.why} Unit: {metric.unit}. {metric.grain} Source: {metric.source}", ""]
        lines += [f"- {limit}" for limit in metric.limits] + [""]
    for table, meaning in TABLES.items():
        lines += [f"## Table `{table}`", "", meaning, "", "| column | meaning | unit | values |", "|---|---|---|---|"]
        rows = (column for column in described() if column.table == table)
        lines += [f"| `{c.name}` | {c.meaning} | {c.unit} | {c.values} |" for c in rows] + [""]
    return "\n".join(lines)
