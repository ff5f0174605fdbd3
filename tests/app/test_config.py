"""The settings that tell others where the site is and whom to ask about it."""

from pathlib import Path

import pytest

from app.catalog.dataset import dataset
from app.config import Settings, settings_from
from app.db import Snapshot
from app.main import create_app
from app.site import site
from app.words import SITE


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("https://care.example.org", "https://care.example.org"),
        ("https://care.example.org/", "https://care.example.org"),
        (" http://localhost:8050 ", "http://localhost:8050"),
    ],
)
def test_the_public_address_is_read_without_its_last_slash(given: str, read: str) -> None:
    assert settings_from({"CARE_SITE_URL": given}).site_url == read


@pytest.mark.parametrize(
    "given",
    [
        *("care.example.org", "ftp://care.example.org", "https://", "https://a b.example", "//care.example.org"),
        *("https://care.example.org/care", "https://care.example.org?x=1", "https://me@care.example.org"),
        *("https://care.example.org:", 'https://care.example.org"><script>', "https://[care", "https://a.example//"),
    ],
)
def test_an_address_that_is_no_site_is_refused_by_name(given: str) -> None:
    with pytest.raises(SystemExit, match=r"CARE_SITE_URL is .*: give a scheme and a host only, as https://"):
        settings_from({"CARE_SITE_URL": given})


@pytest.mark.parametrize(
    "given", ["care", "care@", "@seattle.gov", "a@b", "mailto:a@b.org", "a@b.org,c@d.org", "a b@c.d", "a?cc=b@c.d"]
)
def test_a_mail_address_that_is_none_is_refused_by_name(given: str) -> None:
    with pytest.raises(SystemExit, match=r"CARE_CONTACT_EMAIL is .*: give one address, as "):
        settings_from({"CARE_CONTACT_EMAIL": given})


def test_whom_to_ask_is_what_the_settings_say_and_nobody_is_invented(demo: Snapshot) -> None:
    told = settings_from({"CARE_CONTACT_NAME": " CARE Department ", "CARE_CONTACT_EMAIL": "care.data+q@example.org"})
    named = dataset(demo.info, told, "https://care.example.org")
    assert (named.answerable, named.email) == ("CARE Department", "care.data+q@example.org")
    nobody = dataset(demo.info, settings_from({}), "https://care.example.org")
    assert (nobody.answerable, nobody.email) == (SITE, "")


def test_the_site_is_where_the_setting_says_else_where_the_request_went(demo_folder: Path) -> None:
    for setting, expected in (("", "http://inside:8050"), ("https://care.example.org", "https://care.example.org")):
        server = create_app(Settings(demo_folder, site_url=setting)).server
        with server.test_request_context("/data?x=1", base_url="http://inside:8050"):
            assert site() == expected
