"""Who asks, as far as we want to know: the network that an address is in, never the address."""

from ipaddress import ip_address, ip_network

_NETWORK = {4: 24, 6: 48}
"""Bits that a log keeps: enough to see from where many requests come, too few to tell one reader from another."""

_ONE_CLIENT = {4: 32, 6: 64}
"""Bits that one client has: of IPv6, a household or a machine is given a whole /64."""


def network_of(address: str | None) -> str:
    """Give the network of an address, as logs may keep it: `192.0.2.0/24`, `2001:db8::/48`; "unknown" if it is none."""
    return _within(address, _NETWORK)


def client_of(address: str | None) -> str:
    """Give what counts as one client: an address of IPv4, 64 bits of IPv6. It is never written down."""
    return _within(address, _ONE_CLIENT)


def _within(address: str | None, bits: dict[int, int]) -> str:
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    mapped = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network((mapped, bits[mapped.version]), strict=False))
