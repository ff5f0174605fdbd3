"""Who came: CARE calls without and with police, over time."""

from app.components.chart_card import ChartContent
from app.components.nothing import nothing_matches
from app.components.over_time import grain, incomplete_note, most, series
from app.components.phase_list import marks, phase_list
from app.figures.period_bars import period_bars
from app.figures.style import CARE_AND_SPD, CARE_ONLY
from app.queries import Answer, ask
from app.question import Asked
from app.words import calls as text
from app.words import over_time
from app.words.sentences import COUNTED, several


def who_came(asked: Asked) -> ChartContent:
    """Show calls without and with police, by month or week, on top of each other."""
    by = grain(asked)
    calls, alone, joint = answers = _asked(asked, (by,))
    bars = [series(asked, part, part.metric.label, look) for part, look in ((alone, CARE_ONLY), (joint, CARE_AND_SPD))]
    return ChartContent(
        sentence=_sentence(asked, calls),
        figure=period_bars(bars, marks(asked), over_time.CALLS_AXIS[by], by),
        answers=answers,
        note=incomplete_note(calls, over_time.STRIPED),
        below=phase_list(asked),
    )


def _asked(asked: Asked, by: tuple[str, ...] = ()) -> tuple[Answer, ...]:
    """Ask for all calls, those without and those with police."""
    names = ("care_calls", "care_only_calls", "care_and_spd_calls")
    return tuple(ask(asked.snapshot, name, asked.filters, by) for name in names)


def _sentence(asked: Asked, by_period: Answer) -> str:
    answers = _asked(asked)
    calls, alone, joint = (answer.only.text for answer in answers)
    if not answers[0].only.n:
        return nothing_matches(answers[0])
    count = asked.filters.count
    told = text.WHO_SENTENCE[count].format(calls=several(calls, *COUNTED[count]), alone=alone, joint=joint)
    return f"{told} {most(asked, by_period)}".strip()
