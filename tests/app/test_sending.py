"""What goes over the wire: as small as the reader can take it, the same when it is read, and asked for again only once."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from flask.testing import FlaskClient

from app.bundles import PLOTLY, STYLE
from app.sending import FOR_EVER

READ: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
ADDRESSES = ("/", "/calls", "/methods", "/api", "/openapi.json", "/api/v1/metrics", "/_dash-layout", STYLE.address)


@pytest.mark.parametrize("address", ["/methods", "/openapi.json", "/api/v1/metrics", STYLE.address, PLOTLY.address])
@pytest.mark.parametrize("encoding", READ)
def test_a_compressed_text_reads_as_the_plain_one(client: FlaskClient, address: str, encoding: str) -> None:
    plain = client.get(address)
    sent = client.get(address, headers={"Accept-Encoding": encoding})
    assert sent.headers["Content-Encoding"] == encoding
    assert READ[encoding](sent.data) == plain.data
    assert int(sent.headers["Content-Length"]) == len(sent.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_caches_are_told_that_the_answer_depends_on_the_reader(client: FlaskClient, address: str) -> None:
    for accepted in ("", "br"):
        vary = client.get(address, headers={"Accept-Encoding": accepted}).headers["Vary"]
        assert "accept-encoding" in vary.lower()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("zstd", None),
        ("identity", None),
        ("br;q=0", None),
        ("%%%", None),
    ],
)
def test_the_best_that_the_reader_takes_is_sent(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    assert client.get("/", headers={"Accept-Encoding": accepted}).headers.get("Content-Encoding") == encoding


@pytest.mark.parametrize("encoding", ["", *READ])
def test_what_has_not_changed_is_not_sent_again_however_it_was_sent(client: FlaskClient, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = client.get("/api/v1/metrics/care_calls?by=month", headers=headers)
    tag = first.headers["ETag"]
    assert tag.startswith("W/") == bool(encoding), "compressed, it is the same in meaning only"
    again = client.get("/api/v1/metrics/care_calls?by=month", headers=headers | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("address", ["/download/events.parquet", "/download/unit_responses.csv", "/health"])
def test_what_is_streamed_packed_or_small_goes_as_it_is(client: FlaskClient, address: str) -> None:
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "br"}).headers


def test_a_part_of_an_answer_and_a_refusal_go_as_they_are(client: FlaskClient) -> None:
    missing = client.get("/nope", headers={"Accept-Encoding": "br"})
    assert (missing.status_code, missing.headers.get("Content-Encoding")) == (404, None)


def test_dashs_own_files_are_kept_for_ever_where_their_address_says_which_they_are(client: FlaskClient) -> None:
    page = client.get("/calls").text
    sources = [part.split('"')[0] for part in page.split('src="')[1:]]
    dashs = [source for source in sources if source.startswith("/_dash-component-suites")]
    assert len(dashs) > 5
    for source in dashs:
        assert client.get(source).headers["Cache-Control"] == FOR_EVER, source
    assert client.get("/assets/icon.svg").headers["Cache-Control"] != FOR_EVER
