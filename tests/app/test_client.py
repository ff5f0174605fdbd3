"""Of whoever asks, logs keep a network; and one client is one, however many addresses it has."""

import pytest

from app.client import client_of, network_of


@pytest.mark.parametrize(
    ("address", "network", "client"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/64"),
        *((given, "unknown", "unknown") for given in ("", None, "unix:", "192.0.2", "a b", "192.0.2.7:80")),
    ],
)
def test_an_address_is_kept_as_its_network_and_counted_as_one_client(
    address: str | None, network: str, client: str
) -> None:
    assert (network_of(address), client_of(address)) == (network, client)


def test_neighbors_of_one_household_are_one_client_and_of_two_are_two() -> None:
    assert client_of("2001:db8:1:2::1") == client_of("2001:db8:1:2:ffff::1") != client_of("2001:db8:1:3::1")
    assert client_of("192.0.2.1") != client_of("192.0.2.2")
