"""Reading what did not arrive."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.infra.paging import Paged
from portal.infra.sealing import Opener, SealError
from portal.notifications.models import OutgoingMessage
from portal.notifications.rules import MOST_ATTEMPTS, Message, MessageStatus

SEAL_INFO = b"portal outgoing message"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that a person has to look at, unopened."""

    id: int
    reference: str
    kind: str
    queued_at: datetime
    attempts: int

    @property
    def was_given_up(self) -> bool:
        """Tell whether all tries are used up; otherwise the message was refused or cannot go by its channel."""
        return self.attempts >= MOST_ATTEMPTS


def for_a_person() -> ColumnElement[bool]:
    """Give the condition under which a message waits for a person; once dealt with, its content is gone."""
    return and_(
        OutgoingMessage.status == MessageStatus.NEEDS_HUMAN.value, OutgoingMessage.sealed.is_not(None)
    )


def undelivered_count(session: Session) -> int:
    """Count the messages that wait for a person."""
    return session.scalar(select(func.count()).select_from(OutgoingMessage).where(for_a_person())) or 0


def undelivered(session: Session, number: int) -> Paged[Undelivered]:
    """Give a page of the messages that wait for a person, the oldest first."""
    total = undelivered_count(session)
    # Of a list that grew shorter meanwhile, the last page is shown and not an empty one.
    number = min(number, Paged((), total, number, PAGE).last)
    wanted = select(OutgoingMessage).where(for_a_person()).order_by(OutgoingMessage.id)
    rows = session.scalars(wanted.limit(PAGE).offset((number - 1) * PAGE))
    return Paged([_undelivered(row) for row in rows], total, number, PAGE)


def undelivered_message(session: Session, number: int) -> Undelivered:
    """Give one of them; raises NotFoundError when there is none, or somebody has dealt with it."""
    row = session.get(OutgoingMessage, number)
    if row is None or row.status != MessageStatus.NEEDS_HUMAN or row.sealed is None:
        raise NotFoundError
    return _undelivered(row)


def opened_message(session: Session, number: int, opener: Opener) -> Message | None:
    """Open one of them; None when it cannot be read."""
    row = session.get(OutgoingMessage, number)
    if row is None or row.sealed is None:
        return None
    try:
        return Message.from_bytes(opener.open(row.sealed, SEAL_INFO))
    except (SealError, KeyError, ValueError, TypeError):
        return None


def _undelivered(row: OutgoingMessage) -> Undelivered:
    return Undelivered(row.id, row.reference, row.kind, row.created_at, row.attempts)
