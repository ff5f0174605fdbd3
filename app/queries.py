"""Questions to a snapshot: metric × filters × by → rows with their value, text, n, interval and exclusions.

The pages, the API and the downloads are three endings of the one function `ask`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app import words
from app.covered import Coverage
from app.db import Info, Snapshot
from app.facts import Facts, Keys, facts_of
from app.filters import Choices, Filters
from app.labels import UNKNOWN
from app.people import Published, coverage, published
from app.periods import (
    days_asked,
    days_of,
    default_period,
    last_whole_day,
    period_labels,
    periods_together,
    span,
    supplied,
)
from app.reference import phases
from app.words import people
from etl.metrics import DIMENSIONS, FEWER_THAN_11, FEWER_THAN_11_WHY, FILTERS, METRICS, TOO_FEW, Metric

DISTRICT, MINUTES_BIN = "district", "minutes_bin"
LAST_12_MONTHS, LAST_30_DAYS, SINCE_LAUNCH = "last-12-months", "last-30-days", "since-launch"

_HOURS = [str(hour) for hour in range(24)]
_WEEKDAYS = [str(day) for day in range(1, 8)]
DAYS_IN_A_YEAR = 365.25
_DEFAULTS = {name: field.default for name, field in Filters.model_fields.items()}


@dataclass(frozen=True)
class Row:
    """One group's number.

    `keys` holds the group's label for each `by`; `value` is unrounded, None where there is none or none of the row's
    days is loaded, and `text` exactly what a screen shows; `low` and `high` bound the 95 % interval where there is one;
    `n` is the events it rests on; `withheld` why it is not shown, if so; `excluded` the events left out, by reason;
    `details` what the number is made of; `complete` says whether its whole span lies in the data and the filter, which
    holds of all that is published about people: `published_on` says since when.
    """

    keys: Keys
    value: float | None
    text: str
    low: float | None
    high: float | None
    n: int
    withheld: str | None
    excluded: dict[str, int]
    details: dict[str, float]
    complete: bool
    published_on: date | None = None

    @property
    def known_n(self) -> int | None:
        """What it rests on; None where that, too, might tell of fewer than 11 people."""
        return None if self.withheld == FEWER_THAN_11_WHY else self.n


@dataclass(frozen=True)
class Answer:
    """A metric's rows for one question, with all that is needed to ask it again.

    `covered` says which tables about people it stands on; None where it is about events, or none is published.
    """

    metric: Metric
    filters: Filters
    by: tuple[str, ...]
    info: Info
    rows: tuple[Row, ...]
    covered: Coverage | None = None

    @property
    def only(self) -> Row:
        """The single row of a question without `by`."""
        return self.rows[0]

    @property
    def not_applied(self) -> tuple[str, ...]:
        """The filters that were asked for and do not apply to this metric."""
        whole = METRICS[self.metric.divided_by] if self.metric.divided_by else self.metric
        return tuple(name for name in whole.ignores if getattr(self.filters, name) != _DEFAULTS[name])

    @property
    def counted_by(self) -> str:
        """The rule that the metric is counted by, in words, where it follows one that is not the first."""
        return words.COUNTED_BY.get(self.filters.count, "") if self.metric.counted_as else ""

    @property
    def departures(self) -> tuple[str, ...]:
        """What a reader might not expect: the rule it is counted by, and the filters that do not apply."""
        if self.metric.is_about_people:
            return (people.NOT_APPLIED,)
        names = ", ".join(words.FILTER_LABELS[name] for name in self.not_applied)
        template = words.NOT_APPLIED_TO_WHOLE if self.metric.divided_by else words.NOT_APPLIED
        return tuple(filter(None, (self.counted_by, template.format(filters=names) if names else "")))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know beside the numbers."""
        is_by_district = DISTRICT in self.by or bool(getattr(self.filters, DISTRICT, ()))
        return (
            *((words.DISTRICTS_ARE_APPROXIMATE,) if is_by_district else ()),
            *((words.BINS_HOLD_THEIR_OWN,) if MINUTES_BIN in self.by else ()),
            *(_published_notes(self.covered) if self.metric.is_about_people else ()),
            *self.departures,
        )


def ask(snapshot: Snapshot, name: str, filters: Filters, by: Sequence[str] = ()) -> Answer:
    """Answer one question; the same question to the same snapshot is worked out once."""
    metric, cuts = METRICS[name].counted(filters.count), tuple(by)
    answer = _about_people if metric.is_about_people else _about_events
    return snapshot.remember(("ask", name, filters, cuts), lambda: answer(snapshot, metric, filters, cuts))


