"""Queueing messages."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.notifications.models import OutgoingMessage
from portal.notifications.rules import Message

SEAL_INFO = b"portal outgoing message"
# The sealer travels with every session of the database, as the audit key does.
SEALER = "portal.seal_for_worker"


def queue_message(session: Session, *, now: datetime, message: Message) -> None:
    """Queue a message in the transaction of the act that causes it; only the worker can read whom it is for."""
    seal: Callable[[bytes, bytes], bytes] = session.info[SEALER]
    session.add(
        OutgoingMessage(
            reference=secrets.token_hex(16),
            kind=message.kind,
            sealed=seal(message.as_bytes(), SEAL_INFO),
            created_at=now,
            next_attempt_at=now,
        )
    )
