"""A place on a page that an address leads to, such as `/methods#care_calls`, with or without scripts."""

from dash import html


def anchor(name: str, inside: str | None = None) -> html.A:
    """Mark a place; `inside` is what stands in it. In folded text it unfolds when somebody comes to it."""
    return html.A(inside, id=name, className="anchor")
