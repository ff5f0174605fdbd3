"""How long people wait: the times of one agency by five minutes, with the half and the nine in ten."""

from app.components.chart_card import ChartContent
from app.components.nothing import nothing_matches, outside_data
from app.components.without_chart import without_chart
from app.figures.distribution import Bin, Distribution, Landmark, distribution
from app.figures.style import CARE, SPD, Look
from app.labels import label, short_label
from app.pages.response_times.sentences import is_nothing, nothing_shown
from app.queries import Answer, ask, row_without_events
from app.question import Asked
from app.words import response_times as text
from app.words.sentences import CALL, several

_BY = "minutes_bin"
_BINS = tuple(str(minute) for minute in range(0, 125, 5))
"""The dimension's keys; the last one is open."""


def care_waits(asked: Asked) -> ChartContent:
    """Show how long people wait for CARE."""
    return _waits(asked, "care", text.CARE, CARE)


def spd_waits(asked: Asked) -> ChartContent:
    """Show how long people wait for police."""
    return _waits(asked, "spd", text.SPD, SPD)


def _waits(asked: Asked, agency: str, who: str, look: Look) -> ChartContent:
    half, nine_in_ten = (
        ask(asked.snapshot, f"{agency}_response_{statistic}_minutes", asked.filters) for statistic in ("median", "p90")
    )
    answer = ask(asked.snapshot, half.metric.name, asked.filters, (_BY,))
    shown = Distribution(who, look, _bins(asked, answer), _landmarks(half, nine_in_ten))
    content = ChartContent(
        sentence=_sentence(who, half, nine_in_ten),
        figure=distribution([shown], text.WAIT_AXIS, short_label(asked.snapshot, _BY, _BINS[-1]), is_share=False),
        answers=(answer,),
        note=text.WAIT_NOTE,
    )
    return content if half.only.n else without_chart(content)


def _bins(asked: Asked, answer: Answer) -> list[Bin]:
    found = {row.keys[0]: row for row in answer.rows}
    rows = [found.get(key) or row_without_events(answer, (key,)) for key in _BINS]
    return [
        Bin(int(row.keys[0]), row.n, several(f"{row.n:,}", *CALL), label(asked.snapshot, _BY, row.keys[0]))
        for row in rows
    ]


def _landmarks(half: Answer, nine_in_ten: Answer) -> list[Landmark]:
    marked = ((text.WAIT_HALF, half.only), (text.WAIT_NINE_IN_TEN, nine_in_ten.only))
    return [Landmark(row.value, template.format(text=row.text)) for template, row in marked if row.value is not None]


def _sentence(who: str, half: Answer, nine_in_ten: Answer) -> str:
    n = f"{half.only.n:,}"
    if not half.only.n:
        told = nothing_matches(half) if who == text.CARE and is_nothing([half]) else outside_data(half)
        return told or nothing_shown(who, half)
    if half.only.value is None:
        return text.WAIT_TOO_FEW.format(calls=several(n, *text.CALL))
    return text.WAIT_SENTENCE.format(half=half.only.text, nine_in_ten=nine_in_ten.only.text, n=n)