def row_without_events(answer: Answer, keys: Keys) -> Row:
    """Return the row of a group that has no events, or of which no table is published."""
    if answer.metric.is_about_people:
        return _published_row(answer.metric, keys, None)
    return _row(answer.metric, answer.info, answer.filters, answer.by, keys, _nothing(answer.metric, answer.filters))


def groups_shown(info: Info, filters: Filters, by: tuple[str, ...], found: list[Keys]) -> list[Keys]:
    """List the groups to show: every period in range, even an empty one; of other cuts, those with events."""
    if not any(DIMENSIONS[name].is_period for name in by):
        return sorted(found, key=_sort_key) if by else [()]
    days = span(info, filters)
    if all(DIMENSIONS[name].is_period for name in by):
        return periods_together(by, *days)
    per_cut = [
        [(label,) for label in period_labels(name, *days)]
        if DIMENSIONS[name].is_period
        else sorted({(keys[i],) for keys in found}, key=_sort_key)
        for i, name in enumerate(by)
    ]
    rows: list[Keys] = [()]
    for labels in per_cut:
        rows = [row + label for row in rows for label in labels]
    return rows


def choices(snapshot: Snapshot) -> Choices:
    """List the values each filter can take in this snapshot; hours and weekdays are all there."""
    return snapshot.remember("choices", lambda: _choices(snapshot))


def has_districts(snapshot: Snapshot) -> bool:
    """Say whether boundaries are loaded, so that events have a council district."""
    return any(value != UNKNOWN for value in choices(snapshot).get(DISTRICT, ()))


def presets(snapshot: Snapshot) -> dict[str, tuple[date, date]]:
    """Name the periods offered, of complete days: the last 12 months and 30 days, since launch, each year."""
    info = snapshot.info
    complete_to = last_whole_day(info)
    launch = max(min((phase.starts_on for phase in phases(snapshot)), default=info.first_day), info.first_day)
    years = range(complete_to.year, info.first_day.year - 1, -1)
    return {
        LAST_12_MONTHS: default_period(info),
        LAST_30_DAYS: (max(complete_to - timedelta(days=29), info.first_day), complete_to),
        SINCE_LAUNCH: (min(launch, complete_to), complete_to),
        **{str(year): (max(date(year, 1, 1), info.first_day), min(date(year, 12, 31), complete_to)) for year in years},
    }


def _about_events(snapshot: Snapshot, metric: Metric, filters: Filters, by: tuple[str, ...]) -> Answer:
    return Answer(metric, filters, by, snapshot.info, _rows(snapshot, metric, filters, by))


def _about_people(snapshot: Snapshot, metric: Metric, filters: Filters, by: tuple[str, ...]) -> Answer:
    """Answer from the published tables; without `by` there is always a row."""
    found = published(snapshot, metric, by)
    groups = list(found) or ([] if by else [()])
    rows = tuple(_published_row(metric, keys, found.get(keys)) for keys in groups)
    return Answer(metric, filters, by, snapshot.info, rows, coverage(snapshot, metric, by))


def _published_row(metric: Metric, keys: Keys, told: Published | None) -> Row:
    """Write what is published of a group; one that is not shown has no number of any kind, also none left out."""
    is_kept_back = told is not None and told.facts is None
    facts = (told.facts if told else None) or Facts(None, None, None, 0, {}, {})
    is_of_none = told is not None and not is_kept_back and facts.n < metric.smallest_n
    excluded = {} if is_kept_back else dict.fromkeys(metric.excluded, 0) | facts.excluded
    return Row(
        keys=keys,
        value=facts.value,
        text=FEWER_THAN_11 if is_kept_back else TOO_FEW if is_of_none else metric.text(facts.value),
        low=facts.low,
        high=facts.high,
        n=facts.n,
        withheld=FEWER_THAN_11_WHY if is_kept_back else TOO_FEW if is_of_none else None,
        excluded=excluded,
        details={},
        complete=told is not None,
        published_on=told.published_on if told else None,
    )


def _published_notes(covered: Coverage | None) -> tuple[str, ...]:
    """Say which quarters or years it covers, and which between them it does not."""
    if covered is None:
        return (people.NOT_PUBLISHED,)
    newest = (people.NEWEST.format(year=covered.last),) if covered.is_newest else ()
    return (
        *newest,
        people.COVERS.format(periods=people.periods(covered.spans, covered.without)),
    )


