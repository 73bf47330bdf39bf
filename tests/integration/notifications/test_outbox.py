"""The outbox: nothing is lost, nothing goes out twice, and a person looks where a machine cannot."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from portal.infra.clock import now
from portal.infra.mail import FileMail, MailBackend, SmtpMail, mail_backend
from portal.notifications.content import MessageTexts
from portal.notifications.jobs import send_waiting
from portal.notifications.rules import MOST_ATTEMPTS, Channel, Message
from portal.notifications.services import queue_message
from portal.settings import Face, SettingsError
from tests.installation import Installation
from tests.support_mail import MailSink, free_port

SENDER = "short-breaks@orchard.example.org"
VALUES: Mapping[str, str] = {
    "reference": "SB-7K3M-92QX-4HTD",
    "day": "Friday 4 December 2026",
    "phone": "01632 960000",
    "council": "Orchard County Council",
}


def _queue(
    installation: Installation,
    channel: Channel = Channel.EMAIL,
    to: str = "anna@example.org",
    language: str = "en",
) -> None:
    with installation.database.unit_of_work() as session:
        queue_message(session, now=now(), message=Message("referral_received", channel, to, language, VALUES))


def _send(installation: Installation, mail: MailBackend, moment: datetime | None = None) -> int:
    texts = installation.pack.of(MessageTexts)
    keys = installation.keys
    return send_waiting(
        installation.database, opener=keys.opener, texts=texts, mail=mail, now=moment or now()
    )


def _status(installation: Installation) -> list[str]:
    from sqlalchemy import text

    with installation.database.reading() as session:
        return list(session.scalars(text("SELECT status FROM outgoing_message ORDER BY id")))


def _files(installation: Installation) -> FileMail:
    return FileMail(installation.folder / "mail", SENDER)


class DyingMail(FileMail):
    """Hands a message over, and the worker dies before it can note that."""

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Deliver, then die."""
        super().deliver(reference, channel, to, subject, body)
        raise KeyboardInterrupt


