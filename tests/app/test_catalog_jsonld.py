"""What search engines for data are told in the head of the page of data, and nowhere else."""

import json
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app import words
from app.catalog.dataset import Dataset
from app.catalog.jsonld import as_script, dataset_as_linked_data
from app.config import Settings
from app.db import Snapshot
from app.main import PAGES, create_app
from app.words import catalog as text
from app.words import data
from app.words.downloads import LICENSE_ADDRESS
from etl.metrics import METRICS
from tests.app.layouts import elements

Told = dict[str, Any]
BLOCK = "application/ld+json"
REQUIRED = ("name", "description")
RECOMMENDED = (
    *("creator", "license", "isAccessibleForFree", "distribution", "temporalCoverage", "spatialCoverage"),
    *("variableMeasured", "keywords", "identifier", "url", "version", "dateModified"),
)
"""What search engines require of a data set, and what they recommend."""


def told_at(client: FlaskClient, address: str) -> list[Told]:
    """Read the blocks of linked data in a page."""
    found = [one for one in elements(client.get(address).text) if one.get("type") == BLOCK]
    assert all(one.tag == "script" and one.path == ["html", "head"] for one in found)
    return [json.loads(one.text) for one in found]


@pytest.fixture
def told(client: FlaskClient) -> Told:
    (found,) = told_at(client, "/data")
    return found


def test_only_the_page_of_data_tells_of_it(client: FlaskClient) -> None:
    assert [path for path in PAGES if told_at(client, path)] == ["/data"]
    assert told_at(client, "/nothing") == []


def test_all_is_there_that_search_engines_ask_for(told: Told) -> None:
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert all(told[field] for field in (*REQUIRED, *RECOMMENDED))
    assert 50 <= len(told["description"]) <= 5000
    assert told["isAccessibleForFree"] is True
    assert told["license"] == LICENSE_ADDRESS
    assert told["spatialCoverage"] == {"@type": "Place", "name": text.PLACE}
    assert told["creator"] == {"@type": "Organization", "name": words.SITE, "url": "http://localhost/"}


def test_it_says_when_it_was_made_and_which_days_it_holds(told: Told, demo: Snapshot) -> None:
    assert datetime.fromisoformat(told["dateModified"]).strftime("%Y%m%dT%H%M%SZ") == demo.info.snapshot
    days = [date.fromisoformat(day) for day in told["temporalCoverage"].split("/")]
    assert days == [demo.info.first_day, demo.info.data_through]


def test_every_file_is_there_as_it_is_said(client: FlaskClient, told: Told) -> None:
    kinds = set()
    for file in told["distribution"]:
        assert file["@type"] == "DataDownload"
        assert file["name"]
        address = urlsplit(file["contentUrl"])
        assert (address.scheme, address.netloc) == ("http", "localhost")
        response = client.get(f"{address.path}?{address.query}")
        assert (response.status_code, response.mimetype) == (200, file["encodingFormat"])
        kinds.add((address.path, file["encodingFormat"]))
    assert len(kinds) == len(told["distribution"]) == 5


def test_every_number_is_a_variable_with_its_unit(told: Told) -> None:
    assert {
        one["propertyID"]: (one["name"], one["description"], one["unitText"]) for one in told["variableMeasured"]
    } == {name: (metric.label, metric.meaning, metric.unit) for name, metric in METRICS.items()}


def test_invented_data_is_marked_and_real_data_names_its_source(told: Told, month_client: FlaskClient) -> None:
    assert told["name"].startswith("Invented demonstration data: ")
    assert told["description"].startswith(words.INVENTED)
    assert "isBasedOn" not in told
    (real,) = told_at(month_client, "/data")
    assert (real["name"], real["description"]) == (text.TITLE, text.DESCRIPTION)
    assert real["isBasedOn"] == data.DATASET_ADDRESS


def test_without_data_there_is_nothing_to_tell(tmp_path_factory: pytest.TempPathFactory) -> None:
    unready = create_app(Settings(tmp_path_factory.mktemp("nothing"))).server.test_client()
    assert told_at(unready, "/data") == []


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--", "]]>", '"&amp;\\', "\u2028"])
def test_nothing_that_is_told_ends_the_block_early(month: Snapshot, name: str) -> None:
    hostile = Dataset(month.info, f"https://{name}", name, "")
    (block,) = elements(str(as_script(hostile)))
    assert json.loads(block.text) == dataset_as_linked_data(hostile)
    assert block.text.count("<") == 0


def test_a_host_that_a_request_invents_ends_nothing_either(client: FlaskClient) -> None:
    response = client.get("/data", headers={"Host": "x</script><script>alert(1)</script>"})
    assert "<script>alert" not in response.text


def test_it_runs_nowhere_so_the_policy_need_not_allow_it(client: FlaskClient) -> None:
    policy = client.get("/data").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
