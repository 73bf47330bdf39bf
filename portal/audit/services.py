"""Writing the audit trail."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.audit.queries import facts_of
from portal.audit.rules import FIRST_LINK, next_link

# The key travels with every session of the database (infra.db), so that no caller can forget it.
CHAIN_KEY = "portal.audit.key"
# One number that all processes know: PostgreSQL lets only one transaction at a time add a link.
_CHAIN_LOCK = 7_203_114


def record(
    session: Session,
    *,
    now: datetime,
    action: str,
    subject_type: str,
    subject: str,
    actor: str | None = None,
    fields: Sequence[str] = (),
) -> None:
    """Record an act in the same transaction as the act itself.

    `fields` are names of what was seen or changed, never values; without an actor it was a visitor.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})
    session.flush()
    last = session.scalar(select(AuditEvent.chain).order_by(AuditEvent.id.desc()).limit(1))
    event = AuditEvent(
        happened_at=now,
        actor=actor or "visitor",
        action=action,
        subject_type=subject_type,
        subject=subject,
        fields=list(fields),
    )
    event.chain = next_link(session.info[CHAIN_KEY], last or FIRST_LINK, facts_of(event))
    session.add(event)
    session.flush()
