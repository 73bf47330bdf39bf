"""A referral that staff work on, and what belongs to it alone."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, Json, UtcDateTime


class Referral(Base):
    """A referral that staff work on; what a family said is in `details`, encrypted.

    `step_due` is the London day by which the step in which the referral stands is to be done; `team_days` are the
    working days that the team still has once the family, for whom it waits, has acted. `has_news` means that the
    family did something that nobody has looked at. `own_child_id` is the child's record before staff joined it to
    another one as the same child, so that this can be undone. `changes` counts the changes, so that the second of two
    editors is told.
    """

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint(
            "status IN ('submitted', 'in_triage', 'more_info_needed', 'waiting_list', 'place_offered',"
            " 'accepted', 'closed', 'withdrawn')",
            name="known_status",
        ),
        CheckConstraint("kind IN ('request', 'call')", name="known_kind"),
        CheckConstraint("route IN ('parent', 'young_person', 'professional', 'call')", name="known_route"),
        CheckConstraint("tier IN (1, 2, 3)", name="known_tier"),
        CheckConstraint(
            "(status IN ('accepted', 'closed')) <= (decided_at IS NOT NULL)", name="end_has_decision"
        ),
        # All by which the queue is filtered and ordered, so that it reads no row: what a family said makes them wide.
        Index(
            "ix_referral_queue",
            "status",
            "is_urgent",
            "received_at",
            "has_news",
            "step_due",
            "assignee_id",
            "district",
            "age_band",
            "tier",
            "programme",
            "kind",
            "route",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    contact_due: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10), default="request")
    route: Mapped[str] = mapped_column(String(20), default="parent")
    step_since: Mapped[datetime] = mapped_column(UtcDateTime)
    step_due: Mapped[date | None]
    team_days: Mapped[int | None]
    has_news: Mapped[bool] = mapped_column(default=False)
    assignee_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    tier: Mapped[int] = mapped_column(default=2)
    programme: Mapped[str | None] = mapped_column(String(40))
    district: Mapped[str] = mapped_column(String(40))
    age_band: Mapped[str] = mapped_column(String(20))
    is_urgent: Mapped[bool]
    flags: Mapped[list[str]] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(8))
    questionnaire: Mapped[str] = mapped_column(String(60), default="referral")
    questionnaire_version: Mapped[str] = mapped_column(String(20))
    heard_from: Mapped[str | None] = mapped_column(String(40))
    champion_code: Mapped[str | None] = mapped_column(String(20))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id", ondelete="SET NULL"), index=True)
    own_child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id", ondelete="SET NULL"))
    match_code: Mapped[str | None] = mapped_column(String(64), index=True)
    details: Mapped[bytes] = mapped_column(LargeBinary)
    status_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome: Mapped[str | None] = mapped_column(String(40))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changes: Mapped[int] = mapped_column(default=0)


class ReferralContact(Base):
    """A keyed code of an address of the family, by which a request for a link finds its referral."""

    __tablename__ = "referral_contact"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


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
    """A decision with its grounds, encrypted, because they may speak of the child.

    `reason` holds the grounds as JSON (rules.grounds): codes of content, words for the record, words for the family.
    """

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


class CaseQuestion(Base):
    """A question of staff to the family and its answer, both encrypted."""

    __tablename__ = "case_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    asked_by: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    question: Mapped[bytes] = mapped_column(LargeBinary)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(40), unique=True)


class WaitingListEntry(Base):
    """A time on a waiting list, for a programme or for an activity (its public address name)."""

    __tablename__ = "waiting_list_entry"
    __table_args__ = (
        CheckConstraint("ended_why IN ('offered', 'withdrawn', 'closed', 'moved')", name="known_end"),
        CheckConstraint("(ended_at IS NULL) = (ended_why IS NULL)", name="end_has_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    programme: Mapped[str | None] = mapped_column(String(40))
    activity: Mapped[str | None] = mapped_column(String(120))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str | None] = mapped_column(String(20))


class PlaceOffer(Base):
    """A place that was offered; `words` say what, where and when, encrypted; `answer_by` is a London day."""

    __tablename__ = "place_offer"
    __table_args__ = (
        CheckConstraint("answer IN ('accepted', 'declined', 'lapsed', 'taken_back')", name="known_answer"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answer_has_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    programme: Mapped[str | None] = mapped_column(String(40))
    activity: Mapped[str | None] = mapped_column(String(120))
    words: Mapped[bytes] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(40), unique=True)
    offered_by: Mapped[str] = mapped_column(String(120))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[date]
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(20))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SafeguardingPass(Base):
    """That a worry about a child was passed on: when, to whom (encrypted), and who looked a second time."""

    __tablename__ = "safeguarding_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    passed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    passed_by: Mapped[str] = mapped_column(String(120))
    passed_by_id: Mapped[int]
    passed_to: Mapped[bytes] = mapped_column(LargeBinary)
    second_due: Mapped[date]
    second_by: Mapped[str | None] = mapped_column(String(120))
    second_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    second_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(40), unique=True)
