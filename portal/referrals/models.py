"""Tables of referrals: sealed as they come, encrypted where staff keep them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, Json, UtcDateTime


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


class Referral(Base):
    """A referral that staff work on; what a family said is in `details`, encrypted."""

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint(
            "status IN ('submitted', 'in_triage', 'more_info_needed', 'accepted', 'waiting_list', 'closed')",
            name="known_status",
        ),
        CheckConstraint("tier IN (1, 2, 3)", name="known_tier"),
        CheckConstraint(
            "(status IN ('accepted', 'closed')) <= (decided_at IS NOT NULL)", name="end_has_decision"
        ),
        Index("ix_referral_queue", "status", "is_urgent", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    contact_due: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    tier: Mapped[int] = mapped_column(default=2)
    programme: Mapped[str | None] = mapped_column(String(40))
    district: Mapped[str] = mapped_column(String(40))
    age_band: Mapped[str] = mapped_column(String(20))
    is_urgent: Mapped[bool]
    flags: Mapped[list[str]] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(8))
    questionnaire_version: Mapped[str] = mapped_column(String(20))
    match_code: Mapped[str | None] = mapped_column(String(64), index=True)
    details: Mapped[bytes] = mapped_column(LargeBinary)
    outcome: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changes: Mapped[int] = mapped_column(default=0)


class ReferralNote(Base):
    """A note of staff, encrypted."""

    __tablename__ = "referral_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(120))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[bytes] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(40), unique=True)


class TriageDecision(Base):
    """A decision with its reason, encrypted, because the reason may speak of the child."""

    __tablename__ = "triage_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(String(40))
    status_before: Mapped[str] = mapped_column(String(20))
    status_after: Mapped[str] = mapped_column(String(20))
    decided_by: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(40), unique=True)
