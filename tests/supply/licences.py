"""The licence of each locked package, by what the package says of itself, in the words of SPDX."""

import re
from importlib import metadata

from tests.supply.lock import Locked

ACCEPTED = frozenset(
    ("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-2.0", "PSF-2.0", "Zlib")
)
"""What may be installed beside a program under MIT. MPL-2.0 asks only that its own files, changed, stay open."""

_LOOKED_UP = {"colorama": "BSD-3-Clause", "nest-asyncio": "BSD-2-Clause"}
"""Read by a person in the package's own license: one is installed on Windows only, one says "BSD" for two clauses."""

_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Where a package has no expression. "BSD License" does not count its clauses; a test looks for the third."""


class UnknownLicence(Exception):
    """A package does not say its licence, or says one that was not looked at yet."""


def licence_of(package: Locked) -> str:
    """Give a package's licence as an SPDX expression. Raises `UnknownLicence` naming the package and what to do."""
    if package.name in _LOOKED_UP:
        return _LOOKED_UP[package.name]
    try:
        told = metadata.metadata(package.name)
    except metadata.PackageNotFoundError:
        return _unknown(package, "it is not installed here")
    classifiers = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if "License ::" in each]
    given = _field(told, "License-Expression") or _from_classifiers(classifiers) or _field(told, "License")
    return given if are_accepted(given) else _unknown(package, f"it says {given[:60]!r}")


def are_accepted(expression: str) -> bool:
    """Say whether every licence of an expression is accepted; of alternatives, too, so that none has to be chosen."""
    names = re.split(r" AND | OR |[()]", expression)
    return bool(expression) and all(name.strip() in ACCEPTED for name in names if name.strip())


def _field(told: metadata.PackageMetadata, name: str) -> str:
    return str(told[name]) if name in told else ""


def _from_classifiers(names: list[str]) -> str:
    return " AND ".join(sorted({_CLASSIFIERS[name] for name in names if name in _CLASSIFIERS}))


def _unknown(package: Locked, why: str) -> str:
    raise UnknownLicence(
        f"{package.name} {package.version}: no license known to be compatible with MIT ({why}). Read its license; "
        "if it may be used, add it to tests/supply/licences.py, else use another package."
    )
