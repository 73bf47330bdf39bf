"""“You said, we did”: what editors write with its history, what everybody may read, and who wants to be told.

What is published is a table of its own, so that the families' face cannot read what nobody has checked yet.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.infra.db import Base, Json, UtcDateTime

_STATUS = "status IN ('done', 'started', 'cannot')"
_WHY = "(status = 'cannot') = (why <> '')"


class YouSaidWeDid(Base):
    """One thing that families asked for; its words are in versions, the newest of which has the number `newest`.

    `published` is the number of the version that everybody can read. `told_at` is when those who wanted to know
    were told.
    """

    __tablename__ = "you_said_we_did"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name="known_state"),
        CheckConstraint("state = 'draft' OR published IS NOT NULL", name="published_has_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    newest: Mapped[int]
    published: Mapped[int | None]
    published_on: Mapped[date | None] = mapped_column(Date)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class _Words(Base):
    """What a version says, in English; `translations` holds the other languages, each with a mark of its English."""

    __abstract__ = True

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    did: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(10))
    owner: Mapped[str] = mapped_column(String(80))
    due_on: Mapped[date | None] = mapped_column(Date)
    theme_audience: Mapped[str] = mapped_column(String(20), default="")
    theme_group: Mapped[str] = mapped_column(String(40), default="")
    theme_code: Mapped[str] = mapped_column(String(60), default="")
    translations: Mapped[dict[str, dict[str, str]]] = mapped_column(Json)

    @declared_attr
    def item_id(cls) -> Mapped[int]:  # noqa: N805  # SQLAlchemy calls it with the class.
        """Give the column that names the item."""
        return mapped_column(
            ForeignKey("you_said_we_did.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
        )


class YouSaidVersion(_Words):
    """The words as they were after one change: never rewritten."""

    __tablename__ = "you_said_version"
    __table_args__ = (
        CheckConstraint(_STATUS, name="known_status"),
        CheckConstraint(_WHY, name="cannot_has_why"),
    )

    changed_by: Mapped[str] = mapped_column(String(120))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class YouSaidPublished(_Words):
    """One version as everybody could read it from a day on; the last of an item is what stands on the page."""

    __tablename__ = "you_said_published"
    __table_args__ = (
        CheckConstraint(_STATUS, name="known_status"),
        CheckConstraint(_WHY, name="cannot_has_why"),
    )

    published_on: Mapped[date] = mapped_column(Date)
    is_shown: Mapped[bool] = mapped_column(default=True)


class NewsRequest(Base):
    """Somebody who wants one message when there is news: an address that only the worker can open, and a month.

    It has no link to any answer, no day and no order, so that it cannot be laid beside an answer of the same day.
    """

    __tablename__ = "news_request"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_is_random"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_in: Mapped[date] = mapped_column(Date)


class PublishingReminder(Base):
    """Editors were reminded that families have waited a year for “You said, we did”."""

    __tablename__ = "publishing_reminder"

    reminded_on: Mapped[date] = mapped_column(Date, primary_key=True)
