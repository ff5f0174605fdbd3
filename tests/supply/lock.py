"""A lock as `make lock` writes it: every package pinned, hashed, and with who asked for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2]
RUNTIME_LOCK, DEV_LOCK = PROJECT / "requirements.txt", PROJECT / "requirements-dev.txt"
ROOT = "care-dashboard"
"""What the packages that nobody but us asks for are asked by."""

_ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")
_VIA = re.compile(r"^ +# (?:via |  )([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Locked:
    """One package of a lock: where it is installed (`marker`, blank for everywhere), its files' SHA-256, who asked."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]


def read_lock(path: Path = RUNTIME_LOCK) -> list[Locked]:
    """Read a lock. Raises `ValueError` where a package is not pinned to one version."""
    return list(_entries(path.read_text(encoding="utf-8")))


def _entries(text: str) -> Iterator[Locked]:
    for entry in filter(str.strip, _ENTRY.split(text)):
        requirement = Requirement(entry.partition("\\")[0].partition("\n")[0])
        pin = re.fullmatch("==([^*,]+)", str(requirement.specifier))
        if pin is None:
            raise ValueError(f"{requirement.name} is not pinned to one version")
        yield Locked(
            name=canonicalize_name(requirement.name),
            version=pin[1],
            marker=str(requirement.marker or ""),
            hashes=tuple(_HASH.findall(entry)),
            asked_by=tuple(ROOT if name == ROOT else canonicalize_name(name) for name in _VIA.findall(entry)),
        )
