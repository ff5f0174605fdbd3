"""The columns of an answer's file, in their order: the group, its number, what it rests on, and on which data."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.downloads.columns import FileColumn, Type
from app.queries import Answer, row_without_events
from app.words import downloads as text
from etl.metrics import DIMENSIONS, FEWER_THAN_11_WHY, TOO_FEW, Metric, Unit

LABELLED = ("hour", "weekday", "minutes_bin", "clearance")
"""The dimensions whose keys are codes: the others read well enough as they are, and sort."""


def answer_columns(answer: Answer, compared: Collection[str] = ()) -> tuple[FileColumn, ...]:
    """List the columns of an answer's file, with those of the periods that it is `compared` with."""
    return (
        *group_columns(answer),
        *_number(answer),
        *(column for to in compared for column in _compared(answer.metric, *compared_prefixes(to, compared))),
        *_basis(answer),
    )


def compared_prefixes(to: str, compared: Collection[str]) -> tuple[str, str]:
    """Say how the columns of another period begin, and those of the difference: with its name, if it is not alone."""
    return (f"{to}_", f"{to}_") if len(compared) > 1 else ("compared_", "")


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


def _compared(metric: Metric, other: str, own: str) -> Iterator[FileColumn]:
    yield FileColumn(f"{other}start", "date", text.COMPARED_START, text.DAY)
    yield FileColumn(f"{other}end", "date", text.COMPARED_END, text.DAY)
    yield _value(metric, f"{other}{metric.name}", text.COMPARED)
    if metric.low:
        yield _value(metric, f"{other}{metric.name}_low", text.LOW)
        yield _value(metric, f"{other}{metric.name}_high", text.HIGH)
    yield _text(f"{other}text", text.TEXT)
    yield FileColumn(f"{other}n", "integer", text.N, metric.n_label)
    yield FileColumn(f"{own}difference", "number", text.DIFFERENCE, _unit(metric))
    yield FileColumn(f"{own}difference_percent", "number", text.DIFFERENCE_PERCENT, "%")
    yield FileColumn(f"{other}complete", "boolean", text.COMPARED_COMPLETE, text.YES_NO)


def _basis(answer: Answer) -> Iterator[FileColumn]:
    reasons = [TOO_FEW, FEWER_THAN_11_WHY] if answer.metric.is_about_people else [TOO_FEW]
    yield FileColumn("withheld", "string", text.WITHHELD, text.TEXT_UNIT, "; ".join(reasons))
    yield FileColumn("complete", "boolean", text.COMPLETE, text.YES_NO)
    if answer.metric.is_about_people:
        yield FileColumn("published_on", "date", text.PUBLISHED_ON, text.DAY)
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
