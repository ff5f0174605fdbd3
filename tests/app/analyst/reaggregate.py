"""An analyst's own script: every public number worked out again from `events.csv`, with pandas alone.

It knows the definitions as they are published and the columns of the file, and nothing of the code that made either.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO

import pandas as pd

Frame = pd.DataFrame
Keys = tuple[str, ...]

DAY_SECONDS = 24 * 60 * 60
FEWEST = 10
OFFICER_YEAR_HOURS, DAYS_IN_A_YEAR = 1_750, 365.25
PRIORITY_1_SECONDS = 7 * 60
COVERAGE_STEPS = {
    "coverage_arrived_calls": "arrived",
    "coverage_sent_not_arrived_calls": "sent, did not arrive",
    "coverage_outside_hours_calls": "outside hours",
    "coverage_outside_area_calls": "outside area",
    "coverage_not_sent_calls": "not sent, reason not recorded",
}
WHATEVER_CAME = ("eligible_calls", "coverage_share", *COVERAGE_STEPS, "spd_officer_hours")
"""The numbers to which the filter on who came does not apply: they need a file without it."""


@dataclass(frozen=True)
class Number:
    """One number: its value, the events it rests on, and its interval; a value of None is not shown."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Question:
    """What is asked of the file: how CARE's calls are counted, the share of calls police would go to, and which days.

    `first` and `last` are the days the file can hold: those loaded and asked for.
    """

    count: str
    police_share: float
    first: date
    last: date


def read_events(file: IO[str] | str) -> Frame:
    """Read `events.csv`: only an empty cell is no value; codes stay text."""
    codes = ("event_number", "priority", "district")
    frame = pd.read_csv(file, keep_default_na=False, na_values=[""], dtype=dict.fromkeys(codes, "string"))
    frame["queued_at"] = pd.to_datetime(frame["queued_at"], format="ISO8601")
    return frame


def numbers(events: Frame, everybody: Frame, name: str, by: Keys, question: Question) -> dict[Keys, Number]:
    """Work out one public number by group; `everybody` are the events without the filter on who came."""
    frame = everybody if name in WHATEVER_CAME else events
    cuts = [key(frame, cut, name) for cut in by]
    groups = _groups(frame, cuts)
    if name == "spd_officer_hours_avoided_share":
        return _shares(groups, _groups(everybody, [key(everybody, cut, name) for cut in by]), question)
    return {keys: _number(group, name, question, _days(by, keys, question)) for keys, group in groups.items()}


def _groups(frame: Frame, cuts: list[pd.Series]) -> dict[Keys, Frame]:
    if not cuts:
        return {(): frame}
    return {tuple(map(str, keys)): group for keys, group in frame.groupby(cuts, dropna=True)}


