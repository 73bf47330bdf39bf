"""The tables of the directory."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, Json, UtcDateTime


class Activity(Base):
    """One thing to do, with its place and its cost; a column that is null is not known."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        CheckConstraint("source in ('council', 'openreferral')", name="source"),
        CheckConstraint("state in ('staged', 'published', 'withdrawn')", name="state"),
        CheckConstraint("tier in (1, 2, 3)", name="tier"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("youngest_age >= 0 and oldest_age >= 0 and youngest_age <= oldest_age", name="ages"),
        CheckConstraint("delivery in ('in_person', 'online', 'at_home')", name="delivery"),
        CheckConstraint("(easting is null) = (northing is null)", name="point"),
        CheckConstraint("cost_pence >= 0", name="cost_pence"),
        CheckConstraint("checked_by in ('council_visited', 'provider_said')", name="checked_by"),
        CheckConstraint("(checked_on is null) = (checked_by is null)", name="checked"),
        CheckConstraint("places_total >= 0 and places_free >= 0 and wait_weeks >= 0", name="places"),
        Index("ix_activity_state_revision", "state", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"), index=True)

    tier: Mapped[int] = mapped_column(SmallInteger)
    programme: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(400))
    # Both are made from one text when it comes in: cleaned HTML to show, plain words to search.
    description_html: Mapped[str] = mapped_column(Text)
    description_text: Mapped[str] = mapped_column(Text)

    youngest_age: Mapped[int | None] = mapped_column(SmallInteger)
    oldest_age: Mapped[int | None] = mapped_column(SmallInteger)
    delivery: Mapped[str | None] = mapped_column(String(10))

    venue_name: Mapped[str | None] = mapped_column(String(200))
    street: Mapped[str | None] = mapped_column(String(200))
    town: Mapped[str | None] = mapped_column(String(100))
    district: Mapped[str | None] = mapped_column(String(40))
    postcode: Mapped[str | None] = mapped_column(String(8))
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    getting_in: Mapped[str | None] = mapped_column(Text)
    on_the_day: Mapped[str | None] = mapped_column(Text)
    bus_stop: Mapped[str | None] = mapped_column(String(200))

    cost_type: Mapped[str | None] = mapped_column(String(20))
    cost_pence: Mapped[int | None]
    cost_note: Mapped[str | None] = mapped_column(Text)

    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(200))
    website: Mapped[str | None] = mapped_column(String(500))

    places_total: Mapped[int | None]
    places_free: Mapped[int | None]
    has_waiting_list: Mapped[bool | None]
    wait_weeks: Mapped[int | None]
    places_reported_on: Mapped[date | None]

    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None] = mapped_column(String(20))
    # When families could find it first, for "what is new".
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The number of the directory at the change, so that what changed since can be asked.
    revision: Mapped[int]


class ActivityTag(Base):
    """One code of a list that an activity has: what it is, whom it suits, when it runs."""

    __tablename__ = "activity_tag"
    __table_args__ = (
        CheckConstraint(
            "kind in ('type', 'need', 'funding', 'language', 'day', 'time', 'season', 'referrer')",
            name="kind",
        ),
        Index("ix_activity_tag_kind_code", "kind", "code"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class ActivityAccess(Base):
    """The answer to one access question; no row means that the answer is not known."""

    __tablename__ = "activity_access"
    __table_args__ = (CheckConstraint("answer in ('yes', 'partly', 'no', 'ask')", name="answer"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    feature: Mapped[str] = mapped_column(String(40), primary_key=True)
    answer: Mapped[str] = mapped_column(String(10))


class ActivitySession(Base):
    """A time at which an activity runs, as in `Timetable`: clock times are London's, dates are ISO text in lists."""

    __tablename__ = "activity_session"
    __table_args__ = (CheckConstraint("every_weeks between 1 and 52", name="every_weeks"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    days: Mapped[list[str]] = mapped_column(Json)
    starts: Mapped[str | None] = mapped_column(String(5))
    ends: Mapped[str | None] = mapped_column(String(5))
    when_text: Mapped[str] = mapped_column(String(200))
    time_bands: Mapped[list[str]] = mapped_column(Json)
    seasons: Mapped[list[str]] = mapped_column(Json)
    every_weeks: Mapped[int] = mapped_column(SmallInteger)
    weeks_of_month: Mapped[list[int]] = mapped_column(Json)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    dates: Mapped[list[str]] = mapped_column(Json)
    except_dates: Mapped[list[str]] = mapped_column(Json)
    on_bank_holidays: Mapped[bool]
    by_agreement: Mapped[bool]


class DirectoryRevision(Base):
    """The number that moves with every change of the directory; one row."""

    __tablename__ = "directory_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
