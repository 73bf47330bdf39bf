"""Reading the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.audit.rules import FIRST_LINK, next_link

_CHECKED_AT_ONCE = 1000


def facts_of(event: AuditEvent) -> Sequence[str]:
    """Give what the chain protects, in a fixed order."""
    return (
        event.happened_at.isoformat(timespec="microseconds"),
        event.actor,
        event.action,
        event.subject_type,
        event.subject,
        *event.fields,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as a page shows it."""

    happened_at: datetime
    actor: str
    action: str
    fields: Sequence[str]


def entries_about(session: Session, subject_type: str, subject: str) -> Sequence[Entry]:
    """Give the acts about one thing, oldest first."""
    wanted = select(AuditEvent).where(AuditEvent.subject_type == subject_type, AuditEvent.subject == subject)
    return [
        Entry(event.happened_at, event.actor, event.action, tuple(event.fields))
        for event in session.scalars(wanted.order_by(AuditEvent.id))
    ]


def first_broken_link(session: Session, key: bytes) -> int | None:
    """Give the id of the first event that was changed or whose predecessor is gone; None when all hold."""
    before, last = FIRST_LINK, 0
    in_order = select(AuditEvent).order_by(AuditEvent.id).limit(_CHECKED_AT_ONCE)
    while events := session.scalars(in_order.where(AuditEvent.id > last)).all():
        for event in events:
            if event.chain != next_link(key, before, facts_of(event)):
                return event.id
            before, last = event.chain, event.id
    return None
