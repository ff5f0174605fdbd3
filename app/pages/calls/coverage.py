"""What became of the calls that CARE could have answered: five steps, each call in one."""

from dash import html

from app import words
from app.components.answer_list import answer_list, share_of
from app.components.chart_card import ChartContent
from app.components.nothing import outside_data
from app.components.two_numbers import other_kinds
from app.components.without_chart import without_chart
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE
from app.queries import Answer, ask
from app.question import Asked
from app.words import calls as text
from app.words.sentences import CALL, several

STEPS = tuple(
    f"coverage_{step}_calls" for step in ("arrived", "sent_not_arrived", "outside_hours", "outside_area", "not_sent")
)
_NOT_RECORDED = STEPS[-1]


def coverage(asked: Asked) -> ChartContent:
    """Show the five steps in their order, as parts of all calls that CARE could have answered."""
    steps = tuple(ask(asked.snapshot, name, asked.filters) for name in STEPS)
    eligible, reached = (ask(asked.snapshot, name, asked.filters) for name in ("eligible_calls", "coverage_share"))
    bars = [RankedSeries(eligible.metric.label, CARE, [_bar(step, eligible, reached) for step in steps])]
    content = ChartContent(
        sentence=_sentence(asked, steps, eligible, reached),
        figure=ranked_bars(bars, text.COVERAGE_UNIT),
        answers=(*steps, eligible, reached),
        note=_note(asked, reached),
        height=ranked_height(bars),
        below=html.P(f"{eligible.metric.meaning} {eligible.metric.limits[0]}"),
        table=answer_list(steps, eligible, reached),
    )
    return without_chart(content) if outside_data(eligible) else content


def _bar(step: Answer, eligible: Answer, reached: Answer) -> Ranked:
    """Draw a step; the one without a reason must not look like the others."""
    share = share_of(step, eligible, reached)
    told = text.COVERAGE_BAR.format(text=step.only.text, share=share) if _is_shown(reached) else step.only.text
    return Ranked(step.metric.label, step.only.value, told, "/" if step.metric.name == _NOT_RECORDED else "")


def _is_shown(share: Answer) -> bool:
    return share.only.value is not None


def _sentence(asked: Asked, steps: tuple[Answer, ...], eligible: Answer, reached: Answer) -> str:
    if not eligible.only.n:
        return outside_data(eligible) or text.COVERAGE_NOTHING
    arrived, *_, not_sent = (step.only for step in steps)
    share = text.COVERAGE_SHARE.format(share=reached.only.text) if _is_shown(reached) else ""
    told = text.COVERAGE_SENTENCE.format(
        eligible=several(eligible.only.text, *CALL),
        reached=arrived.text,
        share=share,
        not_sent=text.COVERAGE_NOT_SENT.format(count=several(not_sent.text, *CALL)),
    )
    return f"{told} {other_kinds(asked)}".strip()


def _note(asked: Asked, reached: Answer) -> str:
    """Say how to read the bars, and that the inclusion rule changes nothing here."""
    told = [text.COVERAGE_NOTE]
    if not _is_shown(reached):
        told.append(text.SHARES.format(told=reached.only.text))
    if asked.filters.count != "dispatched":
        told.append(text.COUNT_NOT_APPLIED.format(switch=words.COUNT))
    return " ".join(told)
