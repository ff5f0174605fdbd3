"""Sentences about medians by group: from the first to the last, or from the shortest to the longest."""

from collections.abc import Callable, Sequence

from app import words
from app.components.nothing import nothing_matches
from app.db import Snapshot
from app.labels import UNKNOWN, label
from app.queries import Answer, Row
from app.words import response_times as text
from app.words.sentences import listed
from etl.metrics import DIMENSIONS, TOO_FEW

Told = Sequence[tuple[str, Answer]]
"""Answers, each with the name of whose times they are."""


def nothing_timed(answers: Sequence[Answer]) -> bool:
    """Say whether no call was timed at all."""
    return not any(row.n for answer in answers for row in answer.rows)


def is_nothing(answers: Sequence[Answer]) -> bool:
    """Say whether there is no call at all, timed or not."""
    return nothing_timed(answers) and not any(any(row.excluded.values()) for answer in answers for row in answer.rows)


def minutes(answer: Answer, row: Row) -> str:
    """Write a time with its unit, or why it is not shown."""
    if not row.n:
        return text.NO_CALLS
    return row.text if row.value is None else f"{row.text} {answer.metric.unit}"


def first_to_last(snapshot: Snapshot, told: Told) -> str:
    """Say the medians of the first and the last group that has one."""
    return sentence(told, lambda who, answer: _first_to_last(snapshot, who, answer))


def shortest_to_longest(snapshot: Snapshot, told: Told) -> str:
    """Say in which groups the medians are shortest and longest."""
    return sentence(told, lambda who, answer: _shortest_to_longest(snapshot, who, answer))


def sentence(told: Told, write: Callable[[str, Answer], str]) -> str:
    """Say what a median is, then `write` of each answer that has one; of the others, why they have none."""
    answers = [answer for _, answer in told]
    if is_nothing(answers):
        return nothing_matches(answers[0])
    said = [write(who, answer) if _shown(answer) else nothing_shown(who, answer) for who, answer in told]
    return " ".join([text.HALF, *said] if any(_shown(answer) for answer in answers) else said)


def nothing_shown(who: str, answer: Answer) -> str:
    """Say why there is no median: no calls, or too few."""
    template = text.NONE_TIMED if nothing_timed([answer]) else text.TOO_FEW_TIMED
    return template.format(who=who, text=TOO_FEW)


def _first_to_last(snapshot: Snapshot, who: str, answer: Answer) -> str:
    shown = _shown(answer)
    first, last = shown[0], shown[-1]
    return (text.ONE if first is last else text.FIRST_TO_LAST[_kind(answer)]).format(
        who=who,
        first=minutes(answer, first),
        first_label=name(snapshot, answer, first),
        last=last.text,
        last_label=name(snapshot, answer, last),
    )


def _shortest_to_longest(snapshot: Snapshot, who: str, answer: Answer) -> str:
    shown = sorted(_shown(answer), key=lambda row: row.value or 0)
    shortest, longest = shown[0], shown[-1]
    template = text.SHORTEST_TO_LONGEST if shortest.text != longest.text else text.ALL_THE_SAME
    return (text.ONE if shortest is longest else template).format(
        who=who,
        first=minutes(answer, shortest),
        first_label=_names(snapshot, answer, shortest, shown),
        last=longest.text,
        last_label=_names(snapshot, answer, longest, shown),
    )


def name(snapshot: Snapshot, answer: Answer, row: Row) -> str:
    """Name a group, and say if it is a period that is not complete."""
    (by,) = answer.by
    told = label(snapshot, by, row.keys[0])
    if by == "priority":
        told = text.PRIORITY_LABEL.format(label=told.lower())
    return f"{told}, {words.INCOMPLETE}" if DIMENSIONS[by].is_period and not row.complete else told


def _names(snapshot: Snapshot, answer: Answer, row: Row, among: Sequence[Row]) -> str:
    """Name the groups that have the same time on screen."""
    return listed([name(snapshot, answer, other) for other in among if other.text == row.text])


def _shown(answer: Answer) -> list[Row]:
    """List the groups with a median; those whose name is unknown only where there are no others."""
    shown = [row for row in answer.rows if row.value is not None]
    return [row for row in shown if UNKNOWN not in row.keys] or shown


def _kind(answer: Answer) -> str:
    return "period" if DIMENSIONS[answer.by[0]].is_period else answer.by[0]
