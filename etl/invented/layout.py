"""How the invented export is laid out: the SQL that turns draws into the 46 published columns, as text.

The columns that repeat an event's or an agency's facts are worked out here from the unit rows, as the City's are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import duckdb
import numpy as np

from etl.export import CALL_SOURCES, COLUMNS, INVENTED_EVENT_PREFIX
from etl.invented import words
from etl.invented.chance import Flags, Floats, Generator, Ints, happens
from etl.invented.events import Events, Location
from etl.invented.places import PLACES
from etl.invented.units import NEVER, Units

Columns = dict[str, Ints | Floats | Flags]
"""A relation as DuckDB reads it: a column's name, and its values as an array of shape `(rows,)`."""

_EVENT_FACTS = (
    *("queued", "priority", "initial", "final", "clearance", "call_source", "officer_generated"),
    *("place", "location", "wrong_category"),
)

_VOCABULARIES: dict[str, tuple[str, ...]] = {
    "initial_types": words.INITIAL_TYPES,
    "final_types": words.FINAL_TYPES,
    "clearances": words.CLEARANCES,
    "call_sources": CALL_SOURCES,
    "call_signs": words.CALL_SIGNS,
    "streets": words.STREETS,
    "precincts": tuple(place.precinct for place in PLACES),
    "sectors": tuple(place.sector for place in PLACES),
    "beats": tuple(place.beat for place in PLACES),
    "neighborhoods": tuple(place.neighborhood for place in PLACES),
}
"""Lists the SQL looks codes up in; an empty word is written as a blank cell."""

_BLOCK_DEGREES = 0.004
"""How far, in degrees, an event lies from its beat's centre (one standard deviation)."""


def _word(vocabulary: str, code: str) -> str:
    return f"nullif(getvariable('{vocabulary}')[{code} + 1], '')"


def _queued_time(seconds: str) -> str:
    return f"strftime(make_timestamp({seconds} * 1000000), '%m/%d/%Y %I:%M:%S %p')"


def _time(seconds: str) -> str:
    return f"strftime(make_timestamp({seconds} * 1000000), '%Y %b %d %I:%M:%S %p')"


def _with_separators(number: str) -> str:
    return f"format('{{:,}}', ({number})::BIGINT)"


def _unless_withheld(given: str, unlocated: str) -> str:
    return (
        f"CASE location WHEN {Location.REDACTED:d} THEN 'REDACTED' WHEN {Location.UNLOCATED:d} THEN '{unlocated}' "
        f"ELSE {given} END"
    )


def _degrees(value: str) -> str:
    return _unless_withheld(f"format('{{:.8f}}', {value})", "-1.00000000")


def _of(agency: str, value: str) -> str:
    """Give a value on the agency's own rows only."""
    return f"CASE WHEN {'is_care' if agency == 'care' else 'NOT is_care'} THEN {value} END"


_CATEGORY = """CASE WHEN wrong_category THEN CASE WHEN with_care THEN 'SPD' ELSE 'SPD/CARE Co-Response' END
    WHEN with_care AND with_spd THEN 'SPD/CARE Co-Response' WHEN with_care THEN 'CARE' ELSE 'SPD' END"""

_ADDRESS = f"""CASE WHEN crossing THEN {_word("streets", "street")} || ' / ' || {_word("streets", "other_street")}
    ELSE block || 'XX BLOCK OF ' || {_word("streets", "street")} END"""


def _event_texts() -> dict[str, str]:
    return {
        "event_number": "event_number",
        "clearance": _word("clearances", "clearance"),
        "call_source": _word("call_sources", "call_source"),
        "priority": "priority",
        "initial_call_type": _word("initial_types", "initial"),
        "final_call_type": _word("final_types", "final"),
        "queued_at": _queued_time("queued"),
        "event_arrived_at": _time("event_arrived"),
        "precinct": _word("precincts", "place"),
        "sector": _word("sectors", "place"),
        "beat": _word("beats", "place"),
        "longitude": _degrees("longitude"),
        "latitude": _degrees("latitude"),
        "reporting_area": _unless_withheld("reporting_area::VARCHAR", "-"),
        "response_category": _CATEGORY,
        "event_first_response_seconds": _with_separators("event_arrived - queued"),
        "origin": "CASE WHEN onview THEN 'ONVIEW' ELSE 'DISPATCH' END",
        "neighborhood": _word("neighborhoods", "place"),
        "received": "CASE WHEN officer_generated THEN 'OFFICER_GENERATED' ELSE 'COMMUNITY_GENERATED' END",
        "address": _unless_withheld(_ADDRESS, "-"),
    }


