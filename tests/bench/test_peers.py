"""The peers draw our page: the same filters, figures and numbers; and a peer that did not would be found out."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import pytest
from playwright.sync_api import Browser, Page

from app.config import Settings
from app.main import PAGES, create_app
from tests.bench.bench import Bench, invented
from tests.bench.drawn import drawn, watched
from tests.bench.our_page import PAGE
from tests.bench.peers import datasette, numbers, same_page
from tests.bench.peers.files import Choices, read_choices
from tests.bench.peers.sides import OURS, PEERS, served
from tests.bench.update import FIGURES, GOALS, VIEW, _clicks
from tests.browser.live import come_alive
from tests.served import serve


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("bench")
    return Bench("6k", invented(folder, "6k"), folder, folder, 1)


@pytest.fixture(scope="module")
def choices(bench: Bench) -> Choices:
    return read_choices(bench.events)


def _values(trace: go.Figure) -> list[float]:
    values = trace.z if trace.type == "heatmap" else trace.x if trace.orientation == "h" else trace.y
    return [value for value in pd.Series(pd.DataFrame(values).to_numpy().ravel()).dropna() if value]


def _drawn_by_pandas(bench: Bench, question: same_page.Question) -> numbers.Numbers:
    figures = same_page.figures(same_page.read_events(bench.events), question)
    return [sorted(float(value) for trace in figure.data for value in _values(trace)) for figure in figures]


@pytest.mark.parametrize(
    ("precincts", "priorities"), [((), ()), (("EAST",), ()), (("EAST", "WEST"), ("2", "3")), (("UNKNOWN",), ())]
)
def test_pandas_draws_our_numbers(
    bench: Bench, choices: Choices, precincts: tuple[str, ...], priorities: tuple[str, ...]
) -> None:
    question = same_page.Question(choices.start, choices.end, precincts, priorities)
    expected = numbers.ours(bench.warehouse, urlencode({"precinct": precincts, "priority": priorities}, doseq=True))
    numbers.hold_to(expected, _drawn_by_pandas(bench, question), "pandas")
    assert sum(expected[0]) == sum(expected[1]) > 0 or precincts == ("UNKNOWN",)


def test_pandas_draws_the_days_asked_for(bench: Bench) -> None:
    days = (date(2025, 2, 10), date(2025, 4, 20))
    expected = numbers.ours(bench.warehouse, f"start={days[0]}&end={days[1]}")
    found = _drawn_by_pandas(bench, same_page.Question(*days))
    numbers.hold_to(expected[2:4] + expected[5:], found[2:4] + found[5:], "pandas")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([[1.0]], "draws 1 figures, not 2"),
        ([[1.0], [2.0, 4.0]], r"other numbers in figure 2: \[2.0, 4.0\], not \[2.0, 3.0\]"),
        ([[1.0], [2.0]], "figure 2"),
    ],
)
def test_a_peer_that_draws_other_numbers_is_named(found: numbers.Numbers, told: str) -> None:
    with pytest.raises(numbers.NotTheSame, match=f"Panel draws.*{told}" if "figure 2" in told else told):
        numbers.hold_to([[1.0], [2.0, 3.0]], found, "Panel")
    numbers.hold_to([[1.0], [2.0, 3.0]], [[1.0], [2.0, 3.0 + 1e-12]], "Panel")


def test_the_filters_offer_what_ours_do(choices: Choices) -> None:
    assert set(choices.precincts) >= {"EAST", "NORTH", "SOUTH", "SOUTHWEST", "WEST"}
    assert (choices.end - choices.start).days in (364, 365)
    assert _clicks(choices, 3)[0] == ("precinct", "EAST")
    assert len(set(_clicks(choices, 6))) == 6
    with pytest.raises(SystemExit, match="ask for at most"):
        _clicks(choices, 100)


def test_datasettes_table_holds_the_same_calls(
    bench: Bench, choices: Choices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "events.db"
    monkeypatch.setattr(sys, "argv", ["datasette", str(bench.events), str(file)])
    datasette.main()
    asked = "SELECT count(*) FROM event WHERE care_activity = 'call' AND day BETWEEN ? AND ? GROUP BY month"
    with closing(sqlite3.connect(file)) as con:
        counts = sorted(float(count) for (count,) in con.execute(asked, [str(choices.start), str(choices.end)]))
    assert counts == numbers.ours(bench.warehouse, "")[0]


def test_our_page_is_filled_by_the_server(bench: Bench) -> None:
    client = create_app(Settings(bench.warehouse), PAGES | {PAGE.path: PAGE}).server.test_client()
    answer = client.get(PAGE.path)
    assert answer.status_code == 200
    assert all(block.name in answer.text for block in PAGE.blocks)
    assert len(PAGE.blocks) == len(same_page.TITLES) == FIGURES
    assert create_app(Settings(bench.warehouse)).server.test_client().get(PAGE.path).status_code == 404


def test_every_peer_has_a_goal_and_says_what_it_lacks() -> None:
    assert [peer.side.name for peer in PEERS] == list(GOALS)
    assert all(peer.lacks for peer in PEERS)
    assert GOALS["Streamlit"].most == 0.25


@pytest.fixture(scope="module")
def page(chromium: Browser, bench: Bench) -> Iterator[Page]:
    with (
        serve(bench.warehouse, application="tests.bench.our_page:server") as site,
        chromium.new_page(viewport=VIEW) as page,
    ):
        watched(page).goto(f"{site.url}{PAGE.path}")
        come_alive(page)
        page.wait_for_load_state("networkidle")
        yield page


@pytest.mark.browser
@pytest.mark.xdist_group("drawn")
@pytest.mark.parametrize("name", ["precinct", "priority"])
def test_a_value_chosen_on_our_page_draws_every_figure_anew(page: Page, choices: Choices, name: str) -> None:
    value = {"precinct": "EAST", "priority": choices.priorities[1]}[name]
    found = drawn(page, OURS.find(page, name, value).click, OURS.busy)
    assert found.graphs == FIGURES
    assert f"{name}={value}" in page.url


@pytest.mark.browser
@pytest.mark.xdist_group("drawn")
def test_numbers_are_read_as_they_are_drawn_without_gaps_and_zeros(chromium: Browser) -> None:
    traces = """[
        { type: 'bar', x: ['a', 'b', 'c', 'd', 'e'], y: [null, NaN, 0, 3, 2] },
        { type: 'bar', orientation: 'h', x: [7, 6], y: ['a', 'b'] },
        { type: 'heatmap', z: [[1, 0], [5, null]] },
    ]"""
    with chromium.new_page() as page:
        page.set_content("<i class=js-plotly-plot></i><p></p>")
        page.evaluate(
            "() => document.querySelector('p').attachShadow({ mode: 'open' }).append(document.createElement('b'))"
        )
        page.evaluate("() => { document.querySelector('p').shadowRoot.firstChild.className = 'js-plotly-plot'; }")
        for place, graph in enumerate(
            ("document.querySelector('i')", "document.querySelector('p').shadowRoot.firstChild")
        ):
            page.evaluate(f"() => {{ {graph}._fullData = {traces}.slice({place}); }}")
        assert numbers.drawn(page) == [[1, 2, 3, 5, 6, 7], [1, 5, 6, 7]]


def test_a_peer_is_served_until_the_end(tmp_path: Path) -> None:
    def command(port: int) -> list[str]:
        return ["-m", "http.server", str(port), "--bind", "127.0.0.1"]

    with served(Path(sys.executable), command, "/", tmp_path, tmp_path / "log") as address:
        assert address.startswith("http://127.0.0.1:")
        assert '"GET / HTTP/1.1" 200' in (tmp_path / "log").read_text()


def test_a_peer_that_does_not_start_is_told_with_its_words(tmp_path: Path) -> None:
    broken = served(
        Path(sys.executable), lambda _: ["-c", "raise SystemExit('no such page')"], "/", tmp_path, tmp_path / "log"
    )
    with pytest.raises(SystemExit, match=r"did not answer\. The server said:\nno such page"), broken:
        pass
