"""Themes to which people code what others wrote. The code book of content names most; the rest stands here.

A theme is named by audience, group and code. Tags keep the code that the coder chose; a merge is a row of its own, so
that it can be undone and no tag is ever rewritten.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime

_WITHOUT_ORDER = {"sqlite_with_rowid": False}


class AddedTheme(Base):
    """A theme that staff found in the answers and that the code book does not have."""

    __tablename__ = "added_theme"

    audience: Mapped[str] = mapped_column(String(20), primary_key=True)
    group: Mapped[str] = mapped_column("theme_group", String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    label: Mapped[str] = mapped_column(String(200))
    added_by: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ThemeMerge(Base):
    """One theme counted as another from now on, until it is undone."""

    __tablename__ = "theme_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(String(20))
    group: Mapped[str] = mapped_column("theme_group", String(40))
    from_code: Mapped[str] = mapped_column(String(60))
    into_code: Mapped[str] = mapped_column(String(60))
    merged_by: Mapped[str] = mapped_column(String(120))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(120))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ThemeTag(Base):
    """One coder found one theme in what one respondent wrote; counted once for each respondent and group."""

    __tablename__ = "theme_tag"
    __table_args__ = (Index("ix_theme_tag_group_code", "theme_group", "code"), _WITHOUT_ORDER)

    response_key: Mapped[str] = mapped_column(
        ForeignKey("survey_response.key", ondelete="CASCADE"), primary_key=True
    )
    group: Mapped[str] = mapped_column("theme_group", String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    coder: Mapped[str] = mapped_column(String(120), primary_key=True)
    tagged_on: Mapped[date]


class CodedAnswer(Base):
    """One coder has read what one respondent wrote for one group, whether or not a theme was found in it."""

    __tablename__ = "coded_answer"
    __table_args__ = (_WITHOUT_ORDER,)

    response_key: Mapped[str] = mapped_column(
        ForeignKey("survey_response.key", ondelete="CASCADE"), primary_key=True
    )
    group: Mapped[str] = mapped_column("theme_group", String(40), primary_key=True)
    coder: Mapped[str] = mapped_column(String(120), primary_key=True)
    coded_on: Mapped[date]
