"""What is not known yet: what is missing and who can supply it. It must not look like a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from app.words import no_data as text


@dataclass(frozen=True)
class Missing:
    """Something that there is no data about: its name, what is missing, and who can supply it."""

    name: str
    detail: str
    supplier: str


def no_data(missing: Sequence[Missing]) -> html.Ul:
    """List what there is no data about."""
    return html.Ul([_tile(one) for one in missing], className="tiles")


def _tile(one: Missing) -> html.Li:
    return html.Li(
        [
            html.H3(one.name),
            html.P(text.NO_DATA_YET, className="no-data-mark"),
            html.P([html.Strong(f"{text.MISSING} "), one.detail]),
            html.P([html.Strong(f"{text.SUPPLIER} "), one.supplier]),
            html.P(text.ONCE_SUPPLIED, className="note"),
        ],
        className="tile no-data",
    )
