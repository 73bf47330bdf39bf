"""A small client that keeps its connections open and asks as fast as the server answers."""

import selectors
import socket
import time
from collections.abc import Iterable, Iterator

CONNECTIONS = 8
_BLOCK = 1 << 16


class UnexpectedAnswerError(Exception):
    """A server answered something that no figure may be made of."""


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = bytearray()
        self._left: int | None = None

    def read(self) -> bytes | None:
        """Read what came; gives the head of an answer once it is whole."""
        block = self.socket.recv(_BLOCK)
        if not block:
            raise UnexpectedAnswerError("the server closed a connection")
        self._received += block
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self._received[:end])
        start = head.lower().find(b"content-length:")
        if start < 0:
            raise UnexpectedAnswerError("an answer without its length")
        length = int(head[start + 15 :].split(b"\r\n", 1)[0])
        if len(self._received) < end + 4 + length:
            return None
        self._received.clear()
        return head


def ask_all(port: int, addresses: Iterable[str]) -> None:
    """Ask one address after the other on one connection; every answer must be 200."""
    connection = _Connection(port)
    for address in addresses:
        connection.socket.sendall(_request(port, address, ""))
        while (head := connection.read()) is None:
            pass
        _check(head)
    connection.socket.close()


def requests_per_second(port: int, addresses: Iterator[str], seconds: float, heads: str = "") -> float:
    """Ask one address after the other on several connections; every answer must be 200."""
    selector = selectors.DefaultSelector()
    connections = [_Connection(port) for _number in range(CONNECTIONS)]
    for one in connections:
        selector.register(one.socket, selectors.EVENT_READ, one)
        one.socket.sendall(_request(port, next(addresses), heads))
    answered = 0
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        for key, _events in selector.select(timeout=30) or _silent():
            head = key.data.read()
            if head is None:
                continue
            _check(head)
            answered += 1
            key.data.socket.sendall(_request(port, next(addresses), heads))
    spent = time.perf_counter() - started
    for one in connections:
        one.socket.close()
    return answered / spent


def _check(head: bytes) -> None:
    if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
        raise UnexpectedAnswerError(head[:200].decode())


def _silent() -> list[tuple[selectors.SelectorKey, int]]:
    raise UnexpectedAnswerError("no answer in 30 seconds")


def _request(port: int, address: str, heads: str) -> bytes:
    return (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Accept-Encoding: gzip\r\nAccept-Language: en-GB\r\n{heads}\r\n"
    ).encode()
