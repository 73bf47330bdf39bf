"""One timeline for a child, over all its referrals: tiers, programmes, goals and hours."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class Child(Base):
    """A child or young person as staff know them; `code` is a random stable id for other systems."""

    __tablename__ = "child"
    __table_args__ = (CheckConstraint("tier IN (1, 2, 3)", name="known_tier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    tier: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changes: Mapped[int] = mapped_column(default=0)


class TierChange(Base):
    """A step between short breaks tiers, up or down; the reason and who agreed are encrypted."""

    __tablename__ = "tier_change"
    __table_args__ = (
        CheckConstraint("to_tier IN (1, 2, 3)", name="known_tier"),
        CheckConstraint("from_tier IS NULL OR from_tier IN (1, 2, 3)", name="known_tier_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"))
    from_tier: Mapped[int | None]
    to_tier: Mapped[int]
    changed_on: Mapped[date]
    family_agreed_on: Mapped[date | None]
    agreed_by: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    next_steps: Mapped[bytes | None] = mapped_column(LargeBinary)
    decided_by: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(String(40), unique=True)


class ProgrammeStay(Base):
    """A time in a programme; `hours_a_year` is what a full year allows, None without a limit."""

    __tablename__ = "programme_stay"
    __table_args__ = (CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"))
    programme: Mapped[str] = mapped_column(String(40))
    provider: Mapped[str | None] = mapped_column(String(120))
    hours_a_year: Mapped[int | None]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    added_by: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Goal(Base):
    """A goal in the young person's own words, encrypted."""

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'reached', 'changed', 'stopped')", name="known_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"))
    words: Mapped[bytes] = mapped_column(LargeBinary)
    set_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default="open")
    review_due: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(40), unique=True)


class GoalReview(Base):
    """How far a goal is on a day, in words that are encrypted."""

    __tablename__ = "goal_review"
    __table_args__ = (
        CheckConstraint(
            "result IN ('reached', 'on_the_way', 'not_yet', 'changed', 'stopped')", name="known_result"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    reviewed_on: Mapped[date]
    result: Mapped[str] = mapped_column(String(20))
    words: Mapped[bytes] = mapped_column(LargeBinary)
    reviewed_by: Mapped[str] = mapped_column(String(120))
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(String(40), unique=True)


class HoursEntry(Base):
    """Hours used in a programme, in minutes; a wrong entry is struck out and stays to be seen.

    `over_reason` says, encrypted, why more was used than the programme allows.
    """

    __tablename__ = "hours_entry"
    __table_args__ = (CheckConstraint("minutes > 0", name="some_minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("programme_stay.id", ondelete="CASCADE"), index=True)
    used_on: Mapped[date]
    minutes: Mapped[int]
    over_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(40), unique=True)
    added_by: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    struck_by: Mapped[str | None] = mapped_column(String(120))
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
