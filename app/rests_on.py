"""What numbers rest on, in words: how many events, and which ones they leave out."""

from collections.abc import Sequence

from app import words
from app.queries import Answer
from app.words.sentences import counted


def counted_events(answers: Sequence[Answer]) -> str:
    """Say the n of each answer."""
    counts = [(counted(sum(row.n for row in answer.rows), answer.metric.n_label), answer.metric) for answer in answers]
    if len(answers) == 1:
        return words.N.format(counted=counts[0][0])
    return "; ".join(words.N_OF.format(counted=told, label=metric.label) for told, metric in counts)


def left_out(answer: Answer) -> str:
    """Say how many events a number leaves out, by reason; nothing when it leaves out none."""
    counts: dict[str, int] = {}
    for row in answer.rows:
        for reason, count in row.excluded.items():
            counts[reason] = counts.get(reason, 0) + count
    told = [words.EXCLUDED[reason].format(count=f"{count:,}") for reason, count in counts.items() if count]
    return words.NOT_COUNTED.format(reasons="; ".join(told)) if told else ""
