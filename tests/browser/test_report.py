"""The report of a month on paper: a real browser prints it whole, page by page, and it is read without scripts."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from app.chromium import is_pdf, pages
from app.config import settings_from
from app.report_file import write_report
from tests.browser.conftest import Open
from tests.served import PROJECT, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

MONTH, DAYS = "2025-06", "start=2025-06-01&end=2025-06-30"
PAPERS = {"A4": 700, "Letter": 720}
"""Pixels between the margins."""
_CUT = """() => [...document.querySelectorAll('.columns, .table, .tile, .passage')]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth + 1)
    .map(it => it.id || it.getAttribute('aria-label') || it.className)"""


def on_paper(open_at: Open, address: str, width: int) -> Page:
    page: Page = open_at(address)
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": width, "height": 1000})
    return page


def test_the_command_prints_three_to_five_pages(site: Site, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    command = [sys.executable, "-m", "app", "report", "--month", MONTH, "--warehouse", str(site.warehouse)]
    done = subprocess.run(
        [*command, "--out", str(out)], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    data = out.read_bytes()
    assert is_pdf(data)
    assert 3 <= pages(data) <= 5
    assert f"{pages(data)} pages" in done.stdout
    assert b"/FontFile" in data, "words are words, and can be searched"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize("site_url", ["", "https://care.example.org"])
def test_the_file_leads_to_the_public_site_or_nowhere(site: Site, tmp_path: Path, site_url: str) -> None:
    settings = settings_from({"CARE_WAREHOUSE": str(site.warehouse), "CARE_SITE_URL": site_url})
    write_report(settings, tmp_path / "report.pdf", MONTH)
    found = addresses((tmp_path / "report.pdf").read_bytes())
    if site_url:
        assert any(address.startswith(f"{site_url}/report?month={MONTH}&snapshot=") for address in found)
        assert any("#coverage_share" in address for address in found)
    assert [address for address in found if not (site_url and address.startswith(f"{site_url}/"))] == []


def addresses(pdf: bytes) -> list[str]:
    """List where the links of a PDF file lead, outside of it."""
    return [found.decode() for found in re.findall(rb"/URI \((.*?)\)", pdf)]


@pytest.mark.parametrize("paper", PAPERS)
def test_it_fits_both_papers_with_nothing_to_press(open_page: Open, paper: str) -> None:
    page = on_paper(open_page, f"/report?month={MONTH}", PAPERS[paper])
    assert page.evaluate(_CUT) == []
    for part in page.locator(".pages, .contents, .report-months, .back-to-top, .tile details, footer").all():
        expect(part).to_be_hidden()
    for part in page.locator(".report-month, .columns, .tile, .words, header .invented").all():
        expect(part).to_be_visible()
    assert 3 <= pages(page.pdf(format=paper, prefer_css_page_size=True)) <= 5


def test_another_month_is_chosen_without_scripts(chromium: Browser, site: Site) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site.url}/report")
        expect(page.locator(".report-month")).to_have_text("November 2025")
        page.get_by_label("Month", exact=True).select_option("June 2025")
        page.get_by_role("button", name="Show", exact=True).click()
        assert page.url == f"{site.url}/report?month={MONTH}"
        (row,) = requests.get(f"{site.url}/api/v1/metrics/care_calls?{DAYS}", timeout=10).json()["rows"]
        expect(page.locator("#tile-care_calls strong")).to_have_text(row["text"])
        page.get_by_role("link", name="← May 2025").click()
        expect(page.locator(".report-month")).to_have_text("May 2025")


def test_a_month_that_is_not_there_leads_to_one_that_is(open_page: Open) -> None:
    page = open_page("/report")
    page.on("console", lambda _: None)
    answer = page.request.get(f"{page.url}?month=2031-01")
    assert answer.status == 404
    assert re.search("There is no data of January 2031", answer.text())


def test_columns_are_read_in_the_dark(open_page: Open) -> None:
    page = open_page(f"/report?month={MONTH}", 1280, "dark")
    color = page.locator(".columns text").first.evaluate("it => getComputedStyle(it).fill")
    assert color == "rgb(230, 235, 240)"
