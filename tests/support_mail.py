"""A real mail server that keeps what it gets."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller


def free_port(and_the_next: int = 0) -> int:
    """Give a port on which nobody listens, with so many free ones after it."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
        try:
            for following in range(port + 1, port + 1 + and_the_next):
                with socket.socket() as one:
                    one.bind(("127.0.0.1", following))
        except OSError:
            continue
        return port


class MailSink:
    """Accepts mail until it is told to refuse."""

    def __init__(self) -> None:
        """Start with no mail."""
        self.messages: list[Message] = []
        self.refuses = False
        self.port = free_port()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # The library's name
        """Take a message, or refuse it for now."""
        if self.refuses:
            return "451 Try again later"
        self.messages.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def mail_sink() -> Iterator[MailSink]:
    """Give a mail server on this machine."""
    sink = MailSink()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
