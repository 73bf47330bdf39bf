"""The audit trail's table."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, Json, UtcDateTime


class AuditEvent(Base):
    """One act, chained to the one before it by a keyed hash."""

    __tablename__ = "audit_event"
    __table_args__ = (CheckConstraint("length(chain) = 64", name="chain_is_a_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    fields: Mapped[list[str]] = mapped_column(Json)
    chain: Mapped[str] = mapped_column(String(64))
