"""What the public face writes and what it shows to a family: it can open none of it by itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class SealedSubmission(Base):
    """A referral as the public face stored it: only the worker can open it, and then nothing stays here."""

    __tablename__ = "sealed_submission"
    __table_args__ = (
        CheckConstraint("opened_at IS NULL OR payload IS NULL", name="opened_keeps_nothing"),
        CheckConstraint("length(submission_key) = 32", name="key_is_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    submission_key: Mapped[str] = mapped_column(String(32), unique=True)
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FamilyStatus(Base):
    """What a family may read of its request; only a link that was sent to the family opens it.

    `view` is encrypted under the status key of the request, which staff keep in the referral.
    """

    __tablename__ = "family_status"

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    view: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FamilySession(Base):
    """One request that a browser opened with a link; the cookie's token is kept as a hash and unwraps the key."""

    __tablename__ = "family_session"
    __table_args__ = (CheckConstraint("length(token_hash) = 64", name="token_is_hashed"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FamilyReply(Base):
    """What a family did on its status page, sealed to the worker, who applies it and keeps nothing here."""

    __tablename__ = "family_reply"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('answer', 'withdraw', 'contact', 'accept_place', 'decline_place', 'look_again')",
            name="known_kind",
        ),
        CheckConstraint("length(reply_key) = 32", name="key_is_whole"),
        CheckConstraint("applied_at IS NULL OR payload IS NULL", name="applied_keeps_nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_key: Mapped[str] = mapped_column(String(32), unique=True)
    reference: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
