"""Sending what waits in the outbox."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.infra.db import Database
from portal.infra.mail import DeliveryError, MailBackend, NoChannelError
from portal.infra.sealing import Opener, SealError
from portal.notifications.content import MessageTexts
from portal.notifications.models import OutgoingMessage
from portal.notifications.rules import LEASE, Message, MessageStatus, next_attempt
from portal.notifications.services import SEAL_INFO

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    reference: str
    sealed: bytes
    attempts: int


def send_waiting(
    database: Database,
    *,
    opener: Opener,
    texts: MessageTexts,
    mail: MailBackend,
    now: datetime,
    most: int = 50,
) -> int:
    """Send up to `most` messages that are due and give how many went out.

    A message is claimed by moving its next try on, so a worker that dies gives it back by itself; before any
    second try the backend is asked whether it has the reference, so that nobody gets a message twice.
    """
    sent = 0
    for _turn in range(most):
        with database.unit_of_work() as session:
            claimed = _claim(session, now)
        if claimed is None:
            break
        status = _deliver(claimed, opener, texts, mail)
        with database.unit_of_work() as session:
            _settle(session, claimed, status, now)
        sent += status is MessageStatus.SENT
    return sent


def _claim(session: Session, now: datetime) -> _Claimed | None:
    due = (
        select(OutgoingMessage)
        .where(OutgoingMessage.status == MessageStatus.WAITING, OutgoingMessage.next_attempt_at <= now)
        .order_by(OutgoingMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    message = session.scalar(due)
    if message is None or message.sealed is None:
        return None
    message.attempts += 1
    message.next_attempt_at = now + LEASE
    return _Claimed(message.id, message.reference, message.sealed, message.attempts)


def _deliver(claimed: _Claimed, opener: Opener, texts: MessageTexts, mail: MailBackend) -> MessageStatus:
    """Hand one message over; waiting means that it is tried again."""
    try:
        message = Message.from_bytes(opener.open(claimed.sealed, SEAL_INFO))
        written = texts.written(message)
    except (SealError, KeyError, ValueError, TypeError) as error:
        logger.error("message %s cannot be written: %s", claimed.reference, type(error).__name__)
        return MessageStatus.NEEDS_HUMAN
    try:
        if claimed.attempts > 1 and mail.has(claimed.reference):
            return MessageStatus.SENT
        mail.deliver(claimed.reference, message.channel, message.to, written.subject, written.body)
    except NoChannelError:
        return MessageStatus.NEEDS_HUMAN
    except DeliveryError as error:
        logger.warning("message %s was not delivered: %s", claimed.reference, error)
        return MessageStatus.WAITING
    return MessageStatus.SENT


def _settle(session: Session, claimed: _Claimed, status: MessageStatus, now: datetime) -> None:
    message = session.get(OutgoingMessage, claimed.id)
    if message is None:
        return
    if status is MessageStatus.SENT:
        message.status, message.sent_at, message.sealed = MessageStatus.SENT, now, None
        return
    again = next_attempt(claimed.attempts, now) if status is MessageStatus.WAITING else None
    if again is None:
        message.status = MessageStatus.NEEDS_HUMAN
    else:
        message.next_attempt_at = again
