"""Closes the network for the whole test run: no test can reach a server or send a message to a person."""

import ipaddress
import sys
from typing import Any

_LOCAL_NAMES = {None, "", "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1"}


class NetworkForbiddenError(BaseException):
    """A test tried to leave this machine; a BaseException, so that no `except Exception` hides it."""


def _is_local(host: Any) -> bool:
    if host in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise NetworkForbiddenError(f"tests stay on this machine; something tried to reach {address[0]}")
    elif event == "socket.getaddrinfo" and not _is_local(arguments[0]):
        raise NetworkForbiddenError(f"tests stay on this machine; something looked up {arguments[0]}")


# An audit hook cannot be taken away again, which is what we want.
sys.addaudithook(_watch)
