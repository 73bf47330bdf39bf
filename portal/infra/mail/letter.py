"""An e-mail as it goes through the wire or lies as a file."""

import re
from email.errors import MessageError
from email.message import EmailMessage

from portal.infra.mail.backend import RefusedError


def _one_line(text: str) -> str:
    """Keep a line break out of a header."""
    return re.sub(r"[\r\n]+", " ", text)


def email_of(sender: str, reference: str, to: str, subject: str, body: str) -> EmailMessage:
    """Make an e-mail; raises RefusedError for an address of which none can be made."""
    message = EmailMessage()
    try:
        message["From"], message["To"] = sender, _one_line(to)
        message["Subject"] = _one_line(subject)
        message["Message-ID"] = f"<{reference}@short-breaks>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        bytes(message)
    except (ValueError, LookupError, MessageError) as error:
        # The library's parser of addresses fails in several ways on what is no address.
        raise RefusedError(f"no e-mail can be made: {type(error).__name__}") from error
    return message
