"""Boundaries fetched from the City's services over HTTPS: bounded in time and size, and never redirected off HTTPS."""

import time
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from etl.boundaries.geojson import MOST_BYTES, Collection, read_collection
from etl.config import is_secure_address
from etl.errors import BadInput

_SILENCE_SECONDS, _MOST_SECONDS = 30.0, 120.0
_CHUNK = 1 << 16


def fetch_collection(address: str) -> Collection:
    """Fetch one layer. Raises `BadInput` when it cannot be had or is not GeoJSON."""
    place = urlsplit(address)
    return read_collection(_fetch(address), f"{place.scheme}://{place.hostname}{place.path}")


class _StaySecure(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not is_secure_address(newurl):
            raise BadInput(f"{req.host}: redirects to an address that is not HTTPS. {_ADVICE}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_ADVICE = "Nothing was changed. Try again later, or download the layer as GeoJSON and give its path."


def _fetch(address: str) -> bytes:
    request = Request(address, headers={"Accept": "application/geo+json, application/json"})  # noqa: S310 the settings allow HTTPS only
    until = time.monotonic() + _MOST_SECONDS
    found = bytearray()
    try:
        with build_opener(_StaySecure).open(request, timeout=_SILENCE_SECONDS) as response:
            while chunk := response.read1(_CHUNK):
                found += chunk
                if len(found) > MOST_BYTES:
                    raise BadInput(f"{address}: sends more than {MOST_BYTES // 1_000_000} MB. {_ADVICE}")
                if time.monotonic() > until:
                    raise BadInput(f"{address}: takes longer than {_MOST_SECONDS:.0f} seconds. {_ADVICE}")
    except (OSError, HTTPException) as error:
        raise BadInput(f"{address}: cannot be fetched ({error}). {_ADVICE}") from error
    return bytes(found)
