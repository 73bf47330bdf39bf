"""Messages through a mail server."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from portal.infra.mail.backend import SECONDS, DeliveryError, Failure, NoChannelError, RefusedError
from portal.infra.mail.letter import email_of
from portal.settings import SettingsError

_FIRST_LASTING_CODE = 500


class SmtpMail:
    """Sends e-mail through a server; delivery is at least once, because SMTP cannot be asked."""

    def __init__(self, address: str, sender: str) -> None:
        """Take an address such as smtp://user:password@host:587 (smtps:// for TLS from the start)."""
        parts = urlsplit(address)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise SettingsError(
                "PORTAL_MAIL: say file, notify, or an address such as smtp://user:password@host:587"
            )
        self._parts, self._sender = parts, sender

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Send an e-mail; other channels raise NoChannelError."""
        if channel != "email":
            raise NoChannelError(channel)
        message = email_of(self._sender, reference, to, subject, body)
        host, port = self._parts.hostname or "", self._parts.port or 0
        try:
            server = self._connected(host, port)
            try:
                if self._parts.username:
                    server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
                server.send_message(message)
            finally:
                _goodbye(server)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError("the mail server cannot write to such an address") from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(f"the mail server: {type(error).__name__}") from error

    def _connected(self, host: str, port: int) -> smtplib.SMTP:
        """Connect with a checked certificate; in clear only to this machine, because families' addresses travel."""
        trusted = ssl.create_default_context()
        if self._parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)
        server = smtplib.SMTP(host, port, timeout=SECONDS)
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

    def failures(self) -> Sequence[Failure]:
        """Give nothing: what bounces comes to the mailbox of the sender."""
        return ()


def _goodbye(server: smtplib.SMTP) -> None:
    """Close the connection; a fault now, when the server may have the message, must not send it again."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _refused(error: smtplib.SMTPRecipientsRefused) -> DeliveryError | RefusedError:
    """Tell a full mailbox, which empties, from one that does not exist."""
    codes = [code for code, _reply in error.recipients.values()]
    if min(codes, default=0) >= _FIRST_LASTING_CODE:
        return RefusedError(f"the mail server knows no such address: {max(codes)}")
    return DeliveryError(f"the mail server: refused for now, {max(codes, default=0)}")
