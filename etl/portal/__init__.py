"""The City's open-data portal (SODA): the dispatch export and the fire department's feed, whole or not at all."""

from etl.portal.command import fetch_export, fetch_fire, first_day, held_through, tidy

__all__ = ["fetch_export", "fetch_fire", "first_day", "held_through", "tidy"]
