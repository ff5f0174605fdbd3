"""The fire department: the same two numbers where its units are supplied; else what is missing, and who holds it."""

from typing import Any

from dash import html

from app import words
from app.components.chart_card import ChartContent
from app.components.no_data import Missing, no_data
from app.components.tile import tiles
from app.pages.capacity import modeled, workings
from app.pages.capacity.agencies import CREWS
from app.pages.capacity.limits import limits_of
from app.question import Asked
from app.words import capacity as text


def is_known(asked: Asked) -> bool:
    """Say whether anything is known of the fire department, on whichever days."""
    return asked.snapshot.info.sfd_days is not None


def opening(asked: Asked) -> list[Any]:
    """Say which days are known; where none is, that nothing can be said, what is missing, and who holds it."""
    days = asked.snapshot.info.sfd_days
    if days is None:
        return [html.H2(text.FIRE), html.P(text.FIRE_WHY), no_data([Missing(*text.FIRE_MISSING)])]
    return [html.H2(text.FIRE), html.P(text.FIRE_WITH_DATA.format(days=words.period(*days)))]


def measured_part(asked: Asked) -> list[Any]:
    """Show the measured numbers, and what they do not say."""
    head = [html.H2(text.FIRE_MEASURED), html.P(text.FIRE_MEASURED_SENTENCE)]
    return [*head, tiles(asked, CREWS.measured)] if is_known(asked) else []


def modeled_part(asked: Asked) -> list[Any]:
    """Show the modeled numbers, and what they rest on."""
    head = [html.H2(text.FIRE_MODELED), html.P(text.FIRE_MODELED_SENTENCE)]
    return [*head, tiles(asked, CREWS.modeled)] if is_known(asked) else []


def whole(asked: Asked) -> ChartContent:
    """Show the crew hours avoided in the whole period."""
    return modeled.whole(asked, CREWS)


def change(asked: Asked) -> ChartContent:
    """Show the crew hours avoided by month or year."""
    return modeled.change(asked, CREWS)


def worked_out(asked: Asked) -> list[Any]:
    """Say step by step how the modeled number came to be."""
    return workings.worked_out(asked, CREWS, text.FIRE_WORKED_OUT) if is_known(asked) else []


def limits(asked: Asked) -> list[Any]:
    """List what to keep in mind about both numbers."""
    if not is_known(asked):
        return []
    measured, avoided = text.LIMITS_OF["measured"], text.LIMITS_OF["modeled"]
    told = [html.H3(measured), limits_of(CREWS.measured), html.H3(avoided), limits_of(CREWS.modeled)]
    return [html.H2(text.FIRE_LIMITS), *told]
