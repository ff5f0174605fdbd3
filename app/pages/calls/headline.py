"""How many calls there are, by which rule, and what CARE logs beside them."""

from typing import Any

from dash import html

from app import words
from app.components.nothing import outside_data
from app.components.tile import tiles
from app.queries import ask
from app.question import Asked
from app.words import calls as text
from app.words.sentences import CALL, several

HEADLINE = ("care_calls", "care_only_calls", "care_and_spd_calls")
BESIDE = ("care_officer_requests", "care_outreach_events")


def headline(asked: Asked) -> list[Any]:
    """Show the calls, after the rule by which they are counted."""
    rule = text.RULE.format(
        rule=words.COUNTED_AS[asked.filters.count], meaning=text.RULE_MEANS[asked.filters.count], switch=words.COUNT
    )
    return [html.P(f"{rule} {text.ADD_UP}"), tiles(asked, HEADLINE)]


def beside(asked: Asked) -> list[Any]:
    """Show what CARE logs that is no call, and say whether the headline counts it."""
    outside = outside_data(ask(asked.snapshot, BESIDE[0], asked.filters))
    if asked.filters.count == "all":
        told = [html.H2(text.BESIDE_INSIDE), html.P(outside or _sum(asked))]
    else:
        told = [html.H2(text.BESIDE), html.P(text.BESIDE_WHY)]
    return [*told, tiles(asked, BESIDE)]


def _sum(asked: Asked) -> str:
    """Show how calls, requests and outreach make the headline."""
    sent_to = asked.filters.model_copy(update={"count": "dispatched"})
    calls, total = (ask(asked.snapshot, "care_calls", filters).only.text for filters in (sent_to, asked.filters))
    requests, outreach = (ask(asked.snapshot, name, asked.filters).only.text for name in BESIDE)
    return text.BESIDE_INSIDE_WHY.format(
        rule=words.COUNTED_AS["all"],
        calls=several(calls, *CALL),
        requests=several(requests, *text.REQUEST),
        outreach=several(outreach, *text.OUTREACH),
        total=total,
    )
