"""The page as a reader uses it: what they do to it, and all that it shows at a moment."""

import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from tests.browser.live import come_alive
from tests.browser.question import HEADLINE, Shown

WAIT_SECONDS = 15
THERE = ".card-block:not([hidden], [hidden] *)"
"""The cards of a page, but for those that say of themselves that they have no data."""

_ELSEWHERE = "Without a place on the map: "
_GROUPS = {"precinct": "where", "neighborhood": "where", "call-type": "what", "priority": "what", "hour": "when"}
"""In which group of the filter bar a control stands."""

_READ = """() => {
  const text = (selector) => document.querySelector(selector)?.innerText ?? '';
  const drawn = (name) => document.querySelector(`#${name}-figure.js-plotly-plot`)?.data?.[0] ?? {};
  const checked = (name) => [...document.querySelectorAll(`#${name} input:checked`)].map(box => box.value).sort();
  const value = (name) => document.getElementById(name)?.value ?? '';
  const bars = drawn('monthly');
  return {
    tiles: [...document.querySelectorAll('.tile')].map(tile => [
      tile.id.slice('tile-'.length), tile.querySelector('strong').innerText,
      [...tile.querySelectorAll('.tile-basis')].map(line => line.innerText).find(line => line.includes('n = ')),
    ]),
    months: (bars.x ?? []).map((day, i) => [day.slice(0, 7), bars.y[i], bars.marker.pattern.shape[i] === '']),
    beats: (drawn('places').text ?? []).flat().filter(Boolean),
    note: text('#places-note'),
    sentences: [text('#monthly-sentence'), text('#places-sentence')],
    days: [value('start'), value('end')],
    chosen: [checked('precinct'), checked('priority'), checked('call-type')],
  };
}"""

_READ_TABLE = """(name) => [...document.querySelectorAll(`#${name}-table tbody tr`)].map(
  row => [...row.children].map(cell => cell.textContent))"""

Found = TypeVar("Found")


class Dashboard:
    """The home page in a browser."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def open(self, query: str = "") -> None:
        """Go to the page and wait for its numbers and both charts."""
        self.page.goto(f"{self.url}/{query}")
        self.wait_for_numbers()

    def wait_for_numbers(self) -> None:
        """Wait until the page shows tiles and both charts."""
        come_alive(self.page)
        for selector in ("#tile-care_calls", "#monthly-figure .main-svg", "#places-figure .main-svg"):
            self.page.locator(selector).first.wait_for()

    def lists_of_tiles_after_a_reload(self) -> int:
        """Load the page again and say how many lists of tiles it has: one with data, none without."""
        self.page.reload()
        come_alive(self.page).locator("h1").wait_for()
        return self.page.locator("#main .tiles").count()

    # What a reader does.

    def type_day(self, control: str, day: date) -> None:
        """Type a day into a native date input, part by part, as an American browser takes it."""
        self.page.locator(f"#{control}").focus()
        self.page.keyboard.type(f"{day:%m%d%Y}", delay=30)

    def open_group(self, name: str) -> None:
        """Unfold the filter bar on a phone, and the group that a control stands in, if they are not."""
        folded = self.page.locator("#filters-summary")
        if folded.is_visible() and not self.page.locator("#filters").evaluate("bar => bar.open"):
            folded.click()
        group = _GROUPS[name]
        if not self.page.locator(f"#{group}-group").evaluate("group => group.open"):
            self.page.locator(f"#{group}-summary").click()

    def box(self, group: str, value: str) -> Locator:
        """Find the checkbox of one value."""
        return self.page.locator(f"#{group} input[value='{value}']")

    def choose(self, group: str, value: str) -> None:
        """Click a checkbox."""
        self.open_group(group)
        self.box(group, value).click()

    def add_call_type(self, call_type: str) -> None:
        """Type a call type into the search and press Enter."""
        self.open_group("call-type")
        self.page.locator("#call-type-search").focus()
        self.page.keyboard.type(call_type)
        self.page.keyboard.press("Enter")

    def focused(self) -> str:
        """Give the id of the control that has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    # What the page shows.

    def beats_on_map(self) -> list[str]:
        """List the beats that have a square, shaded or not."""
        return [_beat(square)[0] for square in self.page.evaluate(_READ)["beats"]]

    def table(self, chart: str) -> list[list[str]]:
        """List the rows of a chart's table, a text a cell."""
        return [[str(cell) for cell in row] for row in self.page.evaluate(_READ_TABLE, chart)]

    def problems(self) -> str:
        """Read what the page says it left out of the filters."""
        return self.page.locator("#problems").inner_text()

    def address(self) -> dict[str, list[str]]:
        """Read what the address's query string holds."""
        return {name: sorted(values) for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def shown(self) -> Shown:
        """Read everything the page shows now, in the form that a question's answer takes."""
        read = self.page.evaluate(_READ)
        squares = dict(_beat(square) for square in read["beats"])
        precinct, priority, call_type = read["chosen"]
        start, end = ([day] if day else [] for day in read["days"])
        return Shown(
            tiles={name: (text, _n(basis)) for name, text, basis in read["tiles"]},
            months={month: (value, is_complete) for month, value, is_complete in read["months"]},
            beats={
                beat: text for beat, text in squares.items() if text not in ("0", "")
            },  # a beat that another filter leaves out has no number
            elsewhere=_elsewhere(read["note"]),
            sentences=(read["sentences"][0], read["sentences"][1]),
            controls={
                "start": start,
                "end": end,
                "precinct": precinct,
                "priority": priority,
                "call_type": call_type,
            },
            address=self.address(),
        )

    def comes_to_show(self, expected: Shown) -> None:
        """Wait until the whole page, controls and address included, is exactly this."""
        assert list(expected.tiles) == list(HEADLINE)
        self.comes_to(self.shown, expected)

    def comes_to(self, read: Callable[[], Found], expected: Found, seconds: float = WAIT_SECONDS) -> None:
        """Wait until `read` gives what is expected; fail with the last it gave."""
        give_up = time.monotonic() + seconds
        while (found := read()) != expected and time.monotonic() < give_up:
            self.page.wait_for_timeout(50)
        assert found == expected


def _beat(square: str) -> tuple[str, str]:
    """Take the beat and the number from a square's text, such as `<b>K1</b><br>12`; one without a number has none."""
    name, _, text = square.removeprefix("<b>").partition("</b>")
    return name, text.removeprefix("<br>")


def _n(basis: str) -> int:
    """Take the number from `Invented data. n = 1,234 calls. …`."""
    return int(basis.partition("n = ")[2].split()[0].replace(",", ""))


def _elsewhere(note: str) -> int:
    _, found, after = note.partition(_ELSEWHERE)
    return int(after.split()[0].replace(",", "")) if found else 0
