"""A place for what may be wider or longer than its place: it scrolls, says so, and the keyboard reaches it."""

from dash import html

from app.words import page as text


def scrolling(inside: object = None, *, name: str, kind: str, **properties: object) -> html.Div:
    """Lay out a region called `name`, of the style sheet's `kind`; `tables.js` shows which way more is to be seen."""
    cues = {"data-sideways": text.SIDEWAYS, "data-down": text.DOWN, "data-both": text.BOTH_WAYS}
    return html.Div(
        inside,
        className=f"table-scroll {kind}",
        tabIndex="0",
        role="region",
        **{"aria-label": name, **cues, **properties},
    )
