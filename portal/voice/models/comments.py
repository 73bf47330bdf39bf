"""Comments on the offer and feedback after a session: a random key and a date, nothing that says who or when.

Like unmet needs they have no row number in SQLite, because its order would tell the order of the messages. What is
published is a table of its own: the families' face may read that one and none of the others.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base

_WITHOUT_ORDER = {"sqlite_with_rowid": False}
_KINDS = "kind IN ('content', 'accessibility', 'involvement', 'page')"


class OfferComment(Base):
    """One comment; its words are sealed on the public face and are gone after two years.

    `page` is the path of the page that it is about, `reason` the legal reason of a refusal.
    """

    __tablename__ = "offer_comment"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_is_random"),
        CheckConstraint(_KINDS, name="known_kind"),
        CheckConstraint("state IN ('new', 'published', 'answered', 'refused')", name="known_state"),
        CheckConstraint(
            "reason IN ('vexatious', 'about_an_individual', 'duplicate', 'not_about_offer')",
            name="known_reason",
        ),
        CheckConstraint("(state = 'refused') = (reason IS NOT NULL)", name="refused_has_reason"),
        Index("ix_offer_comment_state_sent_on", "state", "sent_on"),
        _WITHOUT_ORDER,
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(String(200), default="")
    sent_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="new")
    reason: Mapped[str | None] = mapped_column(String(30))
    decided_on: Mapped[date | None] = mapped_column(Date)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class PublishedComment(Base):
    """What everybody may read of a comment, in words that an editor wrote, with the council's answer."""

    __tablename__ = "published_comment"
    __table_args__ = (CheckConstraint(_KINDS, name="known_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_key: Mapped[str] = mapped_column(ForeignKey("offer_comment.key", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    published_on: Mapped[date] = mapped_column(Date, index=True)
    answered_on: Mapped[date | None] = mapped_column(Date)


class SessionFeedback(Base):
    """How one session was; `activity` is the address of the activity, or nothing where none was named."""

    __tablename__ = "session_feedback"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_is_random"),
        CheckConstraint("rating IN ('good', 'all_right', 'not_good')", name="known_rating"),
        CheckConstraint("building IN ('yes', 'partly', 'no', 'does_not_apply')", name="known_building"),
        Index("ix_session_feedback_activity_given_on", "activity", "given_on"),
        _WITHOUT_ORDER,
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity: Mapped[str | None] = mapped_column(String(120))
    rating: Mapped[str | None] = mapped_column(String(10))
    building: Mapped[str | None] = mapped_column(String(20))
    given_on: Mapped[date] = mapped_column(Date)


class SessionFeedbackText(Base):
    """What somebody wrote about a session, sealed on the public face: only staff can open it."""

    __tablename__ = "session_feedback_text"
    __table_args__ = (_WITHOUT_ORDER,)

    feedback_key: Mapped[str] = mapped_column(
        ForeignKey("session_feedback.key", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
