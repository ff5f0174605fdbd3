"""Boundaries fetched from the City's services over HTTPS."""

from urllib.parse import urlsplit

from etl import http
from etl.boundaries.geojson import MOST_BYTES, Collection, read_collection
from etl.errors import BadInput

_SILENCE_SECONDS, _MOST_SECONDS = 30.0, 120.0
_ACCEPTED = "application/geo+json, application/json"
_ADVICE = "Nothing was changed. Try again later, or download the layer as GeoJSON and give its path."


def fetch_collection(address: str) -> Collection:
    """Fetch one layer. Raises `BadInput` when it cannot be had or is not GeoJSON."""
    place = urlsplit(address)
    try:
        answer = http.get(address, http.Bounds(_SILENCE_SECONDS, _MOST_SECONDS, MOST_BYTES), _ACCEPTED)
    except http.Unanswered as why:
        raise BadInput(f"{address}: {why}. {_ADVICE}") from why
    return read_collection(answer.body, f"{place.scheme}://{place.hostname}{place.path}")
