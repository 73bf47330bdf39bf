"""Ways to hand a message over: files on this machine, or a mail server."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.core.errors import PortalError
from portal.settings import Settings, SettingsError

_SECONDS = 20


class DeliveryError(PortalError):
    """The message was not handed over; it can be tried again."""


class NoChannelError(PortalError):
    """This backend has no way to send by this channel: a person has to call or write."""


class MailBackend(Protocol):
    """What the outbox needs."""

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Hand a message over; raises DeliveryError or NoChannelError."""

    def has(self, reference: str) -> bool:
        """Tell whether a message of this reference was handed over before."""


def _one_line(text: str) -> str:
    """Keep a line break out of a header."""
    return re.sub(r"[\r\n]+", " ", text)


def _email(sender: str, reference: str, to: str, subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, _one_line(to)
    message["Subject"] = _one_line(subject)
    message["Message-ID"] = f"<{reference}@short-breaks>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


class FileMail:
    """Writes each message to a file, named by its reference, for a machine without a mail server."""

    def __init__(self, folder: Path, sender: str) -> None:
        """Write into a folder that only the owner can open: the files hold addresses."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._sender = folder, sender

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Write the message; the same reference is written once."""
        message = _email(self._sender, reference, to, subject, body)
        message["X-Channel"] = channel
        unfinished = self._folder / f".{reference}"
        try:
            unfinished.write_bytes(bytes(message))
            unfinished.rename(self._folder / f"{reference}.eml")
        except OSError as error:
            raise DeliveryError(f"the mail folder: {type(error).__name__}") from error

    def has(self, reference: str) -> bool:
        """Tell whether the file exists."""
        return (self._folder / f"{reference}.eml").exists()


class SmtpMail:
    """Sends e-mail through a server; delivery is at least once, because SMTP cannot be asked."""

    def __init__(self, address: str, sender: str) -> None:
        """Take an address such as smtp://user:password@host:587 (smtps:// for TLS from the start)."""
        parts = urlsplit(address)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise SettingsError("PORTAL_MAIL: say file, or an address such as smtp://user:password@host:587")
        self._parts, self._sender = parts, sender

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Send an e-mail; other channels raise NoChannelError."""
        if channel != "email":
            raise NoChannelError(channel)
        host, port = self._parts.hostname or "", self._parts.port or 0
        try:
            with self._connected(host, port) as server:
                if self._parts.username:
                    server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
                server.send_message(_email(self._sender, reference, to, subject, body))
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(f"the mail server: {type(error).__name__}") from error

    def _connected(self, host: str, port: int) -> smtplib.SMTP:
        """Connect with a checked certificate; in clear only to this machine, because families' addresses travel."""
        trusted = ssl.create_default_context()
        if self._parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=trusted)
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=trusted)
        elif host not in {"127.0.0.1", "localhost", "::1"}:
            server.close()
            raise DeliveryError("the mail server offers no encryption")
        return server

    def has(self, reference: str) -> bool:
        """Say no: a mail server keeps no list that could be asked."""
        return False


def mail_backend(settings: Settings) -> MailBackend:
    """Give the backend that the settings name."""
    if settings.mail == "file":
        return FileMail(settings.instance / "mail", settings.mail_from)
    return SmtpMail(settings.mail, settings.mail_from)
