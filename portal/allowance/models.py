"""Questions without a person, and the answers that stand beneath the rules.

A question is a random key and a date: nothing says who asked, when or in which order. The table has no row number in
SQLite, because its order would tell the order of the questions.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class AllowanceQuestion(Base):
    """A question that no rule answered; its words are sealed on the public face and gone once it is closed."""

    __tablename__ = "allowance_question"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_is_random"),
        CheckConstraint("state in ('open', 'answered', 'set_aside')", name="state"),
        CheckConstraint("(state = 'open') = (sealed is not null)", name="closed_keeps_no_words"),
        CheckConstraint("(state = 'set_aside') = (why_aside is not null)", name="why_aside"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    # The financial year it is about; nothing where the family was not sure.
    year: Mapped[str | None] = mapped_column(String(7))
    asked_on: Mapped[date] = mapped_column(Date, index=True)
    state: Mapped[str] = mapped_column(String(10))
    why_aside: Mapped[str | None] = mapped_column(String(20))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class AllowanceAnswer(Base):
    """What an editor published: the council's own words, for everybody to read."""

    __tablename__ = "allowance_answer"
    __table_args__ = (
        CheckConstraint("allowed in ('yes', 'no', 'ask')", name="allowed"),
        CheckConstraint("why_off in ('in_file', 'withdrawn')", name="why_off"),
        CheckConstraint("(why_off is null) = (off_at is null)", name="off_with_its_reason"),
        Index("ix_allowance_answer_year_off_at", "year", "off_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # One answer for each question, whoever presses first.
    question_key: Mapped[str | None] = mapped_column(
        ForeignKey("allowance_question.key", ondelete="SET NULL"), unique=True
    )
    year: Mapped[str] = mapped_column(String(7))
    question: Mapped[str] = mapped_column(String(150))
    allowed: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str] = mapped_column(String(300))
    # The code under which an editor will add it to the file; the answer leaves the page when it stands there.
    item_code: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    why_off: Mapped[str | None] = mapped_column(String(10))
