"""The columns of an answer's file, in their order: the group, its number, what it rests on, and on which data."""

from collections.abc import Iterator
from dataclasses import replace

from app.downloads.columns import FileColumn, Type
from app.queries import Answer, row_without_events
from app.words import downloads as text
from etl.metrics import DIMENSIONS, Metric, Unit

LABELLED = ("hour", "weekday", "minutes_bin", "clearance")
"""The dimensions whose keys are codes: the others read well enough as they are, and sort."""


def answer_columns(answer: Answer, *, is_compared: bool) -> tuple[FileColumn, ...]:
    """List the columns of an answer's file; `is_compared` adds those of the other period."""
    return (
        *group_columns(answer),
        *_number(answer),
        *(_compared(answer.metric) if is_compared else ()),
        *_basis(answer),
    )


def group_columns(answer: Answer) -> Iterator[FileColumn]:
    """List the columns of a row's group, whose text is the export's own."""
    for name in answer.by:
        yield _text(name, text.GROUP.format(dimension=DIMENSIONS[name].label))
        if name in LABELLED:
            yield _text(f"{name}_label", text.GROUP_LABEL.format(column=name))


def _number(answer: Answer) -> Iterator[FileColumn]:
    """List the value, its interval, what it rests on and what it leaves out: as a row without events has them."""
    metric, row = answer.metric, row_without_events(replace(answer, by=()), ())
    yield _value(metric, metric.name, metric.meaning)
    if metric.low:
        yield _value(metric, f"{metric.name}_low", text.LOW)
        yield _value(metric, f"{metric.name}_high", text.HIGH)
    yield _text("text", text.TEXT)
    yield FileColumn("n", "integer", text.N, metric.n_label)
    for reason in row.excluded:
        yield FileColumn(f"excluded_{reason}", "integer", text.EXCLUDED[reason], text.EVENTS_UNIT)
    for part in row.details:
        yield FileColumn(f"detail_{part}", "number", text.DETAIL, text.IN_ITS_NAME)


def _compared(metric: Metric) -> Iterator[FileColumn]:
    yield FileColumn("compared_start", "date", text.COMPARED_START, text.DAY)
    yield FileColumn("compared_end", "date", text.COMPARED_END, text.DAY)
    yield _value(metric, f"compared_{metric.name}", text.COMPARED)
    yield _text("compared_text", text.TEXT)
    yield FileColumn("compared_n", "integer", text.N, metric.n_label)
    yield FileColumn("difference", "number", text.DIFFERENCE, _unit(metric))
    yield FileColumn("difference_percent", "number", text.DIFFERENCE_PERCENT, "%")
    yield FileColumn("compared_complete", "boolean", text.COMPARED_COMPLETE, text.YES_NO)


def _basis(answer: Answer) -> Iterator[FileColumn]:
    yield _text("withheld", text.WITHHELD)
    yield FileColumn("complete", "boolean", text.COMPLETE, text.YES_NO)
    if answer.notes:
        yield _text("note", text.NOTE)
    yield _text("snapshot", text.SNAPSHOT)
    yield FileColumn("data_through", "date", text.DATA_THROUGH, text.DAY)
    yield _text("data_kind", text.DATA_KIND)


def _value(metric: Metric, name: str, meaning: str) -> FileColumn:
    kind: Type = "integer" if metric.adds_up else "number"
    return FileColumn(name, kind, meaning, _unit(metric))


def _unit(metric: Metric) -> str:
    return text.FRACTION if metric.unit is Unit.SHARE else metric.unit.value


def _text(name: str, meaning: str) -> FileColumn:
    return FileColumn(name, "string", meaning, text.TEXT_UNIT)