def _rows(snapshot: Snapshot, metric: Metric, filters: Filters, by: tuple[str, ...]) -> tuple[Row, ...]:
    nothing = _nothing(metric, filters)
    if metric.supplied_by and not snapshot.info.sfd_days:
        return _without_data(snapshot.info, metric, filters, by)
    found = facts_of(snapshot, metric, filters, by)
    if metric.divided_by:
        whole = facts_of(snapshot, METRICS[metric.divided_by], filters, by)
        found = {keys: _share(found.get(keys, nothing), all_of_it) for keys, all_of_it in whole.items()}
    if metric.officer_year_hours:
        year = metric.officer_year_hours / DAYS_IN_A_YEAR
        found = {k: facts.over(year * _days(metric, snapshot.info, filters, by, k)) for k, facts in found.items()}
    labels = groups_shown(snapshot.info, filters, by, list(found))
    return tuple(_row(metric, snapshot.info, filters, by, keys, found.get(keys, nothing)) for keys in labels)


def _without_data(info: Info, metric: Metric, filters: Filters, by: tuple[str, ...]) -> tuple[Row, ...]:
    """Give the rows of what nobody supplies. Nothing is asked: the snapshot may be of before there was such data."""
    nothing = _nothing(metric, filters)
    return tuple(_row(metric, info, filters, by, keys, nothing) for keys in groups_shown(info, filters, by, []))


def _share(part: Facts, whole: Facts) -> Facts:
    """Divide a part by its whole; the share rests on the whole's events, whose exclusions come first."""
    of_part = {reason: count for reason, count in part.excluded.items() if reason not in whole.excluded}
    return replace(part.over(whole.value), n=whole.n, excluded={**whole.excluded, **of_part})


def _nothing(metric: Metric, filters: Filters) -> Facts:
    excluded = dict.fromkeys(metric.excluded, 0)
    if metric.divided_by:
        excluded = dict.fromkeys(METRICS[metric.divided_by].excluded, 0) | excluded
    details: dict[str, float] = dict.fromkeys(metric.details, 0)
    if "police_share_percent" in details:
        details["police_share_percent"] = filters.police_share
    return Facts(metric.empty, None, None, 0, excluded, details)


def _row(metric: Metric, info: Info, filters: Filters, by: tuple[str, ...], keys: Keys, facts: Facts) -> Row:
    """Decide what may be shown of a group: nothing of days that are not loaded, and no number that rests on too few."""
    is_known = _days(metric, info, filters, by, keys) > 0
    is_withheld = is_known and facts.n < metric.smallest_n
    shown = facts if is_known and not is_withheld else replace(facts, value=None, low=None, high=None)
    return Row(
        keys=keys,
        value=shown.value,
        text=TOO_FEW if is_withheld else metric.text(shown.value),
        low=shown.low,
        high=shown.high,
        n=shown.n,
        withheld=TOO_FEW if is_withheld else None,
        excluded=shown.excluded,
        details=shown.details,
        complete=_is_complete(metric, info, filters, by, keys),
    )


def _sort_key(keys: Keys) -> tuple[tuple[int, str], ...]:
    """Sort numbers by size and the rest as text."""
    return tuple((len(key), key) if key.isdigit() else (99, key) for key in keys)


def _days(metric: Metric, info: Info, filters: Filters, by: tuple[str, ...], keys: Keys) -> int:
    """Count the days of a row: those of its periods that are loaded, supplied where they have to be, and asked for."""
    periods = [days_of(name, key) for name, key in zip(by, keys, strict=True) if DIMENSIONS[name].is_period]
    spans = [span(info, filters), *periods, *supplied(info, metric)]
    first, last = max(start for start, _ in spans), min(end for _, end in spans)
    return max((last - first).days + 1, 0)


def _is_complete(metric: Metric, info: Info, filters: Filters, by: tuple[str, ...], keys: Keys) -> bool:
    """Say whether the whole span of a row lies in the data and in the filter: its period, or what was asked for."""
    start, end = days_asked(info, filters)
    spans = [(info.first_day, info.data_through), (start, end), *supplied(info, metric)]
    earliest, latest = max(first for first, _ in spans), min(last for _, last in spans)
    periods = [days_of(name, key) for name, key in zip(by, keys, strict=True) if DIMENSIONS[name].is_period]
    return all(earliest <= first and last <= latest for first, last in periods or [(start, end)])


def _choices(snapshot: Snapshot) -> Choices:
    always = {"hour": _HOURS, "weekday": _WEEKDAYS}
    return {name: always.get(name) or _values(snapshot, name) for name in FILTERS}


def _values(snapshot: Snapshot, name: str) -> list[str]:
    rows = snapshot.rows(f"SELECT DISTINCT {DIMENSIONS[name].sql} AS value FROM event ORDER BY value")
    return [value for (value,) in rows]
