"""Answers on their way: drafts that only the family's cookie opens, and receipts of what was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class DraftRow(Base):
    """One questionnaire that somebody is filling in; its key is the one under which it may be sent once.

    Once a family said where a link may go, `sealed_key` holds the draft's key and that address, sealed to the worker,
    who notes under which keyed code of the address a request for a link finds it.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("token_hash", "questionnaire"),
        CheckConstraint("length(token_hash) = 64", name="token_is_hashed"),
        CheckConstraint("contact_code IS NULL OR sealed_key IS NOT NULL", name="code_has_its_key"),
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    entries: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    sealed_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_code: Mapped[str | None] = mapped_column(String(64), index=True)


class ReceiptRow(Base):
    """A draft that was sent; the copy of its answers, where there is one, is the family's for a day."""

    __tablename__ = "receipt"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 64", name="token_is_hashed"),
        CheckConstraint("(wrapped_key IS NULL) = (entries IS NULL)", name="copy_has_its_key"),
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), index=True)
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str | None] = mapped_column(String(20))
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    entries: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
