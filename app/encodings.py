"""In which encodings text can be sent, and which one a request takes."""

import gzip
from collections.abc import Callable

import brotli
from flask import request

Compress = Callable[[bytes, int], bytes]
ENCODINGS: dict[str, Compress] = {
    "br": lambda body, quality: brotli.compress(body, quality=quality),
    "gzip": lambda body, quality: gzip.compress(body, quality, mtime=0),
}
"""What we can write, the best first: each takes a body and a quality."""


def chosen() -> str | None:
    """Return the best encoding that the request takes; None where it takes none of ours."""
    return request.accept_encodings.best_match(ENCODINGS)