class Strange(FileMail):
    """Breaks over one address."""

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Break, or deliver."""
        if to.startswith("strange"):
            raise RuntimeError("nobody thought of this")
        super().deliver(reference, channel, to, subject, body)


def test_a_message_is_written_once_and_then_forgotten(installation: Installation) -> None:
    _queue(installation)
    assert _send(installation, _files(installation)) == 1
    assert _send(installation, _files(installation)) == 0
    assert len(installation.mails()) == 1
    assert _status(installation) == ["sent"]
    [row] = installation.rows()["outgoing_message"]
    assert not [value for value in row if isinstance(value, bytes)]


def test_a_worker_that_dies_after_delivery_sends_nothing_twice(installation: Installation) -> None:
    _queue(installation)
    with pytest.raises(KeyboardInterrupt):
        _send(installation, DyingMail(installation.folder / "mail", SENDER))
    [mail] = installation.mails()
    written = mail.stat().st_mtime_ns
    assert _send(installation, _files(installation)) == 0
    assert _send(installation, _files(installation), now() + timedelta(minutes=5)) == 1
    assert [path.stat().st_mtime_ns for path in installation.mails()] == [written]
    assert _status(installation) == ["sent"]


def test_mail_goes_through_a_real_server(installation: Installation, mail_sink: MailSink) -> None:
    _queue(installation, language="pl")
    assert _send(installation, SmtpMail(f"smtp://127.0.0.1:{mail_sink.port}", SENDER)) == 1
    [message] = mail_sink.messages
    assert message["To"] == "anna@example.org"
    assert message["From"] == SENDER
    assert message["Auto-Submitted"] == "auto-generated"
    assert "SB-7K3M-92QX-4HTD" in message.get_payload(decode=True).decode()


def test_a_server_that_refuses_is_asked_again_later(installation: Installation, mail_sink: MailSink) -> None:
    _queue(installation)
    mail = SmtpMail(f"smtp://127.0.0.1:{mail_sink.port}", SENDER)
    mail_sink.refuses = True
    assert _send(installation, mail) == 0
    assert _status(installation) == ["waiting"]
    mail_sink.refuses = False
    assert _send(installation, mail) == 0
    assert _send(installation, mail, now() + timedelta(minutes=2)) == 1
    assert len(mail_sink.messages) == 1


def test_after_ten_failures_a_person_looks(installation: Installation, mail_sink: MailSink) -> None:
    _queue(installation)
    mail_sink.refuses = True
    moment = now()
    for _turn in range(MOST_ATTEMPTS):
        assert _status(installation) == ["waiting"]
        _send(installation, SmtpMail(f"smtp://127.0.0.1:{mail_sink.port}", SENDER), moment)
        moment += timedelta(hours=2)
    assert _status(installation) == ["needs_human"]


def test_a_text_message_needs_a_person_where_there_is_only_mail(
    installation: Installation, mail_sink: MailSink
) -> None:
    _queue(installation, Channel.SMS, "07700 900001")
    _send(installation, SmtpMail(f"smtp://127.0.0.1:{mail_sink.port}", SENDER))
    assert _status(installation) == ["needs_human"]


class Unknown:
    """A mail server that does not know an address, or whose mailbox is full."""

    def __init__(self, reply: str) -> None:
        """Keep what it says of every address."""
        self.reply = reply

    async def handle_RCPT(self, *_details: object) -> str:  # noqa: N802  # The library's name
        """Refuse the address."""
        return self.reply


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("reply", "status"), [("550 No such person", "needs_human"), ("452 Mailbox full", "waiting")]
)
def test_an_address_that_does_not_exist_comes_to_a_person_and_a_full_mailbox_waits(
    reply: str, status: str, installation: Installation
) -> None:
    _queue(installation)
    controller = Controller(Unknown(reply), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        _send(installation, SmtpMail(f"smtp://127.0.0.1:{controller.port}", SENDER))
    finally:
        controller.stop()
    assert _status(installation) == [status]


class Rude(MailSink):
    """Takes mail and does not say goodbye."""

    async def handle_QUIT(self, *_details: object) -> str:  # noqa: N802  # The library's name
        """Refuse to end."""
        return "451 Not now"


@pytest.mark.sqlite
def test_a_server_that_took_it_and_fails_afterwards_gets_it_once(installation: Installation) -> None:
    _queue(installation)
    sink = Rude()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        assert _send(installation, SmtpMail(f"smtp://127.0.0.1:{sink.port}", SENDER)) == 1
    finally:
        controller.stop()
    assert len(sink.messages) == 1
    assert _status(installation) == ["sent"]


def test_a_fault_that_nobody_thought_of_holds_up_no_other_message(installation: Installation) -> None:
    _queue(installation, to="strange@example.org")
    _queue(installation)
    assert _send(installation, Strange(installation.folder / "mail", SENDER)) == 1
    assert _status(installation) == ["waiting", "sent"]


def test_one_message_that_cannot_be_written_holds_up_no_other(installation: Installation) -> None:
    with installation.database.unit_of_work() as session:
        queue_message(
            session, now=now(), message=Message("no_such_kind", Channel.EMAIL, "x@example.org", "en")
        )
    _queue(installation)
    assert _send(installation, _files(installation)) == 1
    assert sorted(_status(installation)) == ["needs_human", "sent"]


def test_a_folder_that_cannot_be_written_is_tried_again(installation: Installation) -> None:
    _queue(installation)
    mail = _files(installation)
    folder = installation.folder / "mail"
    folder.rmdir()
    folder.write_text("in the way")
    assert _send(installation, mail) == 0
    assert _status(installation) == ["waiting"]
    folder.unlink()
    assert _send(installation, _files(installation), now() + timedelta(minutes=3)) == 1


def test_a_line_break_in_an_address_cannot_add_a_header(tmp_path: Path) -> None:
    FileMail(tmp_path, SENDER).deliver(
        "1", "email", "a@example.org\r\nBcc: b@example.org", "x\nBcc: c@example.org", "y"
    )
    headers = (tmp_path / "1.eml").read_text().partition("\n\n")[0].lower()
    assert "\nbcc" not in headers


@pytest.mark.sqlite
def test_a_way_to_send_that_does_not_exist_is_refused_at_the_start(installation: Installation) -> None:
    installation.environment = {"PORTAL_MAIL": "pigeon"}
    with pytest.raises(SettingsError, match="PORTAL_MAIL"):
        mail_backend(installation.settings(Face.WORKER))
