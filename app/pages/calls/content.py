"""What calls are about, how they come in, where and when."""

from dataclasses import replace

from app.components.chart_card import ChartContent
from app.components.ranked_chart import ranked_chart, ranked_links
from app.queries import ask
from app.question import Asked
from app.words import calls as text


def call_types(asked: Asked) -> ChartContent:
    """Show calls by what the caller reported."""
    return _with_note(ranked_chart(asked, "care_calls", "call_type", text.ABOUT_RANKING), text.AS_WRITTEN)


def sources(asked: Asked) -> ChartContent:
    """Show calls by the way they came in, and say who started them."""
    content = ranked_chart(asked, "care_calls", "call_source", text.SOURCES_RANKING)
    told = f"{content.sentence} {_who_started(asked)}".strip()
    return replace(_with_note(content, text.AS_WRITTEN), sentence=told)


def neighborhoods(asked: Asked) -> ChartContent:
    """Show calls by neighborhood, each place a link to its own numbers."""
    content = ranked_chart(asked, "care_calls", "neighborhood", text.WHERE_RANKING)
    return replace(content, below=ranked_links(asked, content.answers[0]))


def _with_note(content: ChartContent, note: str) -> ChartContent:
    return replace(content, note=f"{content.note} {note}".strip())


def _who_started(asked: Asked) -> str:
    rows = ask(asked.snapshot, "care_calls", asked.filters, ("received",)).rows
    return " ".join(
        text.WHO_STARTED.format(who=text.STARTED_BY.get(row.keys[0], row.keys[0]), text=row.text) for row in rows
    )
