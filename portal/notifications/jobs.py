"""Sending what waits in the outbox."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from portal.infra.db import Database
from portal.infra.mail import DeliveryError, Failure, MailBackend, RefusedError
from portal.infra.sealing import Opener, SealError
from portal.notifications.content import MessageTexts
from portal.notifications.models import OutgoingMessage
from portal.notifications.queries import SEAL_INFO, for_a_person
from portal.notifications.rules import (
    KEPT_FOR_A_PERSON,
    LEASE,
    MOST_ATTEMPTS,
    Channel,
    Message,
    MessageStatus,
    next_attempt,
    reference_in,
)
from portal.notifications.services import sealed

logger = logging.getLogger(__name__)
# So many are claimed by one commit; all are handed over long before the lease ends, or come again when it has.
_TOGETHER = 10
_HANDED_OVER_IN = LEASE / 2


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    reference: str
    kind: str
    sealed: bytes
    attempts: int
    queued_at: datetime


@dataclass(frozen=True, slots=True)
class _Sender:
    """What is needed to turn a row into a message that somebody reads."""

    opener: Opener
    texts: MessageTexts
    mail: MailBackend
    standing: Mapping[str, str]


def send_waiting(
    database: Database,
    *,
    opener: Opener,
    texts: MessageTexts,
    mail: MailBackend,
    now: datetime,
    standing: Mapping[str, str] | None = None,
    most: int = 50,
) -> int:
    """Send up to `most` messages that are due and give how many went out.

    A message is claimed by moving its next try on, so a worker that dies gives it back by itself; before any
    second try the backend is asked whether it has the reference, so that nobody gets a message twice.
    `standing` is what the installation says in every message: address, phone, council.
    """
    sender = _Sender(opener, texts, mail, standing or {})
    started, tried, sent = time.monotonic(), 0, 0

    def moment() -> datetime:
        # A slow provider makes a turn long; a lease counts from the moment of its claim.
        return now + timedelta(seconds=time.monotonic() - started)

    with database.reading() as session:
        if session.scalar(select(OutgoingMessage.id).where(*_due(now)).limit(1)) is None:
            return 0
    with database.unit_of_work() as session:
        claimed = _claim(session, now, min(_TOGETHER, most))
    while claimed:
        give_up = moment() + _HANDED_OVER_IN
        settled = [(one, _deliver(one, sender, moment())) for one in claimed if moment() < give_up]
        tried += len(claimed)
        sent += sum(status is MessageStatus.SENT for _one, status in settled)
        # One commit settles these messages and claims the next: what costs most is the commit.
        with database.unit_of_work() as session:
            for one, status in settled:
                _settle(session, one, status, moment())
            claimed = _claim(session, moment(), min(_TOGETHER, most - tried))
    return sent


def _claim(session: Session, now: datetime, most: int) -> Sequence[_Claimed]:
    """Claim up to `most` messages that are due, oldest first."""
    due = (
        select(OutgoingMessage)
        .where(*_due(now))
        .order_by(OutgoingMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    claimed = []
    for message in session.scalars(due):
        if message.sealed is not None:
            message.attempts += 1
            message.next_attempt_at = now + LEASE
            claimed.append(_claimed(message))
    return claimed


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return OutgoingMessage.status == MessageStatus.WAITING, OutgoingMessage.next_attempt_at <= now


def _claimed(message: OutgoingMessage) -> _Claimed:
    return _Claimed(
        message.id,
        message.reference,
        message.kind,
        message.sealed or b"",
        message.attempts,
        message.created_at,
    )


def _deliver(claimed: _Claimed, sender: _Sender, now: datetime) -> MessageStatus:
    """Hand one message over; waiting means that it is tried again."""
    try:
        message = Message.from_bytes(sender.opener.open(claimed.sealed, SEAL_INFO))
        written = sender.texts.written(message, sender.standing)
    except (SealError, KeyError, ValueError, TypeError) as error:
        logger.error("message %s cannot be written: %s", claimed.reference, type(error).__name__)
        return MessageStatus.NEEDS_HUMAN
    if not message.language:
        # It came back from the provider, which does not know in which language it was.
        return MessageStatus.NEEDS_HUMAN
    try:
        if claimed.attempts > 1 and sender.mail.has(claimed.reference):
            return MessageStatus.SENT
        if claimed.attempts > MOST_ATTEMPTS or not sender.texts.is_of_use(
            claimed.kind, claimed.queued_at, now
        ):
            return MessageStatus.NEEDS_HUMAN
        sender.mail.deliver(claimed.reference, message.channel, message.to, written.subject, written.body)
    except RefusedError as error:
        logger.warning("message %s needs a person: %s", claimed.reference, error)
        return MessageStatus.NEEDS_HUMAN
    except DeliveryError as error:
        logger.warning("message %s was not delivered: %s", claimed.reference, error)
        return MessageStatus.WAITING
    except Exception:  # A fault that nobody thought of must not hold up the messages behind this one.
        logger.exception("message %s was not delivered", claimed.reference)
        return MessageStatus.WAITING
    return MessageStatus.SENT


def _settle(session: Session, claimed: _Claimed, status: MessageStatus, now: datetime) -> None:
    message = session.get(OutgoingMessage, claimed.id)
    if message is None or message.status == MessageStatus.SENT:
        return
    if status is MessageStatus.SENT:
        message.status, message.sent_at, message.sealed = MessageStatus.SENT, now, None
        return
    if message.attempts != claimed.attempts:
        # The lease ran out and another worker has it.
        return
    again = next_attempt(claimed.attempts, now) if status is MessageStatus.WAITING else None
    if again is None:
        message.status = MessageStatus.NEEDS_HUMAN
    else:
        message.next_attempt_at = again


def note_failures(database: Database, *, mail: MailBackend) -> int:
    """Bring what the provider took and could not deliver to a person; gives how many are new."""
    try:
        failures = {one.reference: one for one in mail.failures()}
        with database.reading() as session:
            sent = select(OutgoingMessage.reference).where(OutgoingMessage.status == MessageStatus.SENT)
            known = session.scalars(sent.where(OutgoingMessage.reference.in_(failures))).all()
        # One that went out a second time may have arrived.
        failed = [failures[reference] for reference in known if not mail.has(reference)]
    except (DeliveryError, RefusedError) as error:
        logger.warning("the provider did not say what failed: %s", error)
        return 0
    with database.unit_of_work() as session:
        return sum(_comes_back(session, failure) for failure in failed)


def _comes_back(session: Session, failure: Failure) -> bool:
    wanted = select(OutgoingMessage).where(
        OutgoingMessage.reference == failure.reference, OutgoingMessage.status == MessageStatus.SENT
    )
    row = session.scalar(wanted.with_for_update())
    if row is None:
        return False
    reference = reference_in(failure.words)
    about = {"reference": reference} if reference else {}
    message = Message(row.kind, Channel(failure.channel), failure.to, "", about)
    row.status, row.sent_at, row.sealed = MessageStatus.NEEDS_HUMAN, None, sealed(session, message)
    return True


def remove_old(session: Session, now: datetime) -> int:
    """Remove what is in messages that nobody has dealt with for 90 days; gives how many."""
    old = OutgoingMessage.created_at < now - KEPT_FOR_A_PERSON
    done = session.execute(update(OutgoingMessage).where(for_a_person(), old).values(sealed=None))
    return done.rowcount if isinstance(done, CursorResult) else 0
