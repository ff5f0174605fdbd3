"""What became of the calls that CARE could have answered: five steps, each call in one."""

from dash import html

from app import words
from app.components.answer_list import answer_list, share_of
from app.components.chart_card import ChartContent
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE
from app.queries import Answer, ask
from app.question import Asked
from app.words import calls as text
from app.words.sentences import several
from etl.metrics import METRICS, TOO_FEW

STEPS = tuple(
    f"coverage_{step}_calls" for step in ("arrived", "sent_not_arrived", "outside_hours", "outside_area", "not_sent")
)
_NOT_RECORDED = STEPS[-1]
_SHARE = METRICS["coverage_share"]


def coverage(asked: Asked) -> ChartContent:
    """Show the five steps in their order, as parts of all calls that CARE could have answered."""
    steps = tuple(ask(asked.snapshot, name, asked.filters) for name in STEPS)
    eligible, reached = (ask(asked.snapshot, name, asked.filters) for name in ("eligible_calls", "coverage_share"))
    bars = [RankedSeries(eligible.metric.label, CARE, [_bar(step, eligible) for step in steps])]
    return ChartContent(
        sentence=_sentence(steps, eligible, reached),
        figure=ranked_bars(bars, text.COVERAGE_UNIT),
        answers=(*steps, eligible, reached),
        note=_note(asked, eligible),
        height=ranked_height(bars),
        below=html.P(f"{eligible.metric.meaning} {eligible.metric.limits[0]}"),
        table=answer_list(steps, eligible, _SHARE),
    )


def _bar(step: Answer, eligible: Answer) -> Ranked:
    """Draw a step; the one without a reason must not look like the others."""
    share = share_of(step, eligible, _SHARE)
    told = text.COVERAGE_BAR.format(text=step.only.text, share=share) if _has_share(eligible) else step.only.text
    return Ranked(step.metric.label, step.only.value, told, "/" if step.metric.name == _NOT_RECORDED else "")


def _has_share(eligible: Answer) -> bool:
    return eligible.only.n >= _SHARE.smallest_n


def _sentence(steps: tuple[Answer, ...], eligible: Answer, reached: Answer) -> str:
    if not eligible.only.n:
        return text.COVERAGE_NOTHING
    arrived, *_, not_sent = (step.only for step in steps)
    share = text.COVERAGE_SHARE.format(share=reached.only.text) if reached.only.value is not None else ""
    return text.COVERAGE_SENTENCE.format(
        eligible=several(eligible.only.text, *text.CALL),
        reached=arrived.text,
        share=share,
        not_sent=text.COVERAGE_NOT_SENT.format(count=several(not_sent.text, *text.CALL)),
    )


def _note(asked: Asked, eligible: Answer) -> str:
    """Say how to read the bars, and which of the reader's choices change nothing here."""
    told = [text.COVERAGE_NOTE]
    if not _has_share(eligible):
        told.append(text.SHARES.format(told=TOO_FEW))
    if eligible.not_applied:
        filters = ", ".join(words.FILTER_LABELS[name] for name in eligible.not_applied)
        told.append(text.NOT_APPLIED.format(filters=filters))
    if asked.filters.count != "dispatched":
        told.append(text.COUNT_NOT_APPLIED.format(switch=words.COUNT))
    return " ".join(told)
