"""Answers as files: the same rows as on the screen, with what they rest on in every row."""

import csv
import io

from app.queries import Answer, Row

_CLOSING = ("withheld", "complete", "snapshot", "data_through", "data_kind")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def answer_as_csv(answer: Answer) -> str:
    """Write an answer as RFC 4180 CSV in UTF-8 with a header.

    Columns: a column for each `by`; the unrounded value under the metric's public name; `text` as on screen; `n`;
    `excluded_…` counts; `withheld` and `complete`; and the snapshot, data date and kind of data.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    excluded = [f"excluded_{reason}" for reason in answer.metric.excluded]
    writer.writerow([*answer.by, answer.metric.name, "text", "n", *excluded, *_CLOSING])
    writer.writerows(_cells(answer, row) for row in answer.rows)
    return out.getvalue()


def answer_file_name(answer: Answer) -> str:
    """Name the file after what is in it; invented data is marked first."""
    parts = [answer.metric.name, *(f"by_{name}" for name in answer.by), answer.info.snapshot]
    return "-".join([*(["INVENTED"] if answer.info.is_invented else []), *parts]) + ".csv"


def data_kind(*, is_invented: bool) -> str:
    """Say in words whether rows are real."""
    return "invented demonstration data" if is_invented else "real"


def harmless(cell: str) -> str:
    """Keep a text cell from running as a formula in a spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _cells(answer: Answer, row: Row) -> list[object]:
    return [
        *map(harmless, row.keys),
        "" if row.value is None else row.value,
        row.text,
        row.n,
        *row.excluded.values(),
        row.withheld or "",
        "yes" if row.complete else "no",
        answer.info.snapshot,
        answer.info.data_through.isoformat(),
        data_kind(is_invented=answer.info.is_invented),
    ]