def _unit_texts() -> dict[str, str]:
    return {
        "call_sign_dispatch_id": "event_number || call_sign",
        "dispatched_at": _time("dispatched"),
        "service_seconds": _with_separators("service"),
        "dispatch_delay_seconds": _with_separators("dispatched - queued"),
        "response_seconds": _with_separators("arrived - queued"),
        "arrived_at": _time("arrived"),
        "cleared_at": _time("cleared"),
        "officers": "officers",
    }


def _agency_texts(agency: str) -> dict[str, str]:
    total = "agency_service::BIGINT" if agency == "care" else _with_separators("agency_service")
    return {
        f"first_{agency}_arrived_at": _of(agency, _time("agency_arrived")),
        f"first_{agency}_dispatched_at": _of(agency, _time("agency_dispatched")),
        f"last_{agency}_cleared_at": _of(agency, _time("agency_cleared")),
        f"{agency}_service_seconds": _of(agency, total),
        f"first_{agency}_delay_seconds": _of(agency, _with_separators("agency_dispatched - queued")),
        f"first_{agency}_response_seconds": _of(agency, _with_separators("agency_arrived - queued")),
    }


def _export_sql() -> str:
    """Write the query over the registered relations `event` and `unit`."""
    texts = _event_texts() | _unit_texts() | _agency_texts("care") | _agency_texts("spd")
    columns = ",\n".join(f"{texts.get(column.name, 'NULL')} AS {column.name}" for column in COLUMNS)
    return f"""
        WITH unit_time AS (
            SELECT * REPLACE (nullif(arrived, {NEVER}) AS arrived, nullif(cleared, {NEVER}) AS cleared,
                              nullif(service, {NEVER}) AS service),
                   {_word("call_signs", "sign")} AS call_sign
            FROM unit
        ), response AS (
            SELECT *,
                   '{INVENTED_EVENT_PREFIX}' || lpad(event::VARCHAR, 9, '0') AS event_number,
                   min(arrived) OVER its_event AS event_arrived,
                   bool_or(is_care) OVER its_event AS with_care,
                   bool_or(NOT is_care) OVER its_event AS with_spd,
                   min(arrived) OVER its_agency AS agency_arrived,
                   min(dispatched) OVER its_agency AS agency_dispatched,
                   max(cleared) OVER its_agency AS agency_cleared,
                   sum(service) OVER its_agency AS agency_service
            FROM unit_time JOIN event USING (event)
            WINDOW its_event AS (PARTITION BY event), its_agency AS (PARTITION BY event, is_care)
        )
        SELECT {columns} FROM response ORDER BY event, call_sign
    """


EXPORT_SQL = _export_sql()
HEADER = ",".join(column.header for column in COLUMNS) + "\n"
"""The header line; no published header needs quotes."""


def teach(con: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the lists that codes are looked up in."""
    for name, vocabulary in _VOCABULARIES.items():
        con.execute(f"SET VARIABLE {name} = CAST($1 AS VARCHAR[])", [list(vocabulary)])


@dataclass(frozen=True)
class Drawn:
    """The relations `EXPORT_SQL` reads: `event`, a row per event, and `unit`, a row per event × call sign."""

    event: Columns
    unit: Columns

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self.event["event"])


def relations_of(rng: Generator, events: Events, units: Units, first: int) -> Drawn:
    """Make relations of some events and their units; the first of them has the number `first`."""
    event: Columns = {name: getattr(events, name) for name in _EVENT_FACTS}
    event |= {"event": first + np.arange(len(events.queued)), "onview": events.onview, **_on_the_map(rng, events)}
    unit: Columns = {field.name: getattr(units, field.name) for field in fields(Units)}
    return Drawn(event, unit | {"event": first + units.event})


def together(parts: Sequence[Drawn]) -> Drawn:
    """Put parts after one another."""
    event: Columns = {name: np.concatenate([part.event[name] for part in parts]) for name in parts[0].event}
    unit: Columns = {name: np.concatenate([part.unit[name] for part in parts]) for name in parts[0].unit}
    return Drawn(event, unit)


def _on_the_map(rng: Generator, events: Events) -> Columns:
    """Draw each event's point, reporting area, block and streets; the point lies near its beat's centre."""
    size = len(events.queued)
    centres = np.array([(place.longitude, place.latitude) for place in PLACES])[events.place]
    longitude, latitude = (centres + rng.normal(0, _BLOCK_DEGREES, (size, 2))).T
    street, further = rng.integers(0, len(words.STREETS), size), rng.integers(1, len(words.STREETS), size)
    return {
        "longitude": np.ascontiguousarray(longitude),
        "latitude": np.ascontiguousarray(latitude),
        "reporting_area": rng.integers(100, 13_000, size),
        "block": rng.integers(1, 150, size),
        "crossing": happens(rng, 0.4, size),
        "street": street,
        "other_street": (street + further) % len(words.STREETS),
    }
