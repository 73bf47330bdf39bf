"""GOV.UK Notify as a server on this machine, and messages that wait in the outbox."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bench.messages.notify import EMAIL_TEMPLATE, KEY, SMS_TEMPLATE, Notify
from portal.infra.clock import now
from portal.infra.mail import MailBackend, NotifyAccount, NotifyMail
from portal.notifications.content import MessageTexts
from portal.notifications.jobs import send_waiting
from portal.notifications.rules import Channel, Message
from portal.notifications.services import queue_message
from tests.installation import Installation

SAID = {
    "reference": "SB-7K3M-92QX-4HTD",
    "day": "Friday 4 December 2026",
    "link": "https://shortbreaks.orchard.example.org/come-back/open/AbCdEfGhIjKlMnOpQrStUv",
}
STANDING = {
    "address": "https://shortbreaks.orchard.example.org/ask/status",
    "phone": "01632 960000",
    "council": "Orchard County Council",
}


@dataclass
class Provider:
    """The imitation with its address, and the backends that were made for it."""

    held: Notify
    address: str
    made: list[NotifyMail] = field(default_factory=list)

    def mail(self, *, key: str = KEY, email: str = EMAIL_TEMPLATE, sms: str = SMS_TEMPLATE) -> NotifyMail:
        """Give a backend that talks to it."""
        self.made.append(NotifyMail(NotifyAccount(key, email, sms, self.address)))
        return self.made[-1]

    def fails(self, *faults: int) -> None:
        """Let the next requests fail like this, one after the other, and those after them succeed."""
        planned = iter(faults)
        self.held.fault = lambda: next(planned, 0)


@pytest.fixture
def notify() -> Iterator[Provider]:
    """Run the imitation for one test."""
    held = Notify()
    with held.serve() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        provider = Provider(held, f"http://127.0.0.1:{server.server_address[1]}")
        try:
            yield provider
        finally:
            for mail in provider.made:
                mail.close()
            server.shutdown()
            thread.join()


def queue(
    installation: Installation,
    channel: Channel = Channel.EMAIL,
    to: str = "anna@example.org",
    *,
    kind: str = "referral_received",
    language: str = "en",
    at: datetime | None = None,
    reference: str = SAID["reference"],
) -> None:
    """Queue a message as the act that causes it does."""
    said = {**SAID, "reference": reference}
    with installation.database.unit_of_work() as session:
        queue_message(session, now=at or now(), message=Message(kind, channel, to, language, said))


def send(installation: Installation, mail: MailBackend, moment: datetime | None = None) -> int:
    """Send what is due, as the worker does."""
    return send_waiting(
        installation.database,
        opener=installation.keys.opener,
        texts=installation.pack.of(MessageTexts),
        mail=mail,
        now=moment or now(),
        standing=STANDING,
    )


def statuses(installation: Installation) -> list[str]:
    """Give where each message stands, in the order in which they were queued."""
    return [row["status"] for row in outbox(installation)]


def outbox(installation: Installation) -> list[dict[str, object]]:
    """Give the rows of the outbox by the names of their columns."""
    from sqlalchemy import text

    with installation.database.reading() as session:
        rows = session.execute(text("SELECT * FROM outgoing_message ORDER BY id"))
        return [dict(row._mapping) for row in rows]
