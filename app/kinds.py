"""Of which kind an address is: what its answer costs, and how it is counted."""

from typing import Literal

Kind = Literal["page", "callback", "answer", "download", "file", "operation"]
"""`answer` is of the API; `download` is rows, `file` what never changes, `operation` whether the service is up."""

_BEGINNINGS: tuple[tuple[str, Kind], ...] = (
    ("/_dash-update-component", "callback"),
    ("/_dash-layout", "callback"),
    *((place, "file") for place in ("/bundles/", "/assets/", "/_dash", "/_favicon", "/_reload-hash")),
    *((address, "operation") for address in ("/health", "/ready")),
    *((address, "answer") for address in ("/api", "/openapi.json", "/datapackage.json", "/data.json")),
)
_ROWS, _TOLD = "/download/", ".json"


def kind_of(path: str) -> Kind:
    """Tell the kind of an address by its path, whether there is such an address or not."""
    if path.startswith(_ROWS):
        return "answer" if path.endswith(_TOLD) else "download"
    return next((kind for beginning, kind in _BEGINNINGS if path.startswith(beginning)), "page")
