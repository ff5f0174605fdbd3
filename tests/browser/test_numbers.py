"""What stands beside the numbers: the same values from the API, their n, the data's date, files, and the policy."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dashboard import Dashboard
from tests.browser.question import HEADLINE, data_through, in_words, last_twelve_months
from tests.golden.oracle import World, answer
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FILTERED = "?start=2024-03-01&end=2025-10-15&precinct=WEST&precinct=EAST"


def test_tiles_say_what_the_api_says_with_n_and_data_date(dashboard: Dashboard, site: Site, world: World) -> None:
    period = last_twelve_months(world)
    for name in HEADLINE:
        (row,) = requests.get(f"{site.url}/api/v1/metrics/{name}", params=period, timeout=10).json()["rows"]
        tile = dashboard.page.locator(f"#tile-{name}")
        expect(tile.locator("strong")).to_have_text(row["text"])
        expect(tile).to_contain_text(f"n = {row['n']:,} ")
        expect(tile).to_contain_text(f"Data through {in_words(data_through(world))}.")
        for count in filter(None, row["excluded"].values()):
            expect(tile).to_contain_text(f"{count:,} ")


def test_invented_data_is_called_so_and_the_footer_dates_it(dashboard: Dashboard, world: World) -> None:
    expect(dashboard.page.get_by_role("banner").get_by_text("these numbers come from invented data")).to_be_visible()
    footer = dashboard.page.locator("footer")
    expect(footer).to_contain_text(f"Data through {in_words(data_through(world))}.")
    expect(footer).to_contain_text("Vintage of the export: 2026-01-04 12:00 UTC")


@pytest.mark.parametrize(("chart", "by"), [("monthly", "month"), ("places", "beat")])
@pytest.mark.parametrize("query", ["", FILTERED])
def test_the_file_is_the_table_and_the_chart(
    visit: Visit, site: Site, world: World, chart: str, by: str, query: str
) -> None:
    dashboard = visit(site.url, query)
    with dashboard.page.expect_download() as downloading:
        dashboard.page.locator(f"#{chart}-files").get_by_role("link", name="CSV").click()
    download = downloading.value
    assert download.suggested_filename.startswith(f"INVENTED-care_calls-by_{by}-")
    rows = list(csv.DictReader(io.StringIO(Path(download.path()).read_text(encoding="utf-8"))))

    assert rows
    assert {row["data_kind"] for row in rows} == {"invented demonstration data"}
    assert [[_key(row, by), row["text"], f"{int(row['n']):,}"] for row in rows] == dashboard.table(chart)
    question = dashboard.shown().controls
    expected = answer(world, "care_calls", {name: values for name, values in question.items() if values}, by)
    assert {row[by]: int(row["care_calls"]) for row in rows} == {key: cell.n for key, cell in expected.items()}
    if chart == "monthly":
        assert [(row[by], (int(row["care_calls"]), row["complete"] == "yes")) for row in rows] == list(
            dashboard.shown().months.items()
        )
    else:
        drawn = dashboard.shown().beats
        assert {row[by]: row["text"] for row in rows if row[by] in dashboard.beats_on_map()} == drawn


@pytest.mark.parametrize("width", [1280, 360])
def test_a_chart_is_drawn_as_large_as_its_place_and_covers_nothing(visit: Visit, site: Site, width: int) -> None:
    page = visit(site.url, width=width).page
    for chart in ("monthly", "places"):
        place = page.locator(f"#{chart}-place").bounding_box()
        drawn = page.locator(f"#{chart}-figure .main-svg").first.bounding_box()
        assert place
        assert drawn
        assert (drawn["height"], drawn["width"]) == (place["height"], place["width"])


def test_scripts_run_by_address_or_hash_only_and_the_page_works(visit: Visit, site: Site) -> None:
    policy = requests.get(site.url, timeout=10).headers["Content-Security-Policy"]
    directives = {name: values for name, *values in (part.split() for part in policy.split(";"))}
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"][0] == "'self'"
    assert all(source.startswith("'sha256-") for source in directives["script-src"][1:])
    visit(site.url).choose("precinct", "EAST")


def _key(row: dict[str, str], by: str) -> str:
    """Write a row's key as the table's reader sees it."""
    key = f"{date.fromisoformat(row[by] + '-01'):%B %Y}" if by == "month" else row[by].replace("UNKNOWN", "Unknown")
    return key + ("" if row["complete"] == "yes" or by != "month" else " (incomplete)")
