"""What a file says of itself, apart from its rows: the same facts as linked metadata and in a Parquet footer."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app import words
from app.db import Snapshot
from app.downloads.columns import FileColumn
from app.downloads.kind import data_kind
from app.downloads.row_files import RowFile
from app.filters import Filters
from app.labels import filters_told, rules_told
from app.periods import days_shown
from app.queries import Answer
from app.rests_on import period_of
from app.words import data as data_text
from app.words import downloads as text

Facts = dict[str, Any]
"""Facts by name; JSON can hold each."""


def row_file_facts(snapshot: Snapshot, file: RowFile, filters: Filters) -> Facts:
    """Say what a file of rows is; not how many it has, which has to be counted."""
    notes = [words.DISTRICTS_ARE_APPROXIMATE] if filters.district else []
    return _facts(snapshot, file.name, file.title, file.description, file.columns(snapshot), filters) | {
        "rules": [text.ALL_EVENTS],
        "notes": notes,
        "order": text.ROW_ORDER,
    }


def answer_facts(snapshot: Snapshot, answer: Answer, columns: Sequence[FileColumn]) -> Facts:
    """Say what an answer's file is: its metric's definition, and the rules it is counted by."""
    metric = answer.metric
    applies = {"count": bool(metric.counted_as), "police_share": metric.assumes_police_share}
    return _facts(snapshot, metric.name, metric.label, f"{metric.meaning} {metric.grain}", columns, answer.filters) | {
        "rules": [told for name, told in rules_told(answer.filters).items() if applies[name]],
        "notes": [*answer.notes, *metric.limits],
        "order": text.GROUP_ORDER,
        "by": list(answer.by),
        "rows": len(answer.rows),
        **({"filters_in_words": [period_of([answer])]} if metric.is_about_people else {}),
    }


def count_rows(snapshot: Snapshot, file: RowFile, filters: Filters) -> int:
    """Count the rows of a file for the events asked for."""
    where, values = filters.where()
    question = ("rows of", file.name, where, tuple(values.items()))
    sql = f"SELECT CAST({file.count} AS BIGINT) FROM event WHERE {where}"
    if file.count_of_fire and snapshot.info.sfd_days:
        sql = f"SELECT ({sql}) + (SELECT CAST({file.count_of_fire} AS BIGINT) FROM fire_event WHERE {where})"
    return snapshot.remember(question, lambda: int(snapshot.rows(sql, values)[0][0]))


def as_footer(facts: Facts) -> dict[str, str]:
    """Write facts as a Parquet footer holds them: text, and JSON where one is more than text."""
    told = {name: json.dumps(fact, ensure_ascii=False) for name, fact in facts.items() if not isinstance(fact, str)}
    return facts | told


def _facts(
    snapshot: Snapshot, name: str, title: str, description: str, columns: Sequence[FileColumn], filters: Filters
) -> Facts:
    info = snapshot.info
    first, last = days_shown(info, filters)
    return {
        "name": name,
        "title": title,
        "description": description,
        "data_kind": data_kind(is_invented=info.is_invented),
        "demonstration": words.INVENTED if info.is_invented else None,
        "snapshot": info.snapshot,
        "vintage": f"{info.vintage.isoformat()}Z",
        "first_day": info.first_day.isoformat(),
        "data_through": info.data_through.isoformat(),
        "query": filters.query(),
        "filters": filters.model_dump(mode="json", exclude_defaults=True),
        "filters_in_words": [words.period(first, last), *filters_told(snapshot, filters).values()],
        "columns": [asdict(column) for column in columns],
        "times": text.TIMES,
        "redaction": text.REDACTED,
        "formulas": text.FORMULAS,
        "source": text.INVENTED_SOURCE if info.is_invented else text.SOURCE,
        "source_address": None if info.is_invented else data_text.DATASET_ADDRESS,
        "license": text.LICENSE,
        "license_address": text.LICENSE_ADDRESS,
    }
