"""One question, four endings: the table on screen, the CSV, the API's JSON, and the events' file added up again.

Random filter states of every page that has charts. The fourth ending is an analyst's own script in pandas
(`reaggregate`), which shares no code with the first three.
"""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from etl.metrics import COUNTS, FILTERS
from tests.app.analyst.reaggregate import Frame, Number, Question, numbers, read_events
from tests.app.analyst.screen import cards
from tests.app.analyst.tables import Body, cells_equal
from tests.effort import FULL

PAGES = ("/", "/calls", "/response-times", "/capacity", "/map", "/experience")
STATES = 200 if FULL else 12


@dataclass
class Site:
    """The site as an analyst asks it, what a question's files said, and how many cells have been compared."""

    client: FlaskClient
    choices: Mapping[str, list[str]]
    first: date
    last: date
    compared: Counter[str] = field(default_factory=Counter)
    read: dict[str, Frame] = field(default_factory=dict)

    def state(self, seed: int) -> tuple[str, str]:
        """Draw a page and a question to it: days, a few filters, how calls are counted, the share of police."""
        chance = Random(seed)
        days = (self.last - self.first).days
        start = self.first + timedelta(days=chance.randrange(days - 20))
        end = start + timedelta(days=chance.choice([13, 89, 364, chance.randrange(20, days)]))
        asked: list[tuple[str, object]] = [("start", start), ("end", min(end, self.last))]
        names = [name for name in FILTERS if name in self.choices]
        for name in chance.sample(names, chance.choice([0, 0, 1, 1, 2, 3])):
            values = self.choices[name]
            asked += [(name, value) for value in chance.sample(values, chance.randint(1, max(1, len(values) * 2 // 3)))]
        asked.append(("count", chance.choice(COUNTS)))
        asked.append(("police_share", chance.choice([0, 37.5, 80, 100])))
        return PAGES[seed % len(PAGES)], urlencode(asked)

    def text(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.text[:500])
        return answer.text

    def events(self, query: Mapping[str, list[str]], *, without: str = "") -> Frame:
        """Read the events' file for a question's filters."""
        asked = [(name, value) for name, values in query.items() if name not in ("by", without) for value in values]
        address = f"/download/events.csv?{urlencode(asked)}"
        if address not in self.read:
            self.read = dict([*self.read.items()][-1:]) | {address: read_events(io.StringIO(self.text(address)))}
        return self.read[address]


@pytest.fixture(scope="module")
def site(client: FlaskClient) -> Iterator[Site]:
    told = client.get("/api/v1/filters").get_json()["filters"]
    choices = {name: told[name]["values"] for name in FILTERS if name in told and told[name]["values"]}
    days = told["start"]["values"]
    asked = Site(client, choices, *(date.fromisoformat(days[end]) for end in ("first", "last")))
    yield asked
    print("\nCells compared:", dict(asked.compared))


@pytest.mark.parametrize("seed", range(STATES))
def test_table_csv_api_and_events_say_one_thing(site: Site, seed: int) -> None:
    path, query = site.state(seed)
    shown = cards(site.text(f"{path}?{query}"))
    assert shown
    site.compared["states"] += 1
    for card in shown:
        addresses = [address for address in card.files if ".csv?" in address]
        assert addresses, card.name
        bodies = [_json_equal_to_csv(site, address) for address in addresses]
        for address, body in zip(addresses, bodies, strict=True):
            _equal_to_events(site, address, body)
        site.compared["screen"] += cells_equal(card, bodies)


def test_an_event_that_is_missing_is_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/api/v1/metrics/care_calls.csv?start={site.first}&end={site.last}"
    body = json_of(site, address)
    _equal_to_events(site, address, body)
    whole = site.events(parse_qs(urlsplit(address).query))
    is_call = (whole["care_activity"] == "call") & ~whole["is_test"]
    monkeypatch.setattr(site, "events", lambda _query: whole.drop(whole[is_call].index[:1]))
    with pytest.raises(AssertionError):
        _equal_to_events(site, address, body)


def _json_equal_to_csv(site: Site, address: str) -> Body:
    """Hold the CSV to the JSON, cell by cell; return the JSON."""
    body: Body = json_of(site, address)
    file = list(csv.DictReader(io.StringIO(site.text(address), newline=""), strict=True))
    name = body["metric"]["name"]
    assert len(file) == len(body["rows"])
    for cells, row in zip(file, body["rows"], strict=True):
        assert [cells[by] for by in body["by"]] == [row[by] for by in body["by"]]
        numbers_told = {name: row["value"], "n": row["n"]}
        numbers_told |= {f"excluded_{reason}": count for reason, count in row["excluded"].items()}
        numbers_told |= {f"detail_{part}": value for part, value in row["details"].items()}
        if body["metric"]["has_interval"]:
            numbers_told |= {f"{name}_low": row["low"], f"{name}_high": row["high"]}
        for column, value in numbers_told.items():
            assert (float(cells[column]) if cells[column] else None) == value, (address, column)
        assert cells["text"] == row["text"]
        assert cells["withheld"] == (row["withheld"] or "")
        assert cells["complete"] == ("yes" if row["complete"] else "no")
        site.compared["csv"] += len(numbers_told) + 3
    return body


def json_of(site: Site, address: str) -> Body:
    """Ask for the same rows as JSON."""
    body: Body = site.client.get(address.replace(".csv?", "?")).get_json()
    return body


def _equal_to_events(site: Site, address: str, body: Body) -> None:
    """Hold the answer's value, n and interval to what the events' file adds up to."""
    query = parse_qs(urlsplit(address).query)
    events = site.events(query)
    everybody = site.events(query, without="responders") if "responders" in query else events
    question = Question(
        count=query.get("count", ["dispatched"])[0],
        police_share=float(query.get("police_share", ["100"])[0]),
        first=max(site.first, date.fromisoformat(query["start"][0])),
        last=min(site.last, date.fromisoformat(query["end"][0])),
    )
    by = tuple(body["by"])
    found = numbers(events, everybody, body["metric"]["name"], by, question)
    told = {tuple(row[name] for name in by): row for row in body["rows"]}
    absent = [keys for keys, number in found.items() if keys not in told and number.n]
    assert not absent, (address, absent)
    for keys, row in told.items():
        _equal(row, found.get(keys, Number(None, 0)), (address, keys))
        site.compared["events"] += 2 if row["low"] is None else 4


def _equal(row: Body, number: Number, where: object) -> None:
    assert row["n"] == number.n, where
    if not number.n:
        assert not row["value"], where
        return
    for ours, theirs in ((row["value"], number.value), (row["low"], number.low), (row["high"], number.high)):
        if theirs is None:
            assert ours is None, where
        else:
            assert ours is not None, where
            assert math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9), where
