"""Writing the audit trail."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, insert, select, text
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.audit.queries import facts_of
from portal.audit.rules import FIRST_LINK, next_link

# The key travels with every session of the database (infra.db), so that no caller can forget it.
CHAIN_KEY = "portal.audit.key"
# One number that all processes know: PostgreSQL lets only one transaction at a time add a link.
_CHAIN_LOCK = 7_203_114
_TAKE_TURN = text("SELECT pg_advisory_xact_lock(:lock)")
_LAST_LINK = select(AuditEvent.chain).order_by(AuditEvent.id.desc()).limit(1)
_ADD = insert(cast("Table", AuditEvent.__table__))


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
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_TAKE_TURN, {"lock": _CHAIN_LOCK})
    event = {
        "happened_at": now,
        "actor": actor or "visitor",
        "action": action,
        "subject_type": subject_type,
        "subject": subject,
        "fields": list(fields),
    }
    last = connection.scalar(_LAST_LINK)
    facts = facts_of(AuditEvent(**event))
    # Without the unit of work of the ORM, which costs as much as all else here.
    link = next_link(session.info[CHAIN_KEY], last or FIRST_LINK, facts)
    connection.execute(_ADD, {**event, "chain": link})
