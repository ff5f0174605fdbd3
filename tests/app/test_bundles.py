"""The files of every page: what they hold, that their names follow it, and where the vendored one is from."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from app.bundles import ASSETS, BUNDLES, PLOTLY, SCRIPT, STYLE, STYLE_WITHOUT_SCRIPTS, VENDOR, Bundle
from app.main import PAGES
from app.sending import FOR_EVER

PLOTLY_SHA256 = "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"
"""Of `plotly-basic.min.js` in the npm package plotly.js-basic-dist-min at the version below, as received."""


def test_the_vendored_part_of_plotly_is_as_received_and_of_the_version_that_plotly_for_python_has() -> None:
    content = (VENDOR / "plotly-basic.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == PLOTLY_SHA256
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}\n".encode() in content[:200]
    assert "MIT License" in (VENDOR / "plotly-basic.LICENSE").read_text(encoding="utf-8")


def test_every_style_sheet_and_script_of_ours_is_in_a_bundle_once() -> None:
    parts = [part for bundle in BUNDLES.values() for part in bundle.parts]
    assert len(parts) == len(set(parts))
    assert set(parts) >= {*ASSETS.glob("*.css"), *ASSETS.glob("*.js"), *VENDOR.glob("*.js")}


def test_bootstrap_comes_before_what_overrides_it_and_the_common_script_before_those_that_use_it() -> None:
    assert STYLE.content.startswith(b"@charset")
    assert STYLE.parts[0].name == "bootstrap.min.css"
    assert SCRIPT.parts[0].name == "care.js"
    assert STYLE_WITHOUT_SCRIPTS.parts[0] not in STYLE.parts


def test_a_name_follows_the_content(tmp_path: Path) -> None:
    part = tmp_path / "part.css"
    part.write_text("p { color: red }")
    bundle = Bundle("style", "css", (part,))
    again = replace(bundle)
    assert re.fullmatch(r"style\.[0-9a-f]{12}\.css", bundle.name)
    assert again.name == bundle.name
    part.write_text("p { color: blue }")
    assert replace(bundle).name != bundle.name


@pytest.mark.parametrize("bundle", BUNDLES.values(), ids=lambda bundle: bundle.stem)
def test_a_bundle_is_served_to_be_kept_for_ever(client: FlaskClient, bundle: Bundle) -> None:
    response = client.get(bundle.address)
    assert (response.status_code, response.mimetype, response.data) == (200, bundle.mimetype, bundle.content)
    assert response.headers["Cache-Control"] == FOR_EVER


def test_a_bundle_of_another_content_is_not_there(client: FlaskClient) -> None:
    assert client.get("/bundles/style.000000000000.css").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_every_page_links_the_bundles_and_no_script_holds_up_its_numbers(client: FlaskClient, path: str) -> None:
    html = client.get(path).text
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert sheets == [STYLE.address, STYLE_WITHOUT_SCRIPTS.address]
    sources = re.findall(r'<script ([^>]*)src="([^"]+)"', re.sub("(?s)<template .*?</template>", "", html))
    assert SCRIPT.address in [source for _, source in sources]
    assert all(how.startswith(("defer", "async")) for how, _ in sources)
    assert (PLOTLY.address in html) == PAGES[path].has_filters
    assert 'type="application/javascript"' not in html
