"""Who came: CARE calls without and with police, over time."""

from app import words
from app.components.chart_card import ChartContent
from app.components.over_time import MONTH, grain, incomplete_note, series
from app.components.phase_list import marks, phase_list
from app.components.ranked_chart import leaders
from app.figures.period_bars import period_bars
from app.figures.style import CARE_AND_SPD, CARE_ONLY
from app.labels import label
from app.queries import Answer, ask
from app.question import Asked
from app.words import calls as text
from app.words.sentences import listed, several


def who_came(asked: Asked) -> ChartContent:
    """Show calls without and with police, by month or week, on top of each other."""
    by = grain(asked)
    calls, alone, joint = answers = _asked(asked, (by,))
    bars = [series(asked, part, part.metric.label, look) for part, look in ((alone, CARE_ONLY), (joint, CARE_AND_SPD))]
    return ChartContent(
        sentence=_sentence(asked, calls),
        figure=period_bars(bars, marks(asked), text.WHO_AXIS[by], by),
        answers=answers,
        note=incomplete_note(calls, text.INCOMPLETE),
        below=phase_list(asked),
    )


def _asked(asked: Asked, by: tuple[str, ...] = ()) -> tuple[Answer, ...]:
    """Ask for all calls, those without and those with police."""
    names = ("care_calls", "care_only_calls", "care_and_spd_calls")
    return tuple(ask(asked.snapshot, name, asked.filters, by) for name in names)


def _sentence(asked: Asked, by_period: Answer) -> str:
    calls, alone, joint = (answer.only.text for answer in _asked(asked))
    if calls == "0":
        return words.NOTHING_MATCHES
    count = asked.filters.count
    told = text.WHO_SENTENCE[count].format(calls=several(calls, *text.WHO_COUNTED[count]), alone=alone, joint=joint)
    return " ".join([told, *_most(asked, by_period)])


def _most(asked: Asked, by_period: Answer) -> list[str]:
    """Name the period with the most calls; a single period has none beside it."""
    (by,) = by_period.by
    if len(by_period.rows) < 2:
        return []
    first = leaders(by_period.rows)
    names = listed([_name(asked, by, row.keys[0]) for row in first])
    return [(text.WHO_MOST if len(first) == 1 else text.WHO_TIED).format(names=names, text=first[0].text)]


def _name(asked: Asked, by: str, key: str) -> str:
    told = label(asked.snapshot, by, key)
    return told if by == MONTH else text.THE_WEEK.format(week=told[0].lower() + told[1:])
