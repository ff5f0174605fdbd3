"""What the page of data tells search engines stands in its head in a real browser, and disturbs nothing there."""

import json

import pytest
from playwright.sync_api import BrowserContext

from app.words import INVENTED
from etl.metrics import METRICS
from tests.browser.conftest import Open
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

BLOCK = "script[type='application/ld+json']"
WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", event => window.refused.push(event.violatedDirective));
"""


def test_the_page_of_data_tells_of_it_and_no_policy_is_broken(open_page: Open, site: Site) -> None:
    page = open_page("/data")
    page.context.add_init_script(WATCH)
    page.reload(wait_until="networkidle")
    told = json.loads(page.locator(f"head {BLOCK}").text_content() or "")
    assert told["@type"] == "Dataset"
    assert told["description"].startswith(INVENTED)
    assert told["url"] == f"{site.url}/data"
    assert len(told["variableMeasured"]) == len(METRICS)
    assert page.evaluate("window.refused") == []


def test_the_same_block_as_a_script_would_be_refused_and_seen(window: BrowserContext, site: Site) -> None:
    page = window.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{site.url}/methods")
    for kind in ("application/ld+json", "text/javascript"):
        page.evaluate(
            """kind => {
                const block = document.createElement("script");
                Object.assign(block, {type: kind, textContent: "window.ran = true"});
                document.head.append(block);
            }""",
            kind,
        )
    page.wait_for_function("window.refused.length")
    assert set(page.evaluate("window.refused")) == {"script-src-elem"}
    assert page.evaluate("window.ran") is None
    page.close()
