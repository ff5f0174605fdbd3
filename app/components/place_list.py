"""What stands beside a map: its legend, and every place of it in words, each a link to its own numbers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import html

from app import words
from app.components.placed import Place, Standing
from app.figures.steps import shades, steps
from app.words import places as text
from etl.metrics import TOO_FEW, Metric


def legend(metric: Metric, places: Sequence[Place]) -> html.Div:
    """Say which shade stands for which values of the places drawn, and how those without a value are drawn."""
    inside = [place for place in places if not place.is_left_out]
    classes = steps(place.value for place in inside)
    items = [
        (f"step-{shade}", metric.text(low) if low == high else _from_to(metric, low, high))
        for shade, (low, high) in zip(shades(len(classes)), classes, strict=True)
    ]
    standings = {place.standing for place in places}
    is_zero = any(place.standing is Standing.SHOWN and not place.value for place in inside)
    none = text.NO_EVENTS.format(counted=metric.n_label)
    open_ones = [*([metric.text(0)] if is_zero else []), *([none] if Standing.NO_EVENTS in standings else [])]
    patterned = {
        ("step-none", text.OPEN.join(open_ones)): open_ones,
        ("step-withheld", TOO_FEW): Standing.TOO_FEW in standings,
        ("step-left-out", text.LEFT_OUT): Standing.LEFT_OUT in standings,
    }
    items += [item for item, is_there in patterned.items() if is_there]
    has_unit = not metric.adds_up and metric.unit != "%"
    name = text.LEGEND.format(label=metric.label, unit=metric.unit) if has_unit else metric.label
    shown = [html.Li([html.Span(className=f"step {shade}"), f" {told}"]) for shade, told in items]
    return html.Div([html.P(name, className="note"), html.Ul(shown, className="legend")], className="map-legend")


def ranked(places: Sequence[Place]) -> list[Any]:
    """Say what the map shows in words, highest first; each place is a link to its own numbers."""
    shown = [place for place in places if place.standing is Standing.SHOWN]
    items = [_item(place, f": {place.told}") for place in shown]
    return [ranked_heading(), html.Ol(items, className="ranked")] if items else []


def ranked_heading() -> html.P:
    """Say what a ranked list of links is, and on a screen what choosing one does."""
    return html.P([words.AREA_RANKED, html.Span(f" {words.AREA_CHOOSE}", className="only-screen")], className="note")


def without_value(metric: Metric, places: Sequence[Place]) -> list[Any]:
    """List the places without a value, by the reason; each is a link too."""
    told: list[Any] = []
    for standing in (Standing.TOO_FEW, Standing.NO_EVENTS, Standing.LEFT_OUT):
        basis = f" ({words.N})" if standing is Standing.TOO_FEW else ""
        there = [place for place in places if place.standing is standing]
        items = [_item(place, basis.format(counted=f"{place.row.n:,}")) for place in there]
        if items:
            heading = html.P(text.WITHOUT_VALUE[standing].format(counted=metric.n_label), className="note")
            told.append(html.Div([heading, html.Ul(items, className="listed")], className=_where_shown(standing)))
    return told


def without_row(metric: Metric, places: Sequence[Place]) -> list[Any]:
    """Name the places without events, and those left out: the answer's table may have no row of them."""
    told = []
    for standing in (Standing.NO_EVENTS, Standing.LEFT_OUT):
        names = ", ".join(place.label for place in places if place.standing is standing)
        if names:
            sentence = text.WITHOUT_ROW[standing].format(counted=metric.n_label, names=names)
            told.append(html.P(sentence, className=_where_shown(standing)))
    return told


def since(places: Sequence[Place]) -> list[Any]:
    """Say where CARE did not work for the whole period, and since when it did."""
    later: dict[date, list[str]] = defaultdict(list)
    for place in places:
        if place.since:
            later[place.since].append(place.label)
    if not later:
        return []
    asked = [place for place in places if not place.is_left_out]
    count = sum(len(names) for names in later.values())
    items = [html.Li(_began(day, ", ".join(sorted(names)))) for day, names in sorted(later.items())]
    summary = html.Summary(text.SINCE.format(count=count, total=len(asked)))
    return [html.Details([summary, html.Ul(items)], className="since")]


def _where_shown(standing: Standing) -> str | None:
    """Keep the places that are not in the filter off paper, where none of them can be chosen."""
    return "only-screen" if standing is Standing.LEFT_OUT else None


def _item(place: Place, told: str) -> html.Li:
    return html.Li([html.A(place.label, href=place.href), told], **{"data-area": place.name})


def _from_to(metric: Metric, low: float, high: float) -> str:
    return words.FROM_TO.format(start=metric.text(low), end=metric.text(high))


def _began(day: date, names: str) -> str:
    told = text.SINCE_NEVER if day == date.max else text.SINCE_DAY
    return told.format(day=words.day(day), names=names)
