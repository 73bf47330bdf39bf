"""Messages as files, for a machine without a mail server."""

from collections.abc import Sequence
from pathlib import Path

from portal.infra.mail.backend import DeliveryError, Failure
from portal.infra.mail.letter import email_of


class FileMail:
    """Writes each message to a file, named by its reference."""

    def __init__(self, folder: Path, sender: str) -> None:
        """Write into a folder that only the owner can open: the files hold addresses."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._sender = folder, sender

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Write the message; the same reference is written once."""
        message = email_of(self._sender, reference, to, subject, body)
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

    def failures(self) -> Sequence[Failure]:
        """Give nothing: a file that is written has arrived."""
        return ()
