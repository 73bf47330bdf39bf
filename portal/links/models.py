"""Tables of one-use links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class LinkRequest(Base):
    """Somebody asks for a link, sealed to the worker; it answers the same whether or not there is something."""

    __tablename__ = "link_request"
    __table_args__ = (CheckConstraint("kind IN ('draft', 'status')", name="known_kind"),)

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class OneUseLink(Base):
    """One thing that a link which was sent opens, wrapped under the link's token, which is kept as a hash only."""

    __tablename__ = "one_use_link"
    __table_args__ = (
        CheckConstraint("kind IN ('draft', 'status')", name="known_kind"),
        CheckConstraint("length(token_hash) = 64", name="token_is_hashed"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
