"""The notice that a page shows another build of the data than the one served now."""

from typing import Any

from dash import html

from app import words
from app.db import Info, NoSnapshot, Warehouse
from app.question import Asked
from app.words import builds as text


def served_now(warehouse: Warehouse) -> Info | None:
    """Say which snapshot is served now; None while there is none."""
    try:
        return warehouse.current().info
    except NoSnapshot:
        return None


def build_notice(asked: Asked, path: str, current: Info | None) -> list[Any]:
    """Say which build a pinned page shows, with the same question to the one served now; nothing where it is that.

    What is served now may be the older of both: somebody may have gone back to it.
    """
    info = asked.snapshot.info
    if asked.pin is None or current is None or current.snapshot == info.snapshot:
        return []
    is_older = info.snapshot < current.snapshot
    told = (text.OLDER if is_older else text.ANOTHER).format(
        snapshot=info.snapshot, day=words.day(info.data_through), now=current.snapshot
    )
    return [told, " ", html.A(text.SEE_NEWEST if is_older else text.SEE_CURRENT, href=f"{path}{asked.unpinned()}")]
