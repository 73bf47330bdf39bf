"""Queueing messages, and what staff do with those that did not arrive."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError
from portal.infra.access import Actor
from portal.infra.db import insert_row
from portal.infra.sealing import Opener
from portal.notifications.models import OutgoingMessage
from portal.notifications.queries import (
    SEAL_INFO,
    Undelivered,
    for_a_person,
    opened_message,
    undelivered_message,
)
from portal.notifications.rules import Message, MessageStatus

# The sealer travels with every session of the database, as the audit key does.
SEALER = "portal.seal_for_worker"


def queue_message(session: Session, *, now: datetime, message: Message) -> None:
    """Queue a message in the transaction of the act that causes it; only the worker can read whom it is for."""
    insert_row(
        session,
        OutgoingMessage,
        reference=secrets.token_hex(16),
        kind=message.kind,
        sealed=sealed(session, message),
        created_at=now,
        next_attempt_at=now,
    )


def sealed(session: Session, message: Message) -> bytes:
    """Give a message as only the worker and the staff face can read it."""
    seal: Callable[[bytes, bytes], bytes] = session.info[SEALER]
    return seal(message.as_bytes(), SEAL_INFO)


def look_at_message(
    session: Session, *, now: datetime, actor: Actor, number: int, opener: Opener
) -> tuple[Undelivered, Message | None]:
    """Open a message that did not arrive; the look stands in the audit trail, or nothing is shown."""
    found = undelivered_message(session, number)
    message = opened_message(session, number, opener)
    _recorded(session, now, actor, "message.seen", found.reference, ["to", "values"])
    return found, message


def send_again(session: Session, *, now: datetime, actor: Actor, number: int) -> None:
    """Put a message back for the worker; raises NotFoundError when somebody has dealt with it."""
    row = _waiting_for_a_person(session, number)
    _back_to_the_worker(row, now)
    _recorded(session, now, actor, "message.again", row.reference, ["status"])


def send_all_again(session: Session, *, now: datetime, actor: Actor) -> int:
    """Put every message back, after a fault at the provider or in our settings; gives how many."""
    rows = session.scalars(select(OutgoingMessage).where(for_a_person()).with_for_update()).all()
    for row in rows:
        _back_to_the_worker(row, now)
        _recorded(session, now, actor, "message.again", row.reference, ["status"])
    return len(rows)


def note_as_told(session: Session, *, now: datetime, actor: Actor, number: int, opener: Opener) -> None:
    """Note that a person told the family; what the message held is removed, and its request remembers it.

    Raises NotFoundError when somebody has dealt with it.
    """
    row = _waiting_for_a_person(session, number)
    message = opened_message(session, number, opener)
    row.sealed = None
    _recorded(session, now, actor, "message.told_by_person", row.reference, ["sealed"])
    if message is not None and message.reference:
        record(
            session,
            now=now,
            action="referral.told_by_person",
            subject_type="referral",
            subject=message.reference,
            actor=str(actor.user_id),
            fields=[row.kind],
        )


def _waiting_for_a_person(session: Session, number: int) -> OutgoingMessage:
    """Give the row, held for this transaction, so that of two officers one is told that the other was faster."""
    wanted = select(OutgoingMessage).where(OutgoingMessage.id == number, for_a_person())
    row = session.scalar(wanted.with_for_update())
    if row is None:
        raise NotFoundError
    return row


def _back_to_the_worker(row: OutgoingMessage, now: datetime) -> None:
    # It was tried before, so that the next try asks first whether it went out after all.
    row.status, row.attempts, row.next_attempt_at = MessageStatus.WAITING.value, 1, now


def _recorded(
    session: Session, now: datetime, actor: Actor, action: str, subject: str, fields: Sequence[str]
) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type="message",
        subject=subject,
        actor=str(actor.user_id),
        fields=fields,
    )
