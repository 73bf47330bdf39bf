"""From where a request comes, as far as limits go: one household or office is one network."""

import re
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

# What one customer of a provider has at least: in it anybody can take another address for each request (RFC 6177).
_ONE_CUSTOMER = 64
# Some proxies name the port with the address.
_WITH_PORT = re.compile(r"\[(?P<address>[^\[\]]+)\](?::[0-9]+)?")


def network_of(address: str) -> str:
    """Give the network of an address: an IPv4 address is one by itself, of an IPv6 address the first half."""
    with_port = _WITH_PORT.fullmatch(address)
    try:
        found = ip_address(with_port["address"] if with_port else address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), _ONE_CUSTOMER), strict=False))


def network_here() -> str:
    """Give the network from which this request comes; whatever counts or slows down somebody counts this."""
    return network_of(request.remote_addr or "")
