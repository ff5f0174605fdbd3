"""Answers as the API gives them: what `bodies` describes, written from queries and definitions."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.api.questions import Question
from app.citation import cite
from app.comparison import COMPARE, Change, Compared, row_by_row
from app.db import Info, NoSnapshot, Snapshot, Warehouse
from app.definitions import definition_as_dict
from app.downloads.kind import data_kind
from app.labels import label
from app.queries import Answer, Row, choices
from etl.metrics import BY, COUNTS, METRICS

Body = dict[str, Any]


def answer_as_dict(snapshot: Snapshot, answer: Answer, compared: Compared, link: str) -> Body:
    """Write an answer from `snapshot`, which stays at `link`; `compared` adds how each row differs from other periods.

    An answer of one number has it as a sentence too.
    """
    return {
        "metric": definition_as_dict(answer.metric),
        "filters": answer.filters.model_dump(mode="json", exclude_defaults=True),
        "not_applied": answer.not_applied,
        "by": list(answer.by),
        "notes": list(answer.notes),
        **basis(answer.info),
        "citation": None if answer.by else cite(snapshot, answer, link),
        "rows": [
            _group(snapshot, answer.by, row) | _row(row) | _published_on(answer, row) | _compared(found)
            for row, found in row_by_row(answer, compared)
        ],
    }


def definitions_as_dict(warehouse: Warehouse) -> Body:
    """Write every metric's definition, beside the data that is served now."""
    return {**basis_now(warehouse), "metrics": [definition_as_dict(metric) for metric in METRICS.values()]}


def filters_as_dict(snapshot: Snapshot) -> Body:
    """Write each filter with what it means and the values it can take in this snapshot."""
    days = {"first": snapshot.info.first_day.isoformat(), "last": snapshot.info.last_day.isoformat()}
    values: Body = {**choices(snapshot), "start": days, "end": days, "count": COUNTS, "by": BY}
    values |= {"police_share": {"lowest": 0, "highest": 100}, "compare": COMPARE}
    told = {
        name: {"description": field.description, "values": values[name]}
        for name, field in Question.model_fields.items()
        if name in values
    }
    return {**basis(snapshot.info), "filters": told}


def basis(info: Info) -> dict[str, str]:
    """Say which data an answer rests on."""
    return {
        "snapshot": info.snapshot,
        "data_through": info.data_through.isoformat(),
        "data_kind": data_kind(is_invented=info.is_invented),
    }


def basis_now(warehouse: Warehouse) -> dict[str, str | None]:
    """Say which data is served now; None of it while there is none."""
    try:
        return {**basis(warehouse.current().info)}
    except NoSnapshot:
        return dict.fromkeys(("snapshot", "data_through", "data_kind"))


def _group(snapshot: Snapshot, by: Sequence[str], row: Row) -> Body:
    """Write a row's keys under their dimensions' names, and what a reader reads for them."""
    keys = dict(zip(by, row.keys, strict=True))
    labels = {name: label(snapshot, name, key) for name, key in keys.items()}
    return {**keys, "labels": labels} if keys else {}


def _row(row: Row) -> Body:
    return {
        "value": row.value,
        "text": row.text,
        "n": row.known_n,
        "low": row.low,
        "high": row.high,
        "withheld": row.withheld,
        "excluded": row.excluded,
        "complete": row.complete,
        "details": row.details,
    }


def _published_on(answer: Answer, row: Row) -> Body:
    """Say since when a row about people is published; others have no such day."""
    if not answer.metric.is_about_people:
        return {}
    return {"published_on": row.published_on.isoformat() if row.published_on else None}


def _compared(found: Mapping[str, Change]) -> Body:
    """Write a row's one comparison as that, several by the names of their periods."""
    told = {to: _change(change) for to, change in found.items()}
    if len(told) > 1:
        return {"comparisons": told}
    return {"compared": next(iter(told.values()))} if told else {}


def _change(change: Change) -> Body:
    return vars(change) | {"start": change.start.isoformat(), "end": change.end.isoformat()}
