"""The DCAT-US catalog keeps the rules by which portals harvest, and says nothing that is not so.

The rules are written here from the schema's documentation for publishers that are not federal (DCAT-US v1.1).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from app import words
from app.config import Settings
from app.db import Snapshot
from app.main import create_app
from app.words import data
from app.words.downloads import LICENSE_ADDRESS
from etl.metrics import METRICS

Told = dict[str, Any]

TEXT: Told = {"type": "string", "minLength": 1}
ADDRESS: Told = {"type": "string", "pattern": r"^https?://[^\s/]+(/\S*)?$"}
MEDIA_TYPE: Told = {"type": "string", "pattern": r"^[-\w]+/[-\w]+(\.[-\w]+)*([+][-\w]+)?$"}
TIME: Told = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}


def record(kind: str, required: dict[str, Told], optional: Mapping[str, Told] = MappingProxyType({})) -> Told:
    """Write the rule of an object that has these fields and no others."""
    properties = {"@type": {"const": kind}, **required, **optional}
    return {
        "type": "object",
        "required": ["@type", *required],
        "properties": properties,
        "additionalProperties": False,
    }


DISTRIBUTION = record(
    "dcat:Distribution",
    {"title": TEXT, "downloadURL": ADDRESS, "mediaType": MEDIA_TYPE, "format": TEXT},
    {"describedBy": ADDRESS, "describedByType": MEDIA_TYPE},
)
DATASET = record(
    "dcat:Dataset",
    {
        "title": TEXT,
        "description": TEXT,
        "keyword": {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True},
        "modified": TIME,
        "publisher": record("org:Organization", {"name": TEXT}),
        "contactPoint": record(
            "vcard:Contact",
            {"fn": TEXT},
            {"hasEmail": {"type": "string", "pattern": r"^mailto:[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+$"}},
        ),
        "identifier": TEXT,
        "accessLevel": {"enum": ["public", "restricted public", "non-public"]},
        "license": ADDRESS,
        "temporal": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$"},
        "spatial": TEXT,
        "accrualPeriodicity": {"type": "string", "pattern": r"^R/P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+[HMS])?$"},
        "landingPage": ADDRESS,
        "describedBy": ADDRESS,
        "describedByType": MEDIA_TYPE,
        "language": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"}},
        "distribution": {"type": "array", "items": DISTRIBUTION, "minItems": 1, "uniqueItems": True},
    },
    {"references": {"type": "array", "items": ADDRESS, "minItems": 1}},
)
CATALOG = record(
    "dcat:Catalog",
    {
        "@context": {"const": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"},
        "@id": ADDRESS,
        "conformsTo": {"const": "https://project-open-data.cio.gov/v1.1/schema"},
        "describedBy": {"const": "https://project-open-data.cio.gov/v1.1/schema/catalog.json"},
        "dataset": {"type": "array", "items": DATASET, "minItems": 1, "uniqueItems": True},
    },
)


@pytest.fixture
def catalog(client: FlaskClient) -> Told:
    told: Told = client.get("/data.json").json
    return told


def broken(told: Told) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(CATALOG).iter_errors(told)]


def test_it_keeps_the_rules(catalog: Told, month_client: FlaskClient) -> None:
    assert broken(catalog) == []
    assert broken(month_client.get("/data.json").json) == []


@pytest.mark.parametrize("field", DATASET["required"])
def test_the_rules_would_miss_each_field_that_they_ask_for(catalog: Told, field: str) -> None:
    del catalog["dataset"][0][field]
    assert any(f"'{field}' is a required property" in told for told in broken(catalog))


def test_every_data_set_and_every_file_has_a_name_of_its_own(catalog: Told) -> None:
    identifiers = [one["identifier"] for one in catalog["dataset"]]
    addresses = [file["downloadURL"] for one in catalog["dataset"] for file in one["distribution"]]
    assert len(set(identifiers)) == len(identifiers) == 3
    assert len(set(addresses)) == len(addresses) == 4 + len(METRICS)


def test_every_address_on_the_site_answers_with_what_is_said_of_it(client: FlaskClient, catalog: Told) -> None:
    for one in catalog["dataset"]:
        assert client.get(_here(one["landingPage"])).status_code == 200
        assert client.get(_here(one["describedBy"])).mimetype == one["describedByType"]
        for file in one["distribution"]:
            response = client.get(_here(file["downloadURL"]))
            assert (response.status_code, response.mimetype) == (200, file["mediaType"]), file["downloadURL"]


def test_it_says_when_it_was_made_and_which_days_it_holds(catalog: Told, demo: Snapshot) -> None:
    for one in catalog["dataset"]:
        assert datetime.fromisoformat(one["modified"]).strftime("%Y%m%dT%H%M%SZ") == demo.info.snapshot
        days = [date.fromisoformat(day) for day in one["temporal"].split("/")]
        assert days == [demo.info.first_day, demo.info.data_through]


def test_invented_data_is_marked_wherever_it_is_named_and_claims_no_source(
    catalog: Told, month_client: FlaskClient
) -> None:
    for one in catalog["dataset"]:
        assert one["title"].startswith("Invented demonstration data: ")
        assert one["description"].startswith(words.INVENTED)
        assert "references" not in one
    for one in month_client.get("/data.json").json["dataset"]:
        assert not re.search("invented|demonstration", f"{one['title']} {one['description']}", re.IGNORECASE)
        assert one["references"] == [data.DATASET_ADDRESS]


def test_nobody_is_named_who_did_not_say_so(catalog: Told, demo_folder: Path) -> None:
    for one in catalog["dataset"]:
        assert one["publisher"]["name"] == one["contactPoint"]["fn"] == words.SITE
        assert "hasEmail" not in one["contactPoint"]
    settings = Settings(
        demo_folder, site_url="https://care.example.org", contact_name="CARE", contact_email="care@example.org"
    )
    told = create_app(settings).server.test_client().get("/data.json").json
    assert broken(told) == []
    assert told["@id"] == "https://care.example.org/data.json"
    assert told["dataset"][0]["contactPoint"]["hasEmail"] == "mailto:care@example.org"
    assert told["dataset"][0]["publisher"]["name"] == "CARE"
    assert told["dataset"][0]["license"] == LICENSE_ADDRESS
    assert "localhost" not in str(told)


def _here(address: str) -> str:
    """Take the host off an address of the site."""
    parts = urlsplit(address)
    assert parts.netloc == "localhost"
    return f"{parts.path}?{parts.query}"
