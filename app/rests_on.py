"""What numbers rest on, in words: how many events, of which days, how far the data reaches, what they leave out."""

from collections.abc import Sequence

from app import words
from app.periods import days_shown
from app.queries import Answer
from app.words import people
from app.words.sentences import counted


def counted_events(answers: Sequence[Answer]) -> str:
    """Say the n of each answer."""
    if len(answers) == 1:
        return _n_of(answers[0])
    return "; ".join(words.N_OF.format(label=answer.metric.label, n=_n_of(answer)) for answer in answers)


def _n_of(answer: Answer) -> str:
    """Say what an answer rests on; where nothing of it is shown, neither is that."""
    known = [row.known_n for row in answer.rows]
    if known and not any(n is not None for n in known):
        return words.N_NOT_SHOWN
    return words.N.format(counted=counted(sum(n or 0 for n in known), answer.metric.n_label))


def period_of(answers: Sequence[Answer]) -> str:
    """Say which days answers to one question are of; of people, which quarters or years, if need be of each answer."""
    first = answers[0]
    if not first.metric.is_about_people:
        return words.period(*days_shown(first.info, first.filters))
    of_labels: dict[str, list[str]] = {}
    for answer in answers:
        of_labels.setdefault(_covered(answer), []).append(answer.metric.label)
    if len(of_labels) == 1:
        return _covered(first)
    return "; ".join(people.OF_SOME.format(periods=told, labels=", ".join(of)) for told, of in of_labels.items())


def data_date(answers: Sequence[Answer]) -> str:
    """Say how far the data of answers reaches, or which tables they stand on and since when those are published."""
    first = answers[0]
    if not first.metric.is_about_people:
        return words.DATA_THROUGH.format(day=words.day(first.info.data_through))
    days = [answer.covered.published_on for answer in answers if answer.covered]
    if not days:
        return people.NOT_PUBLISHED
    covers = people.COVERS.format(periods=period_of(answers))
    return f"{covers} {people.PUBLISHED_ON.format(day=words.day(max(days)))}"


def _covered(answer: Answer) -> str:
    covered = answer.covered
    return people.periods(covered.spans, covered.without) if covered else people.NO_PERIOD


def left_out(answer: Answer) -> str:
    """Say how many events a number leaves out, by reason; nothing when it leaves out none."""
    counts: dict[str, int] = {}
    for row in answer.rows:
        for reason, count in row.excluded.items():
            counts[reason] = counts.get(reason, 0) + count
    told = [words.EXCLUDED[reason].format(count=f"{count:,}") for reason, count in counts.items() if count]
    return words.NOT_COUNTED.format(reasons="; ".join(told)) if told else ""
