"""What answers hold, as the OpenAPI document tells it; tests hold every real answer to these models."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

DataKind = Literal["real", "invented demonstration data"]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Basis(_Body):
    """The data that an answer rests on."""

    snapshot: str = Field(description="The snapshot's id; `snapshot=` asks it again.")
    data_through: date = Field(description="The data's last complete day.")
    data_kind: DataKind = Field(description="Whether it is real.")


class DefinitionChange(_Body):
    """A change of a definition."""

    day: date = Field(description="From when.")
    what: str = Field(description="What changed.")


class Definition(_Body):
    """A metric's definition, as the pages and files use it too."""

    name: str = Field(description="Its public name.")
    label: str = Field(description="What a card or an axis calls it.")
    question: str = Field(description="The question it answers.")
    meaning: str = Field(description="What it says.")
    why: str = Field(description="Why it matters.")
    aim: str = Field(description="Which aim of the evaluation it serves.")
    unit: str = Field(description="What it is counted in.")
    format: str = Field(description="How its text is rounded.")
    grain: str = Field(description="What one of what it counts is.")
    n_label: str = Field(description="What n counts.")
    better: Literal["higher", "lower", "neither"] = Field(description="Which way is good news.")
    smallest_n: int = Field(description="The n below which it is withheld.")
    breakdowns: list[str] = Field(description="What `by` can name.")
    ignores: list[str] = Field(description="Filters that do not apply to it.")
    limits: list[str] = Field(description="What to keep in mind.")
    source: str = Field(description="Where its data comes from.")
    has_interval: bool = Field(description="Whether it has low and high.")
    changed: list[DefinitionChange] = Field(description="When and how the definition changed.")


class Definitions(_Body):
    """Every metric's definition, and the data that is served now: null while there is none."""

    snapshot: str | None = Field(description="The newest snapshot's id.")
    data_through: date | None = Field(description="The data's last complete day.")
    data_kind: DataKind | None = Field(description="Whether it is real.")
    metrics: list[Definition] = Field(description="In the order they are shown.")


class Comparison(_Body):
    """A row beside its like in another period."""

    start: date = Field(description="The other period's first day.")
    end: date = Field(description="Its last day.")
    value: float | None = Field(description="The value there, unrounded.")
    text: str = Field(description="That value as a screen shows it.")
    n: int = Field(description="What it rests on.")
    difference: float | None = Field(description="The row's value minus the other's.")
    percent: float | None = Field(
        description="The difference in percent of the other's value; null for shares, where either rests on fewer than "
        "10 events, and where the other's value does not read as above 0."
    )
    complete: bool = Field(description="Whether both periods lie wholly in the data.")
    low: float | None = Field(description="Lower end of the other value's 95 % interval, where the metric has one.")
    high: float | None = Field(description="Its upper end.")


class AnswerRow(BaseModel):
    """One group's number. It also holds the group's key for each dimension asked `by`, under the dimension's name."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    labels: dict[str, str] = Field(
        default_factory=dict, description="For each dimension asked `by`, the group in words; absent without `by`."
    )
    value: float | None = Field(description="The number, unrounded; null where it is withheld or there is none.")
    text: str = Field(description="The number as a screen shows it, or why there is none.")
    n: int | None = Field(description="The events it rests on; null of a number about people that is not shown.")
    low: float | None = Field(description="Lower end of the 95 % interval, where the metric has one.")
    high: float | None = Field(description="Upper end of the 95 % interval.")
    withheld: str | None = Field(description="Why it is not shown, if so.")
    excluded: dict[str, int] = Field(description="Events left out, by reason.")
    complete: bool = Field(description="Whether the row's whole span lies in the data and the filter.")
    details: dict[str, float] = Field(description="What the number is made of.")
    published_on: date | None = Field(
        None, description="Of a number about people: the day it was published; it does not change afterwards."
    )
    compared: Comparison | None = Field(None, description="With `compare`: the same row in the other period.")
    comparisons: dict[str, Comparison] | None = Field(
        None,
        description="With `compare` given twice, in place of `compared`: the same row in each, `previous`, `year`.",
    )


class MetricAnswer(Basis):
    """A metric's rows for one question."""

    metric: Definition = Field(description="What was asked for.")
    filters: dict[str, str | float | list[str]] = Field(
        description="The filters asked for, by name, as the data spells their values."
    )
    not_applied: list[str] = Field(description="Filters asked for that do not apply to this metric.")
    by: list[str] = Field(description="The dimensions asked by.")
    notes: list[str] = Field(description="What there is to know beside the numbers.")
    citation: str | None = Field(
        description="The number as a sentence to paste, with all it rests on and a link that stays; null with `by`."
    )
    rows: list[AnswerRow] = Field(description="A row a group; one row without `by`.")


class Days(_Body):
    """The days that are loaded."""

    first: date = Field(description="The first.")
    last: date = Field(description="The newest, still under way when the export was made.")


class Range(_Body):
    """A range of numbers."""

    lowest: int = Field(description="The lowest.")
    highest: int = Field(description="The highest.")