def key(frame: Frame, cut: str, name: str) -> pd.Series:
    """Give each event the group it belongs to; none where a duration does not count."""
    if cut in _OF_QUEUED:
        return _OF_QUEUED[cut](frame["queued_at"]).astype(str)
    if cut == "minutes_bin":
        seconds = frame[_seconds_column(name)]
        bins = (seconds // 300 * 5).clip(upper=120)
        return bins.where(seconds.between(0, DAY_SECONDS)).astype("Int64").astype("string")
    return frame["initial_call_type" if cut == "call_type" else cut].astype("string").fillna("UNKNOWN")


_OF_QUEUED: Mapping[str, Callable[[pd.Series], pd.Series]] = {
    "day": lambda queued: queued.dt.strftime("%Y-%m-%d"),
    "week": lambda queued: (queued - pd.to_timedelta(queued.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d"),
    "month": lambda queued: queued.dt.strftime("%Y-%m"),
    "quarter": lambda queued: queued.dt.year.astype(str) + "-Q" + queued.dt.quarter.astype(str),
    "year": lambda queued: queued.dt.year,
    "hour": lambda queued: queued.dt.hour,
    "weekday": lambda queued: queued.dt.day_of_week + 1,
}


def _number(group: Frame, name: str, question: Question, days: int) -> Number:
    real = group[~group["is_test"].astype(bool)]  # a file without rows has columns without types
    if name in _COUNTS:
        n = len(_COUNTS[name](real, question))
        return Number(n, n)
    if name == "coverage_share":
        eligible = real[real["coverage_step"].notna()]
        return _share((eligible["coverage_step"] == "arrived").sum(), len(eligible))
    if name == "spd_priority1_within_7_minutes_share":
        urgent = _dispatched(real)
        urgent = urgent[(urgent["spd_units"] > 0) & (urgent["priority"] == "1")]
        timed = _timed(urgent["spd_response_seconds"])
        return _share((timed <= PRIORITY_1_SECONDS).sum(), len(timed))
    if name.endswith("_minutes"):
        return _duration(real, name)
    return _capacity(real, name, question, days)


def _dispatched(real: Frame) -> Frame:
    return real[real["origin"] == "DISPATCH"]


def _care_calls(real: Frame, question: Question) -> Frame:
    if question.count == "all":
        return real[real["care_activity"].notna()]
    calls = real[real["care_activity"] == "call"]
    return calls[calls["care_first_arrived_at"].notna()] if question.count == "arrived" else calls


def _who(came: str) -> Callable[[Frame, Question], Frame]:
    return lambda real, question: _care_calls(real, question).loc[lambda calls: calls["responders"] == came]


def _where(column: str, value: str) -> Callable[[Frame, Question], Frame]:
    return lambda real, _: real[real[column] == value]


_COUNTS: Mapping[str, Callable[[Frame, Question], Frame]] = {
    "care_calls": _care_calls,
    "care_only_calls": _who("CARE only"),
    "care_and_spd_calls": _who("CARE and SPD"),
    "care_officer_requests": _where("care_activity", "officer request"),
    "care_outreach_events": _where("care_activity", "outreach"),
    "eligible_calls": lambda real, _: real[real["coverage_step"].notna()],
    **{name: _where("coverage_step", step) for name, step in COVERAGE_STEPS.items()},
}


def _timed(seconds: pd.Series) -> pd.Series:
    return seconds[seconds.between(0, DAY_SECONDS)]


def _seconds_column(name: str) -> str:
    agency_and_clock, _, _statistic = name.removesuffix("_minutes").rpartition("_")
    return f"{agency_and_clock}_seconds"


def _duration(real: Frame, name: str) -> Number:
    column = _seconds_column(name)
    calls = _dispatched(real)
    if not name.startswith("first_"):
        calls = calls[calls[f"{name.partition('_')[0]}_units"] > 0]
    timed = _timed(calls[column]) / 60
    if len(timed) < FEWEST:
        return Number(None, len(timed))
    statistic = {"median": timed.median, "p90": lambda: timed.quantile(0.9), "mean": timed.mean}
    return Number(float(statistic[name.removesuffix("_minutes").rpartition("_")[2]]()), len(timed))


def _share(part: int, whole: int) -> Number:
    return Number(float(part) / whole if whole >= FEWEST else None, whole)


def _capacity(real: Frame, name: str, question: Question, days: int) -> Number:
    reached = real[(real["care_activity"] == "call") & real["care_first_arrived_at"].notna()]
    matched = reached[reached["comparable_cell"].notna()]
    work_out: Mapping[str, Callable[[], Number]] = {
        "care_alone_after_spd_hours": lambda: _hours(_timed(_joint(real)["care_alone_after_spd_seconds"])),
        "spd_cleared_first_share": lambda: _cleared_first(_joint(real)),
        "care_only_hours": lambda: _hours(_timed(_without_police(real)["care_on_scene_seconds"])),
        "spd_officer_hours": lambda: _hours(_dispatched(real)["spd_officer_seconds"].dropna()),
        "spd_officer_hours_on_care_calls": lambda: _spent(matched),
        "spd_officer_hours_avoided": lambda: _avoided(matched, question, 1),
        "officers_equivalent": lambda: _avoided(matched, question, OFFICER_YEAR_HOURS * days / DAYS_IN_A_YEAR),
        "care_alone_after_sfd_hours": lambda: _hours(_timed(_with_crews(real)["care_alone_after_sfd_seconds"])),
        "sfd_cleared_first_share": lambda: _cleared_first(_with_crews(real), "sfd"),
        "sfd_crew_hours_avoided": lambda: _avoided_by_crews(reached),
    }
    return work_out[name]()


def _joint(real: Frame) -> Frame:
    return real[(real["care_units"] > 0) & (real["spd_units"] > 0)]


def _without_police(real: Frame) -> Frame:
    return real[(real["care_activity"] == "call") & (real["responders"] == "CARE only")]


def _with_crews(real: Frame) -> Frame:
    return real[(real["care_units"] > 0) & (real["sfd_units"] > 0)]


def _cleared_first(joint: Frame, agency: str = "spd") -> Number:
    left = f"{agency}_last_cleared_at"
    both = joint.dropna(subset=["care_first_arrived_at", f"{agency}_first_arrived_at", "care_last_cleared_at", left])
    return _share((both[left] < both["care_last_cleared_at"]).sum(), len(both))


def _spent(matched: Frame) -> Number:
    """Add up what police spent on the calls that have comparable events; without any, there is no value."""
    return Number(matched["spd_officer_seconds"].sum() / 3600 if len(matched) else None, len(matched))


def _hours(seconds: pd.Series) -> Number:
    return Number(float(seconds.sum()) / 3600, len(seconds))


def _avoided(matched: Frame, question: Question, divisor: float) -> Number:
    """Take actual from expected officer hours, with the interval: a cell's calls share the doubt about its mean."""
    if matched.empty or not divisor:
        return Number(None, len(matched))
    p = question.police_share / 100
    value = (p * matched["expected_officer_seconds"].sum() - matched["spd_officer_seconds"].sum()) / 3600
    variance = 0.0
    for _, cell in matched.groupby("comparable_cell"):
        m, n, s2 = len(cell), cell["comparable_events"].iloc[0], cell["comparable_variance_seconds_squared"].iloc[0]
        variance += m * s2 + m * m * s2 / n
    margin = 1.96 * p * math.sqrt(variance) / 3600
    return Number(value / divisor, len(matched), (value - margin) / divisor, (value + margin) / divisor)


def _avoided_by_crews(reached: Frame) -> Number:
    """Do the same for the fire department, whose columns say so; there is no share of calls to assume."""
    its_own = ("comparable_cell", "comparable_events", "comparable_variance_seconds_squared")
    columns = {f"sfd_{name}": name for name in (*its_own, "expected_officer_seconds")}
    as_police = reached.drop(columns=list(columns.values())).rename(columns=columns)
    spent = as_police.assign(spd_officer_seconds=as_police["sfd_officer_seconds"])
    matched = spent[spent["comparable_cell"].notna()]
    return _avoided(matched, Question("dispatched", 100, date.min, date.min), 1)


def _shares(groups: dict[Keys, Frame], everybody: dict[Keys, Frame], question: Question) -> dict[Keys, Number]:
    """Divide the modeled hours by all police hours on dispatched calls; the share rests on those calls."""
    found = {}
    for keys, all_of_it in everybody.items():
        whole = _number(all_of_it, "spd_officer_hours", question, 0)
        part = Number(None, 0)
        if keys in groups and whole.n >= FEWEST:
            part = _number(groups[keys], "spd_officer_hours_avoided", question, 0)
        value, low, high = (_over(each, whole.value) for each in (part.value, part.low, part.high))
        found[keys] = Number(value, whole.n, low, high)
    return found


def _over(value: float | None, divisor: float | None) -> float | None:
    return value / divisor if value is not None and divisor else None


def _days(by: Keys, keys: Keys, question: Question) -> int:
    """Count the days of a row's period, within the days that the file can hold."""
    first, last = pd.Timestamp(question.first), pd.Timestamp(question.last)
    for cut, value in zip(by, keys, strict=True):
        if cut not in _PERIODS:
            continue
        period = pd.Period(value.replace("-Q", "Q"), _PERIODS[cut])
        first, last = max(first, period.start_time), min(last, period.end_time.normalize())
    return max((last - first).days + 1, 0)


_PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
