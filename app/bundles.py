"""The files that every page needs, each of them one file under an address that changes with what it holds.

The style sheet is Bootstrap's and ours; the script is ours; plotly.js is the vendored part that draws bars and lines.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import flask_bootstrap

ASSETS = Path(__file__).parent / "assets"
VENDOR = Path(__file__).parent / "vendor"
WITHOUT_SCRIPTS = ASSETS / "without_scripts.css"
"""The style sheet of readers without scripts, which no others may have."""

_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/css/bootstrap.min.css"
_DIGITS = 12


@dataclass(frozen=True)
class Bundle:
    """Files sent as one, in their order."""

    stem: str
    ending: str
    parts: tuple[Path, ...]

    @cached_property
    def content(self) -> bytes:
        """What is sent."""
        return b"\n".join(part.read_bytes() for part in self.parts)

    @cached_property
    def name(self) -> str:
        """The name with a digest of the content, so that a browser may keep the file for ever."""
        return f"{self.stem}.{sha256(self.content).hexdigest()[:_DIGITS]}.{self.ending}"

    @property
    def address(self) -> str:
        """Where the file is found on the site."""
        return f"/bundles/{self.name}"

    @property
    def mimetype(self) -> str:
        """What kind of text it is."""
        return {"css": "text/css", "js": "text/javascript"}[self.ending]


STYLE = Bundle("style", "css", (_BOOTSTRAP, *sorted(set(ASSETS.glob("*.css")) - {WITHOUT_SCRIPTS})))
STYLE_WITHOUT_SCRIPTS = Bundle("without-scripts", "css", (WITHOUT_SCRIPTS,))
SCRIPT = Bundle("script", "js", (ASSETS / "care.js", *sorted(set(ASSETS.glob("*.js")) - {ASSETS / "care.js"})))
PLOTLY = Bundle("plotly-basic", "js", (VENDOR / "plotly-basic.min.js",))
BUNDLES = {bundle.name: bundle for bundle in (STYLE, STYLE_WITHOUT_SCRIPTS, SCRIPT, PLOTLY)}
