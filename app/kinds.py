"""Of which kind an address is: what its answer costs, and how it is counted."""

from typing import Literal

Kind = Literal["page", "callback", "answer", "download", "file", "operation"]
"""`answer` is of the API; `download` is rows, `file` what never changes, `operation` whether the service is up."""

_NAMED: dict[str, Kind] = {
    **dict.fromkeys(("/_dash-update-component", "/_dash-layout"), "callback"),
    **dict.fromkeys(("/health", "/ready"), "operation"),
    **dict.fromkeys(("/api", "/openapi.json", "/datapackage.json", "/data.json"), "answer"),
}
_UNDER: tuple[tuple[str, Kind], ...] = (
    ("/api/", "answer"),
    *((place, "file") for place in ("/bundles/", "/assets/", "/_dash", "/_favicon", "/_reload-hash")),
)
_ROWS, _TOLD = "/download/", ".json"


def kind_of(path: str) -> Kind:
    """Tell the kind of an address by its path, whether there is such an address or not."""
    if path.startswith(_ROWS):
        return "answer" if path.endswith(_TOLD) else "download"
    under = (kind for place, kind in _UNDER if path.startswith(place))
    return _NAMED[path] if path in _NAMED else next(under, "page")


def is_for_programs(path: str) -> bool:
    """Say whether an address is read by programs, which are told in problem documents what goes wrong."""
    return kind_of(path) not in ("page", "file")
