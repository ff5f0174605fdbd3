"""The filters and rules of counting that a question has on, in words."""

from app import words
from app.filters import Filters
from app.labels import filters_in_words
from app.question import Asked

_WITH_MODELED = ("/capacity", "/map", "/data")
"""The pages that show modeled numbers, which the share of police moves; the address holds it on every page."""

On = dict[str, str]
"""What is on, in words, each with the address of the same question without it."""


def filters_on(asked: Asked) -> On:
    """List each value of each filter that is on."""
    on = filters_in_words(asked.snapshot, asked.filters)
    return {told: asked.without(name, value) for name, value, told in on}


def rules_on(asked: Asked, path: str) -> On:
    """List the rules of counting that are not as a page opens with them, of those the page at `path` has numbers of."""
    return {
        told: asked.link(**{name: default})
        for name, told in rules(asked).items()
        if (name != "police_share" or path in _WITH_MODELED)
        and getattr(asked.filters, name) != (default := Filters.model_fields[name].default)
    }


def rules(asked: Asked) -> dict[str, str]:
    """Say each rule of counting, by the name of its field."""
    return {
        "count": f"{words.COUNT}: {words.COUNTED_AS[asked.filters.count]}",
        "police_share": f"{words.POLICE_SHARE} {asked.filters.police_share:g}%",
    }
