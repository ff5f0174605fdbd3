"""Links to the rows of an answer as files."""

from collections.abc import Sequence
from typing import Any

from dash import html

from app import words
from app.queries import Answer

CSV_ENDING, PARQUET_ENDING = ".csv", ".parquet"
_KINDS = {CSV_ENDING: words.CSV, PARQUET_ENDING: words.PARQUET_FILE}


def address(answer: Answer, ending: str = "", compare: Sequence[str] = ()) -> str:
    """Write the address of the same rows from the same snapshot: as JSON, or as a file with its ending."""
    asked = answer.filters.query(by=answer.by, compare=compare, snapshot=answer.info.snapshot)
    return f"/api/v1/metrics/{answer.metric.name}{ending}?{asked}"


def csv_link(answer: Answer, is_one_of_many: bool = False) -> html.A:
    """Lead to the same rows as CSV, from the same snapshot."""
    told = words.CSV_OF.format(label=answer.metric.label) if is_one_of_many else words.CSV
    return html.A(told, href=address(answer, CSV_ENDING), className="download")


def files(answers: tuple[Answer, ...], compare: Sequence[str] = ()) -> list[Any]:
    """Link to the files of a chart's answers; where there are several, each is told apart, by its links' names too."""
    if len(answers) == 1:
        return _links(answers[0], "", compare)
    parts = [[f"{answer.metric.label}: ", *_links(answer, answer.metric.label, compare)] for answer in answers]
    return [part for after, told in enumerate(parts) for part in ([" · ", *told] if after else told)]


def _links(answer: Answer, label: str, compare: Sequence[str]) -> list[Any]:
    csv, parquet = (_link(answer, ending, label, compare) for ending in _KINDS)
    return [csv, " ", parquet]


def _link(answer: Answer, ending: str, label: str, compare: Sequence[str]) -> html.A:
    """Write a link of one word; its name says of what it is where the word alone would not."""
    kind = _KINDS[ending]
    name = {"aria-label": words.FILE_OF.format(kind=kind, label=label)} if label else {}
    return html.A(kind, href=address(answer, ending, compare), className="download", **name)