class FilterValue(_Body):
    """A filter or another parameter of a question."""

    description: str = Field(description="What it means.")
    values: list[str] | Days | Range = Field(description="What it can be.")


class FilterValues(Basis):
    """What each filter can be in this snapshot."""

    filters: dict[str, FilterValue] = Field(description="By the parameter's name.")


class KnownWeakness(_Body):
    """A known weakness of the data."""

    name: str = Field(description="Its name.")
    label: str = Field(description="What it is.")
    unit: str = Field(description="What is counted.")
    found: int = Field(description="How many have it.")
    of_all: int = Field(description="Of how many.")


class CrossCheck(_Body):
    """A published column beside what we work out ourselves."""

    column: str = Field(description="The published column.")
    agree: int = Field(description="How often both say the same.")
    differ: int = Field(description="How often they do not.")
    not_comparable: int = Field(description="How often one of them is missing.")


class RejectedRows(_Body):
    """Rows of the export that were rejected."""

    reason: str = Field(description="Why.")
    rows: int = Field(description="How many.")


class Quality(Basis):
    """How good the data is."""

    weaknesses: list[KnownWeakness] = Field(description="The known weaknesses.")
    cross_checks: list[CrossCheck] = Field(description="Published columns checked.")
    rejected: list[RejectedRows] = Field(description="Most frequent first.")


class CorrectedColumn(_Body):
    """A column in which a refresh corrected rows that were there before."""

    column: str = Field(description="Its name in our tables.")
    rows: int = Field(description="Rows corrected in it.")


class MovedMetric(_Body):
    """A headline metric that a refresh moved. Over all months it is given for every refresh."""

    metric: str = Field(description="The metric's name.")
    month: str | None = Field(description="The month, YYYY-MM; null for all months together.")
    value: float | None = Field(description="Its value since; null where there is none or too few events.")
    n: int = Field(description="The events it rests on.")
    value_before: float | None = Field(description="Its value in the snapshot before.")
    n_before: int | None = Field(description="The n there; null where that has no such month.")


class PublishedRefresh(_Body):
    """A refresh and how it changed the data, against the snapshot before it."""

    snapshot: str = Field(description="The snapshot it published.")
    previous: str | None = Field(description="The snapshot before it; null for a first load.")
    vintage: datetime = Field(description="When its newest export was made, UTC.")
    data_through: date = Field(description="The data's last complete day.")
    events: int = Field(description="CAD events in it.")
    unit_responses: int = Field(description="Unit responses in it.")
    rows_added: int = Field(description="Rows that were not there before.")
    rows_restated: int = Field(description="Rows that were corrected.")
    rows_withdrawn: int = Field(description="Rows that were taken out: a complete export lacks them.")
    definitions_changed: bool = Field(description="Whether definitions changed too, which can move numbers.")
    overruled: list[str] = Field(description="Checks that were overruled to publish it.")
    columns: list[CorrectedColumn] = Field(description="Columns corrected, most rows first.")
    moved: list[MovedMetric] = Field(description="What moved, all months together first.")


class Restatements(Basis):
    """How each refresh changed the data, from the first on."""

    refreshes: list[PublishedRefresh] = Field(description="Newest first.")


class FigureReading(_Body):
    """Ours for a published figure, by one rule of counting."""

    metric: str = Field(description="The metric's name.")
    count: str = Field(description="The rule of counting: dispatched, arrived or all, where the metric follows one.")
    rule: str = Field(description="Both in words.")
    value: float | None = Field(description="Ours, in the figure's unit; null where it is withheld or no number.")
    text: str = Field(description="Ours as a screen shows it.")
    n: int = Field(description="The events it rests on.")
    difference: float | None = Field(description="Ours minus theirs; of a percentage, in points.")
    percent: float | None = Field(description="The difference in percent of theirs; null of a share and of few events.")
    is_nearest: bool = Field(
        description="Whether no other rule comes nearer: of all that tie, and of none without a difference."
    )
    address: str = Field(description="What it is made of, from this interface.")


class PublishedFigure(_Body):
    """A figure that somebody published, beside ours for its own period."""

    figure: str = Field(description="What was counted.")
    published: str = Field(description="What was said of it.")
    value: int = Field(description="The number in it, a percentage as such; of busiest groups how many are named.")
    unit: str = Field(description="Its unit.")
    starts_on: date = Field(description="The first day of its period.")
    ends_on: date = Field(description="The last.")
    source: str = Field(description="Who published it, and when.")
    missing: str | None = Field(description="Why there is none of ours, where there is none.")
    reason: str = Field(description="Why ours may differ, as far as it is known.")
    readings: list[FigureReading] = Field(description="Ours, by each rule that was tried.")


class Reconciliation(Basis):
    """Published figures beside ours."""

    figures: list[PublishedFigure] = Field(description="In the order of their table.")


