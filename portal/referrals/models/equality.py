"""Answers to the equality questions: apart from every referral, under random keys, with a date only."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base


class EqualityResponse(Base):
    """One set of answers; nothing here leads to a referral, a person or a moment."""

    __tablename__ = "equality_response"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as it is.

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    answered_on: Mapped[date] = mapped_column(index=True)
    about: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))


class EqualityChoice(Base):
    """One chosen code."""

    __tablename__ = "equality_choice"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as it is.

    response_key: Mapped[str] = mapped_column(
        ForeignKey("equality_response.key", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