class FireMonthOfType(_Body):
    """How many incidents of a type the fire department's feed holds of a month."""

    month: str = Field(description="The month, YYYY-MM, by the feed's local time.")
    type: str = Field(description="The type of response, as the feed names it.")
    incidents: int = Field(description="Each incident counts once.")
    first_day: date = Field(description="The first day of the month that the feed holds.")
    through: date = Field(description="The last such day.")
    complete: bool = Field(description="Whether it holds the whole month.")


class FireVolume(Basis):
    """The fire department's low-acuity aid responses: context, from which nothing about CARE follows."""

    about: str = Field(description="What the rows are.")
    source: str = Field(description="The public feed that was counted.")
    rows: list[FireMonthOfType] = Field(description="By month, then type; none without a feed.")


class Health(_Body):
    """The process is up."""

    status: Literal["up"] = Field(description="Always up: a process that is not cannot say so.")


class Ready(Basis):
    """A snapshot is served."""

    status: Literal["ready"] = Field(description="Data is served.")
    vintage: datetime = Field(description="When its newest export was made, UTC.")
    age_days: int = Field(description="Days since the data's last complete day.")
    is_old: bool = Field(description="Whether that is more than the setting allows (`CARE_STALE_DAYS`, 7).")
    problem: str | None = Field(description="Why the newest snapshot cannot be followed, while it cannot.")


class NotReady(_Body):
    """No snapshot is served."""

    status: Literal["not ready"] = Field(description="No data is served.")
    problem: str = Field(description="Why.")


class RefusedParameter(_Body):
    """A parameter that was refused."""

    parameter: str = Field(description="Its name.")
    given: str = Field(description="What was given, shortened.")
    allowed: str = Field(description="What is allowed.")


class SameQuestion(_Body):
    """The same question, put to a snapshot that is kept."""

    snapshot: str = Field(description="The snapshot.")
    address: str = Field(description="Where it answers.")


class SaidMetric(_Body):
    """A headline metric as a snapshot said it."""

    metric: str = Field(description="The metric's name.")
    label: str = Field(description="What a card or an axis calls it.")
    value: float | None = Field(description="The number, unrounded; null where there was none or too few events.")
    text: str = Field(description="The number as a screen shows it, or why there is none.")
    n: int = Field(description="The events it rested on.")


class Said(Basis):
    """What the log keeps of a snapshot for ever."""

    vintage: datetime = Field(description="When its newest export was made, UTC.")
    headline: list[SaidMetric] = Field(description="The headline metrics over all the data that it held.")


class ProblemDocument(_Body):
    """Why there is no answer (RFC 9457). The last four are in answers with status 410 only."""

    type: str = Field(description="Always about:blank: the status and the title say it.")
    title: str = Field(description="What is wrong, in short.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, in full.")
    errors: list[RefusedParameter] = Field(description="Each parameter that was refused.")
    nearest: SameQuestion | None = Field(None, description="The kept snapshot built nearest to the one asked for.")
    before: SameQuestion | None = Field(None, description="The one kept before it, if any.")
    after: SameQuestion | None = Field(None, description="The one kept after it, if any.")
    said: Said | None = Field(None, description="What it said of all its data, where the log has it.")


class FileColumn(_Body):
    """A column of a file."""

    name: str = Field(description="Its name in the header.")
    type: Literal["string", "integer", "number", "boolean", "date", "datetime"] = Field(description="What cells hold.")
    description: str = Field(description="What it means.")
    unit: str = Field(description="What it is counted in, or the kind of its text.")
    values: str = Field(description="The values known for it, as text; an export can bring others.")


class FileDescription(Basis):
    """What a file is: its columns, what was asked, and the data it rests on. A Parquet file's footer holds it too."""

    name: str = Field(description="What the file begins its name with: a metric, or a kind of rows.")
    title: str = Field(description="Its title.")
    description: str = Field(description="What it holds.")
    demonstration: str | None = Field(description="That the data is invented, if so.")
    vintage: datetime = Field(description="The newest vintage among the exports, UTC.")
    first_day: date = Field(description="The first day in the data.")
    query: str = Field(description="The filters and rules, as an address holds them.")
    filters: dict[str, str | float | list[str]] = Field(description="The filters and rules, by name.")
    filters_in_words: list[str] = Field(description="The days and filters in words.")
    by: list[str] = Field([], description="What a metric is broken down by.")
    rules: list[str] = Field(description="The rules of counting in words.")
    notes: list[str] = Field(description="What else to keep in mind.")
    rows: int = Field(description="How many rows it has.")
    order: str = Field(description="The order of its rows.")
    columns: list[FileColumn] = Field(description="Its columns, in their order.")
    times: str = Field(description="How times are written.")
    redaction: str = Field(description="What is withheld, and how.")
    formulas: str = Field(description="How text is kept from running in a spreadsheet.")
    source: str = Field(description="Where the data comes from.")
    source_address: str | None = Field(description="The address of that source, where it has one.")
    license: str = Field(description="How it may be used.")
    license_address: str = Field(description="Where that license stands.")
    files: list[str] = Field(description="The addresses of the file, as CSV and as Parquet.")
